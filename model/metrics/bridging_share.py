"""Bridging ties: those that cross the estate's border."""

import numpy as np
from numpy.typing import NDArray

from model.metrics.metric import Metric


def bridging_share(a: NDArray[np.integer], b: NDArray[np.integer], inside: NDArray[np.bool_]) -> float:
    """The share of the ties of people of an area that lead out of it.

    `a` and `b` (n_ties,): the two persons of each tie, each tie once; `inside` (n_persons,): who lives in the area.
    Returns nan when nobody there has a tie. Ties that bridge carry what one's own circle does not know
    [@granovetter1973strength].

    >>> bridging_share(np.array([0, 0, 2]), np.array([1, 2, 3]), np.array([True, True, False, False]))
    0.5
    """
    one, other = inside[a], inside[b]
    held = int(np.count_nonzero(one | other))
    return int(np.count_nonzero(one != other)) / held if held else float("nan")


METRIC = Metric(
    name="bridging_share",
    title="Bridging ties",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of the ties of the area's people that lead out of it.",
    source="granovetter1973strength",
    function=bridging_share,
    kind="network",
)
