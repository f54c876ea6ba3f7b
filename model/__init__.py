"""The model: one month at a time, five mechanisms, named levers that policies bend."""
