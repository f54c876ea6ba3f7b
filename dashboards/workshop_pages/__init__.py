"""The workshop as its facilitator and its teams see it; the rooms themselves are in `dashboards.workshop`."""
