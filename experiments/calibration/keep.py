"""What a calibration found, as data: a Parquet file of equally likely points and a TOML file of where they are from.

DIR/posterior.parquet, DIR/posterior.toml       of `boligliv calibrate`
geodata/data/posterior/NAME.parquet, NAME.toml  of `boligliv calibrate --store NAME`, for studies and runs
"""

from __future__ import annotations

import contextlib
import math
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tomli_w

from experiments import provenance
from experiments.calibration.result import LEVELS, Marginal, Met, Result
from experiments.effects_version import model_version
from experiments.errors import InputError
from experiments.study.store import write_whole

DIGITS = 6


def write(folder: Path, name: str, result: Result) -> None:
    """Write both files, each all at once; raises InputError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        hidden = folder / f".unfinished-{os.getpid()}-{name}.parquet"
        rounded = result.sample.map(lambda value: float(f"{value:.{DIGITS}g}"))
        rounded.to_parquet(hidden, index=False)
        hidden.replace(folder / f"{name}.parquet")
        write_whole(folder / f"{name}.toml", tomli_w.dumps(described(name, result)))
    except OSError as error:
        raise InputError(f"{folder}: cannot write there ({error.strerror})") from None


def described(name: str, result: Result) -> dict[str, Any]:
    """A calibration as plain data: where it comes from, marginal ranges, correlations and errors per target."""
    asked = result.calibration
    numbers = list(asked.names)
    return {
        "name": name,
        "calibration": asked.name,
        "made": datetime.now(UTC).date().isoformat(),
        "place": asked.place,
        "law": asked.law,
        "behaviour": asked.behaviour,
        "months": asked.months,
        "runs": result.runs,
        "failed_runs": result.failed,
        "points": result.points,
        "seeds": [asked.seed, asked.seed + max(asked.replications, asked.chance) - 1],
        "code_version": provenance.code_version(),
        "model_version": model_version(()),
        "asked": asked.hash,
        "sample_size": len(result.sample),
        "effective_size": round(result.effective),
        "not_ruled_out": [round(share, 4) for share in result.shares],
        "numbers": {one.prior.name: _marginal(one) for one in result.marginals},
        "correlations": {
            one: {other: round(float(result.correlations.loc[one, other]), 3) for other in numbers[k + 1 :]}
            for k, one in enumerate(numbers[:-1])
        },
        "fixed": dict(asked.fixed),
        "targets": {one.target.name: met(one) for one in result.targets},
    }


def _marginal(one: Marginal) -> dict[str, Any]:
    intervals = {f"interval_{100 * level:g}": [_short(end) for end in one.intervals[level]] for level in LEVELS}
    return {
        "prior": [one.prior.low, one.prior.high], "default": one.default, "mean": _short(one.mean),
        "standard_deviation": _short(one.deviation), "median": _short(one.median), **intervals,
        "width_over_prior": round(one.width, 3), "told": one.told,
    }  # fmt: skip


def met(one: Met) -> dict[str, Any]:
    """One target with the model's values before and after, as plain data; what does not exist is left out."""
    before, after = one.distances
    numbers = {
        "chance": one.chance, "before": one.before, "before_monte_carlo_error": one.before_error,
        "after": one.after, "after_monte_carlo_error": one.after_error, "standard_errors_before": before,
        "standard_errors_after": after, "emulator_explains": one.explained, "emulator_held": one.held,
    }  # fmt: skip
    known = {key: _short(value) for key, value in numbers.items() if value is not None and math.isfinite(value)}
    return {"use": "fit" if one.fit else "check", **one.target.as_dict(), **known}


def _short(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def check_name(name: str) -> str:
    """The name under which a posterior is stored; raises InputError for one that is no plain word."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise InputError(f"--store {name}: a name is of small letters, digits and _, such as vaerebro_moving")
    return name


def forget_unfinished(folder: Path) -> None:
    """Delete what a kill left half-written."""
    for path in folder.glob(".unfinished-*"):
        with contextlib.suppress(OSError):
            path.unlink()
