"""Cooperative letting: the estate's assignments are taken over by others, home for home, and paid for."""

from __future__ import annotations

import copy
from dataclasses import replace

import numpy as np
import pytest

from agents.codes import Rule
from model.estate_model import EstateModel
from model.policies import cooperative_letting as letting
from model.scenario import Scenario
from model.world import World
from tests.worlds import at_once, to_be_bent

SHARE = "letting.assignment_share"


@pytest.fixture(scope="module")
def start() -> World:
    """1 January 2015."""
    return EstateModel(Scenario(policies=(at_once(letting.NAME),), seed=3)).world


@pytest.fixture
def world(start: World) -> World:
    """The same, to be changed by one test, with the levers of today's rules."""
    return to_be_bent(start)


def _assigned(world: World, inside: float, elsewhere: float) -> np.ndarray:
    """Let the estate and the others assign so much of their vacancies; homes of each department."""
    share = np.where(world.estate_departments, inside, elsewhere)
    world.book = replace(world.book, assignment_share=share)
    world.levers.base(SHARE, share)
    return world.place.departments["dwellings"].to_numpy(dtype=float)


@pytest.mark.parametrize(("exemption", "dose"), [(1.0, 1.0), (0.5, 1.0), (1.0, 0.25)])
def test_what_the_estate_is_spared_the_others_take_over(exemption: float, dose: float, world: World) -> None:
    homes = _assigned(world, 0.20, 0.05)
    inside = world.estate_departments
    world.values |= {"cooperative_letting.exemption": exemption, "cooperative_letting.dose": dose}
    letting.bend(world)
    share = world.levers.value(SHARE)
    spared = exemption * dose
    assert share[inside] == pytest.approx(0.20 * (1.0 - spared))
    freed = spared * 0.20 * homes[inside].sum() / homes[~inside].sum()
    assert share[~inside] == pytest.approx(0.05 + freed)
    assert (share * homes).sum() == pytest.approx((0.20 * homes[inside]).sum() + (0.05 * homes[~inside]).sum())


def test_nobody_is_assigned_more_than_the_law_allows(world: World) -> None:
    _assigned(world, 0.25, 0.249)
    letting.bend(world)
    share = world.levers.value(SHARE)
    assert (share[~world.estate_departments] == world.book.assignment_ceiling).all()
    assert (share[world.estate_departments] == 0.0).all()


def test_the_others_are_paid_for_what_they_take_over_and_not_for_their_own(world: World) -> None:
    homes = world.place.departments["dwellings"].to_numpy(dtype=float)
    part = homes[world.estate_departments].sum() / homes.sum()
    households = copy.deepcopy(world.households)
    world.households, world.month = households, 7
    outside = np.flatnonzero(households.alive & ~world.in_estate & (households.dwelling >= 0))
    inside = np.flatnonzero(households.alive & world.in_estate)
    for rows, since in ((outside[:10], 6), (outside[10:15], 5), (inside[:4], 6)):
        households.rule[rows], households.since[rows] = Rule.ASSIGNMENT, since
    world.last_counters = {"platform_moves": 5.0, "supported_platform_moves": 2.0}
    letting.bill(world)
    assert world.costs.booked == {
        (letting.NAME, "compensation to receivers", "municipality"): pytest.approx(30000.0 * (10 * part + 3.0)),
        (letting.NAME, "platform", "municipality"): 60000.0,
    }
    assert 0.0 < part < 1.0


def test_workers_come_first_in_the_estate_and_the_platform_opens_by_the_dose(world: World) -> None:
    world.values["cooperative_letting.dose"] = 0.5
    letting.bend(world)
    workers = world.levers.value("letting.worker_share")
    assert (workers == np.where(world.estate_departments, 0.1, 0.0)).all()
    assert world.levers.number("platform.open_to_need") == 0.5
    assert world.levers.value("moving.newcomer") == pytest.approx(1.0 - 0.5 * 0.15)
