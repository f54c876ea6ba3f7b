"""Months counted from January 2015 and back again."""

from __future__ import annotations

import datetime
import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.core import calendar


@given(st.integers(-3000, calendar.NEVER - 1))
def test_a_month_agrees_with_the_gregorian_calendar(month: int) -> None:
    """The oracle adds months to a date the long way, by year and month of Python's own calendar."""
    years, rest = divmod(month, 12)
    date = datetime.date(2015 + years, rest + 1, 1)
    assert (calendar.year(month), calendar.month_of_year(month)) == (date.year, date.month)
    assert calendar.label(month) == date.strftime("%Y-%m")
    assert calendar.parse(calendar.label(month)) == calendar.parse(date.isoformat()) == month


@pytest.mark.parametrize("text", ["2015", "2015-13", "2015-00", "2015-1", "15-01", "2015-01-1", "soon", "", "2015-01 "])
def test_what_is_not_a_month_is_named_with_the_right_form(text: str) -> None:
    with pytest.raises(ValueError, match=f"'{text}' is not a month; write it as 2015-03"):
        calendar.parse(text)


def test_never_is_later_than_any_month_a_column_can_hold() -> None:
    assert calendar.NEVER == 2**15 - 1


def test_examples_of_the_documentation_hold() -> None:
    result = doctest.testmod(calendar)
    assert result.failed == 0 and result.attempted == 4
