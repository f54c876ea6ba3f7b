"""Neighbours: adults on one stairway, or in eight homes standing side by side, come to know each other."""

from __future__ import annotations

import numpy as np
from numba import njit

from agents.core.parameter import Parameter
from agents.core.ties import STAIRWAY
from model.mechanisms.ties.meeting import ADULT, NOBODY, meet_in, third
from model.world import World

P = Parameter
PARAMETERS = (
    P("ties.stairway_rate", 0.035, 0.01, 0.1, "per year and pair", "judgement", "judgement",
      "chance that two adults of one stairway come to know each other; 32 % find neighbours good in such areas"),
    P("ties.order_rate", 0.8, 0.0, 2.0, "log rate per order", "branas2018", "trial",
      "how order outdoors, above that of an ordinary area, helps neighbours meet; restored lots were used 76 % more to "
      "socialise in Philadelphia, of which a part is taken"),
)  # fmt: skip


@njit(cache=True)
def present(alive, birth, place, month, turn):  # type: ignore[no-untyped-def]
    """Rows of adults whose place has its turn (`turn` 0..2), or of all with a place when `turn` is -1."""
    out = np.empty(len(alive), np.int64)
    n = 0
    for p in range(len(alive)):
        if alive[p] and place[p] >= 0 and month - birth[p] >= ADULT and (turn < 0 or place[p] % 3 == turn):
            out[n] = p
            n += 1
    return out[:n].copy()


def start(world: World) -> None:
    """Neighbours of 1 January 2015 know each other by the years they have lived on one stairway."""
    months = np.zeros(world.persons.capacity, dtype=np.int32)
    rows = present(world.persons.alive, world.persons.birth_month, world.person_stairway, world.month, -1)
    months[rows] = np.maximum(world.month - world.households.since[world.persons.household[rows]], 1)
    place = world.person_stairway[rows].astype(np.int64)
    meet_in(world, STAIRWAY, rows, place, _places(world), world.p("ties.stairway_rate"), months)


def _places(world: World) -> int:
    return int(world.dwellings.stairway.max()) + 1


def step(world: World) -> None:
    """A third of the stairways meet every other month; where there is order, people meet more."""
    persons, place, turn = world.persons, world.person_stairway, third(world, odd=False)
    if turn == NOBODY:
        return
    rows = present(persons.alive, persons.birth_month, place, world.month, turn)
    time = np.exp(world.p("ties.order_rate") * (world.order - 1.0))[world.person_area]
    rate = world.p("ties.stairway_rate") * float(np.exp(world.p("ties.order_rate") * 0.2))
    meet_in(world, STAIRWAY, rows, place[rows].astype(np.int64), _places(world), rate, time=time)
