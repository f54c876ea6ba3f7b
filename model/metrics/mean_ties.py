"""Ties per person."""

import numpy as np
from numpy.typing import NDArray

from model.metrics.metric import Metric


def mean_ties(a: NDArray[np.integer], b: NDArray[np.integer], asked: NDArray[np.bool_]) -> float:
    """The mean number of ties of the people asked.

    `a` and `b` (n_ties,): the two persons of each tie, each tie once; `asked` (n_persons,). Returns nan when nobody is
    asked. The mean degree [@newman2010networks].

    >>> mean_ties(np.array([0, 0]), np.array([1, 2]), np.array([True, True, False]))
    1.5
    """
    ends = int(np.count_nonzero(asked[a])) + int(np.count_nonzero(asked[b]))
    return ends / int(asked.sum()) if asked.any() else float("nan")


METRIC = Metric(
    name="mean_ties",
    title="Ties per person",
    unit="ties",
    low=0.0,
    high=float("inf"),
    meaning="Mean number of ties of an adult.",
    source="newman2010networks",
    function=mean_ties,
    kind="network",
)
