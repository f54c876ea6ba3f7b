"""The waves of a calibration: spread points, emulate, rule out, spread points where the targets allow, and again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tomli_w
from numpy.typing import NDArray

from experiments.calibration.emulator import Emulator, emulator
from experiments.calibration.inference import Likelihood, Sample, sample, spread_out
from experiments.calibration.runs import Runner, defaults, means
from experiments.calibration.value import Calibration
from experiments.errors import InputError
from experiments.kept_files import reading
from experiments.study import designs
from experiments.study.store import write_whole
from experiments.toml_text import read_tables

FloatArray = NDArray[np.float64]
SAMPLE = 1000
"""Points of the sample that is kept."""
WIDER = 0.25
"""Power of the likelihood from which the points of the next wave are drawn: twice as wide as what is plausible now."""
DIGITS = 6
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Fitted:
    """What the waves found: the sample in shares of the ranges, the emulators, and what chance does.

    `chance` (n_chance, n_fit) are the fitted targets at the defaults by seed, `shares` what each wave did not rule out.
    """

    sample: Sample
    emulators: tuple[Emulator, ...]
    chance: FloatArray
    points: int
    shares: tuple[float, ...]


def fitted(
    calibration: Calibration, runner: Runner, folder: Path | None = None, tell: Tell = lambda text: None
) -> Fitted:
    """Run the waves and draw the sample of plausible points.

    With a `folder` the points of each wave are written down there before they are run, so that a calibration that was
    stopped goes on with the same points whatever library or machine designed them.
    """
    targets = calibration.fit
    start = defaults(calibration, runner.words)
    first = calibration.study("chance", [start], calibration.chance)
    tell(f"chance: the default values on {calibration.chance} seeds")
    chance, _ = means(runner.values(first, targets).transpose(1, 0, 2), targets, "chance")
    known = covariance(calibration, chance)
    measured = np.array([one.value for one in targets])
    places, values = np.zeros((0, len(calibration.names))), np.zeros((0, len(targets)))
    found: Sample | None = None
    emulators: tuple[Emulator, ...] = ()
    shares: list[float] = []
    for wave in range(1, calibration.waves + 1):
        points = _written(folder, wave, calibration) or _points(calibration, found, wave)
        _write(folder, wave, calibration, points)
        tell(f"wave {wave} of {calibration.waves}: {len(points)} points on {calibration.replications} seeds")
        study = calibration.study(f"wave {wave}", points, calibration.replications)
        some, kept = means(runner.values(study, targets), targets, f"wave {wave}")
        places = np.concatenate([places, _shares(calibration, np.array(points))[kept]])
        values = np.concatenate([values, some])
        emulators = tuple(emulator(places, values[:, j], calibration.seed) for j in range(len(targets)))
        likelihood = Likelihood(emulators, measured, known)
        last = wave == calibration.waves
        found = sample(likelihood, len(calibration.names), calibration.seed, SAMPLE, 1.0 if last else WIDER)
        shares.append(found.not_ruled_out)
        tell(f"wave {wave}: {_percent(found.not_ruled_out)} of the ranges is not ruled out by any target")
    if found is None:
        raise ValueError(f"{calibration.name}: a calibration without a wave")
    return Fitted(found, emulators, chance, len(places), tuple(shares))


def covariance(calibration: Calibration, chance: FloatArray) -> FloatArray:
    """Covariance (n_fit, n_fit) of the measured figures about the model's mean over seeds, emulators apart.

    Error and tolerance of each figure; the chance of the one world that was measured; and the chance left in the mean
    over the seeds of a wave, which is common to all its points. Chance was measured on few seeds: its variance is
    widened as that of Student's t, its correlations are shrunk (scikit-learn's OAS).
    """
    from sklearn.covariance import OAS

    seeds = len(chance)
    deviation = np.maximum(chance.std(axis=0, ddof=1), 1e-12)
    shrunk = OAS().fit(chance / deviation).covariance_ if chance.shape[1] > 1 else np.ones((1, 1))
    scale = np.sqrt(np.diag(shrunk))
    correlation = shrunk / np.outer(scale, scale)
    widened = (seeds - 1) / (seeds - 3) * (1.0 + 1.0 / calibration.replications)
    own = np.diag([one.variance for one in calibration.fit])
    found: FloatArray = own + widened * correlation * np.outer(deviation, deviation)
    return found


def values_at(calibration: Calibration, places: FloatArray) -> FloatArray:
    """Values (n, n_numbers) of the numbers at places in shares of their ranges."""
    low = np.array([one.low for one in calibration.uncertainties])
    high = np.array([one.high for one in calibration.uncertainties])
    found: FloatArray = np.clip(low + places * (high - low), low, high)
    return found


def _shares(calibration: Calibration, values: FloatArray) -> FloatArray:
    low = np.array([one.low for one in calibration.uncertainties])
    high = np.array([one.high for one in calibration.uncertainties])
    found: FloatArray = (values - low) / (high - low)
    return found


def _points(calibration: Calibration, found: Sample | None, wave: int) -> list[list[float]]:
    """The points of the next wave: over the whole ranges at first, then where the sample lies."""
    if found is None:
        places = designs.positions(designs.LHS, len(calibration.names), calibration.samples, calibration.seed, 0)
    else:
        places = spread_out(found.places, calibration.samples, calibration.seed + wave)
    return rounded(calibration, values_at(calibration, places))


def rounded(calibration: Calibration, values: FloatArray) -> list[list[float]]:
    """Values with six digits, as they are written into files, never outside their ranges; no point stands twice."""
    ends = [(one.low, one.high) for one in calibration.uncertainties]
    found = [
        tuple(min(max(float(f"{value:.{DIGITS}g}"), low), high) for value, (low, high) in zip(row, ends, strict=True))
        for row in values.tolist()
    ]
    return [list(one) for one in dict.fromkeys(found)]


def _file(folder: Path, wave: int) -> Path:
    return folder / f"wave_{wave}.toml"


def _written(folder: Path | None, wave: int, calibration: Calibration) -> list[list[float]] | None:
    """The points of a wave as they were written down, None where they were not."""
    if folder is None or not _file(folder, wave).exists():
        return None
    path = _file(folder, wave)
    with reading(path, "delete it to design it anew"):
        points = [[float(point[name]) for name in calibration.names] for point in read_tables(path, "wave")["points"]]
        for point in points:
            for value, one in zip(point, calibration.uncertainties, strict=True):
                if not one.low <= value <= one.high:
                    raise ValueError(f"{one.name} = {value:g} is outside {one.low:g}..{one.high:g}")
        return points


def _write(folder: Path | None, wave: int, calibration: Calibration, points: Sequence[Sequence[float]]) -> None:
    if folder is None or _file(folder, wave).exists():
        return
    listed = [dict(zip(calibration.names, point, strict=True)) for point in points]
    try:
        write_whole(_file(folder, wave), tomli_w.dumps({"wave": wave, "points": listed}))
    except OSError as error:
        raise InputError(f"{folder}: cannot write there ({error.strerror})") from None


def _percent(share: float) -> str:
    return f"{100 * share:.2g} %" if share > 0 else "less than 0.1 %"
