"""A calibration as a frozen value: which numbers, which targets, and how many runs may be spent."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import tomli_w

from experiments.calibration.targets import Target
from experiments.study.value import Design, Pairs, Range, Study

PLAIN = ("name", "place", "law", "behaviour", "months", "seed", "replications", "chance", "waves", "samples")


@dataclass(frozen=True, slots=True)
class Calibration:
    """Numbers to be fitted within their ranges (the prior, even over each), and targets.

    Each point is run on `replications` seeds, the same at every point. `chance` seeds at the default values measure
    what chance alone does to each target. In each of the `waves`, `samples` points are run: first spread over the
    ranges, then where the targets allow. `fit` are the targets fitted, `check` those that are only looked at.
    """

    name: str
    uncertainties: tuple[Range, ...]
    fit: tuple[Target, ...]
    check: tuple[Target, ...] = ()
    place: str = "vaerebro"
    law: str = "2015"
    behaviour: str = "avoidance"
    months: int = 36
    seed: int = 1
    replications: int = 4
    chance: int = 12
    waves: int = 2
    samples: int = 40
    fixed: Pairs = ()

    @property
    def targets(self) -> tuple[Target, ...]:
        """All targets, fitted ones first."""
        return (*self.fit, *self.check)

    @property
    def names(self) -> tuple[str, ...]:
        """The numbers to be fitted."""
        return tuple(one.name for one in self.uncertainties)

    @property
    def runs(self) -> int:
        """How many runs it takes at most: chance, waves, and the fitted model looked at afterwards."""
        points = self.waves * self.samples + self.chance
        return self.chance + points * self.replications

    @property
    def years(self) -> tuple[int, ...]:
        """The years of a run that some target needs, 1 being the first."""
        own = {year for one in self.targets for year in one.horizons(self.months)}
        before = {one.first(self.months) for one in self.targets}
        return tuple(sorted(own | {year for year in before if year is not None}))

    def study(self, what: str, points: Sequence[Sequence[float]], replications: int, seed: int | None = None) -> Study:
        """The study that runs these points (values in the order of `names`) on so many seeds."""
        listed = tuple(tuple(zip(self.names, point, strict=True)) for point in points)
        return Study(
            name=f"{self.name}: {what}",
            places=(self.place,),
            behaviours=(self.behaviour,),
            laws=(self.law,),
            months=self.months,
            years=self.years,
            replications=replications,
            seed=self.seed if seed is None else seed,
            outcomes=tuple(dict.fromkeys(one.outcome for one in self.targets)),
            uncertainties=self.uncertainties,
            fixed=self.fixed,
            design=Design("list", points=listed),
        )

    def told(self, values: Sequence[float]) -> Calibration:
        """The same calibration with these values of the fitted targets instead of the measured ones."""
        return replace(self, fit=tuple(replace(one, value=value) for one, value in zip(self.fit, values, strict=True)))

    @property
    def hash(self) -> str:
        """Sixteen hexadecimal digits of everything that was asked."""
        return hashlib.sha256(self.as_toml().encode()).hexdigest()[:16]

    def as_dict(self) -> dict[str, Any]:
        """The calibration as plain nested data, the shape of its file, ranges and targets written out."""
        return {
            **{key: getattr(self, key) for key in PLAIN},
            "fit": [one.name for one in self.fit],
            "check": [one.name for one in self.check],
            "uncertainties": {one.name: [one.low, one.high] for one in self.uncertainties},
            **({"fixed": dict(self.fixed)} if self.fixed else {}),
            "targets": {one.name: one.as_dict() for one in self.targets},
        }

    def as_toml(self) -> str:
        """The calibration as the text of a file that reads back as the same value."""
        return tomli_w.dumps(self.as_dict())
