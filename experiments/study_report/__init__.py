"""The report of a study: its design, what came out at which numbers, where, and what it rests on."""
