"""Dissimilarity (D): the share of a group who would have to move for every unit to be mixed alike."""

import numpy as np
from numpy.typing import ArrayLike

from model.metrics.metric import Counts, FloatArray, Metric, value_of


def dissimilarity(group_count: ArrayLike, total_count: ArrayLike) -> float:
    """How much of the group would have to change unit to be spread like everybody else.

    `group_count` and `total_count` (n_units,): people of the group, and all people, in each unit. Returns 0
    (same mix everywhere) to 1 (never in the same unit); nan when there is no group, nobody else or only one
    occupied unit. Half the sum over units of the difference between the group's and the others' distribution
    [@duncan1955methodological]. Small units raise D by chance alone: read it with
    `chance.segregation_with_chance`.

    >>> dissimilarity([10, 0], [10, 10])
    1.0
    >>> dissimilarity([5, 0, 10], [10, 0, 20])
    0.0
    >>> dissimilarity([5], [10])
    nan
    """
    return value_of(_of_counts, group_count, total_count)


def _of_counts(counts: Counts) -> FloatArray:
    other = np.maximum(counts.total - counts.group, 0.0)
    other_sum = counts.total_sum - counts.group_sum
    apart = np.abs(counts.group / counts.group_sum - other / other_sum).sum(axis=0)
    return np.minimum(0.5 * apart, 1.0)


METRIC = Metric(
    name="dissimilarity",
    title="Dissimilarity (D)",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of the group who would have to change unit for every unit to have the same mix.",
    source="duncan1955methodological",
    function=dissimilarity,
    of_counts=_of_counts,
)
