"""Letting: the rule-book as dated, cited data, and the matching of vacancies with those who look for a home."""
