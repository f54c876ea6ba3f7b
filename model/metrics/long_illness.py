"""Long illness, 18-64."""

from model.metrics.metric import Metric
from model.metrics.people import BoolArray, IntArray, share


def long_illness(age: IntArray, ill: BoolArray) -> float:
    """The share of those of 18-64 whom a long illness keeps from work.

    All arguments (n_persons,). Returns nan when nobody is asked [@catalogue2015].

    >>> import numpy as np
    >>> long_illness(np.array([20, 40, 70]), np.array([True, False, True]))
    0.5
    """
    return share(ill, (age >= 18) & (age < 65))


METRIC = Metric(
    name="long_illness",
    title="Long illness, 18-64",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of those of 18-64 kept from work by long illness.",
    source="catalogue2015",
    function=long_illness,
    kind="people",
    columns=("age", "ill"),
)
