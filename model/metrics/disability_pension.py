"""On disability pension, 18-64."""

from agents.codes import Status
from model.metrics.metric import Metric
from model.metrics.people import IntArray, share


def disability_pension(age: IntArray, status: IntArray) -> float:
    """The share of those of 18-64 who live on disability pension (*førtidspension*).

    They are a part of those outside work on the government's list [@udlaendinge2015liste]. All arguments (n_persons,).
    Returns nan when nobody is asked.

    >>> import numpy as np
    >>> disability_pension(np.array([20, 40, 70]), np.array([2, 5, 6]))
    0.5
    """
    return share(status == Status.DISABILITY_PENSION, (age >= 18) & (age < 65))


METRIC = Metric(
    name="disability_pension",
    title="On disability pension, 18-64",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of those of 18-64 on disability pension.",
    source="udlaendinge2015liste",
    function=disability_pension,
    kind="people",
    columns=("age", "status"),
)
