"""What is watched in a run, on a town of three homes made by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from agents.codes import Origin, Tenure
from agents.core.columns import Table
from agents.household import HOUSEHOLD_COLUMNS
from agents.person import PERSON_COLUMNS
from experiments.validation.watches import Homes, Settled


def town() -> Any:
    """Two social homes (one a youth dwelling) lived in since 2012 and 2014, by persons of 40 and 21; an empty one."""
    persons, households = Table(PERSON_COLUMNS, 4), Table(HOUSEHOLD_COLUMNS, 4)
    rows = households.add(np.array([11, 12], dtype=np.uint64))
    people = persons.add(np.array([21, 22], dtype=np.uint64))
    persons.household[people], persons.birth_month[people] = rows, (-40 * 12, -21 * 12)
    households.dwelling[rows], households.since[rows], households.reference[rows] = (0, 1), (-36, -12), people
    households.origin[rows] = Origin.DANISH
    dwellings = SimpleNamespace(
        household=np.array([0, 1, -1]), youth=np.array([False, True, False]), tenure=np.full(3, Tenure.ALMENE)
    )
    return SimpleNamespace(persons=persons, households=households, dwellings=dwellings, month=12)


def move(world: Any, household: int, home: int) -> None:
    """A household moves to another home of the town."""
    world.dwellings.household[world.households.dwelling[household]] = -1
    world.dwellings.household[home] = household
    world.households.dwelling[household], world.households.since[household] = home, world.month


def test_a_home_changes_hands_once_and_is_told_by_kind_age_and_years_lived_there() -> None:
    world, watch = town(), Homes()
    watch.look(world)
    world.month = 13
    move(world, 0, 2)
    watch.look(world)
    found = watch.frame().set_index(["what", "group"])["count"].to_dict()
    assert found["home", "social"] == 1 and found["home", "youth"] == 0
    assert found["lived", "4"] == 1 and sum(found["lived", str(low)] for low in (0, 1, 2, 6)) == 0
    assert found["age", "35-49"] == 1 and found["age", "20-23"] == 0
    assert found["of movers", "2 to 5 years"] == 1
    exposure = watch.frame().set_index(["what", "group"])["exposure"].to_dict()
    assert exposure["home", "youth"] == pytest.approx(1 / 12), "a month of one home"


def test_who_stays_has_not_moved() -> None:
    world, watch = town(), Homes()
    for month in (12, 13, 14):
        world.month = month
        watch.look(world)
    assert watch.frame().query("what != 'of movers'")["count"].sum() == 0


@pytest.mark.parametrize("moves", [True, False])
def test_the_settled_are_asked_again_after_two_years(moves: bool) -> None:
    world, watch = town(), Settled()
    watch.look(world)
    world.month = 24
    if moves:
        move(world, 0, 2)
    watch.look(world)
    assert watch.frame().empty, "two years are not over"
    world.month = 36
    watch.look(world)
    (found,) = watch.frame().to_dict("records")
    assert found["moved"] == moves and found["age"] == 41 and found["lived"] == pytest.approx(4.0)
