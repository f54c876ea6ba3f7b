"""Leaving grade of compulsory school."""

import numpy as np

from model.metrics.metric import Metric
from model.metrics.people import FloatArray, IntArray, mean


def leaving_grade(age: IntArray, grade: FloatArray) -> float:
    """The mean leaving grade (*karaktergennemsnit*) of those who left compulsory school of late.

    All arguments (n_persons,). Returns nan when nobody is asked [@uvm2019karakterer].

    >>> leaving_grade(np.array([16, 17, 17, 30]), np.array([4.0, 7.0, np.nan, 12.0]))
    5.5
    """
    asked = (age >= 16) & (age < 18) & ~np.isnan(grade)
    return mean(grade, asked)


METRIC = Metric(
    name="leaving_grade",
    title="Leaving grade of compulsory school",
    unit="7-step scale, -3..12",
    low=-3.0,
    high=12.0,
    meaning="Mean leaving grade of those of 16-17 who have one.",
    source="uvm2019karakterer",
    function=leaving_grade,
    kind="people",
    columns=("age", "grade"),
)
