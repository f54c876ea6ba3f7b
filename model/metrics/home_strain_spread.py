"""Difference in strain between the homes of children, 0-17."""

from model.metrics.metric import Metric
from model.metrics.people import FloatArray, IntArray, spread


def home_strain_spread(age: IntArray, home_strain: FloatArray) -> float:
    """The standard deviation of strain between those under 18: what one standard unit of it is [@catalogue2015].

    All arguments (n_persons,). Returns nan when nobody is asked.

    >>> import numpy as np
    >>> home_strain_spread(np.array([0, 17, 18]), np.array([0.5, 0.0, 1.0]))
    0.25
    """
    return spread(home_strain, (age >= 0) & (age < 18))


METRIC = Metric(
    name="home_strain_spread",
    title="Difference in strain between the homes of children, 0-17",
    unit="0..1",
    low=0.0,
    high=1.0,
    meaning="Standard deviation of strain between the homes of those under 18.",
    source="catalogue2015",
    function=home_strain_spread,
    kind="people",
    columns=("age", "home_strain"),
)
