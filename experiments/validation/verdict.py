"""Verdicts: what was measured, with its Monte-Carlo error, against the range that the source gives."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike

from experiments.statistics import estimate
from experiments.validation.form import Part, Pattern

Verdict = Literal["pass", "fail", "undecided"]
PASS: Final = "pass"
FAIL: Final = "fail"
UNDECIDED: Final = "undecided"
VERDICTS = (PASS, FAIL, UNDECIDED)


@dataclass(frozen=True, slots=True)
class Judged:
    """One part of a pattern as measured: mean over runs, its standard error and 95 % interval, and the verdict."""

    pattern: str
    part: str
    mean: float
    standard_error: float
    low: float
    high: float
    runs: int
    verdict: Verdict


@dataclass(frozen=True)
class Result:
    """A pattern with the verdicts on its parts."""

    pattern: Pattern
    parts: tuple[Judged, ...]

    @property
    def verdict(self) -> Verdict:
        """Fail when a part fails, pass when all pass."""
        return together(one.verdict for one in self.parts)


def judge(pattern: Pattern, part: str, values: ArrayLike) -> Judged:
    """The verdict on the values of one part, one for each run."""
    found = estimate(np.asarray(values, dtype=np.float64))
    said = verdict(pattern.parts[part], found.low, found.high)
    return Judged(pattern.name, part, found.mean, found.standard_error, found.low, found.high, found.n, said)


def verdict(part: Part, low: float, high: float) -> Verdict:
    """Pass when the whole interval lies inside the range, fail when it lies outside, else undecided.

    An interval that nobody can give (fewer than two runs with a value) decides nothing. At an open end, the end itself
    is outside: an effect that is exactly zero has no sign.
    """
    if math.isnan(low) or math.isnan(high):
        return UNDECIDED
    if part.open:
        inside = low > part.low and high < part.high
        outside = high <= part.low or low >= part.high
    else:
        inside = low >= part.low and high <= part.high
        outside = high < part.low or low > part.high
    return PASS if inside else FAIL if outside else UNDECIDED


def together(verdicts: Iterable[Verdict]) -> Verdict:
    """One verdict of several.

    >>> together(["pass", "undecided"]), together(["pass", "fail", "undecided"]), together(["pass", "pass"])
    ('undecided', 'fail', 'pass')
    """
    all_of_them = set(verdicts)
    return FAIL if FAIL in all_of_them else UNDECIDED if UNDECIDED in all_of_them else PASS
