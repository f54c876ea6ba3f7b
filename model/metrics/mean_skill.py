"""Skill of the young, 16-24."""

from model.metrics.metric import Metric
from model.metrics.people import FloatArray, IntArray, mean


def mean_skill(age: IntArray, skill: FloatArray) -> float:
    """The mean skill of those of 16-24, in standard deviations from the national mean.

    All arguments (n_persons,). Returns nan when nobody is asked [@heckman2006skills].

    >>> import numpy as np
    >>> mean_skill(np.array([16, 24, 25]), np.array([-1.0, 0.0, 5.0]))
    -0.5
    """
    return mean(skill, (age >= 16) & (age < 25))


METRIC = Metric(
    name="mean_skill",
    title="Skill of the young, 16-24",
    unit="SD",
    low=float("-inf"),
    high=float("inf"),
    meaning="Mean skill of those of 16-24 relative to the national mean.",
    source="heckman2006skills",
    function=mean_skill,
    kind="people",
    columns=("age", "skill"),
)
