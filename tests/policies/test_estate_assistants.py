"""Proposal 8: who is asked, what an assistant is paid, and what their hours do to the estate."""

from __future__ import annotations

import copy

import numpy as np
import pytest

from agents.codes import Status
from agents.participation import Subject
from model import offers
from model.estate_model import EstateModel
from model.mechanisms import composition
from model.policies import estate_assistants as policy
from model.scenario import Scenario
from model.world import World
from tests.worlds import at_once

NAME = policy.NAME


@pytest.fixture(scope="module")
def start() -> World:
    """1 January 2015, with as many assistants as there is room for."""
    world = EstateModel(Scenario(policies=(at_once(NAME, ("uptake", 0.6)),), seed=4, months=12)).world
    offers.take_in(world, NAME, policy.POLICY.offers[0])
    policy.bend(world)
    return world


@pytest.fixture
def world(start: World) -> World:
    return copy.deepcopy(start)


def _bend(world: World, **doses: float) -> None:
    world.values.update({f"{NAME}.{name}": value for name, value in doses.items()})
    world.levers.clear()
    policy.bend(world)


def test_only_those_with_complex_problems_are_asked(world: World) -> None:
    persons = world.persons
    months = world.month - persons.birth_month
    here = np.flatnonzero(persons.alive & world.lives_in_estate & (months >= 30 * 12) & (months < 60 * 12))[:8]
    persons.status[here], persons.ill[here], persons.open_case[here] = Status.OUTSIDE, False, False
    persons.status_since[here] = world.month
    ill, case, long, pension, ready, elder, one = here[1:]
    persons.ill[[ill, case, long, pension, ready, elder]] = True
    persons.open_case[[ill, case, ready, elder]] = True
    persons.status_since[[long, pension]] = world.month - 24
    persons.ill[ill] = False
    persons.status_since[one] = world.month - 24
    persons.status[pension], persons.status[ready] = Status.DISABILITY_PENSION, Status.UNEMPLOYED
    persons.birth_month[elder] = world.month - 65 * 12
    asked = set(policy.eligible(world).tolist())
    assert {int(row) for row in here} & asked == {int(case), int(long), int(pension)}
    assert policy.problems(world, np.array([here[0], one, case])).tolist() == [0, 1, 2]


def test_there_is_room_for_twelve_on_a_thousand_homes(world: World) -> None:
    assert world.participation.number(NAME) == int(0.012 * world.place.n_estate)
    rows = world.participation.rows(NAME, Subject.PERSON)
    left = np.setdiff1d(policy.eligible(world), rows)
    left = left[offers.willing(world, NAME, Subject.PERSON, left)]
    assert policy.problems(world, rows).min() >= policy.problems(world, left).max(), "those with most problems first"


def test_the_bonus_comes_beside_the_benefit_until_the_law_ends_it(world: World) -> None:
    """Forty hours at 25 kr; 160 hours give the 4,000 kr that the catalogue names."""
    persons, rows = world.persons, world.participation.rows(NAME, Subject.PERSON)
    composition.step(world)
    paid = persons.income[rows].copy()
    world.levers.clear()
    composition.step(world)
    # Kroner are kept in 32 bits.
    assert paid - persons.income[rows] == pytest.approx(np.full(len(rows), 1000.0), abs=0.01)
    world.values[f"{NAME}.hours"] = 160.0
    assert policy.bonus(world) == 4000.0
    world.month = 30
    assert policy.bonus(world) == 0.0, "July 2017"


def test_order_follows_the_hours_worked_in_the_estate_alone(world: World) -> None:
    """16 assistants of 40 hours on 1,345 homes that need half an hour each: 640 of 672.5, 19 twentieths."""
    assert world.participation.number(NAME) == 16 and world.place.n_estate == 1345
    shift = world.levers.value("order.shift")
    assert shift[world.estate_areas] == pytest.approx(0.95 * 0.2 * 0.04)
    assert not shift[~world.estate_areas].any()
    assert world.levers.value("mirror.visible_signal")[world.estate_areas] == pytest.approx(0.95 * 0.03)
    _bend(world, hours=20.0)
    assert policy.cover(world) == 0.5, "320 of 672.5 hours are 0.476, half when rounded to twentieths"
    _bend(world, hours=160.0)
    assert policy.cover(world) == 1.0, "more hours than there is to do"


def test_kept_in_the_area_they_meet_fewer_from_outside(world: World) -> None:
    persons = world.persons
    adults = int((persons.alive & world.lives_in_estate & (world.ages() >= 18)).sum())
    share = round(1000 * 16 / adults) / 1000
    assert world.levers.number("ties.across") == pytest.approx(1.0 - 0.25 * share)
    assert 1.0 - world.levers.number("ties.across") < 0.005, "few of all who live there"
    _bend(world, inward=0.0)
    assert world.levers.number("ties.across") == 1.0


def test_a_job_is_found_as_before_or_later_when_tasks_lock_in(world: World) -> None:
    own = world.own_programme(NAME)
    assert world.levers.value("programme.finding")[own] == 1.0
    _bend(world, finding=0.8)
    assert world.levers.value("programme.finding")[own] == pytest.approx(0.8)


def test_crews_are_of_one_area(world: World) -> None:
    rows = world.participation.rows(NAME, Subject.PERSON)
    crew = policy.crews(world, rows)
    assert (crew // 1000 == world.person_area[rows]).all()
    assert len(np.unique(crew)) <= -(-int(0.012 * 1345) // 6)


def test_the_bonus_is_shared_and_the_housing_association_pays_the_mentor(world: World) -> None:
    world.costs.booked.clear()
    world.values[f"{NAME}.association_part"] = 0.25
    policy.bill(world)
    kr = {key[1:]: value for key, value in world.costs.booked.items()}
    assert kr["work bonus", "housing association"] == pytest.approx(16 * 1000 * 0.25)
    assert kr["work bonus", "municipality"] == pytest.approx(16 * 1000 * 0.75)
    assert kr["mentors", "housing association"] == pytest.approx(16 * 6 * 230)


def test_who_finds_work_or_moves_out_is_an_assistant_no_more(world: World) -> None:
    rows = world.participation.rows(NAME, Subject.PERSON)
    world.persons.status[rows[0]] = Status.EMPLOYED
    world.person_area[rows[1]] = np.flatnonzero(~world.estate_areas)[0]
    assert policy.keeps(world, rows[:3]).tolist() == [False, False, True]
