"""Circles of people who do not know each other."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from model.metrics.metric import Metric


def tie_components(a: NDArray[np.integer], b: NDArray[np.integer], counted: NDArray[np.bool_]) -> int:
    """Into how many circles people fall, when one can go from person to person along ties only.

    `a` and `b` (n_ties,): the two persons of each tie; `counted` (n_persons,): the people; ties that lead to others are
    left out, and somebody without ties is a circle of one. The components of the graph [@newman2010networks].

    >>> tie_components(np.array([0, 1]), np.array([1, 3]), np.array([True, True, True, False]))
    2
    """
    n = len(counted)
    kept = counted[a] & counted[b]
    graph = coo_array((np.ones(int(kept.sum()), dtype=np.int8), (a[kept], b[kept])), shape=(n, n)).tocsr()
    number, _ = connected_components(graph, directed=False)
    return int(number) - int(np.count_nonzero(~counted))


METRIC = Metric(
    name="tie_components",
    title="Circles",
    unit="circles",
    low=0.0,
    high=float("inf"),
    meaning="Number of circles of people between whom no tie leads.",
    source="newman2010networks",
    function=tie_components,
    kind="network",
)
