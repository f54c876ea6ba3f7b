"""Measured effects of the proposals, kept as data: what a page without a study's folder can show.

geodata/data/effects/<place>-<law>-<behaviour>-<months>m.csv    one row for each proposal, horizon and effect
                                                    ....toml    the question, and for each proposal its runs

Written by `boligliv effects --store` and `boligliv wheel --store` from finished pairs of runs; what another study
measured of other proposals stays. No run reads these files, so they are no part of the model's version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments import table_with_source
from experiments.effects_values import SPENT as SPENT_KR
from experiments.errors import InputError
from experiments.kept_files import reading
from experiments.measures import key_of
from experiments.net_present_value import ALL, MAIN
from experiments.table_with_source import DATA, day
from model.scenario import Scenario

FOLDER = DATA / "effects"
WHOLE_COST = key_of(SPENT_KR, MAIN, ALL)
ZONE, MEASURE, OUTCOME, SPENT = "zone", "measure", "outcome", "spent"
COLUMNS = (
    "proposal", "year", "kind", "zone", "side", "key", "effect", "mcse", "low", "high", "pairs", "verdict", "size",
)  # fmt: skip
"""`kind` is a zone of the wheel or one of its measures (in standard deviations between people, more is better), a main
outcome (in its own unit; of the public account the gain), or what was spent (kr, present value, by payer in `key`)."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One measured effect with its 95 % interval; see `COLUMNS`."""

    proposal: str
    year: int
    kind: str
    zone: str
    side: str
    key: str
    effect: float
    mcse: float
    low: float
    high: float
    pairs: int
    verdict: str
    size: str

    @property
    def told(self) -> bool:
        """Whether it can be told from none."""
        return self.verdict == "distinguishable"

    def as_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Runs:
    """Which runs a proposal was measured on: its policies, seeds, versions of the model (the base's first), and when
    it was stored.
    """

    policies: tuple[str, ...]
    seeds: tuple[int, ...]
    base_versions: tuple[str, ...]
    versions: tuple[str, ...]
    stored: str

    @property
    def pairs(self) -> int:
        """How many pairs of runs."""
        return len(self.seeds)


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured for one place under one law and behaviour over so many months."""

    place: str
    law: str
    behaviour: str
    months: int
    runs: Mapping[str, Runs]
    effects: Mapping[str, tuple[Effect, ...]]

    @property
    def stem(self) -> str:
        """The name of its files."""
        return f"{self.place}-{self.law}-{self.behaviour}-{self.months}m"

    @property
    def years(self) -> tuple[int, ...]:
        """Horizons told, ascending."""
        return tuple(sorted({one.year for found in self.effects.values() for one in found}))

    def of(self, proposal: str, kind: str, year: int) -> tuple[Effect, ...]:
        """The effects of one kind at one horizon; empty where they were not measured."""
        return tuple(one for one in self.effects.get(proposal, ()) if one.kind == kind and one.year == year)

    def spent(self, proposal: str, year: int) -> dict[str, float]:
        """What a proposal cost until then by payer, kr, present value; empty where it was not measured."""
        return {one.key: one.effect for one in self.of(proposal, SPENT, year)}

    def whole_cost(self, proposal: str, year: int) -> Effect | None:
        """What a proposal cost until then, all payers, million kr with its interval; None where nobody measured it."""
        return next((one for one in self.of(proposal, OUTCOME, year) if one.key == WHOLE_COST), None)


def stem(base: Scenario) -> str:
    """The name of the files for a question; raises InputError when its numbers are not the model's own."""
    if base.parameters:
        raise InputError("--store keeps effects at the model's own numbers; leave out --set")
    return f"{base.place}-{base.law}-{base.behaviour}-{base.months}m"


def read(folder: Path | None = None) -> tuple[Measured, ...]:
    """Everything that was stored; raises InputError for a file that cannot be read."""
    return tuple(_table(path) for path in sorted((folder or FOLDER).glob("*.csv")))


def nearest(found: tuple[Measured, ...], place: str, law: str, behaviour: str) -> Measured | None:
    """What was measured in a place: under this law and behaviour if there is such, else under others; the longest."""
    here = [one for one in found if one.place == place]
    return max(here, key=lambda one: (one.law == law, one.behaviour == behaviour, one.months), default=None)


def _table(path: Path) -> Measured:
    with reading(path, "delete both files", "is not a table of effects with its source"):
        source, rows = table_with_source.read(path)
        effects: dict[str, list[Effect]] = {}
        for row in rows:
            one = Effect(
                    proposal=row["proposal"], year=int(row["year"]), kind=row["kind"], zone=row["zone"],
                    side=row["side"], key=row["key"], effect=float(row["effect"]), mcse=float(row["mcse"]),
                    low=float(row["low"]), high=float(row["high"]), pairs=int(row["pairs"]), verdict=row["verdict"],
                    size=row["size"],
                )  # fmt: skip
            effects.setdefault(one.proposal, []).append(one)
        runs = {
            name: Runs(
                tuple(own["policies"]), tuple(own["seeds"]), tuple(own["base_versions"]), tuple(own["versions"]),
                day(own["stored"]),
            )
            for name, own in source["proposals"].items()
        }  # fmt: skip
        kept = {name: tuple(found) for name, found in effects.items() if name in runs}
        return Measured(source["place"], source["law"], source["behaviour"], source["months"], runs, kept)
