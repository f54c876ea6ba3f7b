"""\\BACKSLASH\\: everybody is asked once, makers gain what is stated, and the name closes what is stated of its gap."""

from __future__ import annotations

import copy

import numpy as np
import pytest

from agents.participation import Subject
from model.estate_model import EstateModel, declare
from model.mechanisms import programmes
from model.policies import backslash
from model.scenario import Scenario
from model.world import World
from tests.worlds import at_once


@pytest.fixture(scope="module")
def built() -> World:
    return EstateModel(Scenario(policies=(at_once("backslash"),), seed=5)).world


@pytest.fixture
def world(built: World) -> World:
    return copy.deepcopy(built)


def _bend(world: World) -> None:
    world.levers.clear()
    declare(world)
    backslash.bend(world)


def test_everybody_is_asked_in_one_year_between_15_and_25(world: World) -> None:
    """Those who are 14 on 1 January 2015 and stay are asked in twelve months in a row, spread over eleven years."""
    persons = world.persons
    age = -persons.birth_month.astype(int) / 12
    born = np.flatnonzero(persons.alive & world.lives_in_estate & (age >= 14) & (age < 15))
    assert len(born) > 20
    asked = {int(row): [] for row in born}
    for month in range(12 * 13):
        world.month = month
        for row in set(backslash.eligible(world).tolist()) & set(asked):
            asked[row].append(month)
    assert all(months == list(range(months[0], months[0] + 12)) for months in asked.values())
    ages = [(months[0] - int(persons.birth_month[row])) // 12 for row, months in asked.items()]
    assert min(ages) >= 15 and max(ages) <= 25 and len(set(ages)) > 5


def test_nobody_outside_the_estate_is_asked_or_stays(world: World) -> None:
    rows = backslash.eligible(world)
    assert len(rows) and world.lives_in_estate[rows].all() and backslash.keeps(world, rows).all()
    world.person_area[rows[0]] = int(np.flatnonzero(~world.estate_areas)[0])
    assert rows[0] not in backslash.eligible(world) and not backslash.keeps(world, rows[:1])[0]


def test_a_whole_course_gives_makers_a_tenth_of_a_spread_of_agency(world: World) -> None:
    rows = backslash.eligible(world)[:5]
    world.participation.join(world, "backslash", Subject.PERSON, rows, 12.0)
    before, others = world.persons.agency.copy(), np.setdiff1d(world.persons.rows, rows)
    for month in range(12):
        world.month = month
        _bend(world)
        programmes.give(world)
    # Twelve sums of float32.
    assert world.persons.agency[rows] - before[rows] == pytest.approx(0.1, abs=1e-5)
    assert (world.persons.agency[others] == before[others]).all()


@pytest.mark.parametrize("build_up", [0.0, 2.0, 5.0])
@pytest.mark.parametrize("speed", [0.2, 0.35, 0.6])
def test_the_name_closes_three_hundredths_of_its_gap_in_five_years(world: World, speed: float, build_up: float) -> None:
    """A name that follows what is told of it and else stays where it is."""
    world.values |= {"backslash.build_up": build_up, "name.speed": speed}
    estate = int(np.flatnonzero(world.estate_areas)[0])
    world.reputation[estate] = 0.50
    gap, gained = world.p("moving.name_reference") - 0.50, 0.0
    for month in range(60):
        world.month = month
        _bend(world)
        told = world.levers.value("name.media")[estate]
        gained += (1.0 - (1.0 - speed) ** (1.0 / 12.0)) * (told - gained)
    # To rounding: both follow the same months.
    assert gained == pytest.approx(0.03 * gap, rel=1e-9)
    assert (world.levers.value("name.media")[~world.estate_areas] == 0.0).all()


def test_an_estate_with_an_ordinary_name_has_nothing_to_close(world: World) -> None:
    world.reputation[:] = 0.9
    world.month = 60
    _bend(world)
    assert (world.levers.value("name.media") == 0.0).all()


def test_activities_count_by_their_weight_and_cost_by_themselves(world: World) -> None:
    assert backslash.carried_out(world) == pytest.approx(1.0)
    world.values |= {f"backslash.{activity}": 0.0 for activity in backslash.ACTIVITIES}
    world.values["backslash.outreach"] = 0.5
    assert backslash.carried_out(world) == pytest.approx(0.175)
    backslash.bill(world)
    assert world.costs.booked["backslash", "activities", "municipality"] == pytest.approx(6000.0)


def test_editorial_groups_are_of_about_the_stated_size(world: World) -> None:
    """Twelve makers per 1,000 of 1,345 homes in groups of eight: two groups."""
    labels = backslash.group(world, world.persons.rows)
    assert set(labels.tolist()) == {0, 1}
