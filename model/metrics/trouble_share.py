"""Young people in trouble, 13-25."""

from model.metrics.metric import Metric
from model.metrics.people import FloatArray, IntArray, mean


def trouble_share(age: IntArray, trouble: FloatArray) -> float:
    """The mean involvement in trouble, 0 to 1, of those of 13 to 25.

    All arguments (n_persons,). Returns nan when nobody is asked [@damm2014crime].

    >>> import numpy as np
    >>> trouble_share(np.array([12, 14, 20]), np.array([1.0, 0.5, 0.0]))
    0.25
    """
    return mean(trouble, (age >= 13) & (age <= 25))


METRIC = Metric(
    name="trouble_share",
    title="Young people in trouble, 13-25",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Mean involvement in trouble of those of 13-25.",
    source="damm2014crime",
    function=trouble_share,
    kind="people",
    columns=("age", "trouble"),
)
