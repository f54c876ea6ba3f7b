"""Living with a partner, 18 and over."""

from model.metrics.metric import Metric
from model.metrics.people import IntArray, share


def living_with_partner(age: IntArray, partner: IntArray) -> float:
    """The share of those of 18 or more who live with a partner, a prevalence [@preston2001demography].

    All arguments (n_persons,); `partner` is -1 without one. Returns nan when nobody is asked.

    >>> import numpy as np
    >>> living_with_partner(np.array([17, 30, 32]), np.array([-1, 2, -1]))
    0.5
    """
    return share(partner >= 0, age >= 18)


METRIC = Metric(
    name="living_with_partner",
    title="Living with a partner, 18 and over",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of those of 18 and over who live with a partner.",
    source="preston2001demography",
    function=living_with_partner,
    kind="people",
    columns=("age", "partner"),
)
