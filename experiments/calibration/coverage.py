"""Does a calibration find what is there? Known numbers, figures made from a run of the model, and what is found again.

Each case takes a point of the ranges, runs the model there on a seed of its own, takes that run's values (with the
error the figures have) for measured, and calibrates. Honest 80 % intervals hold the truth in 80 of 100 cases
[@cook2006validation].
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agents.core import draws
from experiments.calibration.result import LEVELS
from experiments.calibration.runs import Runner
from experiments.calibration.value import Calibration
from experiments.calibration.waves import Tell, fitted, rounded, values_at
from experiments.errors import RunError
from experiments.study import designs

FloatArray = NDArray[np.float64]
FAR = 1_000_000
"""Seeds of the truths lie so far above those of the calibration, so that none has the same luck."""


@dataclass(frozen=True)
class Coverage:
    """Truths (n_cases, n_numbers) and where they lie in the samples that were found: shares below (same shape).

    `widths` are the 90 % intervals over those of the prior.
    """

    calibration: Calibration
    truths: FloatArray
    below: FloatArray
    widths: FloatArray
    runs: int

    def held(self, level: float) -> NDArray[np.bool_]:
        """Whether each truth lies inside the central interval of this level, (n_cases, n_numbers)."""
        found: NDArray[np.bool_] = np.abs(self.below - 0.5) <= level / 2
        return found


@dataclass(frozen=True, slots=True)
class Held:
    """How many of so many truths an interval holds; `low` and `high` end the 95 % interval (exact binomial) of that."""

    number: str
    level: float
    cases: int
    held: int
    low: float
    high: float

    @property
    def could_be_honest(self) -> bool:
        """Whether the share could be that of an honest interval."""
        return self.low <= self.level <= self.high


def counted(found: Coverage) -> tuple[Held, ...]:
    """The counts of each number at each level."""
    from scipy.stats import binomtest

    rows = []
    for k, name in enumerate(found.calibration.names):
        for level in LEVELS:
            held, cases = int(found.held(level)[:, k].sum()), len(found.truths)
            ends = binomtest(held, cases).proportion_ci()
            rows.append(Held(name, level, cases, held, float(ends.low), float(ends.high)))
    return tuple(rows)


def coverage(calibration: Calibration, runner: Runner, cases: int, tell: Tell = lambda text: None) -> Coverage:
    """Calibrate to so many synthetic truths; first waves are common to all, so they are run once."""
    names = calibration.names
    # Spread over the ranges, by another seed than the points of the first wave.
    spread = designs.positions(designs.LHS, len(names), max(cases, len(names) + 1), calibration.seed + FAR, 0)[:cases]
    truths = rounded(calibration, values_at(calibration, spread))
    below, widths = np.full((cases, len(names)), np.nan), np.full((cases, len(names)), np.nan)
    for case, truth in enumerate(truths):
        tell(f"truth {case + 1} of {cases}")
        study = calibration.study(f"truth {case + 1}", [truth], 1, seed=calibration.seed + FAR + case)
        world = runner.values(study, calibration.fit)[0, 0]
        if not np.isfinite(world).all():
            raise RunError(f"truth {case + 1}: its run failed or gives no value of a target")
        error = draws.normal(calibration.seed, "calibration.truth", case, np.arange(len(world), dtype=np.uint64))
        figures = world + error * np.sqrt([one.variance for one in calibration.fit])
        found = values_at(calibration, fitted(calibration.told(figures.tolist()), runner).sample.places)
        below[case] = (found < np.array(truth)).mean(axis=0)
        prior = np.array([one.high - one.low for one in calibration.uncertainties])
        ends = np.quantile(found, [0.05, 0.95], axis=0)
        widths[case] = (ends[1] - ends[0]) / (0.9 * prior)
    return Coverage(calibration, np.array(truths), below, widths, len(runner.counted))
