"""Where the estate stands to the official criteria, in words: which list, how far to each threshold, and the dispute.

The criterion of origin is contested: the Court of Justice of the European Union has said when duties laid on areas by
it are direct discrimination, and has left it to the Danish courts whether they are [@cjeu_c417_23].
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agents.core import calendar
from dashboards import text

Pair = tuple[str, str]
Count = Mapping[str, Any]
"""One count as `dashboards.questions.list_criteria` tells it."""
CONTESTED = "non_western"
BELOW = ("income",)
"""Criteria that are met below their threshold; the others are met above it."""


@dataclass(frozen=True)
class Criterion:
    """One criterion: its name, of what its values are per cent, and the decimals they are written with."""

    title: Pair
    digits: int = 1


CRITERIA: Mapping[str, Criterion] = {
    "outside_work": Criterion(
        ("Outside work and education, ages 18–64*", "Uden for job og uddannelse, 18-64 år*"),
    ),
    "convicted": Criterion(("Convicted, adults*", "Dømte, voksne*"), 2),
    "basic_education": Criterion(("Basic schooling only, ages 30–59", "Kun grundskole, 30-59 år")),
    "income": Criterion(
        ("Income, against that of the municipality", "Indkomst i forhold til kommunens"),
    ),
    CONTESTED: Criterion(
        ("From non-Western countries, and descendants", "Fra ikke-vestlige lande og efterkommere"),
    ),
}
"""In the order shown, the contested one last."""

VULNERABLE_AREA: Pair = ("vulnerable housing area (udsat boligområde)", "udsat boligområde")
LISTS: Mapping[str, Pair] = {
    "2010": ("the ghetto list of 2010", "ghettolisten fra 2010"),
    "2015": ("the ghetto list (act L 45 of 2014)", "ghettolisten (L 45 fra 2014)"),
    "2018": (
        "ghetto area of the act of 2018, since 2021 called parallel society (parallelsamfund)",
        "ghettoområde efter loven fra 2018, siden 2021 kaldt parallelsamfund",
    ),
    "2021": ("prevention area (forebyggelsesområde) of the act of 2021", "forebyggelsesområde efter loven fra 2021"),
}
ON: Pair = ("On the list: {}.", "På listen: {}.")
OFF: Pair = ("Not on the list: {}.", "Ikke på listen: {}.")
WOULD_BE: Pair = (
    "Without the contested criterion it would be on the list: {}.",
    "Uden det omstridte kriterium ville området være på listen: {}.",
)
WOULD_NOT_BE: Pair = (
    "Without the contested criterion it would not be on the list: {}.",
    "Uden det omstridte kriterium ville området ikke være på listen: {}.",
)
DISPUTE: Pair = (
    "Contested: on 18 December 2025 the Court of Justice of the European Union (case C-417/23) ruled that the "
    "development plans which the act of 2018 demands of areas picked out by this criterion are direct discrimination "
    "in so far as they rest on the ethnic origin of the residents; whether they do is left to the Danish courts.",
    "Omstridt: EU-Domstolen fastslog 18. december 2025 (sag C-417/23), at de udviklingsplaner, som loven fra 2018 "
    "kræver af områder udpeget efter dette kriterium, er direkte forskelsbehandling, for så vidt de bygger på "
    "beboernes etniske oprindelse; om de gør det, er overladt til de danske domstole.",
)
RUNNING: Pair = ("On it at {} counts in a row.", "På den ved {} opgørelser i træk.")
FIRST: Pair = ("On it since this count.", "På den siden denne opgørelse.")
WITHOUT: Pair = ("Without the contested criterion: {}.", "Uden det omstridte kriterium: {}.")
WITH: Pair = ("As the law counts: {}.", "Sådan som loven tæller: {}.")
WOULD: Pair = ("on the list", "på listen")
WOULD_NOT: Pair = ("not on the list", "ikke på listen")
MET_OF: Pair = ("{} of {} criteria are met; {} are needed", "{} af {} kriterier er opfyldt; der skal {} til")
MET_OTHERS: Pair = (
    "{} of the {} social criteria are met; {} are needed",
    "{} af de {} sociale kriterier er opfyldt; der skal {} til",
)
AND_ORIGIN: Pair = (", and that of origin, which is {}", ", samt kriteriet om herkomst, som {}")
IS_MET: Pair = ("met", "er opfyldt")
IS_NOT_MET: Pair = ("not met", "ikke er opfyldt")
START: Pair = ("1 January 2015", "1. januar 2015")
DECEMBER: Pair = ("December {}", "december {}")
MORE_THAN: Pair = ("more than {} %", "over {} %")
LESS_THAN: Pair = ("less than {} %", "under {} %")
POINTS_ABOVE: Pair = ("{} percentage points above the threshold", "{} procentpoint over grænsen")
POINTS_BELOW: Pair = ("{} percentage points below the threshold", "{} procentpoint under grænsen")
AT: Pair = ("at the threshold", "på grænsen")
MET: Pair = ("Met", "Opfyldt")
NOT_MET: Pair = ("Not met", "Ikke opfyldt")
RESIDENTS: Pair = ("Residents: {}; a list asks for {} or more.", "Beboere: {}; en liste kræver mindst {}.")


def counted(counts: Sequence[Count], shown: int) -> Count | None:
    """The last count that had been made after so many months."""
    return next((count for count in reversed(counts) if count["month"] <= shown), None)


def when(language: str, count: Count) -> str:
    """The date of a count: the start, or a December."""
    if count["month"] == 0:
        return text.of(language, START)
    return text.of(language, DECEMBER).format(calendar.year(count["month"] - 1))


def listed(count: Count, contested: bool) -> str:
    """The list the estate is on: a law, "area" for a vulnerable housing area of 2018, "" for none.

    Without the contested criterion as many of the others must be met as the law asks for; those of 2018 then make a
    vulnerable housing area, which that law has too.
    """
    others = [name for name in count["met"] if name != CONTESTED]
    if count["residents"] < count["minimum"]:
        return ""
    enough = len(others if not contested or count["required"] else count["met"]) >= count["needed"]
    if not enough:
        return ""
    if count["law"] == "2018" and (not contested or CONTESTED not in count["met"]):
        return "area"
    if contested and count["required"] and count["required"] not in count["met"]:
        return ""
    return str(count["law"])


def name_of(language: str, found: str) -> str:
    """A list by its name."""
    return text.of(language, VULNERABLE_AREA if found == "area" else LISTS[found])


def headline(language: str, count: Count, contested: bool) -> str:
    """Whether the estate is on a list, and on which."""
    found = listed(count, contested)
    if found:
        return text.of(language, ON if contested else WOULD_BE).format(name_of(language, found))
    last = "area" if count["law"] == "2018" and not contested else str(count["law"])
    return text.of(language, OFF if contested else WOULD_NOT_BE).format(name_of(language, last))


def other_way(language: str, count: Count, contested: bool) -> str:
    """The same with the contested criterion counted the other way."""
    found = listed(count, not contested)
    said = text.of(language, WOULD if found else WOULD_NOT)
    if found == "area":
        said = name_of(language, found)
    return text.of(language, WITHOUT if contested else WITH).format(said)


def tally(language: str, count: Count, contested: bool) -> str:
    """How many criteria are met and how many are needed, as a sentence."""
    split = bool(count["required"]) or not contested
    names = [name for name in count["thresholds"] if not split or name != CONTESTED]
    met = [name for name in names if name in count["met"]]
    said = text.of(language, MET_OTHERS if split else MET_OF).format(len(met), len(names), count["needed"])
    if contested and count["required"]:
        holds = count["required"] in count["met"]
        said += text.of(language, AND_ORIGIN).format(text.of(language, IS_MET if holds else IS_NOT_MET))
    return f"{said}."


def running(language: str, count: Count) -> str:
    """For how many counts the estate has been on the list of the law; "" when it is on none."""
    if not count["label"]:
        return ""
    times = int(count["running"])
    return text.of(language, FIRST) if times < 2 else text.of(language, RUNNING).format(times)


def shown(count: Count, contested: bool) -> list[str]:
    """The criteria of the law in the order shown."""
    return [name for name in CRITERIA if name in count["thresholds"] and (contested or name != CONTESTED)]


def per_cent(language: str, name: str, share: float) -> str:
    """A value as it is written."""
    return f"{text.number(language, 100.0 * share, CRITERIA[name].digits)}\u00a0%"


def threshold(language: str, name: str, limit: float) -> str:
    """What must be passed."""
    written = text.short(language, 100.0 * limit, 2)
    return text.of(language, LESS_THAN if name in BELOW else MORE_THAN).format(written)


def distance(language: str, name: str, share: float, limit: float) -> str:
    """How far a value lies from its threshold."""
    digits = CRITERIA[name].digits
    points = 100.0 * (share - limit)
    written = text.number(language, abs(points), digits)
    # What is nearer than can be written is told with one more digit, so that "above" is never above by nothing.
    if points and not float(f"{abs(points):.{digits}f}"):
        written = text.number(language, abs(points), digits + 1)
    if not points:
        return text.of(language, AT)
    return text.of(language, POINTS_ABOVE if points > 0 else POINTS_BELOW).format(written)
