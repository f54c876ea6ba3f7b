"""Agency of adults, 18-64."""

from model.metrics.metric import Metric
from model.metrics.people import FloatArray, IntArray, mean


def mean_agency(age: IntArray, agency: FloatArray) -> float:
    """The mean belief in one's own power to act of those of 18-64, in standard deviations from the national mean.

    All arguments (n_persons,). Returns nan when nobody is asked [@heckman2006skills].

    >>> import numpy as np
    >>> mean_agency(np.array([18, 64, 65]), np.array([-1.0, 0.0, 5.0]))
    -0.5
    """
    return mean(agency, (age >= 18) & (age < 65))


METRIC = Metric(
    name="mean_agency",
    title="Agency of adults, 18-64",
    unit="SD",
    low=float("-inf"),
    high=float("inf"),
    meaning="Mean agency of those of 18-64 relative to the national mean.",
    source="heckman2006skills",
    function=mean_agency,
    kind="people",
    columns=("age", "agency"),
)
