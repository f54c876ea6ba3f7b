"""Contacts outside the estate."""

import numpy as np
from numpy.typing import NDArray

from model.metrics.metric import Metric


def outside_contacts(
    a: NDArray[np.integer], b: NDArray[np.integer], inside: NDArray[np.bool_], asked: NDArray[np.bool_]
) -> float:
    """The share of an area's people who know somebody outside it; give it ties other than kin to leave relatives out.

    `a` and `b` (n_ties,): the two persons of each tie; `inside` (n_persons,): who lives in the area; `asked`
    (n_persons,): of whom the share is taken, as all adults. Returns nan when nobody is asked. Just under half of the
    residents of Danish deprived areas said yes [@foldgast2015].

    >>> inside = np.array([True, True, False])
    >>> outside_contacts(np.array([0]), np.array([2]), inside, np.array([True, True, True]))
    0.5
    """
    crossing = inside[a] != inside[b]
    knows = np.zeros(len(inside), dtype=bool)
    knows[a[crossing]] = True
    knows[b[crossing]] = True
    chosen = inside & asked
    return float(knows[chosen].mean()) if chosen.any() else float("nan")


METRIC = Metric(
    name="outside_contacts",
    title="Contacts outside the estate",
    unit="share",
    low=0.0,
    high=1.0,
    meaning="Share of the area's adults who know somebody outside it.",
    source="foldgast2015",
    function=outside_contacts,
    kind="network",
)
