"""Schelling's model of 1971 from the model's own parts: tables of agents, addressed draws and the market's kernel.

Everything else is off: homes alike on a grid, two groups, and one rule: whoever has too few neighbours of the own group
wants to move. The homes are found on the market for rent, where nobody minds what a home is like.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.codes import Origin, Tenure, Wish
from agents.core import draws
from agents.core.columns import Table
from agents.dwelling import DWELLING_COLUMNS
from agents.household import HOUSEHOLD_COLUMNS
from model.letting import choice, market
from model.letting.matching import Applicants

SIDE, DENSITY, MINORITY = 20, 0.8, 0.5


class Outcome(NamedTuple):
    """Share of like neighbours and of happy households, after a few rounds and in the end, and how many rounds."""

    like_early: float
    happy_early: float
    like: float
    happy: float
    rounds: int


def like_share(group: NDArray[np.int64]) -> NDArray[np.float64]:
    """Share of each cell's neighbours (eight, fewer at the edge) of its own group, 0 without neighbours, nan where
    nobody lives; `group` of shape (side, side), -1 vacant.
    """
    side = len(group)
    rim = np.full((side + 2, side + 2), -1)
    rim[1:-1, 1:-1] = group
    around = [
        rim[1 + i : side + 1 + i, 1 + j : side + 1 + j] for i in (-1, 0, 1) for j in (-1, 0, 1) if (i, j) != (0, 0)
    ]
    same = sum((other == group).astype(float) for other in around)
    lived_in = sum((other >= 0).astype(float) for other in around)
    return np.where(group < 0, np.nan, same / np.maximum(lived_in, 1.0))


def _anything() -> choice.Weights:
    """Weights of a household that takes any home it is shown."""
    values = {parameter.name.split(".")[1]: 0.0 for parameter in choice.PARAMETERS}
    return choice.Weights(**{**values, "null": 1.0 - 2.0**-53}, is_null=True)


class Town:
    """Homes are rows 0..side²-1 of the table of dwellings, in the order of the grid."""

    def __init__(self, seed: int, threshold: float, looks: int = 1) -> None:
        self.seed, self.threshold, self.looks, self.round, self.viewing = seed, threshold, looks, 0, 0
        self.weights = _anything()
        self.homes = Table(DWELLING_COLUMNS, SIDE * SIDE)
        self.homes.add(draws.keys_of("home", 0, SIDE * SIDE))
        self.homes.tenure[:] = Tenure.PRIVATE_RENTAL
        self.homes.household[:] = -1
        lived_in = np.flatnonzero(draws.uniform(seed, "schelling.density", 0, self.homes.key) < DENSITY)
        self.people = Table(HOUSEHOLD_COLUMNS, len(lived_in))
        rows = self.people.add(draws.keys_of("household", 0, len(lived_in)))
        minority = draws.uniform(seed, "schelling.minority", 0, self.people.key[rows]) < MINORITY
        self.people.origin[rows] = np.where(minority, Origin.NON_WESTERN, Origin.DANISH)
        self.people.dwelling[rows] = lived_in
        self.homes.household[lived_in] = rows

    def grid(self) -> NDArray[np.int64]:
        """Group of who lives in each home, -1 vacant, shape (side, side)."""
        household = self.homes.household
        group = np.where(household >= 0, self.people.origin[household].astype(np.int64), -1)
        return group.reshape(SIDE, SIDE)

    def like(self) -> NDArray[np.float64]:
        """Share of like neighbours of each household, by row."""
        return np.asarray(like_share(self.grid()).ravel()[self.people.dwelling])

    def wish(self) -> NDArray[np.int64]:
        """Who is unhappy wishes to move; returns their rows."""
        self.people.wish[:] = np.where(self.like() < self.threshold, Wish.MOVE, Wish.NONE)
        return np.flatnonzero(self.people.wish == Wish.MOVE)

    def _market(self, rows: NDArray[np.int64]) -> None:
        """These households look at vacant homes once; who gets one moves in and leaves the old one vacant."""
        self.viewing += 1
        homes, people, n = self.homes, self.people, len(rows)
        vacant = np.flatnonzero(homes.household < 0)
        ring = draws.uniform(self.seed, "market.ring", self.viewing, homes.key[vacant])
        order = np.argsort(ring, kind="stable")
        vacant = vacant[order]
        none = np.zeros(len(vacant))
        offers = market.Offers(
            homes.key[vacant], ring[order], homes.tenure[vacant].astype(np.int64), none.astype(np.int64) + 2, none,
            none, none, none,
        )  # fmt: skip
        whole, no, nowhere = np.zeros(n, np.int64), np.zeros(n, bool), np.full(n, -1, np.int64)
        seekers = Applicants(
            people.key[rows], whole + 1, whole, np.full(n, 2e4), people.origin[rows].astype(np.int64), whole, whole,
            whole, no, no, no, np.zeros(n), nowhere, nowhere,
        )  # fmt: skip
        bid = market.choose(
            offers, seekers, np.full(n, 40.0), np.zeros(n), np.ones(n, bool), self.looks, 0.0, 6.0, 18.0, 0.0,
            self.weights, draws.stream(self.seed, "market.look", self.viewing),
            draws.stream(self.seed, "market.taste", self.viewing),
        )  # fmt: skip
        winner = market.settle(bid, seekers, offers, True, draws.stream(self.seed, "market.luck", self.viewing))
        let = winner >= 0
        moving, into = rows[winner[let]], vacant[let]
        homes.household[people.dwelling[moving]] = -1
        people.dwelling[moving] = into
        homes.household[into] = moving

    def live(self, rows: NDArray[np.int64], one_by_one: bool) -> None:
        """A round: the unhappy find another home one after the other in random order, or all on one day of viewing."""
        if one_by_one:
            order = np.argsort(draws.bits(self.seed, "schelling.order", self.round, self.people.key[rows]))
            for row in rows[order].tolist():
                self._market(np.array([row]))
        else:
            self._market(rows)
        self.round += 1

    def run(self, early: int, most: int, one_by_one: bool = True) -> Outcome:
        """Until all are happy, or for so many rounds."""
        wishing, seen = self.wish(), (0.0, 0.0)
        while True:
            now = float(np.mean(self.like())), 1.0 - len(wishing) / len(self.people)
            seen = now if self.round <= early else seen
            if not len(wishing) or self.round == most:
                return Outcome(*seen, *now, self.round)
            self.live(wishing, one_by_one)
            wishing = self.wish()
