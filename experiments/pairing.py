"""How many runs pairing saves: what an unpaired comparison would need for an interval just as wide."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]

WANTED = 5.0
"""Pairing shall save at least this many times the runs on the main outcomes."""
RESAMPLES = 999
FEWEST_PAIRS = 3
CONFIDENCE = 0.95
SHOWN_UP_TO = 1000.0
SEED = 1


@dataclass(frozen=True, slots=True)
class Saved:
    """Times as many runs that an unpaired comparison needs, `low`..`high` its 95 % interval over `n` pairs.

    Infinite where every pair differs by the same amount; nan where nobody can say: fewer than three pairs, or a base
    and a treated side without any luck of their own.
    """

    ratio: float
    low: float
    high: float
    n: int

    @property
    def enough(self) -> bool | None:
        """Whether at least `WANTED` are saved: None while the interval has both in it."""
        if math.isnan(self.ratio):
            return None
        return True if self.low >= WANTED else False if self.high < WANTED else None

    def __str__(self) -> str:
        """The ratio with its interval, as a table tells it.

        >>> str(Saved(12.34, 5.6, 2000.0, 8)), str(Saved(math.nan, math.nan, math.nan, 1))
        ('12 [5.6; > 1,000]', '–')
        """
        if math.isnan(self.ratio):
            return "–"
        return f"{times(self.ratio)} [{times(self.low)}; {times(self.high)}]"


UNKNOWN = Saved(math.nan, math.nan, math.nan, 0)


def runs_saved(base: ArrayLike, treated: ArrayLike) -> Saved:
    """What pairing saves in one comparison: (var(base) + var(treated)) / var(treated - base), both `(n_pairs,)`.

    The variance of a difference of means is the first over n unpaired and the second over n paired, so the ratio is
    that of the runs for the same interval [@law2015simulation]. Its interval is a percentile bootstrap over the pairs
    [@efron1993bootstrap]; with ten pairs or fewer it is somewhat too narrow (about 90 % in place of 95 %).

    >>> runs_saved([1.0, 2.0, 3.0, 4.0], [1.5, 2.5, 3.5, 4.5]).ratio
    inf
    """
    return median_saved([base], [treated])


def median_saved(bases: Sequence[ArrayLike], treated: Sequence[ArrayLike]) -> Saved:
    """The median over several comparisons `(n_comparisons, n_pairs)` on the same seeds, resampled by seed.

    The comparisons share their base, and all their luck: each resample takes the same seeds in all of them.
    """
    before, after = np.asarray(bases, dtype=np.float64), np.asarray(treated, dtype=np.float64)
    if before.ndim != 2 or before.shape != after.shape:
        raise ValueError(f"base {before.shape} and treated {after.shape} must both be (n_comparisons, n_pairs)")
    whole = ~(np.isnan(before) | np.isnan(after)).any(axis=0)
    before, after = before[:, whole], after[:, whole]
    n = before.shape[1]
    if n < FEWEST_PAIRS:
        return Saved(math.nan, math.nan, math.nan, n)

    def left(rows: NDArray[np.int64], axis: int = -1) -> FloatArray:
        """The part of the variance that pairing leaves, at these pairs `(..., n)`."""
        return np.asarray(np.median(_left(before[:, rows], after[:, rows]), axis=0))

    found = float(left(np.arange(n)))
    if math.isnan(found):
        return Saved(math.nan, math.nan, math.nan, n)
    low, high = _interval(left, n)
    return Saved(_upside_down(found), _upside_down(high), _upside_down(low), n)


def _upside_down(part: float) -> float:
    return 1.0 / part if part else math.inf


def _left(before: FloatArray, after: FloatArray) -> FloatArray:
    """Variance of the differences as a part of the two sides' own, along the last axis; nan where nothing varies."""
    apart = _variance(before) + _variance(after)
    together = _variance(after - before)
    # A spread of rounding alone is none.
    together = np.where(together <= 1e-24 * apart, 0.0, together)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(together / apart, dtype=np.float64)


def _variance(values: FloatArray) -> FloatArray:
    """Variance along the last axis, exactly zero for equal values."""
    same = (values == values[..., :1]).all(axis=-1)
    return np.where(same, 0.0, values.var(axis=-1, ddof=1))


def _interval(left: Callable[..., FloatArray], n: int) -> tuple[float, float]:
    """Percentiles over resampled pairs; resamples in which nothing varies tell nothing and are left out."""
    from scipy.stats import bootstrap

    with warnings.catch_warnings():
        # It warns of those; its own interval is not used.
        warnings.simplefilter("ignore")
        found = bootstrap(
            (np.arange(n),), left, n_resamples=RESAMPLES, vectorized=True, method="percentile", rng=SEED
        ).bootstrap_distribution
    known = found[~np.isnan(found)]
    tail = (1.0 - CONFIDENCE) / 2.0
    low, high = np.quantile(known, (tail, 1.0 - tail)) if len(known) else (math.nan, math.nan)
    return float(low), float(high)


def times(value: float) -> str:
    """A ratio in digits that mean something.

    >>> times(1.234), times(12.6), times(1e9), times(math.inf)
    ('1.2', '13', '> 1,000', '> 1,000')
    """
    if math.isnan(value):
        return "–"
    if value > SHOWN_UP_TO:
        return f"> {SHOWN_UP_TO:,.0f}"
    return f"{value:.1f}" if value < 10 else f"{value:.0f}"
