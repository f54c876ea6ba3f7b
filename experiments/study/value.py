"""A study as a frozen value: factors, ranges of numbers, a design, and the seeds at every point."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import Any

import tomli_w

from experiments.study import designs

Pairs = tuple[tuple[str, float], ...]

FACTORS = ("places", "behaviours", "laws", "alternatives")
PLAIN = ("name", *FACTORS, "months", "years", "replications", "seed", "outcomes")
"""What stands in a study file outside its tables, in this order."""


@dataclass(frozen=True, slots=True)
class Range:
    """A number that a study varies, from `low` to `high`; `name` is the full name of a parameter."""

    name: str
    low: float
    high: float

    def at(self, share: float) -> float:
        """The value at a share of the way from low to high, never outside; twelve digits."""
        return min(max(float(f"{self.low + share * (self.high - self.low):.12g}"), self.low), self.high)


@dataclass(frozen=True, slots=True)
class Design:
    """Where in the ranges the points lie: `kind` is one of `designs.KINDS`.

    `samples` is the number of points (lhs), of base points (sobol) or of trajectories (morris), `levels` the steps of
    each range (grid, morris), `points` the points themselves (list), each with a value for every varied number. What a
    kind does not use has its default here, so that equal designs are equal values.
    """

    kind: str
    samples: int = 0
    seed: int = 1
    levels: int = designs.LEVELS
    points: tuple[Pairs, ...] = ()

    @property
    def used(self) -> dict[str, Any]:
        """What this kind of design uses, the shape of the table in a file."""
        return {"kind": self.kind} | {key: getattr(self, key) for key in designs.USES[self.kind]}


@dataclass(frozen=True, slots=True)
class Study:
    """One study: every combination of the four factors at every point of the design, on the same seeds.

    `alternatives` are 'base', a policy, a bundle, or several joined by '+'. `levers` are numbers of policies that one
    may choose, `uncertainties` numbers that one cannot, `fixed` numbers held at another value than their default.
    `years` are the horizons kept, `outcomes` keys such as 'outside_work|estate|all', and `maps` what is kept of each
    100 m cell of the estate besides (see `experiments.study.maps`). `design` is None when no number is varied.
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
    maps: tuple[str, ...] = ()
    levers: tuple[Range, ...] = ()
    uncertainties: tuple[Range, ...] = ()
    fixed: Pairs = ()
    design: Design | None = None

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seeds of every point, the same at each: common draws."""
        return tuple(range(self.seed, self.seed + self.replications))

    @property
    def varied(self) -> tuple[Range, ...]:
        """All numbers that the design varies: levers, then uncertainties."""
        return (*self.levers, *self.uncertainties)

    @property
    def size(self) -> int:
        """How many points there are, found without making them."""
        return self.design_size * math.prod(len(getattr(self, factor)) for factor in FACTORS)

    @property
    def design_size(self) -> int:
        """How many points the design has in each combination of the factors."""
        design = self.design
        if design is None:
            return 1
        if design.kind == designs.LIST:
            return len(design.points)
        return designs.size(design.kind, len(self.varied), design.samples, design.levels)

    def design_values(self) -> tuple[Pairs, ...]:
        """The varied numbers at each point of the design, in the order of `varied`.

        Twelve significant digits are kept, which are the same on every machine and in every file.
        """
        design, varied = self.design, self.varied
        if design is None:
            return ((),)
        if design.kind == designs.LIST:
            return design.points
        cube = designs.positions(design.kind, len(varied), design.samples, design.seed, design.levels)
        return tuple(
            tuple((one.name, one.at(share)) for one, share in zip(varied, row, strict=True)) for row in cube.tolist()
        )

    @property
    def hash(self) -> str:
        """Sixteen hexadecimal digits that address this study, the same in every process.

        The points themselves count, so a library that came to place them otherwise would make another study of it.
        """
        digest = hashlib.sha256(self.as_toml().encode())
        for pairs in self.design_values():
            digest.update(repr([value for _, value in pairs]).encode())
        return digest.hexdigest()[:16]

    def as_dict(self) -> dict[str, Any]:
        """The study as plain nested data, the shape of a study file; empty tables are left out."""
        plain: dict[str, Any] = {key: getattr(self, key) for key in PLAIN}
        # A study without maps is written, and so addressed, as before there were any.
        plain |= {"maps": self.maps} if self.maps else {}
        tables: dict[str, dict[str, Any]] = {
            "levers": {one.name: [one.low, one.high] for one in self.levers},
            "uncertainties": {one.name: [one.low, one.high] for one in self.uncertainties},
            "fixed": dict(self.fixed),
            "design": self.design.used if self.design else {},
        }
        if "points" in tables["design"]:
            tables["design"]["points"] = [dict(pairs) for pairs in tables["design"]["points"]]
        kept = plain | {name: table for name, table in tables.items() if table}
        return {key: list(value) if isinstance(value, tuple) else value for key, value in kept.items()}

    def as_toml(self) -> str:
        """The study as the text of a file that reads back as the same value; ranges and groups are written out."""
        return tomli_w.dumps(self.as_dict())
