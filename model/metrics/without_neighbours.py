"""How many know none of their neighbours."""

import numpy as np
from numpy.typing import NDArray

from model.metrics.metric import Metric


def without_neighbours(known: NDArray[np.integer]) -> float:
    """The share of people who know nobody on their stairway or in the homes beside theirs.

    `known` (n_persons,): ties to neighbours. Returns nan for nobody. 43 % in Danish deprived areas and 10 % nationally
    would not ask a neighbour to keep a key [@foldgast2015].

    >>> without_neighbours(np.array([0, 2, 1, 0]))
    0.5
    """
    return int(np.count_nonzero(known == 0)) / len(known) if len(known) else float("nan")


METRIC = Metric(
    name="without_neighbours",
    title="Knows no neighbour",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of adults who know none of their neighbours.",
    source="foldgast2015",
    function=without_neighbours,
    kind="network",
)
