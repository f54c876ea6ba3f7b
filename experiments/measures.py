"""A measure of a run, and what one standard unit of it is: how much people differ from each other."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.policies.policy import Text

FloatArray = NDArray[np.float64]
Values = Mapping[str, float]
"""What a study kept of one run at one horizon, by key."""

SHARE, HUNDREDTHS, ONE = "share", "per hundred", "one"
"""How a standard unit is found: of a share p it is sqrt(p (1 - p)), of a rate per hundred the same of p = rate / 100,
and of what is told in standard deviations it is one. Any other word is the metric that tells the standard deviation."""


def key_of(metric: str, unit: str, group: str = "all") -> str:
    """What a value is called in the files of a study.

    >>> key_of("outside_work", "estate")
    'outside_work|estate|all'
    """
    return f"{metric}|{unit}|{group}"


NOTHING = Text("", "")


@dataclass(frozen=True)
class Measure:
    """One series of a run, read as the mean of a year.

    `better` is 1 when more is better and -1 when less is; `spread` tells how a standard unit is found (see `SHARE`; ''
    when there is none). `scale`, `measure` and `digits` are for showing (100, '%', 1).
    """

    title: Text
    metric: str
    unit: str
    better: int
    spread: str
    group: str = "all"
    scale: float = 1.0
    measure: Text = NOTHING
    digits: int = 2

    @property
    def key(self) -> str:
        """What its value is called in the files of a study."""
        return key_of(self.metric, self.unit, self.group)

    def of(self, runs: Sequence[Values]) -> FloatArray:
        """Its value in each run, shape (n_runs,); nan where a run has none."""
        return np.array([run.get(self.key, math.nan) for run in runs], dtype=np.float64)

    def standard_unit(self, base: Sequence[Values]) -> float:
        """How much persons, or households, differ in it in the base's runs: nan when they do not or nobody can say."""
        if self.spread == ONE:
            return 1.0
        if self.spread in (SHARE, HUNDREDTHS):
            part = _mean(self.of(base)) / (100.0 if self.spread == HUNDREDTHS else 1.0)
            found = math.sqrt(part * (1.0 - part)) if 0.0 < part < 1.0 else math.nan
            return found * (100.0 if self.spread == HUNDREDTHS else 1.0)
        told = _mean(np.array([run.get(key_of(self.spread, self.unit, self.group), math.nan) for run in base]))
        return told if told > 0.0 else math.nan

    def effect(self, base: Sequence[Values], treated: Sequence[Values]) -> FloatArray:
        """Treated less base in standard units, run by run on the same seeds; more is better."""
        return self.better * (self.of(treated) - self.of(base)) / self.standard_unit(base)


def _mean(values: FloatArray) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else math.nan
