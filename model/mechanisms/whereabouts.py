"""Where everybody lives now, person by person, for all who ask this month."""

from __future__ import annotations

import numpy as np
from numba import njit

from model.world import World


@njit(cache=True)
def _locate(alive, household, dwelling, area, stairway, out_area, out_stairway):  # type: ignore[no-untyped-def]
    for p in range(len(alive)):
        out_area[p], out_stairway[p] = -1, -1
        if alive[p]:
            home = dwelling[household[p]]
            if home >= 0:
                out_area[p], out_stairway[p] = area[home], stairway[home]


def step(world: World) -> None:
    """Note area and stairway of every person row in `world.person_area` and `world.person_stairway`."""
    persons, stock = world.persons, world.dwellings
    if len(world.person_area) != persons.capacity:
        world.person_area = np.empty(persons.capacity, dtype=np.int32)
        world.person_stairway = np.empty(persons.capacity, dtype=np.int32)
    _locate(
        persons.alive, persons.household, world.households.dwelling, stock.area, stock.stairway,
        world.person_area, world.person_stairway,
    )  # fmt: skip
