"""A cohort from cradle to job: the children of each birth year, wherever they live now, with what became of them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri

from agents.codes import Gate, LanguageGroup, Stage, Status
from agents.core import calendar
from experiments.errors import InputError
from experiments.lives import NEVER, LifeBook
from experiments.statistics import CONFIDENCE, estimate
from model.lives import GONE

Floats = NDArray[np.float64]
DEFAULT_AGES = (18, 20, 25)
COLUMNS = ("birth_year", "measure", "title", "unit", "n", "value", "error", "low", "high", "runs")
IN_YOUTH_EDUCATION = (Stage.UPPER_SECONDARY, Stage.VOCATIONAL, Stage.HIGHER)
SETTLED = 3
"""Months after a birthday at which daycare is looked at, since a place is taken up within a quarter."""


@dataclass(frozen=True)
class Measure:
    """One row of the cohort's table: a value for each life, nan for those it cannot be told of (yet)."""

    name: str
    title: str
    unit: str
    of: Callable[[LifeBook], Floats]


def _share(told: NDArray[np.bool_], among: NDArray[np.bool_]) -> Floats:
    return np.where(among, told.astype(np.float64), np.nan)


def alive_at(book: LifeBook, age_months: int) -> NDArray[np.bool_]:
    """Who reached an age within the run, alive and known to the record by then."""
    month = book.birth + age_months
    return (month < book.months) & (month >= book.first) & (book.death > month)


def _stage_at(age_months: int, *stages: Stage) -> Callable[[LifeBook], Floats]:
    def of(book: LifeBook) -> Floats:
        return _share(np.isin(book.stage(book.birth + age_months), stages), alive_at(book, age_months))

    return of


def _status_at(age: int, wanted: Sequence[Status]) -> Callable[[LifeBook], Floats]:
    def of(book: LifeBook) -> Floats:
        return _share(np.isin(book.status(book.birth + 12 * age), wanted), alive_at(book, 12 * age))

    return of


def _gate(gate: Gate) -> Callable[[LifeBook], Floats]:
    def of(book: LifeBook) -> Floats:
        passed, missed = book.gate(gate), book.gate(gate, passed=False)
        return _share(passed < NEVER, np.minimum(passed, missed) < NEVER)

    return of


def _gate_by(gate: Gate, age: int) -> Callable[[LifeBook], Floats]:
    def of(book: LifeBook) -> Floats:
        return _share(book.gate(gate) <= book.birth + 12 * age, alive_at(book, 12 * age))

    return of


def _youth_by(age: int) -> Callable[[LifeBook], Floats]:
    def of(book: LifeBook) -> Floats:
        begun = book.gate(Gate.YOUTH_START) <= book.birth + 12 * age
        studying = np.isin(book.stage(book.birth + 12 * age), IN_YOUTH_EDUCATION)
        return _share(begun | studying, alive_at(book, 12 * age))

    return of


def _language(group: LanguageGroup) -> Callable[[LifeBook], Floats]:
    def of(book: LifeBook) -> Floats:
        found = book.language()
        return _share(found == group, found != LanguageGroup.NOT_ASSESSED)

    return of


PLACES = {
    "estate": "in the estate", "municipality": "elsewhere in town",
    "outside": "outside the municipality", "dead": "dead",
}  # fmt: skip


def _places(age: int | None) -> Iterator[Measure]:
    """Where everybody is at an age, the dead included, or at the end of the run."""
    suffix, when = ("end", "at the end") if age is None else (str(age), f"at {age}")
    for name, title in PLACES.items():
        yield Measure(f"{name}_{suffix}", f"{title} {when}", "%", _place(name, age))


def _place(name: str, age: int | None) -> Callable[[LifeBook], Floats]:
    def of(book: LifeBook) -> Floats:
        month = np.full(len(book.lives), book.months - 1) if age is None else book.birth + 12 * age
        home = book.home(month)
        told = {
            "estate": (home >= 0) & (home < book.n_estate),
            "municipality": home >= book.n_estate,
            "outside": (home <= -2) & (home != GONE),
            "dead": home == GONE,
        }[name]
        return _share(told, (month < book.months) & (month >= book.first))

    return of


def measures(ages: Sequence[int]) -> list[Measure]:
    """The rows of the table, from cradle to job; the last ones once for each age."""
    nobody_busy = tuple(status for status in Status if status not in (Status.STUDENT, Status.EMPLOYED))
    rows = [
        *_places(None),
        Measure("nursery_2", "in nursery at 2", "%", _stage_at(24 + SETTLED, Stage.NURSERY)),
        Measure("kindergarten_3", "in kindergarten at 3", "%", _stage_at(36 + SETTLED, Stage.KINDERGARTEN)),
        Measure("language_general", "language at 3: general effort", "%", _language(LanguageGroup.GENERAL)),
        Measure("language_focused", "language at 3: focused effort", "%", _language(LanguageGroup.FOCUSED)),
        Measure("language_special", "language at 3: special effort", "%", _language(LanguageGroup.SPECIAL)),
        Measure("school_ready", "ready for school", "%", _gate(Gate.SCHOOL_START)),
        Measure("grade", "mean leaving grade", "grade", lambda book: book.grade()),
        Measure("exam", "02 in Danish and mathematics", "%", _gate(Gate.EXAM)),
    ]
    for age in ages:
        rows += [
            *_places(age),
            Measure(f"youth_started_{age}", f"youth education begun at {age}", "%", _youth_by(age)),
            Measure(f"youth_done_{age}", f"youth education completed at {age}", "%", _gate_by(Gate.YOUTH_DONE, age)),
            Measure(f"neet_{age}", f"neither education nor work at {age}", "%", _status_at(age, nobody_busy)),
            Measure(f"employed_{age}", f"employed at {age}", "%", _status_at(age, (Status.EMPLOYED,))),
        ]
    rows.append(Measure("first_job", "job within a year of education", "%", _gate(Gate.FIRST_JOB)))
    return rows


@dataclass(frozen=True)
class Cohort:
    """Whom a table is about: born in or ever lived in the estate (or one area of it), in these birth years."""

    born: bool
    area: int | None
    years: tuple[int, int]

    def members(self, book: LifeBook) -> NDArray[np.int64]:
        """Lives of the cohort in a book."""
        year = calendar.START_YEAR + book.birth // 12
        chosen = (year >= self.years[0]) & (year <= self.years[1])
        if self.born:
            chosen &= book.lives["born_here"].to_numpy(bool)
        if self.area is not None:
            chosen &= book.lives["first_area"].to_numpy(np.int64) == self.area
        return np.flatnonzero(chosen)


def years_of(text: str, last: int) -> tuple[int, int]:
    """The birth years that a user means by `2015` or `2015-2020`; raises InputError for anything else."""
    match = re.fullmatch(r"\s*(\d{4})(?:\s*[-–]\s*(\d{4}))?\s*", text)
    if match is None:
        raise InputError(f"--years '{text}' is not a year or a range of years; write 2015 or 2015-2020")
    first, final = int(match[1]), int(match[2] or match[1])
    if final < first:
        raise InputError(f"--years {text}: {first} comes after {final}; write {final}-{first}")
    if first > last:
        raise InputError(f"--years {text}: the run ends in {last}")
    return first, final


def wilson(successes: float, n: float, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Wilson's interval of a share, 0..1: it stays inside 0..1 and holds for few persons [@wilson1927probable].

    >>> low, high = wilson(0, 10)
    >>> low, round(high, 3)
    (0.0, 0.278)
    """
    if n == 0:
        return float("nan"), float("nan")
    z = _quantile(confidence)
    share, weight = successes / n, 1 + z * z / n
    middle = (share + z * z / (2 * n)) / weight
    half = z / weight * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def table(books: Sequence[LifeBook], cohort: Cohort, ages: Sequence[int] = DEFAULT_AGES) -> pd.DataFrame:
    """The cohort's table in long form, `COLUMNS`: each measure for each birth year and for all (birth year 0).

    `n` is the number it could be told of (mean over runs): who reached the age within the run, alive (the places count
    the dead too). With one run low..high is Wilson's interval of a share or Student's t of a mean, and `error` half of
    it over its quantile; with several runs they are the Monte-Carlo error and interval over runs. Shares in per cent.
    """
    wanted = measures(ages)
    members = [cohort.members(book) for book in books]
    year = [calendar.START_YEAR + book.birth // 12 for book in books]
    values = [[measure.of(book) for measure in wanted] for book in books]
    present = sorted({int(y) for rows, years in zip(members, year, strict=True) for y in years[rows]})
    found = []
    for group in (*present, 0):
        chosen = [rows if group == 0 else rows[y[rows] == group] for rows, y in zip(members, year, strict=True)]
        sizes = estimate([float(len(rows)) for rows in chosen])
        title = "children born there" if cohort.born else "persons who lived there"
        spread = (sizes.mean, sizes.standard_error, sizes.low, sizes.high, len(books))
        found.append((group, "persons", title, "persons", sizes.mean, *spread))
        for k, measure in enumerate(wanted):
            each = [one[k][rows] for one, rows in zip(values, chosen, strict=True)]
            found.append((group, measure.name, measure.title, measure.unit, *_summary(measure.unit, each)))
    return pd.DataFrame(found, columns=list(COLUMNS))


def _summary(unit: str, each: Sequence[Floats]) -> tuple[float, float, float, float, float, int]:
    """n, value, error, low, high and number of runs of one measure from each run's persons."""
    told = [values[~np.isnan(values)] for values in each]
    n = float(np.mean([len(values) for values in told]))
    scale = 100.0 if unit == "%" else 1.0
    if len(told) > 1:
        runs = estimate([float(values.mean()) * scale if len(values) else float("nan") for values in told])
        return n, runs.mean, runs.standard_error, runs.low, runs.high, runs.n
    persons = estimate(told[0])
    if unit != "%":
        return n, persons.mean, persons.standard_error, persons.low, persons.high, 1
    if not len(told[0]):
        return n, *(float("nan"),) * 4, 1
    low, high = wilson(float(told[0].sum()), len(told[0]))
    return n, 100 * persons.mean, 100 * (high - low) / (2 * _quantile(CONFIDENCE)), 100 * low, 100 * high, 1


def _quantile(confidence: float) -> float:
    """Half-width of a normal interval in standard errors."""
    return float(ndtri(0.5 + confidence / 2))
