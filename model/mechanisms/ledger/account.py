"""The account: yearly sums by place, payer and entry, and the yearly account of everybody with a life record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.mechanisms.ledger.entries import ASSOCIATION, COUNTS, ENTRIES, GROUPS, KINDS, PAYERS, PROGRAMME
from model.monthly import rent_lost

if TYPE_CHECKING:
    from model.world import World

COLUMNS = ("year", "place", "cohort", "payer", "kind", "entry", "kr")
OWN_COLUMNS = ("person", "year", "payer", "kind", "kr")
OWN_UNIT = 100.0
"""Closed years of a person are kept in whole hundreds of kr: an eighth of the room, and nobody's account is finer."""
ORE = 100.0


class Account:
    """What the public purse and the housing association spent and received, year by year.

    The sums are whole oere `(groups, payers, entries)`; `heads` counts people at each booking. Homes and programmes
    belong to no person. Each December `close` moves the year to the closed ones.
    """

    def __init__(self) -> None:
        self.sums = np.zeros((len(GROUPS), len(PAYERS), len(ENTRIES)), dtype=np.int64)
        self.heads = np.zeros((len(GROUPS), len(COUNTS)), dtype=np.int64)
        self.bookings = 0
        self.other: dict[tuple[str, str, str, str], float] = {}
        self.start_keys: NDArray[np.uint64] = np.empty(0, dtype=np.uint64)
        self.own: NDArray[np.float32] = np.zeros((0, len(PAYERS) * len(KINDS)), dtype=np.float32)
        self.own_key: NDArray[np.uint64] = np.empty(0, dtype=np.uint64)
        self._cohort = {away: (np.empty(0, np.uint64), np.empty(0, np.bool_)) for away in (False, True)}
        self._years: list[pd.DataFrame] = []
        self._own_years: list[tuple[int, NDArray[np.int32], NDArray[np.int16]]] = []

    def cohort(self, away: bool, capacity: int) -> tuple[NDArray[np.uint64], NDArray[np.bool_]]:
        """By person row of a table: the key seen there last, and whether it belongs to the cohort of the start."""
        seen, member = self._cohort[away]
        if len(seen) < capacity:
            more = capacity - len(seen)
            seen = np.concatenate([seen, np.zeros(more, dtype=np.uint64)])
            member = np.concatenate([member, np.zeros(more, dtype=bool)])
            self._cohort[away] = seen, member
        return seen, member

    def room(self, slots: int) -> None:
        """Make room for so many people's own accounts."""
        if slots > len(self.own):
            size = max(slots, len(self.own) * 5 // 4)
            own = np.zeros((size, self.own.shape[1]), dtype=np.float32)
            key = np.zeros(size, dtype=np.uint64)
            own[: len(self.own)], key[: len(self.own_key)] = self.own, self.own_key
            self.own, self.own_key = own, key

    def book_other(self, place: str, payer: str, kind: str, entry: str, kr: float) -> None:
        """Enter what belongs to no person: homes of the housing association, and programmes."""
        key = (place, payer, kind, entry)
        self.other[key] = self.other.get(key, 0.0) + kr

    def close(self, year: int) -> None:
        """Move the year to the closed ones and start afresh."""
        self._years.append(self._now(year))
        used = np.flatnonzero(self.own.any(axis=1))
        if len(used):
            limit = np.iinfo(np.int16)
            kept = np.clip(np.rint(self.own[used] / OWN_UNIT), limit.min, limit.max).astype(np.int16)
            self._own_years.append((year, used.astype(np.int32), kept))
        self.sums[:], self.heads[:], self.own[:] = 0, 0, 0.0
        self.bookings = 0
        self.other = {}

    def _now(self, year: int) -> pd.DataFrame:
        group, payer, entry = np.nonzero(self.sums)
        place, cohort = (np.array([pair[k] for pair in GROUPS], dtype=object) for k in (0, 1))
        name, kind = (np.array([pair[k] for pair in ENTRIES], dtype=object) for k in (0, 1))
        rows = [
            *zip(
                place[group], cohort[group], np.array(PAYERS, dtype=object)[payer], kind[entry], name[entry],
                (self.sums[group, payer, entry] / ORE).tolist(), strict=True,
            ),
            *((where, "", who, sort, what, kr) for (where, who, sort, what), kr in sorted(self.other.items())),
        ]  # fmt: skip
        frame = pd.DataFrame(rows, columns=list(COLUMNS[1:]))
        frame.insert(0, "year", np.full(len(rows), year, dtype=np.int32))
        return frame.astype({"kr": np.float64})

    def frame(self, year: int) -> pd.DataFrame:
        """All years so far, the open one included: year, place, cohort, payer, kind, entry, kr (cost positive)."""
        parts = [*self._years, self._now(year)]
        filled = [part for part in parts if len(part)]
        return pd.concat(filled, ignore_index=True) if filled else parts[0]

    def own_frame(self) -> pd.DataFrame:
        """Closed years of everybody who ever lived in the estate: person (key), year, payer, kind, kr."""
        parts = []
        for year, slots, kept in self._own_years:
            row, cell = np.nonzero(kept)
            parts.append((self.own_key[slots[row]], np.full(len(row), year, np.int32), cell, kept[row, cell]))
        person, years, cell, hundreds = (
            (np.concatenate(column) for column in zip(*parts, strict=True))
            if parts
            else (np.empty(0, np.uint64), np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0, np.int16))
        )
        return pd.DataFrame(
            {
                "person": person,
                "year": years,
                "payer": pd.Categorical.from_codes(cell // len(KINDS), list(PAYERS)),
                "kind": pd.Categorical.from_codes(cell % len(KINDS), list(KINDS)),
                "kr": (hundreds.astype(np.int32) * int(OWN_UNIT)).astype(np.int32),
            }
        )

    @property
    def nbytes(self) -> int:
        """Memory held for people's own accounts."""
        closed = sum(slots.nbytes + kept.nbytes for _, slots, kept in self._own_years)
        return self.own.nbytes + self.own_key.nbytes + closed


def book_homes(world: World, account: Account) -> None:
    """Rent lost on vacant homes this month and making homes ready for new tenants, to the housing association."""
    lettings = world.record.lettings
    if not lettings:
        return
    lost = rent_lost(world, lettings)
    estate = np.asarray(lettings["dwelling"], dtype=np.int64) < world.place.n_estate
    for place, here in (("estate", estate), ("elsewhere", ~estate)):
        ready = world.p("ledger.moving_in") * int((here & np.asarray(lettings["let"], dtype=bool)).sum())
        account.book_other(place, ASSOCIATION, "housing", "rent lost on vacant homes", float(lost[here].sum()))
        account.book_other(place, ASSOCIATION, "housing", "homes made ready", ready)


def book_programmes(world: World, account: Account) -> None:
    """What policies spent this month, by payer."""
    for (policy, purpose, payer), kr in sorted(world.costs.booked.items()):
        account.book_other("programme", payer, PROGRAMME, f"{policy}: {purpose}", kr)
