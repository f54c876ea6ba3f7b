"""Convicted in the last year, 18 and over."""

from model.metrics.metric import Metric
from model.metrics.people import IntArray, share


def convicted_share(age: IntArray, months_since_conviction: IntArray) -> float:
    """The share of adults convicted in the last twelve months, the fourth of the official list criteria.

    All arguments (n_persons,). Returns nan when nobody is asked [@udlaendinge2015liste].

    >>> import numpy as np
    >>> convicted_share(np.array([17, 30, 30]), np.array([1, 3, 400]))
    0.5
    """
    return share(months_since_conviction < 12, age >= 18)


METRIC = Metric(
    name="convicted_share",
    title="Convicted in the last year, 18 and over",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of those of 18 and over convicted in the last twelve months.",
    source="udlaendinge2015liste",
    function=convicted_share,
    kind="people",
    columns=("age", "months_since_conviction"),
)
