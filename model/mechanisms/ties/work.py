"""Work: people of one workplace come to know each other in teams of about a dozen."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.core.parameter import Parameter
from agents.core.ties import WORK
from model.mechanisms.ties.meeting import EVERYWHERE, ROUND, in_teams, meet_in
from model.world import World

P = Parameter
PARAMETERS = (
    P("ties.work_rate", 0.03, 0.005, 0.2, "per year and pair", "judgement", "judgement",
      "chance that two full-time colleagues of one team come to know each other outside work; just under half of an "
      "estate's adults have a contact outside it", ("outside_contacts",)),
    P("ties.team", 12.0, 6.0, 30.0, "persons", "judgement", "judgement", "colleagues one meets at work"),
    P("ties.work_years_before", 8.0, 0.0, 15.0, "years", "judgement", "judgement",
      "longest time that colleagues have shared a workplace at the start of the run"),
)  # fmt: skip

FULL_TIME = 37.0


@njit(cache=True)
def teams(alive, key, workplace, first, n_teams, turn):  # type: ignore[no-untyped-def]
    """Who works where this month: rows and team numbers."""
    rows = np.empty(len(alive), np.int32)
    n = 0
    for p in range(len(alive)):
        rows[n] = p
        n += alive[p] & (workplace[p] >= 0)
    return in_teams(rows[:n], key, workplace, first, n_teams, turn)


def _teams(world: World, turn: int) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    persons, businesses = world.persons, world.businesses
    n_teams = np.maximum(np.ceil(businesses.jobs / world.p("ties.team")), 1.0).astype(np.int64)
    first = np.concatenate([[0], np.cumsum(n_teams)])
    person, place = teams(persons.alive, persons.key, persons.workplace, first[:-1], n_teams, turn)
    return person, place, int(first[-1])


def _time(world: World, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.minimum(world.persons.hours[rows] / FULL_TIME, 1.0)


def start(world: World) -> None:
    """Colleagues of 1 January 2015 have met since the later of the two was hired, for a few years at most."""
    person, place, n = _teams(world, EVERYWHERE)
    since = world.month - world.persons.status_since.astype(np.int32)
    months = np.clip(since, 1, int(12 * world.p("ties.work_years_before"))).astype(np.int32)
    meet_in(world, WORK, person, place, n, world.p("ties.work_rate"), months, _time(world, person))


def step(world: World) -> None:
    """A twelfth of the teams meet."""
    person, place, n = _teams(world, world.month % ROUND)
    meet_in(world, WORK, person, place, n, world.p("ties.work_rate"), time=_time(world, person))
