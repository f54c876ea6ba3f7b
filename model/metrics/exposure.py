"""Exposure (xPy): how many of a group member's neighbours belong to everybody else."""

import numpy as np
from numpy.typing import ArrayLike

from model.metrics.metric import Counts, FloatArray, Metric, value_of


def exposure(group_count: ArrayLike, total_count: ArrayLike) -> float:
    """The others' share in the unit of an average member of the group: the chance of meeting someone else.

    `group_count` and `total_count` (n_units,). Returns 0 (never meet) up to the others' overall share (even
    spread); nan when there is no group, nobody else or only one occupied unit. With two groups it is one
    minus isolation [@lieberson1981asymmetrical; @massey1988dimensions].

    >>> exposure([10, 0], [10, 10])
    0.0
    >>> exposure([5, 10], [10, 20])
    0.5
    """
    return value_of(_of_counts, group_count, total_count)


def _of_counts(counts: Counts) -> FloatArray:
    return np.asarray((counts.group * (1.0 - counts.local_share)).sum(axis=0) / counts.group_sum)


METRIC = Metric(
    name="exposure",
    title="Exposure (xPy)",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of the people in an average group member's unit who are of another group.",
    source="lieberson1981asymmetrical",
    function=exposure,
    of_counts=_of_counts,
    fully_segregated=0.0,
)
