"""How sure a simulated number is: Monte-Carlo errors, paired differences and bands over replications.

Everything here is about the luck of the draw inside the program. It says nothing about whether the
assumptions hold.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

FloatArray = NDArray[np.float64]
Verdict = Literal["distinguishable", "not distinguishable", "identical"]

CONFIDENCE = 0.95

# A difference that needs more pairs than this is nothing a planner could wait for: more_runs_needed is None.
MOST_RUNS = 1_000_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over replications: its Monte-Carlo standard error and the 95 % interval low..high.

    `n` counts the replications that had a value. Error and interval are nan below two of them.
    """

    mean: float
    standard_error: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """What a policy changed, from runs paired on the same draws: treated minus baseline.

    `verdict` is "identical" when no pair differs at all, "distinguishable" when the 95 % interval low..high
    leaves zero out, otherwise "not distinguishable". `more_runs_needed` is how many more pairs it would take
    for the interval to leave zero out if the present mean and spread stayed: 0 when it does already, None
    when nobody can say (fewer than two pairs, identical pairs, a mean of exactly zero, more than a million).
    """

    mean: float
    standard_error: float
    low: float
    high: float
    n: int
    verdict: Verdict
    more_runs_needed: int | None


@dataclass(frozen=True, slots=True)
class Bands:
    """A curve over replications: mean, median and the quantiles between which most runs lie, all (n_points,).

    This is the spread of single runs, not the error of the mean.
    """

    mean: FloatArray
    median: FloatArray
    low: FloatArray
    high: FloatArray
    n: int


def estimate(values: ArrayLike, confidence: float = CONFIDENCE) -> Estimate:
    """The mean of one scenario's replications with its Monte-Carlo error.

    `values` (n_replications,), nan where a run has no value (left out). The error is the standard deviation
    over the root of the number of runs, the interval Student's t [@koehler2009assessment].

    >>> found = estimate([1.0, 2.0, 3.0])
    >>> found.mean, round(found.standard_error, 3), round(found.low, 2), round(found.high, 2)
    (2.0, 0.577, -0.48, 4.48)
    """
    run = np.asarray(values, dtype=np.float64)
    if run.ndim != 1:
        raise ValueError(f"values must be (n_replications,), not {run.shape}")
    run = run[~np.isnan(run)]
    n = int(run.size)
    nan = float("nan")
    if n == 0:
        return Estimate(nan, nan, nan, nan, 0)
    mean = float(run.mean())
    if n == 1:
        return Estimate(mean, nan, nan, nan, 1)
    # Equal values have no spread; their mean may differ from them by rounding and would invent one.
    error = 0.0 if (run == run[0]).all() else float(run.std(ddof=1) / np.sqrt(n))
    margin = _t(n, confidence) * error
    return Estimate(mean, error, mean - margin, mean + margin, n)


def interval(curves: ArrayLike, confidence: float = CONFIDENCE) -> NDArray[np.float64]:
    """Mean, low and high of the interval at each point of a curve, `(3, n_points)`: what `estimate` says of each.

    `curves` (n_replications, n_points), nan where a run has no value.

    >>> interval([[1.0, 5.0], [2.0, 5.0], [3.0, 5.0]]).round(2).tolist()
    [[2.0, 5.0], [-0.48, 5.0], [4.48, 5.0]]
    """
    run = np.asarray(curves, dtype=np.float64)
    known = ~np.isnan(run)
    n = known.sum(axis=0)
    several = n > 1
    mean = np.full(run.shape[1], np.nan)
    margin = mean.copy()
    mean[n > 0] = np.nanmean(run[:, n > 0], axis=0)
    spread = np.nanstd(run[:, several], axis=0, ddof=1)
    # Equal values have no spread, as in `estimate`.
    spread[np.nanmax(run[:, several], axis=0) == np.nanmin(run[:, several], axis=0)] = 0.0
    margin[several] = stdtrit(n[several] - 1, 0.5 + confidence / 2) * spread / np.sqrt(n[several])
    return np.stack([mean, mean - margin, mean + margin])


def paired_difference(baseline: ArrayLike, treated: ArrayLike, confidence: float = CONFIDENCE) -> PairedDifference:
    """What the policy changed, in pairs of runs that share their draws, and whether it can be told from luck.

    `baseline` and `treated` (n_pairs,) in the same order of seeds; pairs with a nan on either side are left
    out. Common random numbers take out the luck that both runs share [@law2015simulation].

    >>> found = paired_difference([10.0, 12.0, 11.0], [9.0, 10.8, 10.1])
    >>> round(found.mean, 3), found.verdict, found.more_runs_needed
    (-1.033, 'distinguishable', 0)
    >>> paired_difference([1.0, 2.0], [1.0, 2.0]).verdict
    'identical'
    """
    before = np.asarray(baseline, dtype=np.float64)
    after = np.asarray(treated, dtype=np.float64)
    if before.ndim != 1 or before.shape != after.shape:
        raise ValueError(f"baseline {before.shape} and treated {after.shape} must both be (n_pairs,)")
    difference = after - before
    difference = difference[~np.isnan(difference)]
    found = estimate(difference, confidence)
    spread = (found.mean, found.standard_error, found.low, found.high, found.n)
    if found.n > 0 and not difference.any():
        return PairedDifference(*spread, verdict="identical", more_runs_needed=None)
    if found.n < 2:
        return PairedDifference(*spread, verdict="not distinguishable", more_runs_needed=None)
    if found.low > 0 or found.high < 0:
        return PairedDifference(*spread, verdict="distinguishable", more_runs_needed=0)
    needed = _runs_needed(found, confidence)
    more = None if needed is None else needed - found.n
    return PairedDifference(*spread, verdict="not distinguishable", more_runs_needed=more)


def bands(curves: ArrayLike, low: float = 0.05, high: float = 0.95) -> Bands:
    """Where the middle 90 % of the runs lie at each point of a curve.

    `curves` (n_replications, n_points), nan where a run has no value; a point where none has one gives nan.
    Raises `ValueError` on another shape or unless 0 <= low <= high <= 1.

    >>> found = bands([[0.0, 1.0], [10.0, 1.0]], low=0.1, high=0.9)
    >>> found.low.tolist(), found.median.tolist(), found.high.tolist()
    ([1.0, 1.0], [5.0, 1.0], [9.0, 1.0])
    """
    run = np.asarray(curves, dtype=np.float64)
    if run.ndim != 2:
        raise ValueError(f"curves must be (n_replications, n_points), not {run.shape}")
    if not 0 <= low <= high <= 1:
        raise ValueError(f"low = {low} and high = {high} must be quantiles with 0 <= low <= high <= 1")
    mean, median, bottom, top = (np.full(run.shape[1], np.nan) for _ in range(4))
    seen = ~np.isnan(run).all(axis=0) if len(run) else np.zeros(run.shape[1], dtype=bool)
    if seen.any():
        mean[seen] = np.nanmean(run[:, seen], axis=0)
        bottom[seen], median[seen], top[seen] = np.nanquantile(run[:, seen], (low, 0.5, high), axis=0)
    return Bands(mean, median, bottom, top, len(run))


def _t(n: int, confidence: float) -> float:
    """Half-width of the interval in standard errors, for n replications."""
    return float(stdtrit(n - 1, 0.5 + confidence / 2))


def _runs_needed(found: Estimate, confidence: float) -> int | None:
    """The fewest runs whose interval leaves zero out at this mean and spread, None beyond MOST_RUNS.

    The interval shrinks with every run, so bisection finds the border.
    """
    deviation = found.standard_error * np.sqrt(found.n)

    def enough(n: int) -> bool:
        return bool(_t(n, confidence) * deviation / np.sqrt(n) < abs(found.mean))

    if not enough(MOST_RUNS):
        return None
    too_few, many = found.n, MOST_RUNS
    while many - too_few > 1:
        middle = (too_few + many) // 2
        if enough(middle):
            many = middle
        else:
            too_few = middle
    return many
