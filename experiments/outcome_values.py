"""How outcomes are read from the series of a run."""

from __future__ import annotations

from collections.abc import Iterable
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
        groups = sorted({group for table in tables for group in _rows(table, outcome)["group"].unique() if group})
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
    chosen = series["metric"] == outcome.metric
    return series[chosen if outcome.unit == EVERY else chosen & (series["unit"] == outcome.unit)]


def measure(series: pd.DataFrame, wanted: Iterable[Outcome]) -> dict[str, float]:
    """The value of each outcome in one run, by key, already scaled for showing; nan where the run has none.

    `series` is the recorder's table of one replication: month, metric, unit, group, value.
    """
    last = int(series["month"].max()) if len(series) else 0
    by_metric = {str(metric): rows for metric, rows in series.groupby("metric", sort=False)}
    nothing = series.iloc[:0]
    return {
        outcome.key: outcome.scale * _value(by_metric.get(outcome.metric, nothing), outcome, last) for outcome in wanted
    }


def _value(of_metric: pd.DataFrame, outcome: Outcome, last: int) -> float:
    rows = _rows(of_metric, outcome)
    if outcome.window == "last_year":
        rows = rows[rows["month"] > last - 12]
    own = _group(rows, outcome.group)
    if outcome.per is not None:
        whole = _group(rows, outcome.per).sum()
        return float(own.sum() / whole) if whole > 0 else float("nan")
    if outcome.window == "run":
        return float(own.sum()) if outcome.zero or len(own) else float("nan")
    return float(own.mean()) if len(own) else float("nan")


def _group(rows: pd.DataFrame, group: str) -> np.ndarray:
    values = rows.loc[rows["group"] == group, "value"].to_numpy(dtype=float)
    return values[~np.isnan(values)]
