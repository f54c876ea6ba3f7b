"""How outcomes are read from the series of a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from experiments.outcomes import EVERY, OUTCOMES, Outcome


def outcomes(series: Iterable[pd.DataFrame], official_groups: bool = True) -> tuple[Outcome, ...]:
    """The outcomes that these series can answer; 'every group' is written out, in the order first met."""
    tables = list(series)
    chosen: list[Outcome] = []
    for outcome in OUTCOMES:
        if outcome.official and not official_groups:
            continue
        if outcome.group != EVERY:
            chosen.append(outcome)
            continue
        groups = sorted(
            {group for table in tables for group in _rows(table, outcome)["group"].unique() if group}
        )
        chosen += [
            replace(
                outcome,
                key=f"{outcome.key}.{group}",
                title=f"{outcome.title}: {group.replace('_', ' ')}",
                title_da=f"{outcome.title_da}: {group.replace('_', ' ')}",
                group=group,
            )
            for group in groups
        ]
    return tuple(chosen)


def _rows(series: pd.DataFrame, outcome: Outcome) -> pd.DataFrame:
    return series[(series["metric"] == outcome.metric) & (series["unit"] == outcome.unit)]


def measure(series: pd.DataFrame, wanted: Iterable[Outcome]) -> dict[str, float]:
    """The value of each outcome in one run, by key, already scaled for showing; nan where the run has none.

    `series` is the recorder's table of one replication: month, metric, unit, group, value.
    """
    last = int(series["month"].max()) if len(series) else 0
    by_metric: Mapping[tuple[str, str], pd.DataFrame] = {
        (str(metric), str(unit)): rows
        for (metric, unit), rows in series.groupby(["metric", "unit"], sort=False)
    }
    return {outcome.key: outcome.scale * _value(by_metric, outcome, last) for outcome in wanted}


def _value(by_metric: Mapping[tuple[str, str], pd.DataFrame], outcome: Outcome, last: int) -> float:
    own = _windowed(by_metric, outcome.metric, outcome, outcome.group, last)
    if outcome.per is not None:
        whole = _windowed(by_metric, outcome.metric, outcome, outcome.per, last).sum()
        return float(own.sum() / whole) if whole > 0 else float("nan")
    if outcome.window == "run":
        return float(own.sum()) if _metric_exists(by_metric, outcome) else float("nan")
    mean = float(own.mean()) if len(own) else float("nan")
    if outcome.chance:
        expected = _windowed(by_metric, f"{outcome.metric}.expected", outcome, outcome.group, last)
        chance = float(expected.mean()) if len(expected) else float("nan")
        return (mean - chance) / (1.0 - chance) if chance < 1.0 else float("nan")
    return mean


def _metric_exists(by_metric: Mapping[tuple[str, str], pd.DataFrame], outcome: Outcome) -> bool:
    return (outcome.metric, outcome.unit) in by_metric


def _windowed(
    by_metric: Mapping[tuple[str, str], pd.DataFrame],
    metric: str,
    outcome: Outcome,
    group: str | None,
    last: int,
) -> np.ndarray:
    rows = by_metric.get((metric, outcome.unit))
    if rows is None:
        return np.empty(0)
    keep = np.ones(len(rows), dtype=bool) if group is None else (rows["group"] == group).to_numpy()
    if outcome.window == "last_year":
        keep = keep & (rows["month"] > last - 12).to_numpy()
    values = rows["value"].to_numpy(dtype=float)[keep]
    return values[~np.isnan(values)]
