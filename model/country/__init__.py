"""A country: many municipalities side by side, each an ordinary world, whose leavers arrive at one another."""
