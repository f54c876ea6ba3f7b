"""What a pattern is: something known from outside the model that the running model is held against."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from agents.core.parameter import GRADES
from model.policies.policy import Text
from model.scenario import Scenario

if TYPE_CHECKING:
    from experiments.validation.runs import Run

Runs: TypeAlias = "Mapping[str, tuple[Run, ...]]"
"""What a measure is given: the runs of each label, in the order of seeds."""
Measured: TypeAlias = Mapping[str, ArrayLike]
Kind = Literal["figure", "claim", "null effect"]
KINDS: dict[str, Text] = {
    "figure": Text("figures and shapes", "tal og mønstre"),
    "claim": Text("causal claims of the catalogue", "katalogets påstande om årsager"),
    "null effect": Text("effects that trials did not find", "virkninger, som forsøg ikke fandt"),
}
"""The kinds of patterns, in the order they are told."""
NOTHING = Text("", "")
USES = ("parameter", "check")
BASE = "base"
MONTHS, RUNS = 120, 8
PAIRED_RUNS = 5
REDUCED_MONTHS, REDUCED_RUNS = 36, 2


@dataclass(frozen=True)
class Planned:
    """One run that a pattern asks for: a scenario with its seed, and how it begins (a name in `starts`, '' as ever)."""

    scenario: Scenario
    start: str = ""


@dataclass(frozen=True)
class Need:
    """Runs that a pattern asks for: a scenario on the seeds 1..`runs`, called `label` in its measure."""

    label: str
    scenario: Scenario
    runs: int
    start: str = ""

    @property
    def replicated(self) -> tuple[Planned, ...]:
        """The scenario on each of its seeds."""
        return tuple(Planned(self.scenario.with_seed(seed), self.start) for seed in range(1, self.runs + 1))

    @property
    def reduced(self) -> Need:
        """The same on fewer seeds over fewer months, for a machine that checks every change."""
        months = min(self.scenario.months, REDUCED_MONTHS)
        return replace(self, scenario=replace(self.scenario, months=months), runs=min(self.runs, REDUCED_RUNS))


def base(place: str = "vaerebro", months: int = MONTHS, runs: int = RUNS) -> Need:
    """Runs of today's rules."""
    return Need(BASE, Scenario(place=place, months=months), runs)


def odense(months: int = 60, runs: int = 4) -> Need:
    """Runs of today's rules in Vollsmose and its municipality."""
    return Need("odense", Scenario(place="vollsmose", months=months), runs)


def switched(
    label: str, *, place: str = "vaerebro", months: int = MONTHS, runs: int = PAIRED_RUNS, **on: float
) -> Need:
    """Runs of today's rules with some numbers set; in their names two underscores stand for the dot."""
    numbers = tuple((name.replace("__", "."), value) for name, value in on.items())
    return Need(label, Scenario(place=place, months=months, parameters=numbers), runs)


def proposal(name: str, *, place: str = "vaerebro", months: int = MONTHS, runs: int = PAIRED_RUNS) -> Need:
    """Runs with one proposal at its usual dose, called by its name."""
    return Need(name, Scenario(place=place, months=months, policies=((name, ()),)), runs)


@dataclass(frozen=True)
class Part:
    """One statistic of a pattern with the range it is expected in.

    `low` and `high` are in `unit`; infinite where the source gives no size. An `open` end at zero is a sign: an effect
    of exactly nothing is outside. `why` says where the range comes from.
    """

    title: Text
    low: float
    high: float
    unit: str
    why: str
    digits: int = 1
    open: bool = False

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError(f"{self.title.en}: the range {self.low:g}..{self.high:g} has nothing inside")


def more(title: Text, unit: str, digits: int = 2) -> Part:
    """A part of which only the sign is known: the effect is above zero."""
    return Part(title, 0.0, math.inf, unit, "sign only", digits, open=True)


def less(title: Text, unit: str, digits: int = 2) -> Part:
    """A part of which only the sign is known: the effect is below zero."""
    return Part(title, -math.inf, 0.0, unit, "sign only", digits, open=True)


@dataclass(frozen=True)
class Pattern:
    """One pattern: its claim, source and grade, the runs it needs, and how it is measured.

    `measure` gives one value of each part for each run (or pair of runs), shape (n_runs,), nan where a run has none.
    `use` is 'parameter' when numbers of the model were set with the source in view, so that passing is no evidence, and
    'check' when none was. `claim_number` is the catalogue's causal claim; `reduced` takes the pattern into the set that
    every change is checked with.
    """

    name: str
    title: Text
    claim: Text
    source: str
    grade: str
    kind: Kind
    needs: tuple[Need, ...]
    parts: Mapping[str, Part]
    measure: Callable[[Runs], Measured]
    use: Literal["parameter", "check"] = "check"
    claim_number: int | None = None
    reduced: bool = False
    note: Text = NOTHING

    def __post_init__(self) -> None:
        if self.kind not in KINDS or self.use not in USES or self.grade not in GRADES:
            raise ValueError(
                f"pattern {self.name}: kind '{self.kind}', use '{self.use}' or grade '{self.grade}' unknown"
            )
        labels = [need.label for need in self.needs]
        if not labels or len(set(labels)) < len(labels):
            raise ValueError(f"pattern {self.name}: labels of runs {labels} must be there and differ")
        if not self.parts:
            raise ValueError(f"pattern {self.name}: nothing is measured")

    def values(self, runs: Runs) -> dict[str, np.ndarray]:
        """What was measured of each part, `(n_runs,)`; raises ValueError when parts and measure disagree."""
        found = {name: np.asarray(values, dtype=np.float64) for name, values in self.measure(runs).items()}
        if set(found) != set(self.parts):
            raise ValueError(f"pattern {self.name}: measures {sorted(found)}, but its parts are {sorted(self.parts)}")
        return {name: np.atleast_1d(found[name]) for name in self.parts}


def needed(patterns: Iterable[Pattern]) -> list[Planned]:
    """Every run that some pattern needs, once, ordered so that pairs stand together."""
    runs = {one: None for pattern in patterns for need in pattern.needs for one in need.replicated}

    def place(one: Planned) -> tuple[str, int, int, str, str]:
        asked = one.scenario
        return asked.place, asked.seed, asked.months, str(asked.as_dict()), one.start

    return sorted(runs, key=place)


def reduced(patterns: Iterable[Pattern]) -> list[Pattern]:
    """The patterns of the reduced set, on their reduced runs."""
    return [replace(one, needs=tuple(need.reduced for need in one.needs)) for one in patterns if one.reduced]
