"""In daycare, 1-2 years."""

from agents.codes import Stage
from model.metrics.metric import Metric
from model.metrics.people import IntArray, share


def daycare_small(age: IntArray, stage: IntArray) -> float:
    """The share of children of one and two years who attend a nursery.

    All arguments (n_persons,). Returns nan when nobody is asked [@uim2016daycare].

    >>> import numpy as np
    >>> daycare_small(np.array([1, 2, 3]), np.array([1, 0, 2]))
    0.5
    """
    return share(stage == Stage.NURSERY, (age >= 1) & (age < 3))


METRIC = Metric(
    name="daycare_small",
    title="In daycare, 1-2 years",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of children of 1-2 in nursery.",
    source="uim2016daycare",
    function=daycare_small,
    kind="people",
    columns=("age", "stage"),
)
