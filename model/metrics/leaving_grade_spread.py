"""Difference in leaving grades."""

import numpy as np

from model.metrics.metric import Metric
from model.metrics.people import FloatArray, IntArray, spread


def leaving_grade_spread(age: IntArray, grade: FloatArray) -> float:
    """The standard deviation of leaving grades between those who left compulsory school of late [@uvm2019karakterer].

    All arguments (n_persons,). Returns nan when nobody is asked.

    >>> leaving_grade_spread(np.array([16, 17, 17, 30]), np.array([4.0, 7.0, np.nan, 12.0]))
    1.5
    """
    return spread(grade, (age >= 16) & (age < 18) & ~np.isnan(grade))


METRIC = Metric(
    name="leaving_grade_spread",
    title="Difference in leaving grades",
    unit="7-step scale, -3..12",
    low=0.0,
    high=15.0,
    meaning="Standard deviation of leaving grades between those of 16-17 who have one.",
    source="uvm2019karakterer",
    function=leaving_grade_spread,
    kind="people",
    columns=("age", "grade"),
)
