"""Short of 02 in Danish and mathematics."""

from agents.codes import Gate
from model.metrics.metric import Metric
from model.metrics.people import IntArray, share

EXAM = 1 << Gate.EXAM


def failed_exam(age: IntArray, passed: IntArray, missed: IntArray) -> float:
    """The share of those past the leaving exam who miss the 02 that youth education asks for.

    All arguments (n_persons,). Returns nan when nobody is asked [@ae2023karakterer].

    >>> import numpy as np
    >>> failed_exam(np.array([16, 17]), np.array([8, 0]), np.array([0, 8]))
    0.5
    """
    taken = (age >= 16) & (age < 18) & (((passed | missed) & EXAM) > 0)
    return share((missed & EXAM) > 0, taken)


METRIC = Metric(
    name="failed_exam",
    title="Short of 02 in Danish and mathematics",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of those of 16-17 past the exam who did not reach 02 in Danish and mathematics.",
    source="ae2023karakterer",
    function=failed_exam,
    kind="people",
    columns=("age", "passed", "missed"),
)
