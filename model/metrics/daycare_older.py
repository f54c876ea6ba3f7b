"""In daycare, 3-4 years."""

from agents.codes import Stage
from model.metrics.metric import Metric
from model.metrics.people import IntArray, share


def daycare_older(age: IntArray, stage: IntArray) -> float:
    """The share of children of three and four years who attend a kindergarten.

    All arguments (n_persons,). Returns nan when nobody is asked [@uim2016daycare].

    >>> import numpy as np
    >>> daycare_older(np.array([3, 4, 4, 5]), np.array([2, 2, 0, 3])) == 2 / 3
    True
    """
    return share(stage == Stage.KINDERGARTEN, (age >= 3) & (age < 5))


METRIC = Metric(
    name="daycare_older",
    title="In daycare, 3-4 years",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of children of 3-4 in kindergarten.",
    source="uim2016daycare",
    function=daycare_older,
    kind="people",
    columns=("age", "stage"),
)
