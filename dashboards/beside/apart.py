"""Segregation in words and numbers: what was counted by the month shown, beside what chance alone would give."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from agents.core import calendar
from dashboards import text
from dashboards.charts import Values

Pair = tuple[str, str]
Parts = Mapping[str, float]
Told = Sequence[tuple[int, str, str, str, Parts]]
"""What `dashboards.questions.segregation` answers."""
DIGITS = 3


@dataclass(frozen=True)
class Measure:
    """One index: what it is called, what it tells, the range that is always drawn, and which way is apart."""

    name: str
    title: Pair
    meaning: Pair
    at_least: tuple[float, float]
    apart: int = 1


MEASURES = (
    Measure(
        "dissimilarity",
        ("Dissimilarity (D)", "Dissimilaritet (D)"),
        (
            "Share of the group who would have to move for the mix to be the same everywhere.",
            "Den del af gruppen, der måtte flytte, for at blandingen var ens overalt.",
        ),
        (0.0, 0.3),
    ),
    Measure(
        "isolation",
        ("Isolation", "Isolation"),
        (
            "Share of the same group where an average member of the group lives.",
            "Andelen af samme gruppe dér, hvor et gennemsnitligt medlem af gruppen bor.",
        ),
        (0.0, 0.3),
    ),
    Measure(
        "exposure",
        ("Contact with others", "Kontakt til andre"),
        (
            "Share of others where an average member of the group lives; apart means less of it.",
            "Andelen af andre dér, hvor et gennemsnitligt medlem af gruppen bor; adskilt betyder mindre af den.",
        ),
        (0.8, 1.0),
        -1,
    ),
    Measure(
        "theil_h",
        ("Theil’s information index (H)", "Theils informationsindeks (H)"),
        (
            "How much of the mix of the whole municipality is missing where an average person lives.",
            "Hvor meget af hele kommunens blanding der mangler, dér hvor en gennemsnitlig person bor.",
        ),
        (0.0, 0.1),
    ),
)
LEVELS: Mapping[str, tuple[Pair, Pair]] = {
    "cell": (("100 m cells", "100 m-celler"), ("Between 100 m cells", "Mellem 100 m-celler")),
    "department": (
        ("Social housing departments", "Almene afdelinger"),
        ("Between social housing departments", "Mellem almene afdelinger"),
    ),
    "district": (
        ("The estate and polling districts", "Området og valgdistrikter"),
        ("Between the estate and polling districts", "Mellem området og valgdistrikterne"),
    ),
}
"""Title of the chart and beginning of the sentence for each level."""
GROUPS: Mapping[str, tuple[Pair, Pair]] = {
    "vulnerable": (
        ("Vulnerable households", "Udsatte husstande"),
        (
            "How far apart vulnerable and other households live, {}:",
            "Så adskilt bor udsatte og andre husstande, {}:",
        ),
    ),
    "non_western": (
        ("Non-Western origin (official groups)", "Ikke-vestlig herkomst (officielle grupper)"),
        (
            "How far apart people of non-Western and other origin live, {}:",
            "Så adskilt bor personer med ikke-vestlig og anden herkomst, {}:",
        ),
    ),
}
ABOUT_ORIGIN = ("non_western",)
MORE: Pair = ("more than chance, by {}", "mere end tilfældigt, med {}")
NO_MORE: Pair = ("no more than chance", "ikke mere end tilfældigt")
LESS: Pair = ("less than chance, by {}", "mindre end tilfældigt, med {}")
NOTHING: Pair = ("nothing to measure", "intet at måle")
MEASURED: Pair = ("{} against {} to {} by chance", "{} mod {} til {} ved tilfældighed")
JANUARY: Pair = ("end of January 2015", "udgangen af januar 2015")
DECEMBER: Pair = ("December {}", "december {}")


def groups(origin: bool) -> tuple[str, ...]:
    """The groups that may be shown."""
    return tuple(name for name in GROUPS if origin or name not in ABOUT_ORIGIN)


def counted(told: Told, index: str, level: str, group: str) -> list[tuple[int, Parts]]:
    """(month, parts) of one index, oldest first."""
    return [(month, parts) for month, *key, parts in told if key == [index, level, group]]


def latest(rows: Sequence[tuple[int, Parts]], shown: int) -> tuple[int, Parts] | None:
    """The last count that had been made after so many months; None before the first."""
    return next(((month, parts) for month, parts in reversed(rows) if month < shown), None)


def when(language: str, month: int) -> str:
    """The date of a count."""
    if month == 0:
        return text.of(language, JANUARY)
    return text.of(language, DECEMBER).format(calendar.year(month))


def verdict(language: str, measure: Measure, parts: Parts) -> str:
    """Whether what is seen differs from chance, and by how much from the mean of chance.

    >>> parts = {"value": 0.21, "expected": 0.17, "low": 0.16, "high": 0.18}
    >>> verdict("en", MEASURES[0], parts), verdict("da", MEASURES[2], parts)
    ('more than chance, by 0.040', 'mindre end tilfældigt, med 0,040')
    """
    value, low, high = parts["value"], parts["low"], parts["high"]
    if not all(map(math.isfinite, (value, low, high))):
        return text.of(language, NOTHING)
    if low <= value <= high:
        return text.of(language, NO_MORE)
    away = (value - parts["expected"]) * measure.apart
    return text.of(language, MORE if away > 0 else LESS).format(text.number(language, abs(away), DIGITS))


def sentence(language: str, measure: Measure, level: str, parts: Parts) -> str:
    """One level in a sentence, with the numbers it rests on.

    >>> sentence("en", MEASURES[0], "cell", {"value": 0.17, "expected": 0.17, "low": 0.16, "high": 0.18})
    'Between 100 m cells: no more than chance (0.170 against 0.160 to 0.180 by chance).'
    """
    said = f"{text.of(language, LEVELS[level][1])}: {verdict(language, measure, parts)}"
    numbers = [parts[name] for name in ("value", "low", "high")]
    if not all(map(math.isfinite, numbers)):
        return f"{said}."
    written = (text.number(language, x, DIGITS) for x in numbers)
    return f"{said} ({text.of(language, MEASURED).format(*written)})."


def drawn(sides: Sequence[Sequence[tuple[int, Parts]]]) -> Values:
    """What the chart draws: `(sides, 3, months)` with the index and both edges of chance, nan between the counts."""
    months = max((rows[-1][0] + 1 for rows in sides if rows), default=0)
    values = np.full((len(sides), 3, months), np.nan, dtype=np.float32)
    for side, rows in enumerate(sides):
        for month, parts in rows:
            values[side, :, month] = parts["value"], parts["low"], parts["high"]
    return values
