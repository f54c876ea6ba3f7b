"""Where those who left the estate went: moves of persons out of it, by polling district and place beyond."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboards.past import Past
from model.lives import GONE, Happened

WHO = ("all", "start", "vulnerable", "children")
"""Everybody; residents of January 2015; members of vulnerable households; those under 18 when they left."""
VULNERABLE_CLASS = 3
ADULT_MONTHS = 18 * 12
MOVES = (Happened.MOVED, Happened.LEFT, Happened.DIED)

Ints = NDArray[np.int64]


def answer(model: Any, past: Past, month: int, who: str = "all") -> dict[str, Any]:
    """Persons who moved out before the month shown ended; who left twice is counted twice, who left and came back
    within a month is not.

    `areas` are counts by row of the place's areas (0 for those of the estate), `outside` by row of its neighbours;
    `died` is who died in the estate.
    """
    world = model.world
    life, when, source, target = moves(world, month)
    n_estate = world.place.n_estate
    kept = (source >= 0) & (source < n_estate) & ((target < 0) | (target >= n_estate))
    kept &= _among(world, past, who, life, when, source)
    target = target[kept]
    area = world.dwellings.area[target[target >= 0]]
    beyond = -2 - target[(target <= -2) & (target != GONE)]
    return {
        "areas": np.bincount(area, minlength=len(world.place.areas)).tolist(),
        "outside": np.bincount(beyond, minlength=len(world.place.neighbours)).tolist(),
        "died": int((target == GONE).sum()),
        "month": month,
    }


def moves(world: Any, month: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Life, month, home before and home after of every move before a month, homes as the life record tells them."""
    events = world.lives.events()
    kept = np.isin(events["kind"], MOVES) & (events["month"] < month)
    life, when, kind, value = (events[name][kept].astype(np.int64) for name in ("life", "month", "kind", "value"))
    target = np.select([kind == Happened.MOVED, kind == Happened.LEFT], [value, -2 - value], GONE)
    order = np.lexsort((when, life))
    life, when, target = life[order], when[order], target[order]
    source = np.empty_like(target)
    source[1:] = target[:-1]
    first = np.flatnonzero(np.diff(life, prepend=-1))
    source[first] = world.lives.slots.first_home[life[first]]
    return life, when, source, target


def _among(world: Any, past: Past, who: str, life: Ints, when: Ints, source: Ints) -> NDArray[np.bool_]:
    if who == "start":
        return np.asarray(life < past.residents)
    if who == "children":
        return np.asarray(when - world.lives.slots.birth_month[life] < ADULT_MONTHS)
    if who == "vulnerable":
        chosen = np.zeros(len(life), dtype=bool)
        for month in np.unique(when):
            rows = np.flatnonzero((when == month) & (source >= 0) & (source < world.place.n_estate))
            codes = np.frombuffer(past.codes("vulnerability", int(month)), dtype=np.uint8)
            chosen[rows] = codes[source[rows]] == VULNERABLE_CLASS
        return chosen
    if who != "all":
        raise ValueError(f"who = '{who}': there are {', '.join(WHO)}")
    return np.ones(len(life), dtype=bool)
