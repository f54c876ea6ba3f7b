"""What the map can be coloured by: each attribute turns the state of the model into one class code a home."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from agents.codes import Rule
from agents.core.parameter import nearest

if TYPE_CHECKING:
    from model.world import World

Codes = NDArray[np.uint8]
Rows = NDArray[np.integer] | slice

HIDDEN = 254
"""Class code of a home that is not built yet."""
VACANT = 255
"""Class code of an empty home."""

# Paul Tol's muted scheme in its most colour-blind-safe order; single-hue steps for quantities.
MUTED = ("#CC6677", "#332288", "#DDCC77", "#117733", "#88CCEE", "#882255")
GREY = "#BFBFBA"
STEPS_4 = ("#dfe5ef", "#9ab8dc", "#4a7ab8", "#1b2a66")
STEPS_5 = ("#dfe5ef", "#a9c3e3", "#6f9bcf", "#3a62a5", "#1b2a66")
STEPS_6 = ("#e6ecf4", "#bdd0e8", "#8fb1d8", "#5f8bc2", "#365d9f", "#1b2a66")

INCOME_LIMITS = (10_000.0, 16_000.0, 23_000.0, 32_000.0)
"""Limits of the income bands in kr/month after tax; a matter of display only."""
YEAR_LIMITS = (1.0, 3.0, 5.0, 10.0)
"""Limits of the bands of years lived in the home."""
VACANT_LIMITS = (1.0, 3.0, 6.0)
"""Limits of the bands of months a home has stood empty."""
SCALE_LIMITS = (0.4, 0.5, 0.6, 0.7, 0.8)
"""Limits of the bands of what is measured from 0 to 1: the name of an area and its order outdoors."""
SCALE_LABELS = (
    ("under 0.4", "under 0,4"),
    ("0.4 to 0.5", "0,4 til 0,5"),
    ("0.5 to 0.6", "0,5 til 0,6"),
    ("0.6 to 0.7", "0,6 til 0,7"),
    ("0.7 to 0.8", "0,7 til 0,8"),
    ("0.8 or more", "0,8 eller mere"),
)
RULE_CLASS = {
    Rule.INITIAL: 0,
    Rule.ORDINARY: 1,
    Rule.INTERNAL: 2,
    Rule.ASSIGNMENT: 3,
    Rule.FLEXIBLE: 4,
    Rule.PLATFORM: 5,
    Rule.SECOND_CHANCE: 6,
}
OTHER_RULE = 6


@dataclass(frozen=True)
class Attribute:
    """One way to colour the map: texts as (English, Danish), colours, and a function of the world.

    `codes(world, rows)` gives the number of a class of each of these rows: of households (and an empty home has none),
    or with `of_homes` of homes, lived in or not.
    """

    name: str
    title: tuple[str, str]
    labels: tuple[tuple[str, str], ...]
    palette: tuple[str, ...]
    codes: Callable[[World, Rows], ArrayLike]
    of_homes: bool = False
    about_origin: bool = False

    def classify(self, world: World) -> Codes:
        """The class of each home of the estate, uint8 `(n_estate,)`; `VACANT` and `HIDDEN` are classes too."""
        n = world.place.n_estate
        household = world.dwellings.household[:n]
        result = np.full(n, VACANT, dtype=np.uint8)
        rows = np.arange(n, dtype=np.int32) if self.of_homes else np.flatnonzero(household >= 0)
        result[rows] = self.codes(world, rows if self.of_homes else household[rows])
        result[world.dwellings.from_month[:n] > world.month] = HIDDEN
        return result


def bands(values: ArrayLike, limits: tuple[float, ...]) -> Codes:
    """The band of each value: 0 below the first limit; a value on a limit belongs to the band above."""
    return np.searchsorted(np.asarray(limits), np.asarray(values), side="right").astype(np.uint8)


def _vulnerability(world: World, rows: Rows) -> ArrayLike:
    return np.minimum(world.households.score[rows].astype(np.uint8), 3)


def _origin(world: World, rows: Rows) -> ArrayLike:
    codes: Codes = world.households.origin[rows]
    return codes


def _household_type(world: World, rows: Rows) -> ArrayLike:
    codes: Codes = world.households.type[rows]
    return codes


def _income(world: World, rows: Rows) -> ArrayLike:
    return bands(world.households.income[rows], INCOME_LIMITS)


def _years(world: World, rows: Rows) -> ArrayLike:
    return bands((world.month - world.households.since[rows].astype(np.int64)) / 12.0, YEAR_LIMITS)


_RULES = np.full(256, OTHER_RULE, dtype=np.uint8)
_RULES[[int(rule) for rule in RULE_CLASS]] = list(RULE_CLASS.values())


def _rule(world: World, rows: Rows) -> ArrayLike:
    return _RULES[world.households.rule[rows]]


def _vacant(world: World, homes: Rows) -> ArrayLike:
    empty_months = world.month - world.dwellings.vacant_since[homes].astype(np.int64)
    return np.where(world.dwellings.household[homes] >= 0, 0, 1 + bands(empty_months, VACANT_LIMITS))


def _tenure(world: World, homes: Rows) -> ArrayLike:
    codes: Codes = world.dwellings.tenure[homes]
    return codes


def _name(world: World, homes: Rows) -> ArrayLike:
    return bands(world.reputation[world.dwellings.area[homes]], SCALE_LIMITS)


def _order(world: World, homes: Rows) -> ArrayLike:
    return bands(world.order[world.dwellings.area[homes]], SCALE_LIMITS)


ATTRIBUTES: tuple[Attribute, ...] = (
    Attribute(
        "vulnerability",
        ("Vulnerability", "Udsathed"),
        (
            ("none of five conditions", "ingen af fem forhold"),
            ("one condition", "ét forhold"),
            ("two conditions", "to forhold"),
            ("three or more", "tre eller flere"),
        ),
        STEPS_4,
        _vulnerability,
    ),
    Attribute(
        "rule",
        ("Came by which letting rule", "Kom via hvilken udlejningsregel"),
        (
            ("lived here in January 2015", "boede her i januar 2015"),
            ("ordinary waiting list", "almindelig venteliste"),
            ("internal list", "intern oprykning"),
            ("municipal assignment", "kommunal anvisning"),
            ("flexible letting", "fleksibel udlejning"),
            ("shared platform", "fælles platform"),
            ("other", "andet"),
        ),
        (GREY, MUTED[4], MUTED[3], MUTED[0], MUTED[2], MUTED[1], MUTED[5]),
        _rule,
    ),
    Attribute(
        "years",
        ("Years in the home", "År i boligen"),
        (
            ("under 1", "under 1"),
            ("1 to 3", "1 til 3"),
            ("3 to 5", "3 til 5"),
            ("5 to 10", "5 til 10"),
            ("10 or more", "10 eller flere"),
        ),
        STEPS_5[::-1],
        _years,
    ),
    Attribute(
        "household_type",
        ("Household type", "Husstandstype"),
        (
            ("single man", "enlig mand"),
            ("single woman", "enlig kvinde"),
            ("couple", "par"),
            ("couple with children", "par med børn"),
            ("single with children", "enlig med børn"),
            ("other", "andre"),
        ),
        (MUTED[4], MUTED[1], MUTED[3], MUTED[2], MUTED[0], GREY),
        _household_type,
    ),
    Attribute(
        "income",
        ("Household income after tax, kr/month", "Husstandens indkomst efter skat, kr./md."),
        (
            ("under 10,000", "under 10.000"),
            ("10,000 to 16,000", "10.000 til 16.000"),
            ("16,000 to 23,000", "16.000 til 23.000"),
            ("23,000 to 32,000", "23.000 til 32.000"),
            ("32,000 or more", "32.000 eller mere"),
        ),
        STEPS_5,
        _income,
    ),
    Attribute(
        "vacancy",
        ("Empty homes", "Tomme boliger"),
        (
            ("lived in", "beboet"),
            ("empty under 1 month", "tom under 1 måned"),
            ("empty 1 to 3 months", "tom 1 til 3 måneder"),
            ("empty 3 to 6 months", "tom 3 til 6 måneder"),
            ("empty 6 months or more", "tom 6 måneder eller mere"),
        ),
        ("#e6e6e1", "#88CCEE", "#DDCC77", "#CC6677", "#882255"),
        _vacant,
        of_homes=True,
    ),
    Attribute(
        "tenure",
        ("Tenure", "Ejerform"),
        (
            ("owner-occupied", "ejerbolig"),
            ("private rental", "privat leje"),
            ("cooperative", "andelsbolig"),
            ("social housing", "almen bolig"),
        ),
        (MUTED[3], MUTED[2], MUTED[0], MUTED[4]),
        _tenure,
        of_homes=True,
    ),
    Attribute(
        "name",
        ("Reputation of the area, scale 0 to 1", "Områdets omdømme, skala 0 til 1"),
        SCALE_LABELS,
        STEPS_6,
        _name,
        of_homes=True,
    ),
    Attribute(
        "order",
        ("Order outdoors, scale 0 to 1", "Orden udenfor, skala 0 til 1"),
        SCALE_LABELS,
        STEPS_6,
        _order,
        of_homes=True,
    ),
    Attribute(
        "origin",
        ("Origin of the oldest adult", "Den ældste voksnes herkomst"),
        (("Danish", "dansk"), ("Western", "vestlig"), ("non-Western", "ikke-vestlig")),
        (MUTED[4], MUTED[2], MUTED[1]),
        _origin,
        about_origin=True,
    ),
)


def by_name(name: str) -> Attribute:
    """The attribute of that name; raises KeyError with the names there are when there is none."""
    for attribute in ATTRIBUTES:
        if attribute.name == name:
            return attribute
    raise KeyError(f"no attribute '{name}'{nearest(name, names())}; there are {', '.join(names())}")


def names(with_origin: bool = True) -> tuple[str, ...]:
    """Names of the attributes in the order of the menu, with or without those about origin."""
    return tuple(a.name for a in ATTRIBUTES if with_origin or not a.about_origin)
