"""Who goes where between municipalities: near and large places draw, and the young go where there is much to study.

A doubly balanced gravity model [@wilson1971]: of all who leave one place the share that goes to another falls with
distance, and as many people look for a home in each place as homes change hands there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from agents.core import draws
from model.country.party import ANYWHERE, Party, divided, together
from model.population.raking import fit_table

Floats = NDArray[np.float64]


class Crossroads:
    """How people on the way are handed out among municipalities, by their positions."""

    def __init__(
        self, east: Floats, north: Floats, movers: Floats, study: Floats, numbers: Mapping[str, float]
    ) -> None:
        """`east` and `north` are inner points in metres, `movers` the households of each place that move in a year,
        and `study` how much stronger than its size each place draws the young.
        """
        apart = np.hypot(east[:, None] - east[None, :], north[:, None] - north[None, :]) / 1000.0
        near = np.maximum(apart, numbers["country.nearest_km"]) ** -numbers["country.distance"]
        np.fill_diagonal(near, 0.0)
        if len(movers) < 2:
            raise ValueError("a country needs two municipalities or more")
        self.shares = np.stack(
            [_balanced(near, movers, movers), _balanced(near, movers, movers * study / _mean(study, movers))]
        )
        self._ends = np.cumsum(self.shares, axis=2)
        self._numbers = numbers

    def open_to(self) -> Floats:
        """Of the homes that a place (row) opens to others, the share that stands open to each (column)."""
        drawn = self.shares[0].T
        return np.asarray(drawn / drawn.sum(axis=1, keepdims=True))

    def hand_out(self, parties: Sequence[Party], seed: int, month: int) -> list[Party]:
        """Everybody on the way by the municipality in which they look for a home next month."""
        party = together(parties)
        return divided(party, self._goals(party, seed, month), self.shares.shape[1])

    def _goals(self, party: Party, seed: int, month: int) -> NDArray[np.int64]:
        key = party.households["key"]
        lot = draws.uniform(seed, "country.goal", month, key)
        ends = self._ends[young(party, month, self._numbers["country.study_age"]).astype(int), party.came]
        goal = np.minimum((lot[:, None] >= ends / ends[:, -1:]).sum(axis=1), ends.shape[1] - 1)
        stays = draws.uniform(seed, "country.again", month, key) < self._numbers["country.try_again"]
        goal = np.where(party.again & stays, party.came, goal)
        return np.where(party.goal != ANYWHERE, party.goal, goal)


def young(party: Party, month: int, years: float) -> NDArray[np.bool_]:
    """Which households have adults alone, all below so many years."""
    n, home = len(party), party.persons["household"]
    age = month - party.persons["birth_month"].astype(np.int64)
    oldest, youngest = np.full(n, -1), np.full(n, 12 * 200)
    np.maximum.at(oldest, home, age)
    np.minimum.at(youngest, home, age)
    return np.asarray((youngest >= 12 * 18) & (oldest < 12 * years))


def _balanced(near: Floats, leave: Floats, come: Floats) -> Floats:
    """Shares of those who leave each place (row) by where they go, so that each place draws as many as are to come."""
    flows = fit_table(near * come[None, :], leave, come, 1e-9)
    return np.asarray(flows / flows.sum(axis=1, keepdims=True))


def _mean(value: Floats, weight: Floats) -> float:
    return float((value * weight).sum() / weight.sum())
