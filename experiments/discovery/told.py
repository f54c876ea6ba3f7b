"""Whether one alternative beats another at each point, told from the luck of few seeds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from experiments.errors import InputError
from experiments.statistics import CONFIDENCE

FloatArray = NDArray[np.float64]
BETTER, WORSE, UNCLEAR, SAME = "better", "worse", "cannot be told apart", "no difference"
CLASSES = (BETTER, WORSE, UNCLEAR, SAME)
OWN_SPREAD_FROM = 6
"""Seeds from which each point's own spread is used; with fewer the spread is pooled over the points."""


@dataclass(frozen=True)
class Told:
    """The mean paired difference at each point with its 95 % interval, all (n_points,), and which class it is of.

    `pooled` says whether the spread between seeds was taken over all points together, `freedom` are the degrees of
    freedom of that spread.
    """

    mean: FloatArray
    low: FloatArray
    high: FloatArray
    classes: NDArray[np.str_]
    seeds: int
    pooled: bool
    freedom: float

    def count(self) -> dict[str, int]:
        """How many points are of each class, in the order of `CLASSES`."""
        found = Counter(self.classes.tolist())
        return {name: found[name] for name in CLASSES}

    def of(self, name: str) -> NDArray[np.bool_]:
        """Which points are of a class."""
        return np.asarray(self.classes == name)


def told(difference: FloatArray, better: int, confidence: float = CONFIDENCE) -> Told:
    """The class of each point from paired differences (n_points, n_seeds), A less B or a value less its threshold.

    With few seeds a point's own spread is little known, so it is pooled: the variance of one difference is MS_seed / n
    + MS_rest (n - 1) / n of the two-way table points x seeds, with Satterthwaite's degrees of freedom. That counts both
    luck that all points of a seed share, as they share its draws, and luck of their own [@law2015simulation]. Raises
    InputError for a single seed, which tells nothing about luck.
    """
    n, seeds = difference.shape
    if seeds < 2:
        raise InputError("one seed cannot tell a difference from luck: sweep with replications = 2 or more")
    mean = difference.mean(axis=1)
    pooled = seeds < OWN_SPREAD_FROM and n > 1
    if pooled:
        variance, freedom = _pooled(difference)
        error = np.full(n, np.sqrt(variance / seeds))
    else:
        error, freedom = difference.std(axis=1, ddof=1) / np.sqrt(seeds), float(seeds - 1)
    margin = float(stdtrit(freedom, 0.5 + confidence / 2)) * error
    low, high = mean - margin, mean + margin
    up, down = (BETTER, WORSE) if better > 0 else (WORSE, BETTER)
    classes = np.where(low > 0, up, np.where(high < 0, down, UNCLEAR))
    classes = np.where((difference == 0.0).all(axis=1), SAME, classes)
    return Told(mean, low, high, classes, seeds, pooled, freedom)


def _pooled(difference: FloatArray) -> tuple[float, float]:
    """Variance of one difference around its point's mean, and its degrees of freedom."""
    n, seeds = difference.shape
    rest = difference - difference.mean(axis=1, keepdims=True)
    of_seed = rest.mean(axis=0)
    own = rest - of_seed
    shared = float(n * (of_seed**2).sum() / (seeds - 1)) / n
    single = float((own**2).sum() / ((n - 1) * (seeds - 1))) * (n - 1) / n
    spread = shared**2 / (seeds - 1) + single**2 / ((n - 1) * (seeds - 1))
    return shared + single, (shared + single) ** 2 / spread if spread > 0 else float(seeds - 1)
