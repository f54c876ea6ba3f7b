"""Not in education or work, 16-24."""

import numpy as np

from agents.codes import Status
from model.metrics.metric import Metric
from model.metrics.people import IN_EDUCATION, IntArray, share


def neet(age: IntArray, status: IntArray, stage: IntArray) -> float:
    """The share of those of 16-24 who are not in employment, education or training.

    All arguments (n_persons,). Returns nan when nobody is asked [@dst2015neet].

    >>> neet(np.array([17, 20, 23]), np.array([3, 2, 1]), np.array([4, 8, 7])) == 1 / 3
    True
    """
    asked = (age >= 16) & (age < 25)
    active = (status == Status.EMPLOYED) | np.isin(stage, IN_EDUCATION)
    return share(~active, asked)


METRIC = Metric(
    name="neet",
    title="Not in education or work, 16-24",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of those of 16-24 in neither education nor work.",
    source="dst2015neet",
    function=neet,
    kind="people",
    columns=("age", "status", "stage"),
)
