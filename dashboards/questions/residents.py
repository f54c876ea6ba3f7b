"""What has become of everybody who lived in the estate in January 2015, by the month shown, wherever they are now."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboards.past import Past
from experiments.lives import LifeBook
from model.lives import GONE, Happened

ESTATE, TOWN, DENMARK, ABROAD, DEAD = range(5)
"""Where somebody is: the estate, elsewhere in the municipality, elsewhere in Denmark, abroad, or dead."""
TOLD_BY = (Happened.MOVED, Happened.LEFT, Happened.DIED, Happened.STATUS)


def answer(model: Any, past: Past, month: int) -> dict[str, Any]:
    """One value a resident of the start, in the order of their keys, as bytes of arrays.

    `key` u8; `home` i4 (row of the first home), `birth` i2 (month), `origin`, `score` and `type` u1 (classes at the
    start); `place` and `status` u1 at the end of the months shown; `income` f4 (kr/month before tax, nan without one)
    of the last month lived, whose number is `lived`.
    """
    world, n = model.world, past.residents
    slots = world.lives.slots
    book = _book(model, n, month)
    now = np.full(n, month)
    first = slots.first_home[:n]
    table = {
        "key": (slots.key[:n], "u8"),
        "home": (first, "i4"),
        "birth": (slots.birth_month[:n], "i2"),
        "origin": (slots.origin[:n], "u1"),
        "score": (_at_start(past, "vulnerability", first), "u1"),
        "type": (_at_start(past, "household_type", first), "u1"),
        "place": (places(book.home(now), world.place), "u1"),
        "status": (book.status(now), "u1"),
        "income": (_incomes(world, n), "f4"),
    }
    told = {name: np.ascontiguousarray(values, dtype=kind).tobytes() for name, (values, kind) in table.items()}
    return {**told, "month": month, "lived": int(world.month)}


def places(home: NDArray[np.int64], place: Any) -> NDArray[np.uint8]:
    """The kind of place of each home as the life record tells it; who is between two homes is in the municipality."""
    abroad = np.flatnonzero(place.neighbours["code"].to_numpy() == "abroad")
    kinds = np.full(len(home), TOWN, dtype=np.uint8)
    kinds[(home >= 0) & (home < place.n_estate)] = ESTATE
    kinds[home <= -2] = DENMARK
    kinds[np.isin(home, -2 - abroad)] = ABROAD
    kinds[home == GONE] = DEAD
    return kinds


def _book(model: Any, n: int, month: int) -> LifeBook:
    """The first lives with what happened to them before the month shown ended."""
    world = model.world
    events = world.lives.events()
    kept = (events["life"] < n) & (events["month"] < month) & np.isin(events["kind"], TOLD_BY)
    slots = world.lives.slots
    lives = pd.DataFrame({name: getattr(slots, name)[:n] for name in ("first_home", "first_status")})
    frame = pd.DataFrame({name: column[kept] for name, column in events.items()})
    return LifeBook(lives, frame, {}, {}, {}, month, world.place.n_estate)


def _at_start(past: Past, attribute: str, home: NDArray[np.integer]) -> NDArray[np.uint8]:
    return np.frombuffer(past.codes(attribute, 0), dtype=np.uint8)[home]


def _incomes(world: Any, n: int) -> NDArray[np.float64]:
    income = np.full(n, np.nan)
    for persons in (world.persons, world.away.persons):
        rows = np.flatnonzero(persons.alive & (persons.record >= 0) & (persons.record < n))
        income[persons.record[rows]] = persons.income[rows]
    return income
