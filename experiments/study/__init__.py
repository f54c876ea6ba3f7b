"""A study: what is asked of the model many times over, and the runs that answer it."""
