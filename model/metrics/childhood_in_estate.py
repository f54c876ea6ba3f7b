"""Childhood lived in the estate, 18-24."""

from model.metrics.metric import Metric
from model.metrics.people import IntArray, mean


def childhood_in_estate(age: IntArray, childhood_here: IntArray) -> float:
    """The mean years under 18 that those of 18-24 lived in the estate; exposure is what effects of place follow.

    All arguments (n_persons,). Returns nan when nobody is asked [@chetty2016exposure].

    >>> import numpy as np
    >>> childhood_in_estate(np.array([18, 20, 30]), np.array([216, 0, 216]))
    9.0
    """
    return mean(childhood_here, (age >= 18) & (age < 25)) / 12


METRIC = Metric(
    name="childhood_in_estate",
    title="Childhood lived in the estate, 18-24",
    unit="years",
    low=0.0,
    high=18.0,
    meaning="Mean years of childhood lived in the estate by those of 18-24.",
    source="chetty2016exposure",
    function=childhood_in_estate,
    kind="people",
    columns=("age", "childhood_here"),
)
