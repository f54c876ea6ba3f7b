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


# Small loops over few columns; what nothing foretells is written in any case and kept where it holds.
@njit(cache=True)
def _listed(alive, institution, club, birth, status, area, month):  # type: ignore[no-untyped-def]
    """Who attends something, who is in a club, children under one who live here, and how many are jobless."""
    attends, member = np.empty(len(alive), np.int32), np.empty(len(alive), np.int32)
    infants = np.empty(len(alive), np.int32)
    n, m, k, jobless = 0, 0, 0, 0
    for i in range(len(alive)):
        attends[n] = i
        n += alive[i] & (institution[i] >= 0)
        member[m] = i
        m += alive[i] & (club[i] >= 0)
    for i in range(len(alive)):
        jobless += alive[i] & ((status[i] == 3) | (status[i] == 4))
    for i in range(len(alive)):
        infants[k] = i
        k += alive[i] & (birth[i] > month - 12) & (area[i] >= 0)
    return attends[:n], member[:m], infants[:k].astype(np.int64), jobless


@njit(cache=True)
def _count(  # type: ignore[no-untyped-def]
    alive, institution, club, birth, status, origin, skill, household, strain, area, month, fragile_from, n
):
    attends, member, infants, jobless = _listed(alive, institution, club, birth, status, area, month)
    counts = np.zeros((n, 4), np.int64)
    for i in attends:
        here = institution[i]
        counts[here, 0] += 1
        counts[here, 1] += np.int64(skill[i] * 1048576.0)
        counts[here, 2] += origin[i] == 2
        counts[here, 3] += strain[household[i]] >= fragile_from
    for i in member:
        counts[club[i], 0] += 1
    return np.ascontiguousarray(counts.T), infants, jobless


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


@njit(cache=True)
def _let(alive, household, department, n):  # type: ignore[no-untyped-def]
    let = np.zeros(n, np.int64)
    for d in range(len(alive)):
        if department[d] >= 0:
            let[department[d]] += alive[d] & (household[d] >= 0)
    return let


def homes_let(world: World) -> NDArray[np.int64]:
    """Homes that are lived in, by letting department, shape (n_departments,)."""
    stock = world.dwellings
    return np.asarray(_let(stock.alive, stock.household, stock.department, len(world.place.departments)))
