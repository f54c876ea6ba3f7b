"""What a report is made from: one place, its comparison and the runs behind it, in one frozen bundle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from agents.core.parameter import Parameter
from experiments.net_present_value import NetPresentValue
from geodata.place import Place
from model.scenario import Scenario

SMALL_UNIT = 10
"""Households below which a share in one cell is an alarm, not a finding."""


@dataclass(frozen=True)
class Side:
    """One scenario and its replications; every table has a `seed` column."""

    name: str
    scenario: Scenario
    seeds: tuple[int, ...]
    series: pd.DataFrame
    cells: pd.DataFrame
    flows: pd.DataFrame
    offers: pd.DataFrame
    provenance: tuple[Mapping[str, Any], ...]

    @property
    def years(self) -> float:
        """Length of the run."""
        return self.scenario.months / 12


@dataclass(frozen=True)
class PlaceReport:
    """Everything the report says about one place; `sides[0]` is today's rules, the others the alternatives.

    `table` and `curves` are those of the comparison; `fit` is the population against its targets;
    `parameters` are the model's numbers with their sources; `value` is what the alternatives change in the public
    account, None when the runs carry no ledger.
    """

    place: Place
    table: pd.DataFrame
    curves: pd.DataFrame
    sides: tuple[Side, ...]
    fit: pd.DataFrame
    parameters: Mapping[str, Parameter]
    value: NetPresentValue | None = None

    @property
    def base(self) -> Side:
        """The scenario everything else is held against."""
        return self.sides[0]

    def rows_of(self, side: Side) -> list[dict[str, Any]]:
        """The comparison's rows about one scenario, in order."""
        rows = self.table[self.table["scenario"] == side.name].to_dict("records")
        return [{str(key): value for key, value in row.items()} for row in rows]

    @property
    def runs(self) -> int:
        """Paired runs: seeds that every scenario has."""
        return len(self.shared_seeds)

    @property
    def shared_seeds(self) -> tuple[int, ...]:
        """Seeds run under every scenario, sorted."""
        return tuple(sorted(set.intersection(*(set(side.seeds) for side in self.sides))))


def cell_shares(cells: pd.DataFrame, month: int, names: Sequence[str], seeds: Sequence[int]) -> np.ndarray:
    """Share of vulnerable households by run and cell in a month, `(n_seeds, n_cells)`; nan where empty."""
    at = cells[cells["month"] == month]
    homes = _by_seed(at, "households", names, seeds)
    vulnerable = _by_seed(at, "vulnerable", names, seeds)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(homes > 0, vulnerable / homes, np.nan)


def cell_households(cells: pd.DataFrame, month: int, names: Sequence[str], seeds: Sequence[int]) -> np.ndarray:
    """Mean households per cell over the runs in one month, `(n_cells,)`."""
    return _by_seed(cells[cells["month"] == month], "households", names, seeds).mean(axis=0)


def mean_over_runs(values: np.ndarray) -> np.ndarray:
    """Mean over runs of `(n_seeds, n)` leaving out nan; nan where every run is nan."""
    count = np.isfinite(values).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(count > 0, np.nansum(values, axis=0) / count, np.nan)


def paired(base: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Paired difference over runs, its Monte-Carlo error and half-width at 95 %; `(n_seeds, n)` to `(n,)`.

    The same as `statistics.paired_difference`, for a whole map at once. Below two finite pairs the error
    is nan, which reads as "unknown".
    """
    difference = other - base
    count = np.isfinite(difference).sum(axis=0)
    mean = mean_over_runs(difference)
    squares = np.nansum((difference - mean) ** 2, axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        error = np.where(count > 1, np.sqrt(squares / (count - 1) / count), np.nan)
    half = np.where(count > 1, stats.t.ppf(0.975, np.maximum(count - 1, 1)) * error, np.nan)
    return mean, error, half


def per_run(frame: pd.DataFrame, seeds: Sequence[int], value: str, how: str = "sum") -> np.ndarray:
    """One number per run, `(n_seeds,)`: the column's sum or mean in each seed; zero or nan where absent."""
    grouped = frame.groupby("seed")[value]
    numbers = grouped.sum() if how == "sum" else grouped.mean()
    return numbers.reindex(list(seeds), fill_value=0.0 if how == "sum" else np.nan).to_numpy(dtype=float)


def pick(series: pd.DataFrame, metric: str, unit: str | None = None, group: str | None = None) -> pd.DataFrame:
    """Rows of a series for one metric, and one unit and group where given."""
    chosen = series["metric"] == metric
    if unit is not None:
        chosen &= series["unit"] == unit
    if group is not None:
        chosen &= series["group"] == group
    return series[chosen]


def last_month(cells: pd.DataFrame) -> int:
    """The last month that has cells."""
    return int(cells["month"].max())


def _by_seed(frame: pd.DataFrame, column: str, names: Sequence[str], seeds: Sequence[int]) -> np.ndarray:
    wide: Any = frame.pivot_table(index="seed", columns="cell", values=column, aggfunc="sum")
    return wide.reindex(index=list(seeds), columns=list(names)).fillna(0.0).to_numpy(dtype=float)
