"""Open social case, 18 and over."""

from model.metrics.metric import Metric
from model.metrics.people import BoolArray, IntArray, share


def open_case_share(age: IntArray, open_case: BoolArray) -> float:
    """The share of adults with an open social case.

    All arguments (n_persons,). Returns nan when nobody is asked [@catalogue2015].

    >>> import numpy as np
    >>> open_case_share(np.array([20, 40, 10]), np.array([True, False, True]))
    0.5
    """
    return share(open_case, age >= 18)


METRIC = Metric(
    name="open_case_share",
    title="Open social case, 18 and over",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of adults with an open social case.",
    source="catalogue2015",
    function=open_case_share,
    kind="people",
    columns=("age", "open_case"),
)
