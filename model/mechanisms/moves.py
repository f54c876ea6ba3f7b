"""Moves carried out: keys change hands, homes fall vacant, and the ledger of flows is kept."""

from __future__ import annotations

import numpy as np
from numba import njit

from agents.codes import Tenure, Wish
from agents.core.calendar import NEVER
from agents.core.columns import Rows
from model.mechanisms.homes_wanted import note_leaving
from model.mechanisms.household_columns import ADULT_MONTHS
from model.world import World


@njit(cache=True)
def _take(occupant, rows, homes):  # type: ignore[no-untyped-def]
    """Write who lives in these homes now; False when one is not vacant or given twice."""
    for k in range(len(homes)):
        if occupant[homes[k]] >= 0:
            return False
        occupant[homes[k]] = rows[k]
    return True


@njit(cache=True)
def _settle(rows, homes, rules, month, dwelling, since, rule, wish, wish_since, need, host):  # type: ignore[no-untyped-def]
    for k in range(len(rows)):
        h = rows[k]
        dwelling[h], since[h], rule[h] = homes[k], month, rules[k]
        wish[h], wish_since[h], need[h], host[h] = 0, NEVER, 0, -1


def move(world: World, rows: Rows, dwellings: Rows, rule: np.ndarray, among: Rows | None = None) -> None:
    """Households move into vacant homes: settled ones leave theirs, founders take their share of the old household
    along.

    `rule` is the `Rule` by which each came to the home, `among` the person rows of all these households and of those
    they leave, ascending (None: everybody). Raises ValueError when a home is not vacant or is given twice.
    """
    if len(rows) == 0:
        return
    households, stock = world.households, world.dwellings
    if not _take(stock.household, rows, dwellings):
        raise ValueError("a home that is not vacant cannot be let")
    goal = np.where(dwellings < world.place.n_estate, world.flows.estate, world.flows.elsewhere)
    founding = households.host[rows] >= 0
    # Founders first: a household that moves this month too then counts only those who stay with it.
    _found(world, rows[founding], goal[founding], among)
    whole = rows[~founding]
    counted = households.adults[whole].astype(np.int64) + households.children[whole]
    world.flows.book(world.ledger_place(whole), goal[~founding], world.vulnerable(whole), counted)
    world.vacate(households.dwelling[whole])
    leave_lists(world, rows[stock.tenure[dwellings] == Tenure.ALMENE], among)
    _settle(
        rows, dwellings, rule, world.month, households.dwelling, households.since, households.rule, households.wish,
        households.wish_since, households.need, households.host,
    )  # fmt: skip


def leave_lists(world: World, rows: Rows, among: Rows | None = None) -> None:
    """Whoever takes a social home gives up the seniority that gave it; a new one starts with the next wish to move."""
    persons, first = world.persons, world.households.reference[rows]
    persons.list_since[world.members(rows, among)] = NEVER
    persons.list_since[first] = NEVER
    world.touch(rows)
    world.touch(persons.household[first])


@njit(cache=True)
def _part(  # type: ignore[no-untyped-def]
    rows, goal, among, reference, host, adults, children, household, birth, partner, home_wish, home_reason, month
):
    """Founders, and children who go along, change household; returns for each the one left, the new one and where it
    is.
    """
    # The place among `rows` of the household that takes the children of household h along, at h + 1.
    taken = np.full(len(host) + 1, -1, np.int64)
    left, to = np.empty(len(rows) + len(among), np.int64), np.empty(len(rows) + len(among), np.int64)
    for k in range(len(rows)):
        p, old = reference[rows[k]], host[rows[k]]
        if children[rows[k]] > 0:
            taken[old + 1] = k
        left[k], to[k] = household[p], k
        adults[old] -= 1
        if partner[p] >= 0:
            partner[partner[p]] = -1
        partner[p], home_wish[p], home_reason[p] = -1, NEVER, 0
    n = len(rows)
    for i in among:
        k = taken[np.uint64(household[i] + 1)]
        if k >= 0 and month - birth[i] < ADULT_MONTHS:
            left[n], to[n] = household[i], k
            household[i] = rows[k]
            n += 1
    for k in range(len(rows)):
        household[reference[rows[k]]] = rows[k]
        if children[rows[k]] > 0:
            children[host[rows[k]]] = 0
    return left[:n].copy(), rows[to[:n]], goal[to[:n]]


def _found(world: World, rows: Rows, goal: np.ndarray, among: Rows | None) -> None:
    """New households take their members out of the old ones: the founder, and children who go along."""
    if len(rows) == 0:
        return
    households, persons = world.households, world.persons
    founders = households.reference[rows]
    note_leaving(world, founders[persons.home_reason[founders] == Wish.LEAVE_PARENTS])
    left, target, reached = _part(
        rows, goal, persons.rows if among is None else among, households.reference, households.host, households.adults,
        households.children, persons.household, persons.birth_month, persons.partner, persons.home_wish,
        persons.home_reason, world.month,
    )  # fmt: skip
    world.flows.book(world.ledger_place(left), reached, world.vulnerable(left), 1, 0)
    world.touch(left)
    world.touch(target)


def withdraw(world: World, among: Rows | None = None) -> None:
    """Those without success this month: arrivals go elsewhere, founders stay with their old household for now.

    `among` are person rows with all who may be among the arrivals, ascending (None: everybody).
    """
    households = world.households
    waiting = np.flatnonzero(households.alive & (households.dwelling < 0))
    founding = households.host[waiting] >= 0
    arrivals = waiting[~founding]
    households.remove(waiting[founding])
    world.counters["arrivals_turned_away"] = len(arrivals)
    members = world.members(arrivals, among)
    world.away.turned_away(world, arrivals, members)
    world.remove_persons(members)
    households.remove(arrivals)
