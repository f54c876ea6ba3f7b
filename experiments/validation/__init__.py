"""The pattern bank's machinery: which runs the patterns need, what is watched in them, verdicts, and the page."""
