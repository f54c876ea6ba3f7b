"""The base run against what is known: each figure with the model's value, its error, and whether it was used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from experiments.statistics import estimate
from experiments.store import Results
from geodata.base_figures import BaseFigure

Verdict = Literal["within", "outside", "undecided", "not shown"]


@dataclass(frozen=True)
class Checked:
    """A known figure beside the model's: mean over replications, Monte-Carlo standard error, difference and verdict.

    'within' and 'outside' mean that the whole 95 % interval of the mean lies inside or outside the figure's plausible
    range; 'undecided' that it straddles the edge; 'not shown' that no replication wrote the series in time.
    """

    figure: BaseFigure
    mean: float
    standard_error: float
    difference: float
    replications: int
    verdict: Verdict

    def as_data(self) -> dict[str, Any]:
        """The figure and its check as plain data."""
        rest = {key: value for key, value in asdict(self).items() if key != "figure"}
        return {**asdict(self.figure), **rest}


def check(results: Results, figures: Sequence[BaseFigure]) -> list[Checked]:
    """Hold the replications of one place against its figures, over all the months they ran."""
    return [_check(results.series, results.seeds, figure) for figure in figures]


def _check(series: pd.DataFrame, seeds: Sequence[int], figure: BaseFigure) -> Checked:
    values = [_of_run(series[series["seed"] == seed], figure) for seed in seeds]
    known = np.array([value for value in values if np.isfinite(value)])
    if len(known) == 0:
        return Checked(figure, float("nan"), float("nan"), float("nan"), 0, "not shown")
    found = estimate(known)
    verdict = _verdict(found.low, found.high, figure)
    return Checked(figure, found.mean, found.standard_error, found.mean - figure.value, found.n, verdict)


def _of_run(series: pd.DataFrame, figure: BaseFigure) -> float:
    """One replication's value: the mean over months of each group, and of the groups the mean, lowest or highest."""
    rows = series[(series["metric"] == figure.metric) & (series["unit"] == figure.unit)]
    if figure.group != "*":
        rows = rows[rows["group"] == figure.group]
    means = rows.groupby("group")["value"].mean().dropna()
    if means.empty:
        return float("nan")
    return float(getattr(means, figure.pick)()) * figure.scale


def _verdict(low: float, high: float, figure: BaseFigure) -> Verdict:
    if not np.isfinite(low):
        return "undecided"
    if low >= figure.low and high <= figure.high:
        return "within"
    if high < figure.low or low > figure.high:
        return "outside"
    return "undecided"
