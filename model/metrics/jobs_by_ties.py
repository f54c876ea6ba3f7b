"""Jobs found through people known."""

from agents.codes import Found, Status
from model.metrics.metric import Metric
from model.metrics.people import IntArray, share


def jobs_by_ties(status: IntArray, found: IntArray) -> float:
    """The share of employees who found their present job through somebody they knew.

    All arguments (n_persons,). Returns nan when nobody is asked [@statistik2015jobs].

    >>> import numpy as np
    >>> jobs_by_ties(np.array([2, 2, 2, 3]), np.array([2, 1, 0, 0]))
    0.5
    """
    known = (status == Status.EMPLOYED) & (found > Found.UNKNOWN)
    return share(found == Found.TIE, known)


METRIC = Metric(
    name="jobs_by_ties",
    title="Jobs found through people known",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of present jobs, of those whose way of finding is known, found through a tie.",
    source="statistik2015jobs",
    function=jobs_by_ties,
    kind="people",
    columns=("status", "found"),
)
