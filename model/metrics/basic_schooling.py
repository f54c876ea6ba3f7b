"""Compulsory school only, 31-60."""

from agents.codes import Education
from model.metrics.metric import Metric
from model.metrics.people import IntArray, share


def basic_schooling(age: IntArray, education: IntArray) -> float:
    """The share of adults of 31-60 with no more than compulsory school.

    All arguments (n_persons,). Returns nan when nobody is asked [@catalogue2015].

    >>> import numpy as np
    >>> basic_schooling(np.array([30, 40, 60]), np.array([1, 1, 3]))
    0.5
    """
    asked = (age >= 31) & (age <= 60)
    return share(education <= Education.BASIC, asked)


METRIC = Metric(
    name="basic_schooling",
    title="Compulsory school only, 31-60",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of those of 31-60 whose highest education is compulsory school.",
    source="catalogue2015",
    function=basic_schooling,
    kind="people",
    columns=("age", "education"),
)
