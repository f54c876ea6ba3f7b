"""Boligkarriere: whom the clock is for, when it strikes, what ends it, and what becomes of the home."""

from __future__ import annotations

import copy

import numpy as np
import pytest

from agents.codes import Need, Rule, Status, Tenure, Wish
from agents.participation import Subject
from model.estate_model import EstateModel, declare
from model.letting.seekers import gather
from model.mechanisms import tenure
from model.participation import ENDED
from model.policies import housing_career as career
from model.scenario import Scenario
from model.world import World
from tests.worlds import at_once

NAME = "housing_career"


@pytest.fixture(scope="module")
def built() -> World:
    return EstateModel(Scenario(policies=(at_once(NAME),), seed=5)).world


@pytest.fixture
def world(built: World) -> World:
    return copy.deepcopy(built)


def _bend(world: World) -> None:
    world.levers.clear()
    declare(world)
    career.bend(world)


def _household(world: World) -> int:
    """One household of the estate made to fit in every way, ten years on, all others without means."""
    households, persons = world.households, world.persons
    world.month = 120
    households.income[:] = 5000.0
    row = int(np.flatnonzero(households.alive & world.in_estate & (households.adults == 1))[0])
    households.income[row] = 20000.0
    households.wish[row], households.need[row] = Wish.NONE, Need.NONE
    first = households.reference[row]
    persons.status[world.members(np.array([row]))] = Status.CHILD
    persons.status[first], persons.status_since[first] = Status.EMPLOYED, 100
    return row


def _clocked(world: World, count: int = 3) -> np.ndarray:
    """Households of the estate who join in January 2015, having moved in before."""
    rows = np.flatnonzero(world.households.alive & world.in_estate)[:count]
    world.households.since[rows] = -5
    world.participation.join(world, NAME, Subject.HOUSEHOLD, rows, world.p(f"{NAME}.months"))
    return rows


def test_it_is_for_households_with_few_but_steady_means_who_want_to_stay(world: World) -> None:
    row = _household(world)
    assert career.eligible(world).tolist() == [row]
    households, persons, stock = world.households, world.persons, world.dwellings
    for table, column, where, value in (
        (households, "income", row, 36000.0),
        (households, "income", row, 9000.0),
        (households, "wish", row, Wish.MOVE),
        (households, "need", row, Need.SOCIAL),
        (households, "dwelling", row, world.place.n_estate),
        (persons, "status", households.reference[row], Status.UNEMPLOYED),
        (persons, "status_since", households.reference[row], 110),
        (stock, "youth", households.dwelling[row], True),
        (stock, "tenure", households.dwelling[row], Tenure.OWNER),
    ):
        values = getattr(table, column)
        before = values[where]
        values[where] = value
        assert career.eligible(world).tolist() == [], column
        values[where] = before
    assert career.eligible(world).tolist() == [row]


def test_a_part_after_ten_years_and_all_after_twenty_seven_and_a_half(world: World) -> None:
    """A clock of n months strikes in the n-th month, and then the home is the household's."""
    rows, stock = _clocked(world), world.dwellings
    home = world.households.dwelling[rows].astype(int)
    for month, part, whole in ((118, 0, 0), (119, 3, 0), (328, 3, 0), (329, 3, 3)):
        world.month = month
        _bend(world)
        assert len(tenure.due(world, "part_owner_after")) == part
        assert len(tenure.due(world, "owner_after")) == whole
    usual, others = tenure.usual_price_m2(world), np.setdiff1d(np.arange(world.place.n_estate), home)
    tenure.step(world)
    assert (stock.tenure[home] == Tenure.OWNER).all() and (stock.rent[home] == 0.0).all()
    assert stock.price[home] == pytest.approx(0.75 * usual * stock.area_m2[home])
    assert (stock.tenure[others] == Tenure.ALMENE).all()
    assert not career.keeps(world, rows).any(), "no more a tenant on the clock"


def test_a_part_owner_is_not_pushed_out_by_the_wish_to_own(world: World) -> None:
    """Only those who could afford to own felt it; nobody else's wish to move changes."""
    rows = _clocked(world)
    world.households.income[rows] = (20000.0, 40000.0, 50000.0)
    world.month = 119
    _bend(world)
    expected = np.ones(world.households.capacity)
    expected[rows[1:]] = np.exp(-0.35)
    assert tenure.holds(world, 0.35) == pytest.approx(expected)


def test_a_move_ends_the_clock(world: World) -> None:
    rows = _clocked(world)
    world.households.since[rows[0]] = 0
    assert career.keeps(world, rows).tolist() == [False, True, True]


def test_whoever_leaves_is_paid_what_was_saved_less_depreciation(world: World) -> None:
    """Two years of ten of 300,000 kr, a fifth kept back: 48,000 kr, in the month after."""
    _clocked(world)
    paid = []
    for month in (24, 25, 26, 27):
        world.month = month
        world.last_counters, world.counters = world.counters, {}
        if month == 25:
            world.participation.end(world, world.participation.entries(NAME)[:1], ENDED)
        world.costs.booked.clear()
        career.bill(world)
        paid.append(world.costs.booked[NAME, "savings paid out", "housing association"])
    assert paid == [0.0, 0.0, pytest.approx(48000.0), 0.0]
    assert world.counters[f"{NAME}_months_saved"] == 54


def test_a_new_owner_is_paid_nothing(world: World) -> None:
    _clocked(world, 1)
    world.last_counters = {f"{NAME}_months_saved": 120.0, "homes_owned_after_renting": 1.0}
    world.participation.end(world, world.participation.entries(NAME), ENDED)
    world.month = 330
    assert career.months_left_with(world, 120) == 0.0


def test_homes_kept_up_by_residents_have_a_lower_rent(world: World) -> None:
    _bend(world)
    estate, elsewhere = np.arange(world.place.n_estate), np.flatnonzero(world.dwellings.department > 0)
    rent = world.dwellings.rent.astype(float)
    kept = tenure.kept_up_by_residents(world, estate)
    # 1,345 draws at a tenth: a standard error of 0.8 in a hundred.
    assert kept.mean() == pytest.approx(0.1, abs=0.03)
    assert tenure.rent_as_let(world, estate) == pytest.approx(np.where(kept, 0.75, 1.0) * rent[estate])
    assert (tenure.rent_as_let(world, elsewhere) == rent[elsewhere]).all()


def test_fewer_homes_are_left_for_assignment(world: World) -> None:
    """150 homes of 1,000 are meant for part-owners."""
    _bend(world)
    share, before = world.levers.value("letting.assignment_share"), world.book.assignment_share
    estate = world.estate_departments
    assert share[estate] == pytest.approx(0.85 * before[estate])
    assert share[~estate] == pytest.approx(before[~estate])


def test_owned_homes_are_sold_and_let_no_more() -> None:
    """All on the clock become owners at once, and two years later some of their homes have been sold to others."""
    model = EstateModel(Scenario(policies=(at_once(NAME, ("phase_years", 1.0)),), seed=5, months=40))
    for _ in range(6):
        model.step()
    world = model.world
    world.participation.table.since[world.participation.entries(NAME)] -= 324
    world.households.since[world.participation.rows(NAME, Subject.HOUSEHOLD)] = -340
    model.step()
    stock, n = world.dwellings, world.place.n_estate
    owned = np.flatnonzero(stock.tenure[:n] == Tenure.OWNER)
    assert len(owned) > 20 and (stock.price[owned] > 0.0).all()
    one = int(stock.household[owned][stock.household[owned] >= 0][0])
    world.households.wish[one] = Wish.MOVE
    seekers = gather(world)
    assert seekers.organisation[seekers.row == one].tolist() == [-1], "no tenant, no right to the internal list"
    model.run()
    lives_there = stock.household[owned]
    bought = world.households.rule[lives_there[lives_there >= 0]] == Rule.PURCHASE
    assert bought.any() and (stock.tenure[owned] == Tenure.OWNER).all()
    came = world.households.since[lives_there[lives_there >= 0]] > 7
    assert (bought | ~came).all(), "whoever came later has bought"
