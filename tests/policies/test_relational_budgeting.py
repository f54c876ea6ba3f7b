"""Proposal 2: what a family draws, who is found in which way, and what comes in which of the twelve steps."""

from __future__ import annotations

import copy

import numpy as np
import pytest

from agents.codes import Status, Tenure
from agents.participation import Subject
from model import offers
from model.estate_model import EstateModel, declare
from model.mechanisms import programmes
from model.policies import relational_budgeting as policy
from model.scenario import Scenario
from model.world import World

NAME = policy.NAME


@pytest.fixture(scope="module")
def fresh() -> World:
    """Værebro Park on 1 January 2015."""
    return EstateModel(Scenario(policies=((NAME, ()),), seed=4, months=120)).world


@pytest.fixture
def world(fresh: World) -> World:
    """A copy to change by hand."""
    return copy.deepcopy(fresh)


def test_what_a_family_draws_by_hand(world: World) -> None:
    """A lone parent on cash benefit with an open case and one child, who owns the home and gets no housing benefit."""
    persons, households = world.persons, world.households
    house = int(np.flatnonzero(world.in_estate & (households.adults == 1) & (households.children == 1))[0])
    parent = int(households.reference[house])
    persons.status[parent], persons.income[parent], persons.open_case[parent] = Status.OUTSIDE, 14416.0, True
    members = world.members(np.array([house]))
    persons.open_case[members[members != parent]] = False
    world.dwellings.tenure[households.dwelling[house]] = Tenure.OWNER
    by_hand = 14416 + world.p("ledger.job_centre") + world.p("ledger.social_case") + world.p("income.child_benefit")
    assert policy.draw(world)[house] == by_hand
    persons.status[parent] = Status.EMPLOYED
    assert policy.draw(world)[house] == world.p("ledger.social_case") + world.p("income.child_benefit")


def test_screening_takes_the_highest_draw_that_can_change(world: World) -> None:
    for number, value in (("recruitment", 1.0), ("trust", 1.0), ("uptake", 0.9), ("reach", 1.0)):
        world.values[f"{NAME}.{number}"] = value
    rows = policy.eligible(world)
    kr = policy.draw(world)
    assert len(rows) > 20 and (kr[rows] >= 15000).all() and policy.able_to_change(world, rows).all()
    offers.take_in(world, NAME, policy.POLICY.offers[0])
    taken = world.participation.rows(NAME, Subject.HOUSEHOLD)
    assert len(taken) == int(10.0 * world.place.n_estate / 1000.0)
    left = np.setdiff1d(rows[offers.willing(world, NAME, Subject.HOUSEHOLD, rows)], taken)
    assert kr[taken].min() >= kr[left].max()
    assert (world.participation.table.group[world.participation.entries(NAME)] == -1).all()
    # A passing draw, and one of the ill, is screened out.
    one = taken[:1]
    world.persons.ill[world.members(one)] = True
    assert not np.isin(one, policy.eligible(world)).any()


def test_door_by_door_takes_whole_stairways_that_meet(world: World) -> None:
    world.values[f"{NAME}.recruitment"] = 0.0
    rows = policy.eligible(world)
    assert (world.households.strain[rows] >= 0.4).all() and (world.households.children[rows] > 0).all()
    offers.take_in(world, NAME, policy.POLICY.offers[0])
    part = world.participation
    entries = part.entries(NAME)
    taken = part.table.row[entries].astype(np.int64)
    willing = rows[offers.willing(world, NAME, Subject.HOUSEHOLD, rows)]
    stairs, size = np.unique(policy.stairway(world, taken), return_counts=True)
    all_of = np.array([(policy.stairway(world, willing) == stair).sum() for stair in stairs])
    assert np.count_nonzero(size < all_of) <= 1, "only the last stairway may be short of places"
    groups = part.table.group[entries]
    assert (groups >= 0).all() and len(np.unique(groups)) == len(stairs)


def test_the_two_ways_share_the_places(world: World) -> None:
    """Six and a half of thirteen places each, give or take one."""
    world.values[f"{NAME}.draw_from"], world.values[f"{NAME}.trust"] = 5000.0, 1.0
    offers.take_in(world, NAME, policy.POLICY.offers[0])
    by_door = world.participation.table.group[world.participation.entries(NAME)] >= 0
    assert 5 <= by_door.sum() <= 8 and len(by_door) == 13


def test_agency_comes_in_steps_three_to_seven_and_jobs_from_seven(world: World) -> None:
    """A tenth of an SD in all; a job is found 1.2 times as readily from step 7 to the end."""
    house = np.flatnonzero(world.in_estate & (world.households.children > 0))[:1]
    world.participation.join(world, NAME, Subject.HOUSEHOLD, house, 24.0)
    heads = programmes.core(world, house)
    agency, ratio, relief = [world.persons.agency[heads[0]]], [], []
    for month in range(24):
        world.month = month
        world.levers.clear()
        declare(world)
        policy.bend(world)
        programmes.give(world)
        agency.append(world.persons.agency[heads[0]])
        ratio.append(programmes.times(world, "finding")[heads[0]])
        relief.append(float(world.households.strain_relief[house[0]]))
    gained = np.diff(agency)
    assert np.flatnonzero(gained).tolist() == list(range(4, 14))
    assert agency[-1] - agency[0] == pytest.approx(0.10, abs=1e-5)
    assert ratio == pytest.approx([1.0] * 12 + [1.2] * 12)
    assert np.all(np.diff(relief) > 0.0) and relief[-1] == pytest.approx(0.20, abs=1e-5)


def test_who_has_come_to_the_end_is_not_asked_again(world: World) -> None:
    world.values[f"{NAME}.recruitment"] = 0.0
    offers.take_in(world, NAME, policy.POLICY.offers[0])
    taken = world.participation.rows(NAME, Subject.HOUSEHOLD)
    world.month = 24
    world.participation.sweep(world)
    assert len(taken) and not len(world.participation)
    assert not np.isin(taken, policy.eligible(world)).any()
