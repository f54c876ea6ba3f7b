"""Second chance: who is asked, what they answer, and who pays for the move."""

from __future__ import annotations

import copy
from dataclasses import replace

import numpy as np
import pytest

from agents.codes import Rule, Wish
from agents.participation import Subject
from model import offers
from model.estate_model import EstateModel
from model.policies import second_chance as chance
from model.scenario import Scenario
from model.world import Costs, World
from tests.worlds import at_once


@pytest.fixture(scope="module")
def start() -> World:
    """1 January 2015."""
    return EstateModel(Scenario(policies=(at_once(chance.NAME),), seed=3)).world


@pytest.fixture
def world(start: World) -> World:
    """The same, to be changed by one test; no household of the estate is vulnerable in any way."""
    world = copy.deepcopy(start)
    world.households.score[np.flatnonzero(world.in_estate)] = 0
    return world


def _estate(world: World) -> np.ndarray:
    return np.flatnonzero(world.households.alive & world.in_estate)


def test_exactly_the_most_vulnerable_twentieth_is_asked(world: World) -> None:
    rows = _estate(world)
    most = int(np.ceil(0.05 * len(rows)))
    chosen = np.sort(rows[:: len(rows) // most][:most])
    world.households.score[chosen] = 4
    assert np.sort(chance.eligible(world)).tolist() == chosen.tolist()


def test_of_equals_the_same_are_asked_whatever_their_rows(world: World) -> None:
    rows = _estate(world)
    most = int(np.ceil(0.05 * len(rows)))
    asked = chance.eligible(world)
    keys = np.sort(world.households.key[rows])[:most]
    assert np.sort(world.households.key[asked]).tolist() == keys.tolist()


def test_the_vulnerable_elsewhere_are_not_asked_and_nobody_in_february(world: World) -> None:
    households = world.households
    elsewhere = np.flatnonzero(households.alive & ~world.in_estate)
    households.score[elsewhere] = 5
    assert world.in_estate[chance.eligible(world)].all()
    world.month = 1
    assert len(chance.eligible(world)) == 0


def test_those_who_say_yes_look_for_a_home_and_are_helped_till_they_have_moved(world: World) -> None:
    world.values["second_chance.uptake"] = 1.0
    (offer,) = chance.POLICY.offers
    asked = chance.eligible(world)
    offers.take_in(world, chance.NAME, offer)
    households, part = world.households, world.participation
    assert sorted(part.rows(chance.NAME, Subject.HOUSEHOLD)) == sorted(asked)
    assert (households.wish[asked] != Wish.NONE).all()
    assert chance.keeps(world, asked).all()
    moved = asked[0]
    households.dwelling[moved] = world.place.n_estate
    assert chance.keeps(world, asked).tolist() == [False, *([True] * (len(asked) - 1))]


def test_a_household_gives_the_same_answer_next_year(world: World) -> None:
    rows = _estate(world)
    now = offers.willing(world, chance.NAME, Subject.HOUSEHOLD, rows)
    world.month = 12
    assert (offers.willing(world, chance.NAME, Subject.HOUSEHOLD, rows) == now).all()
    # Four in ten of some 1,300 independent answers: the standard error is 0.014.
    assert now.mean() == pytest.approx(0.4, abs=0.05)


def test_the_grant_is_halved_between_association_and_municipality(world: World) -> None:
    households = world.households
    moved = np.flatnonzero(households.alive & ~world.in_estate & (households.dwelling >= 0))[:3]
    world.month = 5
    households.rule[moved], households.since[moved] = Rule.SECOND_CHANCE, 4
    world.last_counters = {"supported_platform_moves": 1.0}
    chance.bill(world)
    assert world.costs.booked == {
        (chance.NAME, "moving grant", "housing association"): 4 * 25000.0,
        (chance.NAME, "moving grant", "municipality"): 4 * 25000.0,
        (chance.NAME, "reception", "municipality"): 4 * 40000.0,
        (chance.NAME, "compensation to receivers", "municipality"): 30000.0,
    }
    world.costs = Costs()
    world.values["second_chance.association_part"] = 0.25
    chance.bill(world)
    assert world.costs.booked[chance.NAME, "moving grant", "housing association"] == 50000.0
    assert world.costs.booked[chance.NAME, "moving grant", "municipality"] == 150000.0


def test_help_is_for_those_taking_part_and_homes_are_kept_outside_the_estate(world: World) -> None:
    world.levers.clear()
    world.values["second_chance.dose"] = 0.5
    chance.bend(world)
    helped = world.levers.value("programme.supported_move")
    assert (helped == world.own_programme(chance.NAME)).all()
    kept = world.levers.value("letting.supported_share")
    assert (kept == np.where(world.estate_departments, 0.0, 0.025)).all()


def test_it_is_one_question_however_its_doses_are_written() -> None:
    one = Scenario(policies=((chance.NAME, (("uptake", 0.5), ("share", 0.1))),))
    assert one == replace(one, policies=((chance.NAME, (("share", 0.1), ("uptake", 0.5))),))
