"""The middle and the high end of measurements, and how they grow."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from itertools import combinations

from experiments.errors import RunError


def middle(values: Sequence[float]) -> float:
    """The median; nan of nothing.

    >>> middle([3.0, 1.0, 2.0])
    2.0
    """
    return float(statistics.median(values)) if values else math.nan


def high_end(values: Sequence[float], share: float = 0.95) -> float:
    """The smallest measured value that `share` of them do not exceed; nan of nothing.

    >>> high_end([float(k) for k in range(1, 21)])
    19.0
    """
    if not values:
        return math.nan
    return float(sorted(values)[max(0, math.ceil(share * len(values)) - 1)])


def growth(held: Sequence[float]) -> float:
    """MB from each measurement to the next, by the middle of all slopes, which one large step does not tilt.

    >>> growth([10.0, 10.5, 30.0, 11.5, 12.0])
    0.5
    """
    slopes = [(held[j] - held[i]) / (j - i) for i, j in combinations(range(len(held)), 2)]
    if not slopes:
        raise RunError("growth is told from two rounds or more")
    return float(statistics.median(slopes))
