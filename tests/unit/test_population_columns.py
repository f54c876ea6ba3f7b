"""Households are recounted from their members by rules a reader can check."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from agents.codes import HouseholdType, Origin
from agents.core import draws
from agents.core.calendar import NEVER
from agents.core.columns import Table
from agents.household import HOUSEHOLD_COLUMNS
from agents.person import PERSON_COLUMNS
from geodata.place import load
from model.mechanisms.household_columns import refresh
from model.population import create, parameters


def home_of(
    ages: Sequence[int],
    female: Sequence[bool],
    couple: tuple[int, int] | None = None,
    mothers: Sequence[int] = (),
) -> tuple[Table, Table]:
    """One household with these people; `mothers[i]` is the member who is the mother of member i, or -1."""
    persons, households = Table(PERSON_COLUMNS), Table(HOUSEHOLD_COLUMNS)
    households.add(draws.keys_of("household", 0, 1))
    rows = persons.add(draws.keys_of("person", 0, len(ages)))
    persons.household[rows] = 0
    persons.birth_month[rows] = [-12 * age for age in ages]
    persons.female[rows] = female
    persons.list_since[rows] = NEVER
    if couple:
        persons.partner[couple[0]], persons.partner[couple[1]] = couple[1], couple[0]
    for row, mother in enumerate(mothers):
        persons.mother[row] = mother
    return persons, households


@pytest.mark.parametrize(
    ("ages", "female", "couple", "mothers", "kind", "adults", "children"),
    [
        ([40], [False], None, (), HouseholdType.SINGLE_MAN, 1, 0),
        ([40], [True], None, (), HouseholdType.SINGLE_WOMAN, 1, 0),
        ([40, 42], [True, False], (0, 1), (), HouseholdType.COUPLE, 2, 0),
        ([40, 42], [True, False], None, (), HouseholdType.OTHER, 2, 0),
        ([40, 42, 5], [True, False, True], (0, 1), (-1, -1, 0), HouseholdType.COUPLE_WITH_CHILDREN, 2, 1),
        ([45, 47, 20], [True, False, True], (0, 1), (-1, -1, 0), HouseholdType.COUPLE, 3, 0),
        ([45, 47, 30], [True, False, True], (0, 1), (-1, -1, 0), HouseholdType.OTHER, 3, 0),
        ([40, 17], [True, False], None, (-1, 0), HouseholdType.SINGLE_WITH_CHILDREN, 1, 1),
        ([40, 20, 9], [True, False, False], None, (-1, 0, 0), HouseholdType.SINGLE_WITH_CHILDREN, 2, 1),
        ([40, 18], [True, False], None, (-1, 0), HouseholdType.OTHER, 2, 0),
        ([40, 12], [False, False], None, (), HouseholdType.SINGLE_WITH_CHILDREN, 1, 1),
        ([24, 23, 25], [True, True, False], None, (), HouseholdType.OTHER, 3, 0),
    ],
)
def test_household_type(ages, female, couple, mothers, kind, adults, children) -> None:
    persons, households = home_of(ages, female, couple, mothers)
    refresh(persons, households, 0)
    assert HouseholdType(households.type[0]) is kind
    assert (households.adults[0], households.children[0]) == (adults, children)


def test_the_reference_person_is_the_oldest_and_lends_the_household_its_origin() -> None:
    persons, households = home_of([30, 55, 8], [True, False, True])
    persons.origin[:3] = [Origin.DANISH, Origin.NON_WESTERN, Origin.DANISH]
    refresh(persons, households, 0)
    assert households.reference[0] == 1 and households.origin[0] == Origin.NON_WESTERN


def test_a_household_is_on_the_list_since_its_first_adult_was() -> None:
    persons, households = home_of([30, 31, 16], [True, False, True])
    persons.list_since[:3] = [-10, -40, -50]
    refresh(persons, households, 0)
    assert households.listed[0] == -40
    persons.list_since[:3] = NEVER
    refresh(persons, households, 0)
    assert households.listed[0] == NEVER


def test_children_grow_up_with_the_months() -> None:
    persons, households = home_of([40, 17], [True, False], None, (-1, 0))
    refresh(persons, households, 11)
    assert (households.adults[0], households.children[0]) == (1, 1)
    refresh(persons, households, 12)
    assert (households.adults[0], households.children[0]) == (2, 0)


def test_people_gone_are_not_counted_and_an_emptied_household_has_nobody() -> None:
    persons, households = home_of([40, 42], [True, False], (0, 1))
    refresh(persons, households, 0)
    persons.partner[:2] = -1
    persons.remove(np.array([1]))
    refresh(persons, households, 0)
    assert (households.adults[0], HouseholdType(households.type[0])) == (1, HouseholdType.SINGLE_WOMAN)
    persons.remove(np.array([0]))
    refresh(persons, households, 0)
    assert (households.adults[0], households.children[0], households.reference[0]) == (0, 0, -1)


def test_the_counts_agree_with_plain_counting_in_a_whole_municipality() -> None:
    people = create(load("vaerebro"), 3, {parameter.name: parameter.value for parameter in parameters()})
    persons, households = people.persons, people.households
    rows = persons.rows
    age = -persons.birth_month[rows].astype(int) // 12
    home = persons.household[rows]
    size = households.capacity
    assert (np.bincount(home[age >= 18], minlength=size) == households.adults).all()
    assert (np.bincount(home[age < 18], minlength=size) == households.children).all()
    oldest = np.full(size, 99999)
    np.minimum.at(oldest, home, persons.birth_month[rows].astype(int))
    used = households.rows
    assert (persons.birth_month[households.reference[used]] == oldest[used]).all()
