"""Life goes on for those who left: who once lived in the estate is followed wherever in the world they live.

They study, work, fall ill, grow old and die under the same hazards as in the municipality, in an ordinary area of an
ordinary job market, with no institution, workplace or tie known by name. The limits: nobody away has children or
finds a partner, nobody is drawn into trouble or convicted (what trouble there was fades), and nobody returns; who comes
to the municipality is drawn afresh.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from agents.core import calendar, draws
from agents.core.parameter import Parameter
from model.lives import Happened
from model.mechanisms import household_columns, income, labour, ladder, ledger, vulnerability
from model.mechanisms.deaths import _die, chances
from model.world import World

PARAMETERS = (
    Parameter(
        "away.own_home_age", 21.5, 18.0, 26.0, "years", "dst_home_leaving", "observational",
        "age at which a young person outside the municipality leaves the parents for a home of his or her own",
    ),
)  # fmt: skip


def step(world: World) -> None:
    """One month outside the municipality: deaths, homes of one's own, the ladder, work and incomes."""
    persons, households = world.away.persons, world.away.households
    if len(persons) == 0:
        return
    _deaths(world)
    household_columns.refresh(persons, households, world.month, world.values)
    _own_homes(world)
    if calendar.month_of_year(world.month) == 12:
        _drop_strangers(world)
    nowhere = np.full(persons.capacity, -1, dtype=np.int32)
    persons.trouble[:] = persons.trouble * np.exp(-world.p("trouble.pace") / 12.0)
    ladder.live(world, persons, households, nowhere)
    labour.live(world, persons, households, nowhere)
    household_columns.refresh(persons, households, world.month, world.values)
    persons.income[:] = income.person_income(persons, households, world.month, world.values)
    households.income[:] = income.household_income(persons, households, world.month, world.values)
    households.score[:] = vulnerability.household_score(persons, households, world.month, world.values)


def account(world: World) -> None:
    """The ledger of those away, those who left this month included."""
    persons = world.away.persons
    if len(persons):
        ledger.live(world, persons, world.away.households, np.full(persons.capacity, -1, dtype=np.int32))


def _deaths(world: World) -> None:
    persons = world.away.persons
    dead = _die(
        persons.alive, persons.birth_month, persons.female, persons.key, chances(world.values), world.month,
        world.stream("demography.death"),
    )  # fmt: skip
    world.away.end(dead)


@njit(cache=True)
def _at_their_parents(alive, birth, mother, household, partner, reference, month, least):  # type: ignore[no-untyped-def]
    """Grown persons of so many months without a partner and without a child of their own there, who do not head the
    household.
    """
    with_child = np.zeros(len(alive), np.bool_)
    for i in range(len(alive)):
        if alive[i] and mother[i] >= 0 and household[i] == household[mother[i]] and month - birth[i] < 216:
            with_child[mother[i]] = True
    out, n = np.empty(len(alive), np.int64), 0
    for i in range(len(alive)):
        grown = alive[i] and month - birth[i] >= least and partner[i] < 0
        if grown and not with_child[i] and reference[household[i]] != i:
            out[n] = i
            n += 1
    return out[:n].copy()


def _own_homes(world: World) -> None:
    """Grown children who reach the age move into a household of their own in the same place."""
    persons, households = world.away.persons, world.away.households
    rows = _at_their_parents(
        persons.alive, persons.birth_month, persons.mother, persons.household, persons.partner, households.reference,
        world.month, 12 * world.p("away.own_home_age"),
    )  # fmt: skip
    if len(rows) == 0:
        return
    old = persons.household[rows].astype(np.int64)
    new = households.add(draws.child_keys(persons.key[rows], "home of one's own", world.month))
    households.came_from[new] = households.came_from[old]
    households.since[new] = world.month
    persons.household[rows] = new
    world.lives.note(persons.record[rows], Happened.OWN_HOME, households.came_from[new])
    household_columns.refresh(persons, households, world.month, world.values)


def _drop_strangers(world: World) -> None:
    """Households in which nobody recorded is left are followed no further."""
    persons, households = world.away.persons, world.away.households
    known = np.bincount(persons.household[persons.alive & (persons.record >= 0)], minlength=households.capacity) > 0
    world.away.end(np.flatnonzero(persons.alive & ~known[persons.household]))
