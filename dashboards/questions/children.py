"""Whom one can follow: children who were small when the run began, and the children of a chosen home."""

from __future__ import annotations

from typing import Any

import numpy as np

from agents.core import draws
from dashboards.past import Past
from experiments.lives import person_id

YOUNGER_THAN = 72
"""Months: younger than this in January 2015, so that twenty years reach from daycare to the first job."""
ENOUGH = 200


def answer(model: Any, past: Past, home: int) -> dict[str, Any]:
    """`pool`: IDs in an order by chance that is the same in every branch; `home`: IDs of the home's children."""
    world = model.world
    lives, n = world.lives.slots, past.residents
    birth = lives.birth_month[:n].astype(np.int64)
    rows = np.flatnonzero((birth < 0) & (birth >= -YOUNGER_THAN))
    keys = lives.key[rows]
    mixed = np.argsort(draws.mix(keys ^ np.uint64(draws.key_of("followed", 0))), kind="stable")[:ENOUGH]
    return {"pool": [person_id(key) for key in keys[mixed].tolist()], "home": _children(world, home)}


def _children(world: Any, home: int) -> list[str]:
    household = int(world.dwellings.household[home]) if home >= 0 else -1
    if household < 0:
        return []
    persons = world.persons
    rows = np.flatnonzero(persons.alive & (persons.household == household) & (persons.record >= 0))
    rows = rows[world.month - persons.birth_month[rows].astype(np.int64) < 216]
    rows = rows[np.lexsort((persons.key[rows], persons.birth_month[rows]))]
    return [person_id(key) for key in persons.key[rows].tolist()]
