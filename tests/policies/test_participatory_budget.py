"""Participatory budgeting: who comes, where projects lie, how much is left to gain, and what administrations hold."""

from __future__ import annotations

import copy

import numpy as np
import pytest

from agents.participation import Subject
from model.estate_model import EstateModel
from model.mechanisms.ties.clubs import have_energy
from model.policies import participatory_budget as budget
from model.scenario import Scenario
from model.world import World
from tests.worlds import at_once

NAME = "participatory_budget"


@pytest.fixture(scope="module")
def built() -> World:
    """Vollsmose: nine areas next to each other."""
    return EstateModel(Scenario(place="vollsmose", policies=(at_once(NAME),), seed=5)).world


@pytest.fixture
def world(built: World) -> World:
    return copy.deepcopy(built)


def _adults(world: World) -> np.ndarray:
    persons = world.persons
    return np.flatnonzero(persons.alive & world.lives_in_estate & (world.ages() >= 18))


def test_only_those_with_energy_come_and_children_from_ten(world: World) -> None:
    """More than elsewhere have neither energy nor wish, as by survey: 63 % of residents there, 29 % nationally."""
    persons = world.persons
    adults = _adults(world)
    rows = budget.eligible(world)
    assert world.lives_in_estate[rows].all()
    others = np.flatnonzero(persons.alive & ~world.lives_in_estate & (world.ages() >= 18))
    # The survey's gap is 34 points; half of it is far outside what chance gives among some 6,000 adults.
    assert np.isin(adults, rows).mean() < have_energy(world, others).mean() - 0.15
    ages = (world.month - persons.birth_month[rows].astype(int)) / 12
    assert 10.0 <= ages.min() < 11.0
    persons.agency[:] = -30.0
    assert len(budget.eligible(world)) == 0


def test_what_is_left_to_gain_falls_with_those_already_active(world: World) -> None:
    """Nobody active: all; a quarter of adults: half; half of them and more: nothing, as in Dalum."""
    adults, persons = _adults(world), world.persons
    where = np.unique(world.person_area[adults])
    club = int(world.near_clubs[where[0], 0])
    assert club >= 0
    for every, left in ((0, 1.0), (4, 0.5), (1, 0.0)):
        persons.club[:] = -1
        if every:
            persons.club[adults[np.argsort(world.person_area[adults], kind="stable")][::every]] = club
        assert budget.to_gain(world)[where] == pytest.approx(left), every


def test_administrations_and_missing_numbers_keep_some_of_the_money(world: World) -> None:
    """200,000 kr at 85 % released and 80 % with a CVR number, and 100,000 kr at 85 %."""
    assert sum(budget.money(world)) == pytest.approx(136000.0 + 85000.0)
    world.values[f"{NAME}.unregistered"] = 0.6
    ordinary, quick = budget.money(world)
    assert (ordinary, quick) == (pytest.approx(68000.0), pytest.approx(85000.0))


def _vote(world: World, share: dict[int, float]) -> None:
    """So many votes per home in each area."""
    persons, homes = world.persons, budget.homes(world)
    voters = []
    for area, votes in share.items():
        there = np.flatnonzero(persons.alive & (world.person_area == area))
        voters.append(there[: round(votes * homes[area])])
    world.participation.join(world, NAME, Subject.PERSON, np.concatenate(voters), 60.0)


def test_projects_lie_where_people_vote_and_reach_next_door(world: World) -> None:
    estate = np.flatnonzero(world.estate_areas)
    silent, loud = int(estate[0]), int(estate[1])
    _vote(world, {int(area): 0.1 for area in estate if area != silent} | {loud: 0.2})
    votes, homes = budget.votes_per_home(world), budget.homes(world)
    # Votes are told in whole per hundred homes.
    assert votes[silent] == 0.0 and votes[loud] == pytest.approx(2.0 * votes[estate[2]], rel=0.05)
    assert (votes * homes).sum() == pytest.approx(homes.sum())
    world.persons.club[:] = -1
    world.values[f"{NAME}.next_door"] = 0.0
    alone = budget.reached(world)
    assert alone == pytest.approx(votes * 221000.0 / 300000.0)
    world.values |= {f"{NAME}.next_door": 0.5, f"{NAME}.walk_m": 2500.0}
    shared = budget.reached(world)
    assert shared[silent] > 0.0 and shared[loud] < alone[loud]
    assert shared.sum() == pytest.approx(alone.sum())
    world.values[f"{NAME}.walk_m"] = 0.0
    assert budget.reached(world) == pytest.approx(alone), "nobody within walking distance: all stays at home"


def test_no_vote_no_project(world: World) -> None:
    assert (budget.reached(world) == 0.0).all()
    budget.bill(world)
    assert world.costs.booked[NAME, "projects", "municipality"] == 0.0
    assert world.costs.booked[NAME, "adviser and meetings", "municipality"] == pytest.approx(28000.0)


def test_a_project_is_carried_out_by_people_of_one_area(world: World) -> None:
    """136,000 / 50,000 + 85,000 / 25,000 = 6.1 projects over nine areas: one each, by a quarter of those who vote."""
    rows = budget.eligible(world)
    labels = budget.group(world, rows)
    area = world.person_area[rows]
    made = labels >= 0
    assert len(np.unique(labels[made])) == len(np.unique(area))
    assert all(len(np.unique(area[labels == label])) == 1 for label in np.unique(labels[made]))
    # Some 2,000 draws at a quarter: a standard error of one in a hundred.
    assert made.mean() == pytest.approx(0.25, abs=0.04)


def test_a_voter_gains_the_stated_agency_over_the_whole_time(world: World) -> None:
    world.persons.club[:] = -1
    budget.bend(world)
    yearly = world.levers.value("programme.agency")[world.participation.slots[NAME]]
    assert yearly * 5.0 == pytest.approx(0.05)


def test_a_year_of_it_stays_small() -> None:
    """All it does to order is less than a hundredth: an estate that got much better would be suspect."""
    model = EstateModel(Scenario(policies=(at_once(NAME),), seed=5, months=6)).run()
    shift = model.world.levers.value("order.shift")
    assert 0.0 < shift.max() < 0.01
