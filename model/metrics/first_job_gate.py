"""First job within a year of education."""

from agents.codes import Gate
from model.metrics.metric import Metric
from model.metrics.people import IntArray, share

FIRST_JOB = 1 << Gate.FIRST_JOB


def first_job_gate(age: IntArray, passed: IntArray, missed: IntArray) -> float:
    """The share who found a job within a year of leaving education, among those under 35 of whom it is known.

    All arguments (n_persons,). Returns nan when nobody is asked [@statistik2015jobs].

    >>> import numpy as np
    >>> first_job_gate(np.array([22, 30, 40]), np.array([128, 0, 128]), np.array([0, 128, 0]))
    0.5
    """
    decided = (age >= 16) & (age < 35) & (((passed | missed) & FIRST_JOB) > 0)
    return share((passed & FIRST_JOB) > 0, decided)


METRIC = Metric(
    name="first_job_gate",
    title="First job within a year of education",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of those under 35 past the gate to a first job who passed it.",
    source="statistik2015jobs",
    function=first_job_gate,
    kind="people",
    columns=("age", "passed", "missed"),
)
