"""The moving rule on columns, by the model's own kernels: the fast half of the comparison with Mesa."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.codes import Origin, Tenure, Wish
from agents.core import draws
from agents.core.calendar import NEVER
from agents.core.columns import Table
from agents.dwelling import DWELLING_COLUMNS
from agents.household import HOUSEHOLD_COLUMNS
from experiments.bench.town import Numbers, Outcome, Tally, Town
from model.letting import choice
from model.letting.market import Offers, choose, settle
from model.letting.matching import Applicants
from model.mechanisms import wishes


class ColumnsTown:
    """A town in the model's own tables; `step` lives one month of wishing, looking and moving."""

    def __init__(self, town: Town, numbers: Numbers, seed: int) -> None:
        self.numbers, self.seed, self.month = numbers, seed, 0
        self.name = town.name
        self.birth_month = town.birth_month.astype(np.int16)
        self.dwellings = Table(DWELLING_COLUMNS, len(town.cell))
        self.dwellings.add(draws.keys_of("bench.home", seed, len(town.cell)))
        for column in ("cell", "area", "tenure", "rooms", "youth", "rent", "price"):
            getattr(self.dwellings, column)[:] = getattr(town, column)
        self.households = Table(HOUSEHOLD_COLUMNS, town.households)
        rows = self.households.add(draws.keys_of("bench.household", seed, town.households))
        for column in ("since", "origin", "adults", "children", "income"):
            getattr(self.households, column)[:] = getattr(town, column)
        self.households.local_ties[:] = town.ties
        self.households.dwelling[:] = town.home
        self.dwellings.household[town.home] = rows
        self.households.reference[:] = rows
        self.unshifted = np.ones(1)
        self.untied = np.ones(self.households.capacity)
        self.tally = Tally(town.households)

    def step(self) -> None:
        """Live one month."""
        households = self.households
        settled = int(np.count_nonzero(households.wish == Wish.NONE))
        wishing = self._wishing()
        households.wish[wishing] = Wish.MOVE
        households.wish_since[wishing] = self.month
        self._lapse()
        looking = np.flatnonzero(households.wish != Wish.NONE)
        moved = self._house(looking)
        self.tally.add(settled, len(wishing), len(looking), moved)
        self.month += 1

    def outcome(self) -> Outcome:
        """What the months so far came to."""
        vacant = self.dwellings.household < 0
        return self.tally.outcome(self.dwellings.tenure[vacant], self.dwellings.area[vacant], len(self.name))

    def _stream(self, decision: str) -> np.uint64:
        return draws.stream(self.seed, decision, self.month)

    def _minority(self) -> NDArray[np.float64]:
        area = self.dwellings.area[self.households.dwelling]
        everybody = np.bincount(area, minlength=len(self.name))
        some = np.bincount(area[self.households.origin == Origin.NON_WESTERN], minlength=len(self.name))
        return np.asarray(some / np.maximum(everybody, 1))

    def _wishing(self) -> NDArray[np.int64]:
        households, homes, numbers = self.households, self.dwellings, self.numbers
        self.minority = self._minority()
        found = wishes._wishing(
            households.alive, households.key, households.dwelling, households.since, households.rule, households.wish,
            households.reference, households.origin, households.adults, households.children, households.income,
            households.local_ties, self.birth_month, homes.tenure, homes.youth, homes.rooms, homes.area,
            homes.department, self.unshifted, self.untied, self.name, self.minority, numbers.base,
            np.array(wishes.AGE_BANDS), numbers.age_factor, np.array(wishes.YEAR_BANDS), numbers.year_factor,
            numbers.terms, numbers.flight, self.month, False, self._stream("moving.wish"),
        )  # fmt: skip
        return np.asarray(found)

    def _lapse(self) -> None:
        households = self.households
        rows = np.flatnonzero((households.wish != Wish.NONE) & (households.wish_since < self.month))
        drawn = draws.uniform(self.seed, "moving.lapse", self.month, households.key[rows])
        lapsed = rows[drawn < self.numbers.lapse]
        households.wish[lapsed] = Wish.NONE
        households.wish_since[lapsed] = NEVER

    def _house(self, looking: NDArray[np.int64]) -> int:
        """Those who look bid for vacant homes and move; returns how many did."""
        households, homes, numbers = self.households, self.dwellings, self.numbers
        vacant = np.flatnonzero(homes.household < 0)
        ring = draws.uniform(self.seed, "market.ring", self.month, homes.key[vacant])
        order = np.argsort(ring, kind="stable")
        vacant, ring = vacant[order], ring[order]
        area = homes.area[vacant]
        offers = Offers(
            homes.key[vacant], ring, homes.tenure[vacant].astype(np.int64), homes.rooms[vacant].astype(np.int64),
            homes.rent[vacant].astype(np.float64), homes.price[vacant].astype(np.float64),
            self.name[area], self.minority[area],
        )  # fmt: skip
        left = households.dwelling[looking]
        ages = (self.month - self.birth_month[looking]) / 12.0
        equity = np.where(homes.tenure[left] == Tenure.OWNER, homes.price[left], 0.0) * numbers.equity
        bid = choose(
            offers, self._applicants(looking), ages, equity, np.ones(len(looking), dtype=bool), numbers.looks,
            numbers.user_cost, numbers.credit, numbers.buyer_age, numbers.own_appeal, numbers.weights,
            self._stream("market.look_0"), self._stream("market.taste_0"),
        )  # fmt: skip
        winner = settle(bid, self._applicants(looking), offers, False, self._stream("market.luck_0"))
        taken = vacant[winner >= 0]
        movers = winner[winner >= 0]
        rows = looking[movers]
        homes.household[left[movers]] = -1
        homes.household[taken] = rows
        households.dwelling[rows] = taken
        households.since[rows] = self.month
        households.local_ties[rows] = 0
        households.wish[rows] = Wish.NONE
        households.wish_since[rows] = NEVER
        return len(rows)

    def _applicants(self, rows: NDArray[np.int64]) -> Applicants:
        households, count = self.households, len(rows)
        nothing, no = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=bool)
        return Applicants(
            key=households.key[rows],
            adults=households.adults[rows].astype(np.int64),
            children=households.children[rows].astype(np.int64),
            income=households.income[rows].astype(np.float64),
            origin=households.origin[rows].astype(np.int64),
            waited=self.month - households.wish_since[rows].astype(np.int64),
            need=nothing,
            groups=nothing,
            benefit=no,
            outside=no,
            homeless=no,
            care=choice.cares(households.adults[rows], households.income[rows], self.numbers.weights),
            kin_department=nothing - 1,
            friend_department=nothing - 1,
        )
