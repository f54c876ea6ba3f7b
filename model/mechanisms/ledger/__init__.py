"""The ledger: what every person costs and pays the public purse, wherever they live, and who pays.

It feeds nothing back. People are looked at in the middle month of each quarter, and what is booked stands for three
months; programmes and vacant homes are booked every month, and the year is closed in December.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.core import calendar
from agents.core.columns import Table
from agents.core.parameter import Parameter
from model.mechanisms import income
from model.mechanisms.ledger import booking, refunds
from model.mechanisms.ledger.account import Account, book_homes, book_programmes
from model.mechanisms.ledger.entries import COUNTS, PAYERS, SCOPES
from model.mechanisms.ledger.unit_costs import unit_costs
from model.world import World

PARAMETERS: tuple[Parameter, ...] = (
    Parameter(
        "ledger.moving_in", 25000.0, 8000.0, 50000.0, "kr per letting", "judgement", "judgement",
        "making a home ready for its next tenant, what the housing association pays of it",
    ),
)  # fmt: skip


def start(world: World) -> None:
    """1 January 2015: an empty account that remembers who lives in the estate."""
    account = Account()
    persons = world.persons
    rows = np.flatnonzero(persons.alive & world.in_estate[persons.household])
    account.start_keys = np.sort(persons.key[rows])
    world.account = account


def step(world: World) -> None:
    """One month: everybody in the municipality, homes and programmes; in December the year is closed."""
    live(world, world.persons, world.households, world.person_area)
    account = world.account
    book_homes(world, account)
    book_programmes(world, account)
    if calendar.month_of_year(world.month) == 12:
        _write(world, account)
        account.close(calendar.year(world.month))


def live(world: World, persons: Table, households: Table, area: NDArray[np.int32]) -> None:
    """Book these people if this is the middle month of a quarter."""
    if world.month % booking.MONTHS == 1:
        book(world, persons, households, area)


def book(world: World, persons: Table, households: Table, area: NDArray[np.int32]) -> None:
    """Book one quarter of these people at this month's state, in the account of the world.

    Leavers (`world.away`) are booked when they have a life record; who shares their household is not. Money follows
    the person: what belongs to a household is shared by its adults, child benefits stand in the child's account.
    """
    account, values = world.account, world.values
    away = persons is world.away.persons
    u, r = unit_costs(values), income.rates(values)
    stock = world.dwellings
    adults, children, gross, benefit, pensioner = booking.homes(
        persons.alive, persons.household, persons.birth_month, persons.status, persons.income, households.dwelling,
        households.alive, stock.tenure, stock.rent, stock.area_m2, world.month, u,
    )  # fmt: skip
    group = _groups(world, persons, households, away)
    slot = persons.record
    known = np.flatnonzero(persons.alive & (slot >= 0))
    if len(known):
        account.room(int(slot[known].max()) + 1)
        account.own_key[slot[known]] = persons.key[known]
    booking.people(
        account.sums, account.heads, account.own, group, slot, persons.alive, persons.household,
        persons.birth_month, persons.education, persons.status, persons.status_since, persons.income, persons.stage,
        persons.open_case, persons.ill, persons.convicted, households.type, adults, children, gross, benefit, pensioner,
        refunds.shares(world.month, values), refunds.pension_shares(world.month, values), world.month, r, u,
    )  # fmt: skip
    account.bookings += not away


def _groups(world: World, persons: Table, households: Table, away: bool) -> NDArray[np.int8]:
    """The group of each person row (see `GROUPS`); -1 for those away who never lived in the estate."""
    account = world.account
    seen, member = account.cohort(away, persons.capacity)
    born = booking.cohort(
        persons.alive, persons.key, persons.birth_month, persons.mother, world.month, seen, member, account.start_keys
    )
    if len(born):
        account.start_keys = np.sort(np.concatenate([account.start_keys, born]))
    estate = (households.dwelling >= 0) & (households.dwelling < world.place.n_estate)
    return np.asarray(booking.groups(persons.alive, persons.household, persons.record, member, estate, away))


def _write(world: World, account: Account) -> None:
    """The year's net cost by scope and payer, million kr, and the people it is about, to the series."""
    heads = account.heads / max(account.bookings, 1)
    for scope, groups in SCOPES.items():
        chosen = list(groups)
        for k, payer in enumerate(PAYERS):
            world.record.add(world.month, "account_kr", scope, payer, float(account.sums[chosen, k].sum()) / 100.0)
        for k, name in enumerate(COUNTS):
            world.record.add(world.month, "followed", scope, name, float(heads[chosen, k].sum()))
