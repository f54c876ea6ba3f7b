"""Home learning of children, 0-17."""

from model.metrics.metric import Metric
from model.metrics.people import FloatArray, IntArray, mean


def home_learning(age: IntArray, home_learning: FloatArray) -> float:
    """The mean home learning environment of those under 18, in standard deviations from the national mean.

    All arguments (n_persons,). Returns nan when nobody is asked [@heckman2006skills].

    >>> import numpy as np
    >>> home_learning(np.array([0, 17, 18]), np.array([-1.0, 0.0, 5.0]))
    -0.5
    """
    return mean(home_learning, (age >= 0) & (age < 18))


METRIC = Metric(
    name="home_learning",
    title="Home learning of children, 0-17",
    unit="SD",
    low=float("-inf"),
    high=float("inf"),
    meaning="Mean home learning environment of those under 18 relative to the national mean.",
    source="heckman2006skills",
    function=home_learning,
    kind="people",
    columns=("age", "home_learning"),
)
