"""What a metric is, and the rules about counts that all segregation indices share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

Kind = Literal["index", "spatial_index", "composition", "flow", "time", "alarm", "people", "network"]

# Counts built by adding shares may exceed their total by rounding, never by more than this fraction of it.
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Metric:
    """One measure: what it means to a planner, its range, its source and the function that computes it.

    `kind` tells what the function takes: "index" takes `(group_count, total_count)`; "spatial_index" takes a
    `KernelNeighbourhood` as well; "people" takes the named `columns` of persons, in that order; the others say in their
    docstring. `source` is a key of REFERENCES.bib. `fully_segregated` is where an index lies when no two groups share a
    unit. An index may give its formula on `Counts` as `of_counts`, and is then measured in many dealings at once.
    """

    name: str
    title: str
    unit: str
    low: float
    high: float
    meaning: str
    source: str
    function: Callable[..., Any]
    kind: Kind = "index"
    fully_segregated: float = 1.0
    columns: tuple[str, ...] = ()
    of_counts: "Callable[[Counts], FloatArray] | None" = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Occupied units only, with the totals that every index divides by.

    `group` and `total` are float (n_occupied,); `group_sum` and `total_sum` their sums. Of many dealings, `group` and
    `total` are (n_occupied, n_dealings) and the sums (n_dealings,).
    """

    group: FloatArray
    total: FloatArray
    group_sum: float | FloatArray
    total_sum: float | FloatArray

    @property
    def group_share(self) -> float | FloatArray:
        """The group's share of everybody."""
        return self.group_sum / self.total_sum

    @property
    def local_share(self) -> FloatArray:
        """The group's share of each unit, as `group`."""
        return np.minimum(self.group / self.total, 1.0)


def checked_counts(group_count: ArrayLike, total_count: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Both columns as float arrays (n_units,), or a `ValueError` that names the first impossible unit.

    >>> checked_counts([3, 1], [2, 4])
    Traceback (most recent call last):
    ...
    ValueError: unit 0: group_count = 3 is outside 0..2 (its total_count)
    """
    group = np.asarray(group_count, dtype=np.float64)
    total = np.asarray(total_count, dtype=np.float64)
    if group.ndim != 1 or group.shape != total.shape:
        raise ValueError(f"group_count has shape {group.shape} and total_count {total.shape}; both must be (n_units,)")
    unit = int(_first_impossible_total(total))
    if unit >= 0:
        raise ValueError(f"unit {unit}: total_count = {total[unit]:g} is not a finite number of 0 or more")
    unit = int(_first_impossible_group(group, total))
    if unit >= 0:
        raise ValueError(f"unit {unit}: group_count = {group[unit]:g} is outside 0..{total[unit]:g} (its total_count)")
    return group, total


@njit(cache=True)
def _first_impossible_total(total: FloatArray) -> int:
    for unit in range(len(total)):
        if not 0.0 <= total[unit] < np.inf:
            return unit
    return -1


@njit(cache=True)
def _first_impossible_group(group: FloatArray, total: FloatArray) -> int:
    for unit in range(len(group)):
        if not 0.0 <= group[unit] <= total[unit] * (1 + ROUNDING):
            return unit
    return -1


def comparable(group: FloatArray, total: FloatArray) -> bool:
    """Whether an index is defined: some of the group, some others, and at least two units with people.

    Takes checked columns (n_units,).
    """
    return _comparable(float(group.sum()), float(total.sum()), int(np.count_nonzero(total)))


def _comparable(group_sum: float, total_sum: float, lived_in: int) -> bool:
    return group_sum > 0 and total_sum - group_sum > 0 and lived_in >= 2


def occupied(group_count: ArrayLike, total_count: ArrayLike) -> Counts | None:
    """The units where somebody lives, or None where no index is defined (see `comparable`).

    Every index returns nan for None, so "nobody to compare with" never looks like "no segregation".

    >>> occupied([1, 0, 2], [4, 0, 6]).local_share.round(2)
    array([0.25, 0.33])
    >>> occupied([0, 0], [4, 6]) is None
    True
    """
    group, total = checked_counts(group_count, total_count)
    group_sum, total_sum, lived_in = float(group.sum()), float(total.sum()), int(np.count_nonzero(total))
    if not _comparable(group_sum, total_sum, lived_in):
        return None
    if lived_in < len(total):
        group, total = group[total > 0], total[total > 0]
    return Counts(group, total, group_sum, total_sum)


def value_of(formula: Callable[[Counts], FloatArray], group_count: ArrayLike, total_count: ArrayLike) -> float:
    """An index by its formula on the units where somebody lives; nan where no index is defined."""
    counts = occupied(group_count, total_count)
    return float("nan") if counts is None else float(formula(counts))


def dealt(group_count: FloatArray, total_count: FloatArray) -> Counts | None:
    """The counts of many dealings at once, or None where they must be looked at one by one.

    Both (n_dealings, n_units). One by one where an index is not defined for a dealing, or where the dealings leave
    different units empty.
    """
    lived_in = total_count > 0
    group_sum, total_sum = group_count.sum(axis=1), total_count.sum(axis=1)
    defined = (group_sum > 0) & (total_sum > group_sum) & (np.count_nonzero(lived_in, axis=1) >= 2)
    if not defined.all() or (lived_in != lived_in[0]).any():
        return None
    if not lived_in[0].all():
        # Laid out dealing by dealing again, so that sums are added in the order of a single one.
        group_count, total_count = (np.ascontiguousarray(one[:, lived_in[0]]) for one in (group_count, total_count))
    return Counts(group_count.T, total_count.T, group_sum, total_sum)


def counts_by_unit(
    unit: ArrayLike, group_weight: ArrayLike, total_weight: ArrayLike, n_units: int
) -> tuple[FloatArray, FloatArray]:
    """How many of the group, and how many in all, live in each unit.

    `unit` int (n_households,), -1 for households outside every unit (left out); `group_weight` and
    `total_weight` (n_households,): persons of the group and persons, or 1 per household. Returns two float
    arrays (n_units,).

    >>> group, total = counts_by_unit([0, 0, 1, -1], [1, 0, 2, 9], [1, 3, 2, 9], n_units=3)
    >>> group.tolist(), total.tolist()
    ([1.0, 2.0, 0.0], [4.0, 2.0, 0.0])
    """
    where = np.asarray(unit, dtype=np.int64)
    if where.size and where.max() >= n_units:
        raise ValueError(f"unit {where.max()} is outside 0..{n_units - 1}")
    inside = where >= 0
    where = where[inside]

    def count(weight: ArrayLike) -> FloatArray:
        each = np.asarray(weight, dtype=np.float64)[inside]
        return np.bincount(where, each, minlength=n_units).astype(np.float64)

    return count(group_weight), count(total_weight)
