"""Command of Danish, 18-64."""

from model.metrics.metric import Metric
from model.metrics.people import FloatArray, IntArray, mean


def mean_language(age: IntArray, language: FloatArray) -> float:
    """The mean command of Danish, 0 to 1, of those of 18-64 [@catalogue2015].

    All arguments (n_persons,). Returns nan when nobody is asked.

    >>> import numpy as np
    >>> mean_language(np.array([18, 64, 65]), np.array([1.0, 0.5, 0.0]))
    0.75
    """
    return mean(language, (age >= 18) & (age < 65))


METRIC = Metric(
    name="mean_language",
    title="Command of Danish, 18-64",
    unit="0..1",
    low=0.0,
    high=1.0,
    meaning="Mean command of Danish of those of 18-64.",
    source="catalogue2015",
    function=mean_language,
    kind="people",
    columns=("age", "language"),
)
