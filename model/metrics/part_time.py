"""Part-time work."""

from agents.codes import Status
from model.metrics.metric import Metric
from model.metrics.people import IntArray, share


def part_time(age: IntArray, status: IntArray, hours: IntArray) -> float:
    """The share of employees of 25-64 who work fewer than 30 hours a week.

    All arguments (n_persons,). Returns nan when nobody is asked [@bastelaer1997definition].

    >>> import numpy as np
    >>> part_time(np.array([30, 40]), np.array([2, 2]), np.array([37, 20]))
    0.5
    """
    working = (age >= 25) & (age < 65) & (status == Status.EMPLOYED)
    return share(hours < 30, working)


METRIC = Metric(
    name="part_time",
    title="Part-time work",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of employees of 25-64 with fewer than 30 hours a week.",
    source="bastelaer1997definition",
    function=part_time,
    kind="people",
    columns=("age", "status", "hours"),
)
