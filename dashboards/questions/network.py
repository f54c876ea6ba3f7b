"""Whom the members of one household know: each tie with its layer, strength and whether it crosses the border."""

from __future__ import annotations

from typing import Any

import numpy as np

from agents.core.ties import KIN
from dashboards.past import Past

ADULT = 216


def answer(model: Any, past: Past, home: int, household: int = 0) -> dict[str, Any]:
    """Members, ties and neighbours in the list of homes of the household in `home`, or of the one with that key.

    A tie is (member, other, layer, strength 1..255, bridging); others are (age, female, area, in the estate). Ties
    between members of the household itself are left out. `before` and `after` are the nearest homes lived in.
    """
    world = model.world
    found = {"lived": int(model.month), **_beside(world, home)}
    row = int(world.dwellings.household[home]) if home >= 0 else -1
    if household:
        rows = np.flatnonzero(world.households.alive & (world.households.key == np.uint64(household)))
        row = int(rows[0]) if len(rows) else -1
    if row < 0:
        return found
    persons, ties = world.persons, world.ties
    members = np.flatnonzero(persons.alive & (persons.household == row))
    members = members[np.lexsort((persons.key[members], persons.birth_month[members]))]
    number = {int(person): k for k, person in enumerate(members)}
    inside = bool(world.in_estate[row])
    others: dict[int, int] = {}
    told = []
    for person, k in number.items():
        for j in range(int(ties.count[person])):
            other = int(ties.other[person, j])
            if other in number:
                continue
            there = bool(world.in_estate[persons.household[other]])
            place = others.setdefault(other, len(others))
            told.append((k, place, int(ties.layer[person, j]), int(ties.strength[person, j]), there != inside))
    return found | {
        "household": int(world.households.key[row]),
        "home": int(world.households.dwelling[row]),
        "inside": inside,
        "members": [_who(world, person) for person in members.tolist()],
        "others": [_who(world, person) for person in others],
        "ties": told,
        "adults": [k for person, k in number.items() if world.month - int(persons.birth_month[person]) >= ADULT],
        "kin": KIN,
    }


def _who(world: Any, person: int) -> tuple[int, bool, str, bool]:
    """Age in years, female, area, in the estate."""
    persons = world.persons
    household = int(persons.household[person])
    home = int(world.households.dwelling[household])
    area = str(world.place.areas["title"].iloc[int(world.dwellings.area[home])]) if home >= 0 else ""
    age = (int(world.month) - int(persons.birth_month[person])) // 12
    return age, bool(persons.female[person]), area, bool(world.in_estate[household])


def _beside(world: Any, home: int) -> dict[str, int]:
    lived_in = np.flatnonzero(world.dwellings.household[: world.place.n_estate] >= 0)
    if not len(lived_in):
        return {"before": -1, "after": -1}
    place = int(np.searchsorted(lived_in, home))
    after = int(np.searchsorted(lived_in, home, side="right")) % len(lived_in)
    return {"before": int(lived_in[place - 1]), "after": int(lived_in[after])}
