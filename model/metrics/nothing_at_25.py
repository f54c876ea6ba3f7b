"""No youth education, study or job at 25."""

import numpy as np

from agents.codes import Education, Status
from model.metrics.metric import Metric
from model.metrics.people import IN_EDUCATION, IntArray, share


def nothing_at_25(age: IntArray, stage: IntArray, status: IntArray, education: IntArray) -> float:
    """The share of those of 25 years with no youth education who are neither enrolled nor employed.

    All arguments (n_persons,). Returns nan when nobody is asked [@larsen2016unge].

    >>> nothing_at_25(np.array([25, 25]), np.array([4, 8]), np.array([4, 2]), np.array([1, 3]))
    0.5
    """
    nothing = (education <= Education.BASIC) & (status != Status.EMPLOYED) & ~np.isin(stage, IN_EDUCATION)
    return share(nothing, age == 25)


METRIC = Metric(
    name="nothing_at_25",
    title="No youth education, study or job at 25",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of those of 25 without youth education who neither study nor work.",
    source="larsen2016unge",
    function=nothing_at_25,
    kind="people",
    columns=("age", "stage", "status", "education"),
)
