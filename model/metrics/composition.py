"""Composition: how a stock, or those who move in or out, divide by group."""

import numpy as np
from numpy.typing import ArrayLike

from model.metrics.metric import FloatArray, Metric


def composition(group: ArrayLike, n_groups: int, weight: ArrayLike | None = None) -> FloatArray:
    """The share of each group among residents, in-movers or out-movers.

    `group` int codes 0..n_groups-1 (n,); `weight` (n,), e.g. persons in each household, None for one each.
    Returns shares (n_groups,) that sum to one, all nan when nobody is counted. Raises `ValueError` on an
    unknown code. The measure is the group shares of dissimilarity and exposure [@massey1988dimensions].

    >>> composition([0, 0, 2, 1], n_groups=3).tolist()
    [0.5, 0.25, 0.25]
    >>> composition([0, 1], n_groups=2, weight=[1, 3]).tolist()
    [0.25, 0.75]
    """
    code = np.asarray(group, dtype=np.int64)
    if code.size and not (code.min() >= 0 and code.max() < n_groups):
        wrong = code.min() if code.min() < 0 else code.max()
        raise ValueError(f"group = {wrong} is outside 0..{n_groups - 1}")
    each = None if weight is None else np.asarray(weight, dtype=np.float64)
    count = np.bincount(code, each, minlength=n_groups).astype(np.float64)
    total = count.sum()
    return count / total if total > 0 else np.full(n_groups, np.nan)


METRIC = Metric(
    name="composition",
    title="Composition",
    unit="share by group",
    low=0.0,
    high=1.0,
    meaning="Share of each group among residents, in-movers or out-movers.",
    source="massey1988dimensions",
    function=composition,
    kind="composition",
)
