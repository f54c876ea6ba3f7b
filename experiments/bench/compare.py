"""Whether a figure is slower than it was: now over earlier, with an interval from the spread of the repetitions."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable
from dataclasses import dataclass

from experiments.bench.figures import Figure
from experiments.bench.history import Earlier
from experiments.bench.sheets import Sheet
from experiments.cli_console import number

CONFIDENCE = 0.99
"""A table has a hundred figures: at 95 % five of them would be called slower or faster by chance."""
LEAST_TOLD = 0.02
"""A difference below this share is not told whatever the spread: a machine drifts as much from one day to the next."""
SAME = "not distinguishable"
WORDS = {"time": ("faster", "slower"), "memory": ("less", "more"), "rate": ("slower", "faster")}
"""The verdict when a figure is lower, and when it is higher."""


@dataclass(frozen=True)
class Change:
    """A figure beside its earlier value: medians, their ratio with its interval (nan for none), and the verdict."""

    figure: Figure
    now: float
    earlier: float
    date: str
    ratio: float
    low: float
    high: float
    verdict: str


def compare(now: Iterable[Figure], earlier: Earlier) -> list[Change]:
    """Each figure that was measured before on the same machine, beside the latest of these."""
    found = []
    for figure in now:
        before = earlier.latest(figure)
        if before is not None:
            found.append(change(figure, before[1], before[0]))
    return found


def change(now: Figure, earlier: Figure, date: str = "") -> Change:
    """One figure beside an earlier one: Welch's interval of the difference of logarithms.

    Measured once, a figure has no spread, and nothing can be told.
    """
    middle, before = statistics.median(now.values), statistics.median(earlier.values)
    low, high = interval(now.values, earlier.values)
    ratio = middle / before
    verdict = SAME
    if math.isfinite(low) and abs(ratio - 1.0) >= LEAST_TOLD:
        lower, higher = WORDS[now.kind]
        verdict = lower if high < 1.0 else higher if low > 1.0 else SAME
    return Change(now, middle, before, date, ratio, low, high, verdict)


def interval(now: tuple[float, ...], earlier: tuple[float, ...]) -> tuple[float, float]:
    """Where the ratio of the means lies with the confidence, nan where one of them was measured once."""
    if min(len(now), len(earlier)) < 2:
        return math.nan, math.nan
    from scipy.stats import t

    logs = [[math.log(value) for value in values] for values in (now, earlier)]
    apart = statistics.fmean(logs[0]) - statistics.fmean(logs[1])
    parts = [statistics.variance(values) / len(values) for values in logs]
    error = math.sqrt(sum(parts))
    if error == 0.0:
        return math.exp(apart), math.exp(apart)
    freedom = sum(parts) ** 2 / sum(part**2 / (len(values) - 1) for part, values in zip(parts, logs, strict=True))
    wide = float(t.ppf(0.5 + CONFIDENCE / 2.0, freedom)) * error
    return math.exp(apart - wide), math.exp(apart + wide)


def sheet(changes: list[Change]) -> Sheet:
    """Now beside earlier, with a plain word for each."""
    rows = tuple(
        (
            one.figure.name,
            f"{one.now:.4g} {one.figure.unit}",
            f"{one.earlier:.4g}",
            number(one.ratio, 2),
            "–" if math.isnan(one.low) else f"{one.low:.2f}–{one.high:.2f}",
            one.verdict,
        )
        for one in changes
    )
    dates = sorted({one.date for one in changes})
    words = {one.verdict for one in changes} - {SAME}
    told = [f"{sum(one.verdict == word for one in changes)} {word}" for word in sorted(words)]
    same = sum(one.verdict == SAME for one in changes)
    note = (
        f"Earlier: {', '.join(dates)}. {', '.join([*told, f'{same} {SAME}'])}. The interval is that of the ratio at "
        f"{100 * CONFIDENCE:.0f} %, from the spread of the repetitions; differences under {100 * LEAST_TOLD:.0f} % are "
        "not told. When the machine's own figures are slower, so is all else."
    )
    heads = ("now beside earlier", "now", "earlier", "now/earlier", "interval", "verdict")
    return Sheet("Slower or faster than before", heads, rows, (note,))
