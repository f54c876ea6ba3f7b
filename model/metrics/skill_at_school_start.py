"""Skill of children at school start, 6."""

from model.metrics.metric import Metric
from model.metrics.people import FloatArray, IntArray, mean


def skill_at_school_start(age: IntArray, skill: FloatArray) -> float:
    """The mean skill of those of 6, in standard deviations from the national mean [@heckman2006skills].

    All arguments (n_persons,). Returns nan when nobody is asked.

    >>> import numpy as np
    >>> skill_at_school_start(np.array([5, 6, 6]), np.array([5.0, -1.0, 0.0]))
    -0.5
    """
    return mean(skill, age == 6)


METRIC = Metric(
    name="skill_at_school_start",
    title="Skill of children at school start, 6",
    unit="SD",
    low=float("-inf"),
    high=float("inf"),
    meaning="Mean skill of those of 6 relative to the national mean.",
    source="heckman2006skills",
    function=skill_at_school_start,
    kind="people",
    columns=("age", "skill"),
)
