"""A made-up place and made-up runs in the shapes of the real ones, to test the report alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from agents.core.parameter import Parameter
from experiments.comparing import compare
from experiments.provenance import code_version
from experiments.report_data import PlaceReport, Side
from experiments.store import Store
from geodata.place import Place
from model.scenario import Scenario

E0, N0 = 590000, 6140000
BASE = Scenario(place="sample", months=36, seed=1)
SECOND = replace(BASE, policies=(("second_chance", ()),))
PARAMETERS = {
    p.name: p
    for p in (
        Parameter(
            "moving.base_rate",
            0.104,
            0.05,
            0.2,
            "per year",
            "issuer2019turnover",
            "register",
            "Family homes left",
        ),
        Parameter("naming.speed", 0.35, 0.2, 0.6, "per year", "judgement", "judgement", "How fast a name < follows"),
    )
}


@dataclass(frozen=True)
class SampleRecord:
    """The four tables of one made-up run."""

    tables: dict[str, pd.DataFrame]

    def series(self) -> pd.DataFrame:
        return self.tables["series"]

    def cells(self) -> pd.DataFrame:
        return self.tables["cells"]

    def flows(self) -> pd.DataFrame:
        return self.tables["flows"]

    def offers(self) -> pd.DataFrame:
        return self.tables["offers"]


def place(title: str = "Sample Park") -> Place:
    """An estate of four by five cells in a municipality of ten by twelve."""
    column, row = (grid.ravel() for grid in np.meshgrid(np.arange(12), np.arange(10)))
    e_min, n_min = E0 + 100 * column, N0 + 100 * row
    inside = (column >= 4) & (column < 8) & (row >= 3) & (row < 8)
    cells = gpd.GeoDataFrame(
        {
            "cell": [f"100m_{n // 100}_{e // 100}" for e, n in zip(e_min, n_min, strict=True)],
            "e_min": e_min,
            "n_min": n_min,
            "district": np.where(column < 6, "west", "east"),
            "parish_code": "9093",
            "clc": "11",
            "urban": row > 1,
            "in_estate": inside,
        },
        geometry=shapely.box(e_min, n_min, e_min + 100, n_min + 100),
        crs="EPSG:25832",
    )
    buildings = gpd.GeoDataFrame(
        {"building": [0, 1], "schematic": [True, True]},
        geometry=[
            shapely.box(E0 + 430, N0 + 340, E0 + 560, N0 + 360),
            shapely.box(E0 + 640, N0 + 420, E0 + 660, N0 + 700),
        ],
        crs="EPSG:25832",
    )
    empty = pd.DataFrame()
    return Place(
        name="sample",
        title=title,
        based_on="vaerebro",
        municipality_code="0159",
        municipality_name="Sampleby",
        outline=shapely.box(E0 + 400, N0 + 300, E0 + 800, N0 + 800),
        cells=cells,
        buildings=buildings,
        dwellings=empty,
        n_estate=50,
        departments=empty,
        areas=empty,
        districts=("west", "east"),
        neighbours=empty,
        facilities=gpd.GeoDataFrame(),
        targets=empty,
        sources={
            "cells": {
                "title": "Cells",
                "credit": "Grid: Det Danske Kvadratnet <SDFI>",
                "licence": "MIT",
                "status": "real",
            }
        },
        schematic=True,
        checksum="0" * 64,
    )


def record(where: Place, seed: int, effect: float, months: int = 36) -> SampleRecord:
    """One run; `effect` is taken from the estate's share of vulnerable by its end, 0 changes nothing."""
    chance = np.random.default_rng(seed)
    time = np.arange(months)
    rows: list[tuple[int, str, str, str, float]] = []

    def add(metric: str, unit: str, group: str, level: float, spread: float, change: float = 0.0) -> None:
        values = level + spread * chance.standard_normal(months).cumsum() / np.sqrt(months) + change * time / months
        rows.extend((int(month), metric, unit, group, float(value)) for month, value in zip(time, values, strict=True))

    add("share_vulnerable", "estate", "all", 0.42, 0.02, -effect)
    add("share_vulnerable", "elsewhere", "all", 0.12, 0.002, effect / 20)
    add("share_vulnerable", "municipality", "all", 0.14, 0.002)
    add("share_vulnerable", "west", "all", 0.2, 0.01)
    add("share_outside_work", "estate", "all", 0.5, 0.02, -effect)
    add("share_non_western", "estate", "all", 0.67, 0.01)
    add("reputation", "estate", "all", 0.3, 0.02, effect / 2)
    add("turnover", "estate", "all", 13, 1)
    add("vacancy_days", "estate", "all", 25, 3)
    add("waiting_months", "estate", "ordinary", 30, 3)
    add("refusals", "estate", "all", 1.4, 0.2)
    add("vulnerable_elsewhere_max_share", "elsewhere", "all", 0.35, 0.01, effect / 10)
    add("assigned_waiting", "municipality", "all", 40, 4)
    add("cost_kr", "second_chance: moving grant", "state", 20000, 500, effect * 1e5)
    add("cost_kr", "second_chance: moving grant", "municipality", 30000, 500, effect * 1e5)
    for level, height in (("cell", 0.3), ("department", 0.2), ("district", 0.4)):
        for end, shift in (
            ("", 0.0),
            (".low", -0.05),
            (".high", -0.02),
            (".expected", -0.035),
            (".corrected", -0.1),
        ):
            add(f"dissimilarity{end}", level, "vulnerable", height + shift, 0.005)
    series = pd.DataFrame(rows, columns=["month", "metric", "unit", "group", "value"])
    return SampleRecord(
        {
            "series": series.astype({"month": "int32"}),
            "cells": _cells(where, chance, effect, months),
            "flows": _flows(chance, effect, months),
            "offers": _offers(chance, effect, months),
        }
    )


def fit() -> pd.DataFrame:
    """Three targets: two met, one missed."""
    shared = {"place": "sample", "stratum": "estate", "source": "a2015b", "status": "FOUND", "note": ""}
    rows = [
        {"quantity": "persons", "group": "", "value": 2800.0, "achieved": 2790.0, "grade": "register"},
        {"quantity": "age", "group": "0-17", "value": 27.0, "achieved": 27.5, "grade": "recalled"},
        {"quantity": "age", "group": "65+", "value": 12.0, "achieved": 17.0, "grade": "register"},
    ]
    found = pd.DataFrame([{**shared, **row} for row in rows])
    found = found.assign(low=0.95 * found["value"], high=1.05 * found["value"], unit="per cent")
    return found.assign(within=found["achieved"].between(found["low"], found["high"]))


def filled_store(root: Path, where: Place, effect: float = 0.1, seeds: int = 4) -> Store:
    """A folder of runs: today's rules and second chance, `seeds` paired runs each."""
    store = Store(root)
    for scenario, change in ((BASE, 0.0), (SECOND, effect)):
        for seed in range(1, seeds + 1):
            store.write(
                scenario.with_seed(seed),
                record(where, seed, change),
                datetime.now(UTC),
                {"code_version": code_version()},
            )
    return store


def bundle(root: Path, effect: float = 0.1, seeds: int = 4, title: str = "Sample Park") -> PlaceReport:
    """What the report is made from, by way of a real folder of runs and a real comparison."""
    where = place(title)
    return bundle_of(filled_store(root, where, effect, seeds), where)


def bundle_of(store: Store, where: Place) -> PlaceReport:
    """What the report is made from, out of a folder with runs of both scenarios."""
    comparison = compare(store, BASE, (SECOND,))
    sides = []
    for scenario in (BASE, SECOND):
        found = store.read(scenario.question)
        tables = (found.series, found.cells, found.flows, found.offers)
        sides.append(Side(scenario.title, scenario, found.seeds, *tables, found.provenance))
    return PlaceReport(where, comparison.table, comparison.curves, tuple(sides), fit(), PARAMETERS)


def overwrite_with_noise(store: Store, where: Place) -> None:
    """Give second chance other draws than its base: pairs that differ by luck alone."""
    for seed in range(1, 5):
        store.write(
            SECOND.with_seed(seed),
            record(where, 100 + seed, 0.0),
            datetime.now(UTC),
            {"code_version": code_version()},
        )


def only_base(found: PlaceReport) -> PlaceReport:
    """The same without the alternative."""
    own = found.table["scenario"] == found.base.name
    return replace(found, table=found.table[own], sides=found.sides[:1])


def pretend(monkeypatch: pytest.MonkeyPatch, where: Place) -> None:
    """Let the report find the made-up place, its people and its numbers."""
    monkeypatch.setattr("geodata.place.load", lambda name: where)
    monkeypatch.setattr("experiments.report_read.fit", lambda place, scenario: fit())
    monkeypatch.setattr("experiments.report_read.parameters", lambda: PARAMETERS)


def _cells(where: Place, chance: np.random.Generator, effect: float, months: int) -> pd.DataFrame:
    names = where.cells.loc[where.cells["in_estate"], "cell"].to_numpy()
    parts = []
    for month in (0, *range(11, months, 12)):
        homes = np.where(np.arange(len(names)) % 7 == 0, 0, np.where(np.arange(len(names)) % 5 == 0, 6, 60))
        share = np.clip(0.42 + 0.1 * np.sin(np.arange(len(names))) - effect * month / months, 0, 1)
        vulnerable = chance.binomial(homes, share)
        parts.append(
            pd.DataFrame(
                {
                    "month": month, "cell": names, "households": homes, "vulnerable": vulnerable,
                    "non_western": homes // 2, "persons": homes * 2,
                }
            )
        )  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def _flows(chance: np.random.Generator, effect: float, months: int) -> pd.DataFrame:
    rows = []
    for year in range(2015, 2015 + months // 12):
        for origin, destination in (
            ("estate", "elsewhere"), ("elsewhere", "estate"), ("abroad", "estate"), ("estate", "Ballerup"),
            ("born", "estate"), ("estate", "died"), ("estate", "estate"), ("elsewhere", "abroad"),
        ):  # fmt: skip
            for group in ("vulnerable", "other"):
                homes = int(chance.integers(5, 40) + 100 * effect)
                rows.append((year, origin, destination, group, homes, 2 * homes))
    return pd.DataFrame(rows, columns=["year", "origin_place", "destination_place", "group", "households", "persons"])


def _offers(chance: np.random.Generator, effect: float, months: int) -> pd.DataFrame:
    size = 400
    rules = np.array(["internal list", "municipal assignment", "ordinary waiting list"], dtype=object)
    outcomes = np.array(["accepted", "refused", "passed over"], dtype=object)
    return pd.DataFrame(
        {
            "month": np.sort(chance.integers(0, months, size)),
            "dwelling": chance.integers(0, 80, size),
            "order": chance.integers(0, 5, size),
            "rule": rules[chance.integers(0, 3, size)],
            "household": chance.integers(0, 500, size).astype(np.uint64),
            "outcome": outcomes[chance.integers(0, 3, size)],
            "reason": "sample",
            "score": chance.integers(0, 6, size) * 1.0 - effect,
            "waited_months": chance.integers(0, 90, size),
        }
    )
