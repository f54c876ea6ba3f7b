"""Active in an association, 13-64."""

from model.metrics.metric import Metric
from model.metrics.people import IntArray, share


def club_members(age: IntArray, club: IntArray) -> float:
    """The share of those of 13-64 who are active in an association [@foldgast2015].

    All arguments (n_persons,). Returns nan when nobody is asked.

    >>> import numpy as np
    >>> club_members(np.array([13, 40, 70]), np.array([3, -1, 2]))
    0.5
    """
    return share(club >= 0, (age >= 13) & (age < 65))


METRIC = Metric(
    name="club_members",
    title="Active in an association, 13-64",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of those of 13-64 who are active in an association.",
    source="foldgast2015",
    function=club_members,
    kind="people",
    columns=("age", "club"),
)
