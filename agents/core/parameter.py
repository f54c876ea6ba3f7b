"""Numbers that know their unit, range, source and how good the evidence is."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agents.core.values import Values

GRADES = ("register", "trial", "observational", "catalogue", "law", "recalled", "judgement")
"""Kinds of evidence, from a full register count to a judgement of the authors."""


class ParameterError(ValueError):
    """A parameter that is unknown or outside its range; the message names culprit, value and what is allowed."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of the model with everything needed to judge, sample and show it.

    `low` and `high` are the plausible range (also the hard limits of a scenario), `unit` is written as a planner
    reads it, `source` is a key of REFERENCES.bib and `grade` one of `GRADES`. `tuned_to` names the measured figures
    (targets of a calibration) that the default was set against, by running the model until it came near them.
    """

    name: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    grade: str
    meaning: str
    tuned_to: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.grade not in GRADES:
            raise ParameterError(f"{self.name}: grade '{self.grade}' is not one of {', '.join(GRADES)}")
        if not self.low <= self.value <= self.high:
            raise ParameterError(f"{self.name}: default {self.value:g} is outside {self.low:g}..{self.high:g}")

    def check(self, value: float) -> float:
        """The value as a float if it lies in the range; raises ParameterError with the allowed range if not."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise ParameterError(
                f"{self.name} = {value!r} is not a number (allowed {self.low:g}..{self.high:g} {self.unit})"
            )
        if not self.low <= value <= self.high:
            raise ParameterError(
                f"{self.name} = {value:g} is outside {self.low:g}..{self.high:g} {self.unit} "
                f"(source: {self.source}, {self.grade})"
            )
        return float(value)

    def read(self, text: str) -> float:
        """A value written with its unit, such as '21500 kr/month'; raises ParameterError for another unit."""
        number, _, unit = text.strip().partition(" ")
        if " ".join(unit.split()).casefold() != self.unit.casefold():
            raise ParameterError(
                f"{self.name} = '{text}': its unit is '{self.unit}', not '{unit.strip()}' "
                f"(allowed {self.low:g}..{self.high:g} {self.unit})"
            )
        return self.check(float(number))


def collect(groups: Iterable[Iterable[Parameter]]) -> dict[str, Parameter]:
    """All parameters by name, sorted; raises ParameterError when two share a name."""
    found: dict[str, Parameter] = {}
    for group in groups:
        for parameter in group:
            if parameter.name in found:
                raise ParameterError(f"{parameter.name} is declared twice")
            found[parameter.name] = parameter
    return dict(sorted(found.items()))


def nearest(word: str, words: Iterable[str]) -> str:
    """A hint for a misspelt word: ' (did you mean x?)', or nothing when none is near."""
    match = difflib.get_close_matches(word, list(words), n=1, cutoff=0.5)
    return f" (did you mean '{match[0]}'?)" if match else ""


def values(parameters: Mapping[str, Parameter], changed: Mapping[str, float]) -> Values:
    """The value of every parameter after a scenario's changes; raises ParameterError for unknown names or values."""
    for name in changed:
        if name not in parameters:
            raise ParameterError(f"unknown parameter '{name}'{nearest(name, parameters)}")
    return Values({name: p.check(changed[name]) if name in changed else p.value for name, p in parameters.items()})
