"""Common direction: how it grows, whom it counts for at a gate, and what it costs."""

from __future__ import annotations

import numpy as np
import pytest

from model.estate_model import EstateModel
from model.mechanisms.ladder import gates
from model.policies import common_direction as direction
from model.scenario import Scenario
from model.world import World
from tests.worlds import at_once, to_be_bent

LEVER = "ladder.common_direction"


@pytest.fixture(scope="module")
def start() -> World:
    """1 January 2015."""
    return EstateModel(Scenario(policies=(at_once(direction.NAME),), seed=3)).world


@pytest.fixture
def world(start: World) -> World:
    """The same, to be changed by one test, with the levers of today's rules."""
    return to_be_bent(start)


def test_it_grows_in_equal_steps_and_only_in_the_estate(world: World) -> None:
    for month, c in ((0, 0.5 / 60), (29, 0.25), (59, 0.5), (300, 0.5)):
        world.month = month
        world.levers.clear()
        direction.bend(world)
        value = world.levers.value(LEVER)
        assert value[world.estate_areas] == pytest.approx(c)
        assert (value[~world.estate_areas] == 0.0).all()


def test_it_starts_growing_when_it_has_started_up(world: World) -> None:
    world.values["common_direction.start_up"] = 12.0
    world.values["common_direction.from_year"] = 2016.0
    world.month = 24
    assert direction.reached(world) == pytest.approx(0.5 / 60)


def test_what_is_reached_already_is_neither_lost_nor_added_to(world: World) -> None:
    world.month = 29
    world.levers.base(LEVER, 0.3)
    direction.bend(world)
    assert (world.levers.value(LEVER) == 0.3).all()
    world.month = 59
    direction.bend(world)
    assert (world.levers.value(LEVER)[world.estate_areas] == 0.5).all()


def test_a_gate_costs_fragile_children_of_the_estate_less_and_nobody_else(world: World) -> None:
    """λ = 0.5 and c = 0.5: a quarter of a logit; the others' chances stay to the bit."""
    persons, households = world.persons, world.households
    area = np.where(
        persons.household >= 0, world.dwellings.area[households.dwelling[np.maximum(persons.household, 0)]], -1
    ).astype(np.int32)
    rows = persons.rows[(persons.household[persons.rows] >= 0) & (persons.birth_month[persons.rows] > -18 * 12)]
    before = gates.shared(world, persons, households, area, rows)
    world.month = 59
    direction.bend(world)
    gained = gates.shared(world, persons, households, area, rows) - before
    fragile = households.strain[persons.household[rows]] >= world.p("ladder.fragile_from")
    spared = fragile & world.estate_areas[area[rows]]
    assert spared.any() and (~spared).any()
    assert gained[spared] == pytest.approx(0.5 * 0.5)
    assert (gained[~spared] == 0.0).all()


def test_the_municipality_pays_for_each_child_of_the_estate(world: World) -> None:
    persons = world.persons
    world.person_area = np.full(persons.capacity, -1, dtype=np.int32)
    inside, outside = int(np.flatnonzero(world.estate_areas)[0]), int(np.flatnonzero(~world.estate_areas)[0])
    children = persons.rows[persons.birth_month[persons.rows] > -18 * 12]
    grown = persons.rows[persons.birth_month[persons.rows] <= -18 * 12]
    world.person_area[children[:7]], world.person_area[children[7:20]] = inside, outside
    world.person_area[grown[:30]] = inside
    world.values["common_direction.dose"] = 0.5
    direction.bill(world)
    kr = {purpose: value for (_, purpose, _), value in world.costs.booked.items()}
    assert kr == {"coordination": 3.5 * 100.0, "time of staff": 3.5 * 250.0, "shared data": 3.5 * 20.0}
