"""Who attends where, counted person by person each month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.codes import InstitutionKind as Kind
from agents.core.columns import Rows
from model.mechanisms.institutions.nearest import rows_of
from model.world import World

FINE = 1 << 20
"""Skill is added up in whole 1/2^20 SD, so that the order of rows cannot matter."""


@dataclass(frozen=True)
class Rolls:
    """What one pass over everybody found: rows of children under one, and clients of the job centre."""

    infants: Rows
    jobless: int


@njit(cache=True)
def _count(  # type: ignore[no-untyped-def]
    alive, institution, club, birth, status, origin, skill, household, strain, area, month, fragile_from, n
):
    counts = np.zeros((4, n), np.int64)
    infants = np.empty(len(alive), np.int64)
    found, jobless = 0, 0
    for i in range(len(alive)):
        if not alive[i]:
            continue
        if status[i] == 3 or status[i] == 4:
            jobless += 1
        if month - birth[i] < 12 and area[i] >= 0:
            infants[found] = i
            found += 1
        if club[i] >= 0:
            counts[0, club[i]] += 1
        here = institution[i]
        if here >= 0:
            counts[0, here] += 1
            counts[1, here] += np.int64(skill[i] * 1048576.0)
            counts[2, here] += origin[i] == 2
            counts[3, here] += strain[household[i]] >= fragile_from
    return counts, infants[:found].copy(), jobless


def recount(world: World, fragile_from: float) -> Rolls:
    """Count roll, mean skill (`peers`), non-western share and share from strained homes of every institution."""
    persons, table = world.persons, world.institutions
    counts, infants, jobless = _count(
        persons.alive, persons.institution, persons.club, persons.birth_month, persons.status, persons.origin,
        persons.skill, persons.household, world.households.strain, world.person_area, world.month, fragile_from,
        table.capacity,
    )  # fmt: skip
    some = np.maximum(counts[0], 1)
    table.roll[:] = counts[0]
    table.peers[:] = counts[1] / FINE / some
    table.minority[:] = counts[2] / some
    table.fragile[:] = counts[3] / some
    table.roll[rows_of(world, Kind.JOB_CENTRE)] = jobless
    table.roll[rows_of(world, Kind.HEALTH_VISITORS)] = len(infants)
    return Rolls(infants, jobless)


def homes_let(world: World) -> NDArray[np.int64]:
    """Homes that are lived in, by letting department, shape (n_departments,)."""
    stock = world.dwellings
    let = stock.alive & (stock.household >= 0) & (stock.department >= 0)
    return np.bincount(stock.department[let], minlength=len(world.place.departments))
