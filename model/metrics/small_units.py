"""Alarm for small units: where an index tells of who happened to live in a few homes, not of a place."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from model.metrics.metric import IntArray, Metric, checked_counts


@dataclass(frozen=True, slots=True)
class SmallUnits:
    """Which occupied units are too small to read, and how much of the group and of everybody lives there.

    `units` int (n_small,), ascending; the shares are nan when there is nobody to take a share of.
    """

    units: IntArray
    share_of_group: float
    share_of_people: float

    @property
    def alarm(self) -> bool:
        """Whether any unit is too small."""
        return bool(self.units.size)


def small_units(group_count: ArrayLike, total_count: ArrayLike, fewer_than: float = 10.0) -> SmallUnits:
    """Find the occupied units with fewer than ten people; indices built on many of them are mostly chance.

    `group_count` and `total_count` (n_units,). Empty units are no alarm: indices leave them out
    [@carrington1997measuring].

    >>> found = small_units([1, 0, 9], [4, 0, 36])
    >>> found.units.tolist(), found.share_of_group, found.share_of_people
    ([0], 0.1, 0.1)
    """
    group, total = checked_counts(group_count, total_count)
    small = (total > 0) & (total < fewer_than)
    return SmallUnits(
        units=np.flatnonzero(small),
        share_of_group=_share(group[small].sum(), group.sum()),
        share_of_people=_share(total[small].sum(), total.sum()),
    )


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole > 0 else float("nan")


METRIC = Metric(
    name="small_units",
    title="Units under ten people",
    unit="units and shares",
    low=0.0,
    high=1.0,
    meaning="Units too small to read an index from, and the share of the group and of everybody in them.",
    source="carrington1997measuring",
    function=small_units,
    kind="alarm",
)
