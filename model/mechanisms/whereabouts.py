"""Where everybody lives now, and whose turn it is for what is asked of people a few times a year."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.world import Turns, World


@njit(cache=True)
def _locate(alive, household, dwelling, area, stairway, out_area, out_stairway):  # type: ignore[no-untyped-def]
    for p in range(len(alive)):
        out_area[p], out_stairway[p] = -1, -1
        if alive[p]:
            home = dwelling[household[p]]
            if home >= 0:
                out_area[p], out_stairway[p] = area[home], stairway[home]


@njit(cache=True)
def _in_turn(alive, birth, month):  # type: ignore[no-untyped-def]
    """Rows in use by (month - month of birth) % 12, and where each of the twelve groups starts."""
    starts = np.zeros(13, np.int64)
    for p in range(len(alive)):
        if alive[p]:
            starts[(month - birth[p]) % 12 + 1] += 1
    for k in range(12):
        starts[k + 1] += starts[k]
    fill = starts[:-1].copy()
    out = np.empty(starts[12], np.int64)
    for p in range(len(alive)):
        if alive[p]:
            k = (month - birth[p]) % 12
            out[fill[k]] = p
            fill[k] += 1
    return out, starts


def step(world: World) -> None:
    """Note area and stairway of every person row in `world.person_area` and `world.person_stairway`, and whose turn it
    is in `world.turns`.
    """
    persons, stock = world.persons, world.dwellings
    if len(world.person_area) != persons.capacity:
        world.person_area = np.empty(persons.capacity, dtype=np.int32)
        world.person_stairway = np.empty(persons.capacity, dtype=np.int32)
    _locate(
        persons.alive, persons.household, world.households.dwelling, stock.area, stock.stairway,
        world.person_area, world.person_stairway,
    )  # fmt: skip
    world.turns = Turns(*_in_turn(persons.alive, persons.birth_month, world.month))
