"""Structural equalisation: what taxes do to cost, price and equity by hand-made sums, and who feels it."""

from __future__ import annotations

import copy

import numpy as np
import pytest

from agents.codes import Rule, Tenure
from model import offers
from model.estate_model import EstateModel, declare
from model.letting.market import cost_of_owning
from model.mechanisms import keys, wishes
from model.policies import tax_equalisation as tax
from model.scenario import Scenario
from model.world import Costs, World
from tests.worlds import at_once, by_key, differing

USER_COST, EQUITY = 0.048, 0.45
PROPERTY, DEDUCTION, GAINS = 0.005, 0.30 * 0.03 * 0.65, 0.25 * 0.015
"""Added user cost of each element at its usual numbers, share of price a year."""
NEAR = 1e-12
"""Sums of a few products: rounding alone."""


@pytest.fixture(scope="module")
def start() -> World:
    """1 January 2015 with all of it phased in at once, lives untouched."""
    at_full = (("property_years", 0.0), ("deduction_years", 0.0), ("gains_years", 0.0))
    return EstateModel(Scenario(policies=(at_once(tax.NAME, *at_full),), seed=3)).world


@pytest.fixture
def world(start: World) -> World:
    """The same, to be changed by one test, with the levers of today's rules."""
    world = copy.copy(start)
    world.levers, world.values = copy.deepcopy(start.levers), dict(start.values)
    world.costs, world.counters = Costs(), {}
    world.levers.clear()
    declare(world)
    return world


def _put(world: World, **values: float) -> None:
    world.values.update({f"{tax.NAME}.{name}": value for name, value in values.items()})


def test_without_it_owning_costs_what_it_costs(world: World) -> None:
    """To the bit: the base model must not notice that there is a lever."""
    assert cost_of_owning(world) == 1.0
    assert world.levers.number("market.user_cost") == world.p("market.user_cost") == USER_COST
    assert world.levers.number("market.equity") == world.p("market.equity") == EQUITY


def test_the_three_elements_add_up_and_the_price_takes_up_the_tax(world: World) -> None:
    tax.bend(world)
    added = PROPERTY + DEDUCTION + GAINS
    assert world.levers.number("market.user_cost") == pytest.approx(USER_COST + added, abs=NEAR)
    assert world.levers.number("market.price") == pytest.approx(USER_COST / (USER_COST + added), abs=NEAR)
    assert cost_of_owning(world) == pytest.approx(1.0, abs=NEAR), "a buyer pays a year what he paid"


def test_an_element_comes_in_equal_steps_over_its_years(world: World) -> None:
    _put(world, deduction=0.0, gains_tax=0.5, property_years=10.0, gains_years=20.0, start_up=6.0)
    for month, years in ((0, 0.0), (5, 0.0), (6, 1 / 12), (65, 5.0), (125, 10.0), (245, 20.0), (500, 20.0)):
        world.month = month
        expected = PROPERTY * min(years / 10.0, 1.0) + 0.5 * GAINS * years / 20.0
        assert tax.change(world).user_cost == pytest.approx(expected, abs=NEAR), month


def test_what_is_not_capitalised_a_buyer_pays(world: World) -> None:
    _put(world, deduction=0.0, gains_tax=0.0, capitalisation=0.8)
    tax.bend(world)
    assert cost_of_owning(world) == pytest.approx(0.8 + 0.2 * (USER_COST + PROPERTY) / USER_COST, abs=NEAR)


def test_owners_of_before_lose_the_fall_and_those_who_come_later_do_not(world: World) -> None:
    _put(world, deduction=0.0, gains_tax=0.0)
    price = USER_COST / (USER_COST + PROPERTY)
    here = np.exp(-1.0 / 12.0 / 15.0)
    kept = price * (EQUITY - tax.change(world).equity)
    assert kept == pytest.approx(price * EQUITY - here * (1.0 - EQUITY) * (1.0 - price), abs=NEAR)
    world.month = 60 * 12
    # Sixty years are four times as long as an owner stays: e^-4 of the loss is left.
    assert tax.change(world).equity < 0.02 * (1.0 - price) / price


def test_a_gain_that_the_fall_has_eaten_is_not_taxed(world: World) -> None:
    _put(world, years_owned=25.0, deduction=0.0, property_tax=0.0)
    price = USER_COST / (USER_COST + GAINS)
    here = np.exp(-1.0 / 12.0 / 25.0)
    fallen = here * (1.0 - EQUITY) * (1.0 - price) / price
    taxed = 25.0 * 0.015 - here * (1.0 - price)
    assert tax.change(world).equity == pytest.approx(fallen + 0.25 * taxed, abs=NEAR)
    _put(world, gain=0.0, property_tax=1.0)
    price = USER_COST / (USER_COST + PROPERTY)
    assert tax.change(world).equity == pytest.approx(here * (1.0 - EQUITY) * (1.0 - price) / price, abs=NEAR)


def test_only_tenants_who_could_own_want_to_less_when_owning_is_dearer(start: World) -> None:
    """On the same draws, and nobody else: the push to own is the only thing that follows what owning costs."""
    told = []
    for times in (1.0, 3.0):
        world = copy.deepcopy(start)
        world.values["market.tenure_elasticity"] = -0.6
        world.values["moving.wish_to_own"] = 1.0
        world.values["moving.own_income"] = 20000.0
        world.levers.clear()
        world.levers.bend("a", "market.user_cost", "scale", times)
        wishes.step(world)
        told.append(by_key(world, "households"))
    base, dear = told
    changed = [key for key in differing(base, dear) if key in base.index or key in dear.index]
    assert changed
    before = by_key(start, "households").loc[changed]
    homes = start.dwellings
    tenant = homes.tenure[_rows_of_homes(start, before.index.to_numpy())] != Tenure.OWNER
    assert tenant.all() and (before["income"] > 20000.0).all()


def _rows_of_homes(world: World, household_keys: np.ndarray) -> np.ndarray:
    home = {int(key): int(row) for key, row in zip(world.households.key, world.households.dwelling, strict=True)}
    return np.array([home[int(key)] for key in household_keys])


def test_cheaper_entry_lets_more_buy_and_lost_equity_fewer(start: World) -> None:
    """Banks lend by price and income: the same month of market at three prices and equities, on the same draws."""
    bought = []
    for price, equity in ((1.0, EQUITY), (0.5, EQUITY), (1.0, 0.0)):
        world = copy.deepcopy(start)
        world.levers.clear()
        # Cost a year stays as it is; what changes is how much must be borrowed.
        world.levers.bend("a", "market.user_cost", "scale", 1.0 / price)
        world.levers.bend("a", "market.price", "scale", price)
        world.levers.bend("a", "market.equity", "replace", equity)
        for step in (wishes.step, keys.step):
            step(world)
        households = world.households
        new = households.alive & (households.since == world.month) & (households.rule == Rule.PURCHASE)
        bought.append(int(new.sum()))
    today, cheap, poor = bought
    assert cheap > today > poor


def test_the_state_pays_administration_and_the_revenue_is_counted(world: World) -> None:
    price = world.dwellings.price.astype(float)
    now = tax.change(world)
    tax.bill(world)
    assert world.counters["tax_equalisation_revenue_kr"] == pytest.approx(
        (PROPERTY + DEDUCTION + GAINS) * now.price * price.sum() / 12.0, rel=1e-9
    )
    assert world.costs.booked == {
        (tax.NAME, "valuation and collection", "state"): pytest.approx(100.0 * (price > 0).sum() / 12.0)
    }
    _put(world, start_up=24.0)
    tax.bill(world)
    assert offers.decided(world, tax.NAME) and not offers.running(world, tax.NAME)
    assert world.counters["tax_equalisation_revenue_kr"] == 0.0
