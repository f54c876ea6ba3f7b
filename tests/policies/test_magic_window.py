"""Proposal 1: who is asked, what a course does to a child against its untreated twin, and the handing over."""

from __future__ import annotations

import copy

import numpy as np
import pytest

from agents.codes import Education, Status
from agents.core.calendar import LONG_AGO
from agents.core.ties import KIN, PROGRAMME
from agents.participation import Subject
from model.estate_model import EstateModel, declare
from model.mechanisms import programmes
from model.mechanisms.ladder import growth, home
from model.mechanisms.ladder.learners import look
from model.mechanisms.ties import companions
from model.policies import magic_window
from model.scenario import Scenario
from model.world import World

NAME = magic_window.NAME


@pytest.fixture(scope="module")
def fresh() -> World:
    """Værebro Park on 1 January 2015."""
    return EstateModel(Scenario(policies=((NAME, ()),), seed=4, months=120)).world


@pytest.fixture
def world(fresh: World) -> World:
    """A copy to change by hand."""
    return copy.deepcopy(fresh)


def a_mother(world: World) -> int:
    """A settled mother of thirty in the estate, alone with her first child, which was born last month."""
    persons = world.persons
    only = np.bincount(persons.mother[persons.alive & (persons.mother >= 0)], minlength=persons.capacity) == 1
    persons.birth_month[persons.birth_month == world.month - 1] -= 1
    child = int(
        np.flatnonzero(
            persons.alive & world.in_estate[persons.household] & (persons.mother >= 0) & only[persons.mother]
        )[0]
    )
    mother = int(persons.mother[child])
    persons.household[mother] = persons.household[child]
    persons.birth_month[child], persons.birth_month[mother] = world.month - 1, world.month - 30 * 12
    persons.partner[mother], persons.mother[mother] = -1, -1
    persons.status[mother], persons.status_since[mother] = Status.EMPLOYED, world.month - 60
    persons.income[mother] = 30000.0
    persons.ill[mother] = persons.open_case[mother] = False
    persons.convicted[mother], persons.trouble[mother] = LONG_AGO, 0.0
    world.ties.forget(np.array([mother]))
    world.ties.link(np.array([mother]), np.array([mother + 1]), KIN, persons.key)
    return mother


def poor(world: World, mother: int) -> None:
    world.persons.income[mother] = 10000.0


def without_kin(world: World, mother: int) -> None:
    world.ties.forget(np.array([mother]), KIN)


def young(world: World, mother: int) -> None:
    world.persons.birth_month[mother] = world.month - 19 * 12


def unsettled(world: World, mother: int) -> None:
    world.persons.status_since[mother] = world.month - 2


def troubled(world: World, mother: int) -> None:
    world.persons.open_case[mother] = True


CRITERIA = (poor, without_kin, young, unsettled, troubled)


@pytest.mark.parametrize("first", range(5))
def test_asked_where_two_of_five_criteria_hold_and_only_there(world: World, first: int) -> None:
    mother = a_mother(world)
    house = int(world.persons.household[mother])
    assert magic_window.criteria(world, np.array([mother])).tolist() == [0]
    CRITERIA[first](world, mother)
    assert magic_window.criteria(world, np.array([mother])).tolist() == [1]
    assert house not in magic_window.eligible(world)
    CRITERIA[first - 1](world, mother)
    assert magic_window.criteria(world, np.array([mother])).tolist() == [2]
    assert magic_window.eligible(world).tolist() == [house]


def test_not_at_a_second_child_nor_a_month_later_nor_outside_the_estate(world: World) -> None:
    mother = a_mother(world)
    for make in CRITERIA:
        make(world, mother)
    persons, house = world.persons, int(world.persons.household[mother])
    assert magic_window.eligible(world).tolist() == [house]
    elder = persons.add(np.array([77], dtype=np.uint64))
    persons.mother[elder], persons.birth_month[elder], persons.household[elder] = mother, -30, house
    assert len(magic_window.eligible(world)) == 0
    persons.remove(elder)
    world.month += 1
    assert house not in magic_window.eligible(world)
    world.month -= 1
    world.households.dwelling[house] = world.place.n_estate + 5
    assert len(magic_window.eligible(world)) == 0 and not magic_window.offered(world, np.array([house])).any()
    world.values[f"{NAME}.outside"] = 1.0
    assert magic_window.eligible(world).tolist() == [house]


def grown_up(world: World, families: np.ndarray, months: int) -> np.ndarray:
    """Skill of all after so many months in which nothing but homes and growth is at work."""
    part, persons, households = world.participation, world.persons, world.households
    if len(families):
        part.join(world, NAME, Subject.HOUSEHOLD, families, world.p(f"{NAME}.months"))
    for _ in range(months):
        part.sweep(world)
        world.levers.clear()
        declare(world)
        magic_window.bend(world)
        programmes.give(world)
        if world.month % 3 == 0:
            home.take_stock(world, persons, households, persons.rows)
            home.fade(world, households, 3)
        growth.grow(world, persons, households, look(world, persons, world.households, world.person_area).growing)
        world.month += 1
    return persons.skill.astype(float)


def test_a_treated_child_against_its_untreated_twin(world: World) -> None:
    """The stated skill at school start: 0.15 SD, and 0.05 where a parent is trained, on the same draws.

    Growth is lived in quarters: 0.01 is what the month of birth in its quarter makes.
    """
    persons = world.persons
    world.values[f"{NAME}.relief"] = 0.0
    houses = np.flatnonzero(world.households.alive & world.in_estate & (world.households.children == 1))[:60]
    child = np.array([int(np.flatnonzero(persons.alive & (persons.household == h)
                                         & (persons.birth_month > -216))[0]) for h in houses])  # fmt: skip
    trained = np.arange(60) % 2 == 1
    persons.birth_month[child] = world.month - 1
    for house, schooled in zip(houses, trained, strict=True):
        grown = np.flatnonzero(persons.alive & (persons.household == house) & (persons.birth_month <= -216))
        persons.education[grown] = Education.VOCATIONAL if schooled else Education.BASIC
    twin = copy.deepcopy(world)
    gain = (grown_up(world, houses, 72) - grown_up(twin, np.empty(0, dtype=np.int64), 72))[child]
    assert gain[~trained] == pytest.approx(0.15, abs=0.01)
    assert gain[trained] == pytest.approx(0.05, abs=0.01)
    others = np.setdiff1d(persons.rows, world.members(houses))
    assert (persons.skill[others] == twin.persons.skill[others]).all()


def test_visits_taper_from_many_after_birth_and_add_up(world: World) -> None:
    world.participation.join(world, NAME, Subject.HOUSEHOLD, np.flatnonzero(world.in_estate)[:1], 24.0)
    seen = []
    for _ in range(24):
        seen.append(magic_window.visits(world))
        world.month += 1
    assert sum(seen) == pytest.approx(48.0) and np.all(np.diff(seen) < 0.0) and seen[0] > 3.0


def test_handed_over_to_a_volunteer_outside_the_estate(world: World) -> None:
    """Once, half a year before the end; nobody is, where nobody is to be."""
    mother = a_mother(world)
    house = np.array([world.persons.household[mother]])
    world.participation.join(world, NAME, Subject.HOUSEHOLD, house, 24.0)
    for share in (0.0, 1.0):
        there = copy.deepcopy(world)
        there.values[f"{NAME}.volunteer"] = share
        met = []
        for month in range(24):
            there.month = month
            there.levers.clear()
            declare(there)
            magic_window.bend(there)
            companions.step(there)
            met.append(int((there.ties.layer[mother, : there.ties.count[mother]] == PROGRAMME).sum()))
        assert met == [0] * 18 + [int(share)] * 6
    ties = there.ties
    volunteer = int(ties.other[mother, : ties.count[mother]][ties.layer[mother, : ties.count[mother]] == PROGRAMME][0])
    assert not there.lives_in_estate[volunteer] and there.persons.club[volunteer] >= 0
