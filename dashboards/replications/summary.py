"""What runs that have ended say together: every figure with its error, every difference with its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboards.charts import CHARTS, Chart, Curves
from dashboards.replications.kept import Kept
from experiments.outcomes import Outcome
from experiments.statistics import Estimate, PairedDifference, bands, estimate, interval, paired_difference
from model.scenario import Scenario

Band = NDArray[np.float32]
"""`(lines of a chart, 3, months)`: the middle, the low and the high edge."""


@dataclass(frozen=True)
class Row:
    """One outcome: under the first question, under the second and what differs (None while one is asked)."""

    outcome: Outcome
    a: Estimate
    b: Estimate | None = None
    difference: PairedDifference | None = None


@dataclass(frozen=True, eq=False)
class Summary:
    """What is known so far: `runs` of the first question, `pairs` on the same draws.

    `levels` has a band for each chart of the first and of the second question: the mean, and where the middle 90 % of
    the runs lie. `differences` has the mean of second minus first with its 95 % interval.
    """

    runs: int
    pairs: int
    rows: tuple[Row, ...]
    levels: tuple[tuple[Band, ...], tuple[Band, ...]]
    differences: tuple[Band, ...]


def summarise(kept: Sequence[Kept], a: Scenario, b: Scenario | None) -> Summary:
    """All runs together; those on the same seed are a pair."""
    first, second = of(kept, a), [] if b is None else of(kept, b)
    paired = in_pairs(first, second)
    rows = []
    for outcome in dict.fromkeys(outcome for one in kept for outcome in one.outcomes):
        own = [_value(one, outcome) for one in first]
        if b is None:
            rows.append(Row(outcome, estimate(own)))
            continue
        before, after = ([_value(pair[k], outcome) for pair in paired] for k in (0, 1))
        theirs = estimate([_value(one, outcome) for one in second])
        rows.append(Row(outcome, estimate(own), theirs, paired_difference(before, after)))
    order = tuple(row for row in rows if row.a.n or (row.b is not None and row.b.n))
    levels = (tuple(_levels(first, chart) for chart in CHARTS), tuple(_levels(second, chart) for chart in CHARTS))
    return Summary(len(first), len(paired), order, levels, tuple(_differences(paired, chart) for chart in CHARTS))


def of(kept: Sequence[Kept], asked: Scenario) -> list[Kept]:
    """The runs of a question by seed."""
    return sorted((one for one in kept if one.scenario.question == asked.question), key=lambda one: one.scenario.seed)


def in_pairs(first: Sequence[Kept], second: Sequence[Kept]) -> list[tuple[Kept, Kept]]:
    """Runs of both questions on the same seed."""
    by_seed = {one.scenario.seed: one for one in second}
    return [(one, by_seed[one.scenario.seed]) for one in first if one.scenario.seed in by_seed]


def _value(one: Kept, outcome: Outcome) -> float:
    """What a run does not write down is none of it, or unknown."""
    return one.outcomes.get(outcome, 0.0 if outcome.zero else float("nan"))


def _of_chart(one: Kept, chart: Chart) -> NDArray[np.float32]:
    months = one.curves.shape[1]
    curves = Curves(months)
    curves.raw[:, :months], curves.months = one.curves, months
    return curves.of(chart)


def _levels(runs: Sequence[Kept], chart: Chart) -> Band:
    if not runs:
        return np.zeros((len(chart.lines), 3, 0), dtype=np.float32)
    drawn = np.stack([_of_chart(one, chart) for one in runs])
    found = [bands(drawn[:, k]) for k in range(len(chart.lines))]
    return np.array([[one.mean, one.low, one.high] for one in found], dtype=np.float32)


def _differences(pairs: Sequence[tuple[Kept, Kept]], chart: Chart) -> Band:
    if not pairs:
        return np.zeros((len(chart.lines), 3, 0), dtype=np.float32)
    drawn = np.stack([_of_chart(after, chart).astype(float) - _of_chart(before, chart) for before, after in pairs])
    return np.array([interval(drawn[:, k]) for k in range(drawn.shape[1])], dtype=np.float32)
