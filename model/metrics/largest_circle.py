"""The largest circle of people tied to each other."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from model.metrics.metric import Metric


def largest_circle(a: NDArray[np.integer], b: NDArray[np.integer], counted: NDArray[np.bool_]) -> float:
    """The share of people in the largest circle, within which one can go from each to each along ties.

    `a` and `b` (n_ties,): the two persons of each tie; `counted` (n_persons,): the people; ties that lead to others are
    left out. Returns nan without people. The giant component of the graph [@newman2010networks].

    >>> largest_circle(np.array([0, 1]), np.array([1, 3]), np.array([True, True, True, False])).__round__(2)
    0.67
    """
    if not counted.any():
        return float("nan")
    n = len(counted)
    kept = counted[a] & counted[b]
    graph = coo_array((np.ones(int(kept.sum()), dtype=np.int8), (a[kept], b[kept])), shape=(n, n)).tocsr()
    _, circle = connected_components(graph, directed=False)
    return float(np.bincount(circle[counted]).max() / counted.sum())


METRIC = Metric(
    name="largest_circle",
    title="Largest circle",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of people in the largest circle that ties hold together.",
    source="newman2010networks",
    function=largest_circle,
    kind="network",
)
