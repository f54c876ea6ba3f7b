"""Strain in the homes of children, 0-17."""

from model.metrics.metric import Metric
from model.metrics.people import FloatArray, IntArray, mean


def home_strain(age: IntArray, home_strain: FloatArray) -> float:
    """The mean strain, 0 to 1, that the families of those under 18 live under: money, work, illness, room, one parent.

    All arguments (n_persons,). Returns nan when nobody is asked [@catalogue2015].

    >>> import numpy as np
    >>> home_strain(np.array([0, 17, 18]), np.array([0.5, 0.0, 1.0]))
    0.25
    """
    return mean(home_strain, (age >= 0) & (age < 18))


METRIC = Metric(
    name="home_strain",
    title="Strain in the homes of children, 0-17",
    unit="0..1",
    low=0.0,
    high=1.0,
    meaning="Mean strain in the homes of those under 18.",
    source="catalogue2015",
    function=home_strain,
    kind="people",
    columns=("age", "home_strain"),
)
