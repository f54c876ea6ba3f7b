"""What a colour says of a unit of homes: a share, a median or a mean of an attribute, in classes with a legend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboards import attributes, text
from dashboards.attributes import HIDDEN, STEPS_6, VACANT, Codes
from dashboards.unit_figures import Floats, Summary

Pair = tuple[str, str]

COMMONEST = -1
"""Instead of a class: the class that is most common in each unit."""
FEWEST_HOMES = 5
"""A share of fewer homes says nothing, and the unit is not coloured."""
SHARE_LIMITS = (0.05, 0.15, 0.30, 0.50, 0.75)


@dataclass(frozen=True)
class Measure:
    """How units are coloured by one attribute.

    With `classes` the share of homes in one of them; with none of them and `of` "share", the share of a class that the
    reader chooses or of the commonest; else the median or mean. `limits` part the colours.
    """

    of: str
    title: Pair
    limits: tuple[float, ...] = SHARE_LIMITS
    classes: tuple[int, ...] = ()
    digits: int = 0
    unit: Pair = ("", "")
    darkest_first: bool = False

    @property
    def palette(self) -> tuple[str, ...]:
        """One colour a band."""
        return STEPS_6[::-1] if self.darkest_first else STEPS_6


MEASURES: dict[str, Measure] = {
    "vulnerability": Measure(
        "share",
        ("Vulnerable households (3+ of 5 conditions)", "Udsatte husstande (3+ af 5 forhold)"),
        (0.03, 0.06, 0.12, 0.20, 0.30),
        (3,),
    ),
    "vacancy": Measure("share", ("Empty homes", "Tomme boliger"), (0.01, 0.02, 0.04, 0.08, 0.15), (1, 2, 3, 4)),
    "rule": Measure("share", ("Came by which letting rule", "Kom via hvilken udlejningsregel")),
    "household_type": Measure("share", ("Household type", "Husstandstype")),
    "tenure": Measure("share", ("Tenure", "Ejerform")),
    "origin": Measure("share", ("Origin of the oldest adult", "Den ældste voksnes herkomst")),
    "income": Measure(
        "median",
        ("Median household income after tax", "Median af husstandenes indkomst efter skat"),
        (14_000, 16_000, 18_000, 20_000, 23_000),
        unit=("kr/month", "kr./md."),
    ),
    "years": Measure(
        "mean",
        ("Mean years in the home", "Gennemsnitligt antal år i boligen"),
        (4, 6, 8, 10, 12),
        digits=1,
        unit=("years", "år"),
        darkest_first=True,
    ),
    "name": Measure(
        "mean",
        ("Reputation of the area, scale 0 to 1", "Områdets omdømme, skala 0 til 1"),
        attributes.SCALE_LIMITS,
        digits=2,
    ),
    "order": Measure(
        "mean", ("Order outdoors, scale 0 to 1", "Orden udenfor, skala 0 til 1"), attributes.SCALE_LIMITS, digits=2
    ),
}
NARROW = "\u00a0"
"""A number and its unit stand on one line."""
LIMIT_DIGITS = {"name": 1, "order": 1}
SHARE_OF: Pair = ("{}: share of {}", "{}: andel af {}")
MOST_COMMON: Pair = ("{}: the most common", "{}: den hyppigste")
HOMES: Pair = ("homes", "boliger")
HOUSEHOLDS: Pair = ("households", "husstande")
UNDER: Pair = ("under {}", "under {}")
BETWEEN: Pair = ("{} to {}", "{} til {}")
OR_MORE: Pair = ("{} or more", "{} eller mere")


@dataclass(frozen=True, eq=False)
class Shown:
    """What the map shows of units: class code (`VACANT` too few homes, `HIDDEN` none), value and homes it is of."""

    codes: Codes
    values: Floats
    homes: NDArray[np.uint32]


def choosable(attribute: str) -> bool:
    """Whether units are coloured by a class that is chosen."""
    measure = MEASURES[attribute]
    return measure.of == "share" and not measure.classes


def group_of(attribute: str, group: int) -> int:
    """The class chosen, or `COMMONEST` where the attribute has no such class or offers none."""
    there = choosable(attribute) and 0 <= group < len(attributes.by_name(attribute).labels)
    return group if there else COMMONEST


def show(summary: Summary, attribute: str, group: int = COMMONEST) -> Shown:
    """Units coloured by an attribute."""
    measure, group = MEASURES[attribute], group_of(attribute, group)
    homes = summary.among(attribute)
    if measure.of != "share":
        values = summary.numbers[attribute]
        codes = attributes.bands(np.nan_to_num(values), measure.limits)
    else:
        counts = summary.counts[attribute]
        chosen = list(measure.classes) or [group]
        some = counts.max(axis=1) if group == COMMONEST and not measure.classes else counts[:, chosen].sum(axis=1)
        values = np.where(homes > 0, some / np.maximum(homes, 1), np.nan).astype(np.float32)
        codes = attributes.bands(np.nan_to_num(values), measure.limits)
        if group == COMMONEST and not measure.classes:
            codes = counts.argmax(axis=1).astype(np.uint8)
    codes = np.where(homes < FEWEST_HOMES, VACANT, codes)
    return Shown(np.where(summary.standing == 0, HIDDEN, codes).astype(np.uint8), values, homes.astype(np.uint32))


def title(language: str, attribute: str, group: int) -> str:
    """What the colours say, as the legend is headed."""
    measure, group = MEASURES[attribute], group_of(attribute, group)
    own = text.of(language, measure.title)
    if measure.of != "share":
        return f"{own}, {text.of(language, measure.unit)}" if attribute == "income" else own
    of = text.of(language, HOMES if attributes.by_name(attribute).of_homes else HOUSEHOLDS)
    if measure.classes:
        return text.of(language, SHARE_OF).format(own, of)
    if group == COMMONEST:
        return text.of(language, MOST_COMMON).format(own)
    label = text.of(language, attributes.by_name(attribute).labels[group])
    return text.of(language, SHARE_OF).format(f"{own}, {label}", of)


def palette(attribute: str, group: int) -> tuple[str, ...]:
    """One colour a class."""
    if choosable(attribute) and group_of(attribute, group) == COMMONEST:
        return attributes.by_name(attribute).palette
    return MEASURES[attribute].palette


def labels(language: str, attribute: str, group: int) -> list[str]:
    """One text a class."""
    measure = MEASURES[attribute]
    if choosable(attribute) and group_of(attribute, group) == COMMONEST:
        return [text.of(language, label) for label in attributes.by_name(attribute).labels]
    share = measure.of == "share"
    digits = LIMIT_DIGITS.get(attribute, 0)
    written = [text.number(language, 100 * one if share else one, digits) for one in measure.limits]
    ends = [one + " %" if share else one for one in written]
    between = [text.of(language, BETWEEN).format(a, b) for a, b in zip(written[:-1], ends[1:], strict=True)]
    return [text.of(language, UNDER).format(ends[0]), *between, text.of(language, OR_MORE).format(ends[-1])]


def form(language: str, attribute: str, group: int = COMMONEST) -> dict[str, Any]:
    """How the browser writes a value."""
    measure = MEASURES[attribute]
    share = measure.of == "share"
    return {
        "factor": 100 if share else 1,
        "digits": measure.digits,
        "suffix": NARROW + "%" if share else f"{NARROW}{text.of(language, measure.unit)}".rstrip(),
        "named": choosable(attribute) and group_of(attribute, group) == COMMONEST,
    }


def written(language: str, attribute: str, value: float) -> str:
    """A value in words."""
    how = form(language, attribute)
    return text.number(language, how["factor"] * value, how["digits"]) + str(how["suffix"])
