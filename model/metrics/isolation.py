"""Isolation (xPx): how many of a group member's neighbours belong to the same group."""

import numpy as np
from numpy.typing import ArrayLike

from model.metrics.metric import Counts, FloatArray, Metric, value_of


def isolation(group_count: ArrayLike, total_count: ArrayLike) -> float:
    """The group's share in the unit of an average member of the group.

    `group_count` and `total_count` (n_units,). Returns a share between the group's overall share (even
    spread) and 1 (the group lives only among itself); nan when there is no group, nobody else or only one
    occupied unit. It moves with the size of the group as well as with its spread [@lieberson1981asymmetrical;
    @massey1988dimensions].

    >>> isolation([10, 0], [10, 10])
    1.0
    >>> isolation([5, 10], [10, 20])
    0.5
    """
    return value_of(_of_counts, group_count, total_count)


def _of_counts(counts: Counts) -> FloatArray:
    return np.asarray((counts.group * counts.local_share).sum(axis=0) / counts.group_sum)


METRIC = Metric(
    name="isolation",
    title="Isolation (xPx)",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of the people in an average group member's unit who are of the same group.",
    source="lieberson1981asymmetrical",
    function=isolation,
    of_counts=_of_counts,
)
