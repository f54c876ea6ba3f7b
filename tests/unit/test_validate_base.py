"""Known figures against runs: what is read, how a run is summed up, and when a verdict is given."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.store import Results
from experiments.validate_base import check
from geodata.base_figures import FILE, BaseFigure, read
from geodata.errors import GeodataError
from model.scenario import Scenario


def figure(**changes: object) -> BaseFigure:
    """A figure on a share of the estate, 20-30 %."""
    known = {
        "place": "vaerebro", "figure": "a", "metric": "share", "unit": "estate", "group": "all", "pick": "mean",
        "scale": 100.0, "value": 25.0, "low": 20.0, "high": 30.0, "measure": "%", "source": "judgement",
        "grade": "judgement", "use": "check", "note": "",
    }  # fmt: skip
    return BaseFigure(**{**known, **changes})  # type: ignore[arg-type]


def results(values: list[list[float]], groups: tuple[str, ...] = ("all",)) -> Results:
    """One replication for each list of values, a month each, the same in every group plus its number."""
    rows = [
        (seed, month, "share", "estate", group, value + k)
        for seed, run in enumerate(values)
        for month, value in enumerate(run)
        for k, group in enumerate(groups)
    ]
    series = pd.DataFrame(rows, columns=["seed", "month", "metric", "unit", "group", "value"])
    tables = {name: pd.DataFrame() for name in Results.__dataclass_fields__}
    run = {"scenario": Scenario(), "seeds": tuple(range(len(values))), "provenance": ()}
    return Results(**{**tables, **run, "series": series})  # type: ignore[arg-type]


def test_mean_over_months_and_replications_with_its_error() -> None:
    (found,) = check(results([[0.24, 0.26], [0.26, 0.28], [0.25, 0.27]]), [figure()])
    assert found.mean == pytest.approx(26.0)
    assert found.standard_error == pytest.approx(np.std([25, 27, 26], ddof=1) / np.sqrt(3))
    assert found.difference == pytest.approx(1.0)
    assert found.verdict == "within"


@pytest.mark.parametrize(
    ("runs", "verdict"),
    [
        ([[0.40], [0.41], [0.42]], "outside"),
        ([[0.29], [0.30], [0.31]], "undecided"),
        ([[0.25]], "undecided"),
        ([[float("nan")]], "not shown"),
    ],
)
def test_a_verdict_asks_for_the_whole_interval(runs: list[list[float]], verdict: str) -> None:
    assert check(results(runs), [figure()])[0].verdict == verdict


def test_the_lowest_and_the_highest_of_several_groups() -> None:
    runs = results([[1.0], [1.0]], ("first", "second", "third"))
    low, high = check(runs, [figure(group="*", pick="min", scale=1.0), figure(group="*", pick="max", scale=1.0)])
    assert (low.mean, high.mean) == (1.0, 3.0)


def test_a_series_nobody_wrote_is_said_to_be_missing() -> None:
    assert check(results([[0.2]]), [figure(metric="unheard_of")])[0].verdict == "not shown"


@pytest.mark.parametrize("place", ["vollsmose", "vaerebro"])
def test_the_bundled_figures_can_be_read_and_are_the_catalogues(place: str) -> None:
    known = {row.figure: row for row in read(place)}
    assert known["outside_work_young"].value == {"vollsmose": 21, "vaerebro": 17}[place]
    assert {row.use for row in known.values()} == {"parameter", "check"}


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [("pick", "median", "pick = 'median'; allowed: mean, min, max"), ("use", "both", "use = 'both'"),
     ("value", "99", "value = 99 is outside its own range")],
)  # fmt: skip
def test_a_wrong_row_is_named(tmp_path: Path, column: str, value: str, message: str) -> None:
    table = pd.read_csv(FILE, dtype=str, keep_default_na=False)
    table.loc[0, column] = value
    changed = tmp_path / "base_figures.csv"
    table.to_csv(changed, index=False)
    with pytest.raises(GeodataError, match="vollsmose outside_work_young: " + message):
        read("vollsmose", changed)
