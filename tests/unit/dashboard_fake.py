"""A model small enough for tests of the page: real homes, invented households that change by chance."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from agents.core import draws
from agents.core.columns import Table
from agents.dwelling import DWELLING_COLUMNS
from agents.household import HOUSEHOLD_COLUMNS
from agents.person import PERSON_COLUMNS
from geodata import place
from model.mechanisms.vulnerability import PARAMETERS
from model.participation import Participation
from model.policies import discover
from model.scenario import Scenario

EMPTY = 40
"""Every so many-th home stands empty at the start."""


class FakeModel:
    """Has the face of EstateModel that the page uses."""

    def __init__(self, scenario: Scenario, years: object = None) -> None:
        if scenario.seed == 666:
            raise ValueError("seed 666 is not allowed (fake)")
        where = place.load(scenario.place)
        n = where.n_estate
        homes = Table(DWELLING_COLUMNS, n)
        homes.add(np.arange(n, dtype=np.uint64))
        for name in (
            "building",
            "stairway",
            "department",
            "area",
            "rooms",
            "area_m2",
            "rent",
            "from_month",
            "tenure",
        ):
            getattr(homes, name)[:] = where.dwellings[name].to_numpy()[:n]
        lived_in = np.flatnonzero(np.arange(n) % EMPTY != 0)
        households = Table(HOUSEHOLD_COLUMNS, len(lived_in))
        rows = households.add(draws.keys_of("fake", scenario.seed, len(lived_in)))
        homes.household[lived_in] = rows
        households.dwelling[rows] = lived_in
        for name, top in (("score", 5), ("type", 6), ("origin", 3)):
            getattr(households, name)[rows] = draws.integer(scenario.seed, name, 0, households.key[rows], top)
        households.adults[rows] = 1
        households.income[rows] = 8000 + 40000 * draws.uniform(scenario.seed, "income", 0, households.key[rows])
        households.since[rows] = -draws.integer(scenario.seed, "since", 0, households.key[rows], 200)
        persons = Table(PERSON_COLUMNS, 1)
        self.month = 0
        self.world: Any = SimpleNamespace(
            place=where, scenario=scenario, dwellings=homes, households=households, persons=persons, month=0,
            values={p.name: p.value for p in PARAMETERS}, participation=Participation(discover()),
            lives=SimpleNamespace(count=0), verdict=None, residents=0, labelled_years=0,
            reputation=np.linspace(0.4, 0.9, len(where.areas)), order=np.linspace(0.9, 0.5, len(where.areas)),
        )  # fmt: skip
        self.rows: list[tuple[int, str, str, str, float]] = []
        self.record = self

    def step(self) -> None:
        """A month: one household in thirty is another one, by a rule of chance."""
        world, month = self.world, self.month
        keys = world.households.key
        moved = draws.uniform(world.scenario.seed, "move", month, keys) < 1 / 30
        for name, top in (("score", 5), ("type", 6), ("origin", 3), ("rule", 7)):
            new = draws.integer(world.scenario.seed, name, month + 1, keys, top)
            getattr(world.households, name)[moved] = new[moved]
        world.households.since[moved] = month
        share = float((world.households.score >= 3).mean())
        bonus = 0.0002 * month if world.scenario.policies else 0.0
        for metric, value in (
            ("share_vulnerable", share),
            ("reputation", 0.4 + bonus),
            ("turnover", 12.0),
            ("vacancy_rate", 0.025),
        ):
            for unit in ("estate", "elsewhere"):
                self.rows.append((month, metric, unit, "all", value * (1.0 if unit == "estate" else 0.8)))
        for group, number in (("all", float(moved.sum())), ("vulnerable", float(moved.sum()) * share)):
            self.rows.append((month, "in_movers", "estate", group, number))
            self.rows.append((month, "out_movers", "estate", group, number * 0.9))
        self.month += 1
        world.month = self.month

    def since(self, row: int) -> list[tuple[int, str, str, str, float]]:
        """Entries of the series from a row on."""
        return self.rows[row:]

    def series(self) -> pd.DataFrame:
        """All entries of the series as a table."""
        return pd.DataFrame(self.rows, columns=["month", "metric", "unit", "group", "value"])

    def offers(self, home: int | None = None) -> pd.DataFrame:
        """One letting of home 1 in which the second household accepted."""
        rows = [
            (3, 1, 1, "internal", 7, "refused", "too small", 2.0, 14),
            (3, 1, 2, "ordinary", 8, "accepted", "", 1.0, 60),
        ]
        names = [
            "month",
            "dwelling",
            "order",
            "rule",
            "household",
            "outcome",
            "reason",
            "score",
            "waited_months",
        ]
        return pd.DataFrame(rows if home in (None, 1) else [], columns=names)
