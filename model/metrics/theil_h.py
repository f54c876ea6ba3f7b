"""Theil's H: how much less mixed the average unit is than the whole."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import entr

from model.metrics.metric import Counts, FloatArray, Metric, value_of


def two_group_entropy(share: ArrayLike) -> FloatArray:
    """How mixed a place is when the group has this share of it: 0 with one group only, ln 2 at half and half.

    >>> two_group_entropy([0.0, 0.5, 1.0]).round(4).tolist()
    [0.0, 0.6931, 0.0]
    """
    part = np.asarray(share, dtype=np.float64)
    return np.asarray(entr(part) + entr(1.0 - part), dtype=np.float64)


def theil_h(group_count: ArrayLike, total_count: ArrayLike) -> float:
    """How much of the whole population's mix is lost inside the units where people live.

    `group_count` and `total_count` (n_units,). Returns 0 (every unit mixed like the whole) to 1 (no unit
    mixed); nan when there is no group, nobody else or only one occupied unit. Unlike D it falls with every
    exchange that evens two units out [@theil1971note; @reardon2002measures].

    >>> theil_h([10, 0], [10, 10])
    1.0
    >>> round(theil_h([8, 2], [10, 10]), 4)
    0.2781
    """
    return value_of(_of_counts, group_count, total_count)


def _of_counts(counts: Counts) -> FloatArray:
    whole = two_group_entropy(counts.group_share)
    loss = whole - two_group_entropy(counts.local_share)
    # Rounding must not print as a negative share.
    return np.minimum(np.maximum((counts.total * loss).sum(axis=0) / (whole * counts.total_sum), 0.0), 1.0)


METRIC = Metric(
    name="theil_h",
    title="Theil's information index (H)",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of the whole population's mix that is missing inside the average person's unit.",
    source="theil1971note",
    function=theil_h,
    of_counts=_of_counts,
)
