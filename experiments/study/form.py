"""STUDY.toml as a frozen value: factors, ranges of numbers, a design, and the seeds at every point."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomli_w

from experiments.vocabulary import Vocabulary

KINDS = ("grid", "lhs", "sobol", "morris", "list")
Pairs = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Range:
    """A number that a study varies, from `low` to `high`; `name` is the full name of a parameter."""

    name: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Design:
    """Where in the ranges the points lie: `kind` is one of `KINDS`.

    `samples` is the number of points (lhs), of base points (sobol) or of trajectories (morris), `levels` the steps of
    each range (grid, morris), `points` the points themselves (list).
    """

    kind: str
    samples: int = 0
    seed: int = 1
    levels: int = 4
    points: tuple[Pairs, ...] = ()


@dataclass(frozen=True, slots=True)
class Study:
    """One study: every combination of the four factors at every point of the design, on the same seeds.

    `alternatives` are 'base', a policy, a bundle, or several joined by '+'. `levers` are numbers of policies that one
    may choose, `uncertainties` numbers that one cannot, `fixed` numbers held at another value than their default.
    `years` are the horizons kept and `outcomes` keys such as 'outside_work|estate|all'. `design` is None when no
    number is varied.
    """

    name: str
    places: tuple[str, ...] = ("vaerebro",)
    behaviours: tuple[str, ...] = ("avoidance",)
    laws: tuple[str, ...] = ("2015",)
    alternatives: tuple[str, ...] = ("base",)
    months: int = 240
    years: tuple[int, ...] = (20,)
    replications: int = 4
    seed: int = 1
    outcomes: tuple[str, ...] = ()
    levers: tuple[Range, ...] = ()
    uncertainties: tuple[Range, ...] = ()
    fixed: Pairs = ()
    design: Design | None = field(default=None)

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seeds of every point, the same at each: common draws."""
        return tuple(range(self.seed, self.seed + self.replications))

    @property
    def varied(self) -> tuple[Range, ...]:
        """All numbers that the design varies: levers, then uncertainties."""
        return (*self.levers, *self.uncertainties)

    @property
    def hash(self) -> str:
        """Sixteen hexadecimal digits that address this study, the same in every process."""
        return hashlib.sha256(self.as_toml().encode()).hexdigest()[:16]

    def as_toml(self) -> str:
        """The study as the text of a file that reads back as the same value."""
        raise NotImplementedError


def read_study(path: Path, words: Vocabulary | None = None) -> Study:
    """The study in a file; raises InputError with culprit, allowed values, file and line."""
    return from_toml(path.read_text(encoding="utf-8"), str(path), words)


def from_toml(text: str, name: str = "study", words: Vocabulary | None = None) -> Study:
    """The study in the text of a file called `name`."""
    raise NotImplementedError
