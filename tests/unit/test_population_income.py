"""Incomes are those of the rates of 2015, and vulnerability counts five conditions."""

from __future__ import annotations

import numpy as np
import pytest

from agents.codes import Education, Status
from agents.core.columns import Table
from model.mechanisms.household_columns import refresh
from model.mechanisms.income import household_income, person_income
from model.mechanisms.vulnerability import (
    BASIC_SCHOOLING,
    LOW_INCOME,
    OPEN_CASE,
    WEAK_DANISH,
    WORKLESS,
    conditions,
    household_score,
)
from model.population import parameters
from tests.unit.test_population_columns import home_of

VALUES = {parameter.name: parameter.value for parameter in parameters()}


def priced(persons: Table, households: Table, month: int = 0) -> np.ndarray:
    """Everybody's income after a refresh, also written into the tables."""
    refresh(persons, households, month)
    persons.income[:] = person_income(persons, households, month, VALUES)
    households.income[:] = household_income(persons, households, month, VALUES)
    return persons.income[persons.rows]


def single(age: int, status: Status, education: Education = Education.VOCATIONAL) -> tuple[Table, Table]:
    persons, households = home_of([age], [True])
    persons.status[0], persons.education[0], persons.language[0] = status, education, 1.0
    return persons, households


@pytest.mark.parametrize(
    ("age", "status", "kr"),
    [
        (40, Status.OUTSIDE, 10849),
        (25, Status.OUTSIDE, 6992),
        (40, Status.UNEMPLOYED, 17900),
        (40, Status.DISABILITY_PENSION, 18000),
        (22, Status.STUDENT, 5903 + 4500),
        (17, Status.STUDENT, 0),
    ],
)
def test_a_single_receives_the_rate_of_2015(age: int, status: Status, kr: int) -> None:
    assert priced(*single(age, status))[0] == pytest.approx(kr)


def test_parents_on_cash_benefit_receive_more_and_the_young_at_home_less() -> None:
    persons, households = home_of([40, 20, 9], [True, False, False], None, (-1, 0, 0))
    persons.status[:3] = [Status.OUTSIDE, Status.OUTSIDE, Status.CHILD]
    assert priced(persons, households).tolist() == [14416, 3374, 0]


def test_a_working_spouse_ends_cash_benefit() -> None:
    persons, households = home_of([40, 42], [True, False], (0, 1))
    persons.status[:2], persons.education[:2], persons.language[:2] = (
        [Status.OUTSIDE, Status.EMPLOYED],
        3,
        1.0,
    )
    assert priced(persons, households)[0] == 0
    persons.status[1] = Status.OUTSIDE
    assert priced(persons, households).tolist() == [10849, 10849]


def test_wages_rise_with_education_skill_danish_and_age() -> None:
    def wage(age: int = 40, education: int = 3, skill: float = 0.0, language: float = 1.0) -> float:
        persons, households = single(age, Status.EMPLOYED)
        persons.education[0], persons.skill[0], persons.language[0] = education, skill, language
        return float(priced(persons, households)[0])

    assert wage(education=1) < wage(education=2) < wage(education=3) < wage(education=4) < wage(education=5)
    assert wage(skill=-1) < wage() < wage(skill=1)
    assert wage(language=0.2) < wage()
    assert wage(age=22) < wage(age=27) < wage()


def test_tax_is_progressive_and_never_takes_all() -> None:
    left = []
    for skill in np.linspace(-2.0, 3.0, 20):
        persons, households = single(40, Status.EMPLOYED)
        persons.skill[0] = skill
        gross = float(priced(persons, households)[0])
        left.append((gross, float(households.income[0])))
    gross, net = np.array(left).T
    assert (np.diff(net) > 0).all() and (net < gross).all()
    assert (np.diff(net / gross) < 1e-6).all()
    # 60 % of the last krone is the most that the rates of 2015 take.
    assert (np.diff(net) / np.diff(gross) > 0.4).all()


def test_a_single_on_cash_benefit_has_what_the_rates_leave() -> None:
    persons, households = single(40, Status.OUTSIDE)
    priced(persons, households)
    assert households.income[0] == pytest.approx(10849 - 0.375 * (10849 - 3617), abs=0.5)


def test_children_bring_child_benefit_and_lone_parents_more() -> None:
    persons, households = home_of([40, 9], [True, False], None, (-1, 0))
    persons.status[0] = Status.EMPLOYED
    persons.education[0], persons.language[0] = 3, 1.0
    priced(persons, households)
    alone, childless = single(40, Status.EMPLOYED)
    priced(alone, childless)
    assert households.income[0] - childless.income[0] == pytest.approx(1050 + 1850, abs=0.5)


def comfortable() -> tuple[Table, Table]:
    persons, households = home_of([40, 42], [True, False], (0, 1))
    persons.status[:2], persons.education[:2], persons.language[:2] = (
        Status.EMPLOYED,
        Education.VOCATIONAL,
        1.0,
    )
    return persons, households


def flags_of(persons: Table, households: Table) -> int:
    priced(persons, households)
    return int(conditions(persons, households, 0, VALUES)[0][0])


def test_a_working_couple_meets_no_condition() -> None:
    persons, households = comfortable()
    assert flags_of(persons, households) == 0
    score = household_score(persons, households, 0, VALUES)
    assert 0 < score[0] < 1 and (score[1:] == 0).all()


def test_each_condition_is_seen() -> None:
    persons, households = comfortable()
    persons.status[:2] = Status.DISABILITY_PENSION
    assert flags_of(persons, households) == WORKLESS
    persons, households = comfortable()
    persons.language[1] = 0.39
    assert flags_of(persons, households) == WEAK_DANISH
    persons, households = comfortable()
    persons.education[:2] = Education.BASIC
    assert flags_of(persons, households) == BASIC_SCHOOLING
    persons, households = comfortable()
    persons.open_case[0] = True
    assert flags_of(persons, households) == OPEN_CASE
    persons, households = single(22, Status.STUDENT, Education.UPPER_SECONDARY)
    assert flags_of(persons, households) == LOW_INCOME


def test_one_adult_is_enough_for_work_and_schooling_but_one_weak_speaker_counts() -> None:
    persons, households = comfortable()
    persons.status[1], persons.education[1] = Status.OUTSIDE, Education.BASIC
    assert flags_of(persons, households) == 0


def test_pensioners_are_not_outside_work() -> None:
    persons, households = single(70, Status.OLD_AGE_PENSION)
    assert flags_of(persons, households) & WORKLESS == 0
    persons, households = single(62, Status.OLD_AGE_PENSION)
    assert flags_of(persons, households) & WORKLESS == 0
    persons, households = single(62, Status.DISABILITY_PENSION)
    assert flags_of(persons, households) & WORKLESS


def test_children_do_not_count_as_adults() -> None:
    persons, households = home_of([40, 17], [True, False], None, (-1, 0))
    persons.status[:2] = [Status.OUTSIDE, Status.STUDENT]
    persons.language[:2], persons.education[:2] = [1.0, 0.1], [3, 1]
    assert flags_of(persons, households) & (WORKLESS | WEAK_DANISH | BASIC_SCHOOLING) == WORKLESS


def test_all_five_conditions_score_five_and_poverty_breaks_ties() -> None:
    persons, households = single(40, Status.OUTSIDE, Education.BASIC)
    persons.language[0], persons.open_case[0] = 0.1, True
    priced(persons, households)
    poor = household_score(persons, households, 0, VALUES)[0]
    assert 5 <= poor < 6
    households.income[0] -= 1000
    assert poor < household_score(persons, households, 0, VALUES)[0] < 6
