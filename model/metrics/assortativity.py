"""Assortativity: do ties join like with like."""

import numpy as np
from numpy.typing import NDArray

from model.metrics.metric import Metric


def assortativity(a: NDArray[np.integer], b: NDArray[np.integer], group: NDArray[np.bool_]) -> float:
    """How much ties join people of one group with each other, and the others with each other.

    `a` and `b` (n_ties,): the two persons of each tie, each tie once; `group` (n_persons,): who belongs to it. Returns
    1 when no tie joins the two kinds, 0 when ties are as under chance, below 0 when they seek the other kind; nan when
    all ends are of one kind. The assortativity coefficient of a discrete attribute [@newman2003mixing].

    >>> assortativity(np.array([0, 2]), np.array([1, 3]), np.array([True, True, False, False]))
    1.0
    >>> assortativity(np.array([0, 1]), np.array([2, 3]), np.array([True, True, False, False]))
    -1.0
    """
    one, other = group[a], group[b]
    both, mixed = int(np.count_nonzero(one & other)), int(np.count_nonzero(one != other))
    total = len(a)
    if total == 0:
        return float("nan")
    share = (2 * both + mixed) / (2 * total)
    chance = share**2 + (1.0 - share) ** 2
    return float((1.0 - mixed / total - chance) / (1.0 - chance)) if 0.0 < share < 1.0 else float("nan")


METRIC = Metric(
    name="assortativity",
    title="Assortativity",
    unit="coefficient",
    low=-1.0,
    high=1.0,
    meaning="How much ties join like with like; 0 under chance.",
    source="newman2003mixing",
    function=assortativity,
    kind="network",
)
