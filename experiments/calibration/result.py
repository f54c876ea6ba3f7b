"""What a calibration found: ranges, correlations, what the targets do not tell, and the errors before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.calibration.runs import Runner, defaults
from experiments.calibration.targets import Target
from experiments.calibration.value import Calibration
from experiments.calibration.waves import Fitted, Tell, fitted, rounded, values_at
from experiments.study.value import Range

FloatArray = NDArray[np.float64]
Told = Literal["told", "hardly told", "not told"]
HARDLY, NOT = 0.75, 0.9
"""Widths of the 90 % interval over that of the prior from which a number counts as hardly told, and as not told."""
LEVELS = (0.5, 0.8, 0.95)
"""Intervals that are written down and tried."""


@dataclass(frozen=True, slots=True)
class Marginal:
    """What is known of one number: prior range, default, mean, spread and intervals of the sample.

    `width` is its 90 % interval over that of the prior; `told` whether the targets say anything of it.
    """

    prior: Range
    default: float
    mean: float
    deviation: float
    median: float
    intervals: dict[float, tuple[float, float]]
    width: float
    told: Told


@dataclass(frozen=True, slots=True)
class Met:
    """One target before (defaults) and after (the sample): model's value, Monte-Carlo error, distance.

    `scale` is one standard error of the comparison: the figure's own, its tolerance and the chance of one world;
    distances are counted in it. `explained` and `held` tell of the emulator, None for a target that is only checked.
    """

    target: Target
    fit: bool
    scale: float
    chance: float
    before: float
    before_error: float
    after: float
    after_error: float
    explained: float | None
    held: float | None

    @property
    def distances(self) -> tuple[float, float]:
        """Model minus figure in standard errors, before and after."""
        return (self.before - self.target.value) / self.scale, (self.after - self.target.value) / self.scale


@dataclass(frozen=True)
class Result:
    """A calibration that was done. `sample` has a column for each number, equally likely rows."""

    calibration: Calibration
    sample: pd.DataFrame
    marginals: tuple[Marginal, ...]
    targets: tuple[Met, ...]
    effective: float
    shares: tuple[float, ...]
    points: int
    runs: int
    failed: int

    @property
    def correlations(self) -> pd.DataFrame:
        """Correlations of the numbers in the sample."""
        return self.sample.corr()


def calibrated(calibration: Calibration, runner: Runner, folder: Any = None, tell: Tell = lambda text: None) -> Result:
    """Fit the numbers to the targets, and look how the model does on all targets before and after."""
    found = fitted(calibration, runner, folder, tell)
    values = values_at(calibration, found.sample.places)
    table = pd.DataFrame(values, columns=list(calibration.names))
    some = rounded(calibration, values[np.linspace(0, len(values) - 1, calibration.chance).astype(int)])
    tell(f"after: {len(some)} points of the sample on {calibration.replications} seeds")
    targets = calibration.targets
    start = defaults(calibration, runner.words)
    before = runner.values(calibration.study("chance", [start], calibration.chance), targets)[0]
    after = runner.values(calibration.study("after", some, calibration.replications), targets)
    return Result(
        calibration,
        table,
        tuple(marginal(one, table[one.name].to_numpy(), start[k]) for k, one in enumerate(calibration.uncertainties)),
        tuple(_met(calibration, found, j, before[:, j], after[:, :, j]) for j in range(len(targets))),
        found.sample.effective,
        found.shares,
        found.points,
        len(runner.counted),
        runner.failed,
    )


def marginal(prior: Range, values: FloatArray, default: float) -> Marginal:
    """The sample's values of one number summed up."""
    ends = {level: np.quantile(values, [(1 - level) / 2, (1 + level) / 2]) for level in (*LEVELS, 0.9)}
    width = float(ends[0.9][1] - ends[0.9][0]) / (0.9 * (prior.high - prior.low))
    told: Told = "not told" if width >= NOT else "hardly told" if width >= HARDLY else "told"
    return Marginal(
        prior,
        default,
        float(values.mean()),
        float(values.std(ddof=1)),
        float(np.median(values)),
        {level: (float(ends[level][0]), float(ends[level][1])) for level in LEVELS},
        width,
        told,
    )


def _met(calibration: Calibration, found: Fitted, j: int, before: FloatArray, after: FloatArray) -> Met:
    """One target: `before` by seed, `after` by point of the sample and seed."""
    target, fit = calibration.targets[j], j < len(calibration.fit)
    known = before[np.isfinite(before)]
    chance = float(known.std(ddof=1)) if len(known) > 1 else float("nan")
    grid = after[np.isfinite(after).all(axis=1)]
    # Points and seeds are both drawn; the mean carries the luck of each.
    parts = [means.var(ddof=1) / len(means) for means in (grid.mean(axis=1), grid.mean(axis=0)) if len(means) > 1]
    return Met(
        target,
        fit,
        float(np.sqrt(target.variance + chance**2)),
        chance,
        float(known.mean()) if len(known) else float("nan"),
        chance / float(np.sqrt(max(len(known), 1))),
        float(grid.mean()) if grid.size else float("nan"),
        float(np.sqrt(sum(parts))) if parts else float("nan"),
        found.emulators[j].explained if fit else None,
        found.emulators[j].held if fit else None,
    )
