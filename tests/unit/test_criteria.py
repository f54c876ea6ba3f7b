"""The government's list criteria, law by law, on hand-made areas and on what was published of Vollsmose."""

from __future__ import annotations

import pytest

from agents.core import calendar
from model.letting import criteria
from model.letting.criteria import NAMES, in_force, judge

BELOW = {"non_western": 0.0, "outside_work": 0.0, "convicted": 0.0, "basic_education": 0.0, "income": 1.0}
ABOVE = {"non_western": 0.9, "outside_work": 0.9, "convicted": 0.9, "basic_education": 0.9, "income": 0.1}
VOLLSMOSE = {"non_western": 0.67, "outside_work": 0.525, "convicted": 0.031, "basic_education": 0.572, "income": 0.568}
"""Shares read for 2010-17; the convicted are recalled."""


def area(*met: str) -> dict[str, float]:
    """An area that meets just these criteria by far."""
    return {name: (ABOVE if name in met else BELOW)[name] for name in NAMES}


@pytest.mark.parametrize(
    ("law", "met", "label"),
    [
        ("2010", ("non_western", "outside_work"), True),
        ("2010", ("outside_work", "convicted"), True),
        ("2010", ("convicted",), False),
        ("2010", ("non_western", "basic_education", "income"), False),
        ("2015", ("non_western", "outside_work"), False),
        ("2015", ("non_western", "outside_work", "income"), True),
        ("2015", ("convicted", "basic_education", "income"), True),
        ("2018", ("outside_work", "convicted", "basic_education", "income"), False),
        ("2018", ("non_western", "outside_work"), False),
        ("2018", ("non_western", "outside_work", "income"), True),
        ("2018", ("non_western", "basic_education", "income"), True),
        ("2021", ("outside_work", "convicted", "basic_education", "income"), False),
        ("2021", ("non_western", "convicted"), False),
        ("2021", ("non_western", "convicted", "income"), True),
    ],
)
def test_how_many_criteria_carry_a_label(law: str, met: tuple[str, ...], label: bool) -> None:
    """2 of 3 in 2010; 3 of 5 from 2014; from 2018 the ethnic one and 2 of the 4 others."""
    assert judge(area(*met), 3000, law, 0).label is label


THRESHOLDS = [
    ("2010", {"non_western": 0.5, "outside_work": 0.4, "convicted": 0.027}),
    ("2015", {"non_western": 0.5, "outside_work": 0.4, "convicted": 0.027, "basic_education": 0.5, "income": 0.55}),
    ("2018", {"non_western": 0.5, "outside_work": 0.4, "convicted": 0.0227, "basic_education": 0.6, "income": 0.55}),
    ("2021", {"non_western": 0.3, "outside_work": 0.3, "convicted": 0.0151, "basic_education": 0.6, "income": 0.65}),
]


@pytest.mark.parametrize(("law", "limits"), THRESHOLDS, ids=[law for law, _ in THRESHOLDS])
def test_a_share_must_pass_its_threshold_and_not_just_reach_it(law: str, limits: dict[str, float]) -> None:
    assert judge(area(), 3000, law, 0).thresholds == limits
    at_limit = judge(BELOW | limits, 3000, law, 0)
    assert at_limit.met == () and not at_limit.label
    for name, limit in limits.items():
        beyond = limit - 1e-9 if name == "income" else limit + 1e-9
        assert judge(BELOW | {name: beyond}, 3000, law, 0).met == (name,)


@pytest.mark.parametrize("law", ["2010", "2015", "2018", "2021"])
def test_small_areas_are_on_no_list(law: str) -> None:
    assert not judge(ABOVE, 999, law, 0).label
    assert judge(ABOVE, 1000, law, 0).label


@pytest.mark.parametrize(
    ("law", "met"),
    [
        ("2010", ("non_western", "outside_work", "convicted")),
        ("2015", ("non_western", "outside_work", "convicted", "basic_education")),
        ("2018", ("non_western", "outside_work", "convicted")),
        ("2021", ("non_western", "outside_work", "convicted", "income")),
    ],
)
def test_vollsmose_is_listed_under_every_law(law: str, met: tuple[str, ...]) -> None:
    verdict = judge(VOLLSMOSE, 9200, law, 0)
    assert verdict.label and verdict.met == met
    assert verdict.values == {name: VOLLSMOSE[name] for name in verdict.thresholds}


def test_an_area_without_minorities_is_judged_otherwise_by_the_ethnic_criterion() -> None:
    """The same four social criteria list it in 2015 and not in 2018: the contested change."""
    poor = area("outside_work", "convicted", "basic_education", "income")
    assert judge(poor, 3000, "2015", 0).label and not judge(poor, 3000, "2018", 0).label


@pytest.mark.parametrize(
    ("date", "name"),
    [
        ("2015-01", "ghetto list (L 45)"),
        ("2018-11", "ghetto list (L 45)"),
        ("2018-12", "ghetto (parallel society) 2018"),
        ("2021-11", "ghetto (parallel society) 2018"),
        ("2021-12", "prevention area 2021"),
        ("2034-12", "prevention area 2021"),
    ],
)
def test_dated_law_follows_the_calendar(date: str, name: str) -> None:
    assert judge(ABOVE, 3000, "dated", calendar.parse(date)).name == name


@pytest.mark.parametrize("law", ["2010", "2015", "2018", "2021"])
def test_a_law_version_holds_its_own_criteria_whatever_the_month(law: str) -> None:
    assert {in_force(law, month)["law"] for month in (0, 60, 239)} == {law}


def test_criteria_are_in_order_of_their_dates_and_need_no_more_than_there_are() -> None:
    found = criteria.criteria()
    dates = [calendar.parse(rule["from"]) for rule in found]
    assert dates == sorted(dates)
    for rule in found:
        others = [name for name in NAMES if name in rule and name != rule.get("required")]
        assert 0 < rule["needed"] <= len(others)
