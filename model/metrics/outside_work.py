"""Outside work and education, 18-64."""

import numpy as np

from agents.codes import OUTSIDE_WORK
from model.metrics.metric import Metric
from model.metrics.people import IntArray, share


def outside_work(age: IntArray, status: IntArray) -> float:
    """The share of residents of 18-64 outside the labour market and education, as the official list counts it.

    All arguments (n_persons,). Returns nan when nobody is asked [@udlaendinge2015liste].

    >>> outside_work(np.array([20, 40, 70]), np.array([1, 4, 4]))
    0.5
    """
    asked = (age >= 18) & (age < 65)
    return share(np.isin(status, OUTSIDE_WORK), asked)


METRIC = Metric(
    name="outside_work",
    title="Outside work and education, 18-64",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of those of 18-64 who are neither in work nor in education.",
    source="udlaendinge2015liste",
    function=outside_work,
    kind="people",
    columns=("age", "status"),
)
