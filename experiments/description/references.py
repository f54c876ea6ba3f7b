"""The page of all sources, one heading each, so that a citation can point at its own."""

from __future__ import annotations

import re

from experiments.bibliography import entries, reference

HEAD = """# Sources

Written by `boligliv docs references` from `REFERENCES.bib`; do not edit. Every number, rule and method of Boligliv
names one of these by its key: behind an @ in texts, as *source* in [the table of assumptions](assumptions.md). What was
only read as an excerpt or recalled says so.
"""
_ADDRESS = re.compile(r"(https?://[^\s,]+)")
_DOI = re.compile(r"(?<![/\w])(10\.\d{4,}/[^\s,]+)")


def page() -> str:
    """The page as the bibliography says it now."""
    return "\n".join([HEAD, *(f"## {key}\n\n{_linked(reference(key))}\n" for key in sorted(entries()))])


def _linked(text: str) -> str:
    """Addresses as links.

    >>> _linked("Who (2015), What, 10.1000/x"), _linked("at https://example.org/a, read")
    ('Who (2015), What, [10.1000/x](https://doi.org/10.1000/x)', 'at <https://example.org/a>, read')
    """
    return _DOI.sub(r"[\1](https://doi.org/\1)", _ADDRESS.sub(r"<\1>", text))
