"""The map of probability: in how many of the runs a home, a cell or a department is so at the end, or rises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from agents.codes import Origin
from dashboards.attributes import HIDDEN, STEPS_5, VACANT
from dashboards.replications.kept import Kept
from experiments.rises import Rises, counted
from geodata import place as places

Shares = NDArray[np.float64]
Codes = NDArray[np.uint8]

LIMITS = (0.1, 0.35, 0.65, 0.9)
"""Between the classes of a probability."""
PROBABILITY = STEPS_5
RISE = ("#5e3c99", "#b2abd2", "#ececec", "#fdb863", "#e66101")
"""Purple falls, orange rises; strong where it is beyond chance."""
FALLS, MAY_FALL, AS_OFTEN, MAY_RISE, RISES = range(5)
NEARLY_EVEN = 0.05


@dataclass(frozen=True)
class What:
    """What is counted: homes whose class under an attribute is one of these, of homes lived in or of all that stand."""

    name: str
    title: tuple[str, str]
    attribute: str
    classes: tuple[int, ...]
    lived_in: bool = True
    about_origin: bool = False


WHATS = (
    What("vulnerable", ("vulnerable households", "udsatte husstande"), "vulnerability", (3,)),
    What("empty", ("empty homes", "tomme boliger"), "vulnerability", (VACANT,), lived_in=False),
    What(
        "non_western",
        ("households of non-western origin", "husstande med ikke-vestlig oprindelse"),
        "origin",
        (int(Origin.NON_WESTERN),),
        about_origin=True,
    ),
)
LEVELS = ("cell", "department", "home")
"""What one share is of."""


@dataclass(frozen=True, eq=False)
class Units:
    """Which unit each home of the estate belongs to `(n_estate,)`, and what the units are called."""

    of: NDArray[np.int64]
    names: tuple[str, ...]

    @property
    def homes(self) -> NDArray[np.int64]:
        """How many homes each has."""
        return np.bincount(self.of, minlength=len(self.names))


@lru_cache(maxsize=24)
def units(name: str, level: str) -> Units:
    """The units of a place's estate at a level."""
    place = places.load(name)
    homes = place.dwellings.iloc[: place.n_estate]
    if level == "home":
        return Units(np.arange(place.n_estate), tuple(map(str, homes["label"])))
    found, of = np.unique(homes[level].to_numpy(), return_inverse=True)
    titles = place.cells["cell"].iloc if level == "cell" else place.departments["title"].loc
    return Units(of.astype(np.int64), tuple(str(titles[int(one)]) for one in found))


def share(run: Kept, what: What, of: Units) -> Shares:
    """The share of a unit's homes at the end of one run `(n_units,)`; nan where there are none to count among."""
    codes = run.homes[what.attribute]
    counts = codes != HIDDEN
    if what.lived_in:
        counts &= codes != VACANT
    n = len(of.names)
    part = np.bincount(of.of, np.isin(codes, what.classes) & counts, n)
    whole = np.bincount(of.of, counts, n)
    return np.where(whole > 0, part / np.maximum(whole, 1), np.nan)


def more_than(runs: Sequence[Kept], what: What, of: Units, limit: float) -> Shares:
    """In what share of the runs a unit has more than `limit` (0..1); nan where it never has a share."""
    found = np.array([share(run, what, of) for run in runs]).reshape(len(runs), len(of.names))
    known = np.isfinite(found)
    times = (np.where(known, found, -1.0) > limit).sum(axis=0)
    return np.where(known.any(axis=0), times / np.maximum(known.sum(axis=0), 1), np.nan)


def rises(pairs: Sequence[tuple[Kept, Kept]], what: What, of: Units) -> list[Rises]:
    """How often each unit has more in the second run of a pair than in the first."""
    if not pairs:
        return [counted(0, 0, 0)] * len(of.names)
    before, after = (np.array([share(pair[k], what, of) for pair in pairs]) for k in (0, 1))
    known = (np.isfinite(before) & np.isfinite(after)).sum(axis=0)
    ups, downs = (after > before).sum(axis=0), (after < before).sum(axis=0)
    return [counted(int(u), int(d), int(n)) for u, d, n in zip(ups, downs, known, strict=True)]


def classes(probabilities: Shares) -> Codes:
    """The class of each probability; `VACANT` where there is none."""
    codes = np.searchsorted(LIMITS, np.nan_to_num(probabilities), side="right").astype(np.uint8)
    return np.where(np.isfinite(probabilities), codes, VACANT).astype(np.uint8)


def rise_classes(found: Sequence[Rises]) -> Codes:
    """The class of each rise; `VACANT` where there is none."""
    return np.array([_rise_class(one) for one in found], dtype=np.uint8)


def _rise_class(one: Rises) -> int:
    if not one.pairs:
        return VACANT
    if one.sure:
        return RISES if one.share > 0.5 else FALLS
    if abs(one.share - 0.5) <= NEARLY_EVEN:
        return AS_OFTEN
    return MAY_RISE if one.share > 0.5 else MAY_FALL
