"""The calendar of the model: months counted from January 2015."""

from __future__ import annotations

import re

START_YEAR = 2015
NEVER = 32767
"""Month number of something that has not happened (the largest int16)."""
LONG_AGO = -32768
"""Month number of something that lies before everything (the smallest int16)."""


def year(month: int) -> int:
    """The calendar year of a month number.

    >>> year(0), year(12), year(-1)
    (2015, 2016, 2014)
    """
    return START_YEAR + month // 12


def month_of_year(month: int) -> int:
    """The month of the year, 1 for January.

    >>> month_of_year(0), month_of_year(6), month_of_year(-1)
    (1, 7, 12)
    """
    return month % 12 + 1


def label(month: int) -> str:
    """The month as a planner writes it.

    >>> label(0), label(239)
    ('2015-01', '2034-12')
    """
    return f"{year(month)}-{month_of_year(month):02d}"


def parse(text: str) -> int:
    """The month number of a written month or date; raises ValueError for anything else.

    >>> parse("2015-03"), parse("2018-12-01")
    (2, 47)
    """
    match = re.fullmatch(r"(\d{4})-(\d{2})(-\d{2})?", text)
    if match is None or not 1 <= int(match[2]) <= 12:
        raise ValueError(f"'{text}' is not a month; write it as 2015-03")
    return (int(match[1]) - START_YEAR) * 12 + int(match[2]) - 1
