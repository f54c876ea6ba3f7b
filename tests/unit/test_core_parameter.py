"""Numbers with unit, range, source and grade: what they refuse, and how they say it."""

from __future__ import annotations

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.core.parameter import GRADES, Parameter, ParameterError, collect, nearest, values

RATE = Parameter("moving.rate", 0.1, 0.05, 0.2, "per year", "someone2015", "register", "how many move")
WEIGHT = dataclasses.replace(RATE, name="moving.weight", value=0.15)
BOTH = {parameter.name: parameter for parameter in (RATE, WEIGHT)}


def test_a_value_outside_the_range_is_refused_with_range_unit_source_and_grade() -> None:
    with pytest.raises(ParameterError) as refused:
        RATE.check(0.5)
    assert str(refused.value) == "moving.rate = 0.5 is outside 0.05..0.2 per year (source: someone2015, register)"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, True, "0.1", None])
def test_what_is_not_a_number_is_refused(value: object) -> None:
    with pytest.raises(ParameterError, match=r"moving.rate = .* is not a number \(allowed 0.05..0.2 per year\)"):
        RATE.check(value)  # type: ignore[arg-type]


@given(st.floats(0.05, 0.2))
def test_values_in_the_range_come_back_as_they_are(value: float) -> None:
    assert RATE.check(value) == value


def test_the_limits_themselves_and_whole_numbers_are_allowed() -> None:
    assert (RATE.check(0.05), RATE.check(0.2)) == (0.05, 0.2)
    whole = dataclasses.replace(RATE, value=1, high=2)
    assert isinstance(whole.check(1), float)


def test_a_parameter_cannot_be_declared_wrong() -> None:
    with pytest.raises(ParameterError, match=r"moving\.rate: default 0.3 is outside 0\.05\.\.0\.2"):
        dataclasses.replace(RATE, value=0.3)
    with pytest.raises(ParameterError, match=r"grade 'guess' is not one of register, trial"):
        dataclasses.replace(RATE, grade="guess")
    with pytest.raises(dataclasses.FrozenInstanceError):
        RATE.value = 0.2  # type: ignore[misc]
    assert len(set(GRADES)) == len(GRADES)


def test_two_of_one_name_are_refused_and_the_rest_sorted() -> None:
    assert list(collect([[WEIGHT], [RATE]])) == ["moving.rate", "moving.weight"]
    with pytest.raises(ParameterError, match=r"moving\.rate is declared twice"):
        collect([[RATE], [WEIGHT, RATE]])


def test_changed_values_replace_defaults_and_unknown_names_get_the_nearest() -> None:
    assert values(BOTH, {"moving.rate": 0.2}) == {"moving.rate": 0.2, "moving.weight": 0.15}
    with pytest.raises(ParameterError, match=r"unknown parameter 'moving.wieght' \(did you mean 'moving.weight'\?\)"):
        values(BOTH, {"moving.wieght": 0.1})
    with pytest.raises(ParameterError, match=r"moving.rate = 9 is outside"):
        values(BOTH, {"moving.rate": 9})


def test_no_hint_when_nothing_is_near() -> None:
    assert nearest("zzz", BOTH) == ""
