"""Where everybody lives now, and whose turn it is for what is asked of people a few times a year."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.world import Turns, World


@njit(cache=True)
def _locate(household, dwelling, area, stairway, out_area, out_stairway):  # type: ignore[no-untyped-def]
    for p in range(len(household)):
        home = dwelling[household[p]] if household[p] >= 0 else -1
        out_area[p] = area[home] if home >= 0 else -1
        out_stairway[p] = stairway[home] if home >= 0 else -1


@njit(cache=True)
def _in_turn(alive, birth, month):  # type: ignore[no-untyped-def]
    """Rows in use by (month - month of birth) % 12, and where each of the twelve groups starts."""
    group = np.empty(len(alive), np.uint8)
    for p in range(len(alive)):
        age = np.uint32(month - birth[p])
        group[p] = age % np.uint32(12) if alive[p] else np.uint32(12)
    counts = np.zeros((4, 13), np.int32)
    for p in range(len(alive)):
        # In four tables, so that no count waits for the one before.
        counts[p & 3, group[p]] += 1
    starts = np.zeros(13, np.int64)
    starts[1:] = np.cumsum(counts.sum(axis=0))[:12]
    out = np.empty(len(alive), np.int64)
    fill = np.append(starts, 0)
    for p in range(len(alive)):
        out[fill[group[p]]] = p
        fill[group[p]] += 1
    return out[: starts[12]], starts


def step(world: World) -> None:
    """Note area and stairway of every person row in `world.person_area` and `world.person_stairway`, and whose turn it
    is in `world.turns`.
    """
    persons, stock = world.persons, world.dwellings
    if len(world.person_area) != persons.capacity:
        world.person_area = np.empty(persons.capacity, dtype=np.int32)
        world.person_stairway = np.empty(persons.capacity, dtype=np.int32)
    _locate(
        persons.household, world.households.dwelling, stock.area, stock.stairway,
        world.person_area, world.person_stairway,
    )  # fmt: skip
    world.turns = Turns(*_in_turn(persons.alive, persons.birth_month, world.month))
