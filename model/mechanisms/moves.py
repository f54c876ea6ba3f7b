"""Moves carried out: keys change hands, homes fall vacant, and the ledger of flows is kept."""

from __future__ import annotations

import numpy as np

from agents.codes import Need, Tenure, Wish
from agents.core.calendar import NEVER
from agents.core.columns import Rows
from model.mechanisms.household_columns import ADULT_MONTHS
from model.world import World


def move(world: World, rows: Rows, dwellings: Rows, rule: np.ndarray) -> None:
    """Households move into vacant homes: settled ones leave theirs, founders take their share of the old household
    along.

    `rule` is the `Rule` by which each came to the home. Raises ValueError when a home is not vacant or is given twice.
    """
    if len(rows) == 0:
        return
    households, stock = world.households, world.dwellings
    if (stock.household[dwellings] >= 0).any() or len(np.unique(dwellings)) < len(dwellings):
        raise ValueError("a home that is not vacant cannot be let")
    goal = np.where(dwellings < world.place.n_estate, world.flows.estate, world.flows.elsewhere)
    founding = households.host[rows] >= 0
    # Founders first: a household that moves this month too then counts only those who stay with it.
    _found(world, rows[founding], goal[founding])
    whole = rows[~founding]
    counted = households.adults[whole].astype(np.int64) + households.children[whole]
    world.flows.book(world.ledger_place(whole), goal[~founding], world.vulnerable(whole), counted)
    world.vacate(households.dwelling[whole])
    leave_lists(world, rows[stock.tenure[dwellings] == Tenure.ALMENE])
    households.dwelling[rows] = dwellings
    households.since[rows] = world.month
    households.rule[rows] = rule
    households.wish[rows] = Wish.NONE
    households.wish_since[rows] = NEVER
    households.need[rows] = Need.NONE
    households.host[rows] = -1
    stock.household[dwellings] = rows


def leave_lists(world: World, rows: Rows) -> None:
    """Whoever takes a social home gives up the seniority that gave it; a new one starts with the next wish to move."""
    persons = world.persons
    persons.list_since[world.members(rows)] = NEVER
    persons.list_since[world.households.reference[rows]] = NEVER


def _found(world: World, rows: Rows, goal: np.ndarray) -> None:
    """New households take their members out of the old ones: the founder, and children who go along."""
    if len(rows) == 0:
        return
    households, persons = world.households, world.persons
    founder, host = households.reference[rows].astype(np.int64), households.host[rows].astype(np.int64)
    new_home = np.full(households.capacity, -1, dtype=np.int64)
    with_children = households.children[rows] > 0
    new_home[host[with_children]] = rows[with_children]
    family = world.members(host[with_children])
    going = family[world.month - persons.birth_month[family] < ADULT_MONTHS]
    movers = np.concatenate([founder, going])
    left = persons.household[movers]
    goal_of = np.zeros(households.capacity, dtype=np.int64)
    goal_of[rows] = goal
    target = np.concatenate([rows, new_home[persons.household[going]]])
    world.flows.book(world.ledger_place(left), goal_of[target], world.vulnerable(left), 1, 0)
    np.subtract.at(households.adults, host, 1)
    households.children[host[with_children]] = 0
    partner = persons.partner[founder]
    persons.partner[partner[partner >= 0]] = -1
    persons.partner[founder] = -1
    persons.household[movers] = target
    persons.home_wish[founder] = NEVER
    persons.home_reason[founder] = Wish.NONE


def withdraw(world: World) -> None:
    """Those without success this month: arrivals go elsewhere, founders stay with their old household for now."""
    households = world.households
    waiting = np.flatnonzero(households.alive & (households.dwelling < 0))
    founding = households.host[waiting] >= 0
    arrivals = waiting[~founding]
    households.remove(waiting[founding])
    world.counters["arrivals_turned_away"] = len(arrivals)
    world.remove_persons(world.members(arrivals))
    households.remove(arrivals)
