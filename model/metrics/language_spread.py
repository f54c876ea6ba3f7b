"""Difference in command of Danish, 18-64."""

from model.metrics.metric import Metric
from model.metrics.people import FloatArray, IntArray, spread


def language_spread(age: IntArray, language: FloatArray) -> float:
    """The standard deviation of command of Danish between those of 18-64: what one standard unit of it is.

    All arguments (n_persons,). Returns nan when nobody is asked [@catalogue2015].

    >>> import numpy as np
    >>> language_spread(np.array([18, 64, 65]), np.array([1.0, 0.5, 0.0]))
    0.25
    """
    return spread(language, (age >= 18) & (age < 65))


METRIC = Metric(
    name="language_spread",
    title="Difference in command of Danish, 18-64",
    unit="0..1",
    low=0.0,
    high=1.0,
    meaning="Standard deviation of command of Danish between those of 18-64.",
    source="catalogue2015",
    function=language_spread,
    kind="people",
    columns=("age", "language"),
)
