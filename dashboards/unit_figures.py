"""Shares, medians and means of units of homes, for all attributes at once: columns are counted, never looped over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboards.attributes import ATTRIBUTES, HIDDEN, VACANT, Codes, by_name

if TYPE_CHECKING:
    from model.world import World

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

KEY_BITS = np.uint64(0xFFFFFFFF)
"""As much of a household's key as tells it from the others that may live in the same home; 0 where nobody does."""
LARGEST_KR = (1 << 24) - 1
"""No household of the model has more in a month: a median is of whole kr and the unit is packed beside it."""
COUNTED = tuple(one for one in ATTRIBUTES if one.name not in ("income", "years", "name", "order"))
"""Attributes whose classes are counted by unit; of the others there is a median or a mean."""


@dataclass(frozen=True, eq=False)
class Summary:
    """What there is to tell of units `(n_units,)` in a month.

    `standing` are homes that are built, `lived_in` those with a household; `counts[attribute]` homes by class
    `(n_units, n_classes)`; `numbers` are the median "income" (kr/month), the mean "years" in the home, and "name" and
    "order" (0..1) as the mean over homes; nan where there is nothing to take it of.
    """

    standing: Ints
    lived_in: Ints
    counts: dict[str, Ints]
    numbers: dict[str, Floats]

    def among(self, attribute: str) -> Ints:
        """The homes of which a share, median or mean of an attribute tells."""
        return self.standing if by_name(attribute).of_homes else self.lived_in


@dataclass(frozen=True, eq=False)
class Column:
    """What is kept of the estate's homes in a month beside their classes.

    `income` is in kr/month (float32) and `months` how long the household has lived there, both only told where somebody
    lives; `reputation` and `order` have one value an area (float32); `keys` are the last bits of the household's key.
    """

    income: Floats
    months: NDArray[np.int16]
    reputation: Floats
    order: Floats
    keys: NDArray[np.uint32]


def column(world: World) -> Column:
    """The estate's homes now."""
    household = world.dwellings.household[: world.place.n_estate]
    return Column(
        world.households.income[household].astype(np.float32),
        (world.month - world.households.since[household].astype(np.int64)).astype(np.int16),
        world.reputation.astype(np.float32),
        world.order.astype(np.float32),
        np.where(household >= 0, world.households.key[household] & KEY_BITS, 0).astype(np.uint32),
    )


def of_homes(of: Ints, n: int, area: NDArray[np.integer], codes: dict[str, Codes], more: Column) -> Summary:
    """Units of the estate's homes; `of` is the unit of each home, `codes` their classes by attribute."""
    built = codes["vacancy"] != HIDDEN
    lived = built & (codes["vulnerability"] != VACANT)
    counts = {}
    for one in COUNTED:
        known = built if one.of_homes else lived
        counts[one.name] = _counted(of[known], n, codes[one.name][known], len(one.labels))
    numbers = {
        "income": medians(of[lived], n, more.income[lived]),
        "years": means(of[lived], n, more.months[lived] / 12.0),
        "name": means(of[built], n, more.reputation[area[built]]),
        "order": means(of[built], n, more.order[area[built]]),
    }
    return Summary(np.bincount(of[built], minlength=n), np.bincount(of[lived], minlength=n), counts, numbers)


def of_areas(world: World, of: Ints, n: int) -> Summary:
    """Units of all homes of the municipality; `of` is the unit of each area.

    It is counted every month of a run: households as they lie in their table, without a list of who they are.
    """
    homes, households = world.dwellings, world.households
    stands = homes.alive & (homes.from_month <= world.month)
    unit = _units_of_households(world, of.astype(np.int32), n)
    lived_in = np.bincount(unit, minlength=n + 1)[:n]
    counts = {}
    for one in COUNTED:
        if not one.of_homes:
            codes = one.codes(world, slice(None))
            counts[one.name] = _counted(unit, n + 1, codes, len(one.labels))[:n]
    for name, rows in (("tenure", np.flatnonzero(stands)), ("vacancy", np.flatnonzero(stands & (homes.household < 0)))):
        one = by_name(name)
        by_area = _counted(homes.area[rows].astype(np.int32), len(of), one.codes(world, rows), len(one.labels))
        counts[name] = np.zeros((n, len(one.labels)), dtype=np.int64)
        np.add.at(counts[name], of, by_area)
        if name == "tenure":
            weights = by_area.sum(axis=1)
    counts["vacancy"][:, 0] = lived_in
    standing = counts["tenure"].sum(axis=1)
    somewhere = unit < n
    with np.errstate(invalid="ignore", divide="ignore"):
        numbers = {
            "income": medians(unit[somewhere], n, households.income[somewhere]),
            "years": (means(unit, n + 1, (world.month - households.since.astype(np.int32)) / 12.0))[:n],
            "name": (np.bincount(of, world.reputation * weights, n) / standing).astype(np.float32),
            "order": (np.bincount(of, world.order * weights, n) / standing).astype(np.float32),
        }
    return Summary(standing, lived_in, counts, numbers)


def _units_of_households(world: World, of: NDArray[np.int32], n: int) -> NDArray[np.int32]:
    """The unit of each row of households; `n` where no household lives."""
    households = world.households
    unit = of[world.dwellings.area[households.dwelling]]
    unit[~households.alive | (households.dwelling < 0)] = n
    return unit


def medians(of: Ints | NDArray[np.integer], n: int, values: NDArray[np.floating]) -> Floats:
    """The median of each unit in whole units of the values (0 to 16 million); nan where a unit has none.

    >>> medians(np.array([1, 0, 1, 1, 0]), 3, np.array([7.0, 4.0, 9.0, 30.0, 5.0]))
    array([4.5, 9. , nan], dtype=float32)
    """
    kind = np.dtype(np.uint32 if n <= 256 else np.uint64)
    whole = np.clip(np.rint(values), 0, LARGEST_KR).astype(kind)
    packed = np.sort(of.astype(kind) * (LARGEST_KR + 1) + whole)
    size = np.bincount(of, minlength=n)
    start = np.cumsum(size) - size
    some = size > 0
    found = np.full(n, np.nan, dtype=np.float32)
    low, high = (start + (size - 1) // 2)[some], (start + size // 2)[some]
    value = (packed % (LARGEST_KR + 1)).astype(np.float64)
    found[some] = (value[low] + value[high]) / 2.0
    return found


def means(of: Ints | NDArray[np.integer], n: int, values: NDArray[np.floating]) -> Floats:
    """The mean of each unit; nan where a unit has none."""
    size = np.bincount(of, minlength=n)
    with np.errstate(invalid="ignore"):
        return (np.bincount(of, values, n) / size).astype(np.float32)


def _counted(of: NDArray[np.integer], n: int, codes: ArrayLike, classes: int) -> Ints:
    code = np.asarray(codes).astype(np.int32)
    return np.bincount(of * np.int32(classes) + code, minlength=n * classes).reshape(n, classes)
