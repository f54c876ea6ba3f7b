"""What calibrations found, as studies and runs read it: equally likely points of the numbers that were fitted.

geodata/data/posterior/NAME.parquet, NAME.toml    stored under a name
DIR/posterior.parquet, posterior.toml             in the folder of a calibration
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pydantic import Field

from agents.core.parameter import nearest
from experiments.errors import InputError, abridged
from experiments.kept_files import Shape, frame, reading
from experiments.toml_text import read_tables
from geodata import base_figures

STORED = Path(base_figures.FILE).parent / "posterior"
BEYOND = 1e100
"""No number of the model is so large; sums of larger ones would not be numbers any more."""
OWN = "posterior"
"""What the files in a calibration's own folder are called."""


class _About(Shape):
    """What is read of the file that tells of a sample."""

    numbers: dict[str, Any]
    fixed: dict[str, float] = Field(default_factory=dict)
    place: str = ""


@dataclass(frozen=True)
class Posterior:
    """Points of the model's numbers that agree with what was measured, all equally likely: `sample` (n, n_numbers)."""

    name: str
    sample: pd.DataFrame
    about: Mapping[str, Any]

    @property
    def central(self) -> dict[str, float]:
        """The point of the sample nearest to its mean, in spreads of each number."""
        spread = self.sample.std(ddof=0).replace(0.0, 1.0)
        away = (((self.sample - self.sample.mean()) / spread) ** 2).sum(axis=1)
        return {str(name): float(value) for name, value in self.sample.iloc[int(np.argmin(away.to_numpy()))].items()}


def stored() -> tuple[str, ...]:
    """The names of all stored posteriors."""
    return tuple(sorted(path.stem for path in STORED.glob("*.toml") if not path.name.startswith(".")))


def stored_of(place: str) -> tuple[str, ...]:
    """The names of the stored posteriors of a place."""
    return tuple(name for name in stored() if read(name).about.get("place") == place)


def read(name: str) -> Posterior:
    """A stored posterior by name, or that in the folder of a calibration; raises InputError when there is none."""
    path, told = files(name)
    if not _there(path):
        names = stored()
        raise InputError(
            f"unknown posterior '{abridged(name)}'{nearest(name, names)}; stored are: {', '.join(names) or 'none'}; "
            "or give the folder of a calibration"
        )
    about = read_tables(told, "posterior")
    sample = frame(path, "calibrate again")
    with reading(told, "calibrate again"):
        _About.model_validate(about)
    numeric = all(pd.api.types.is_float_dtype(kind) for kind in sample.dtypes)
    if set(sample.columns) != set(about["numbers"]) or sample.empty or not numeric:
        raise InputError(f"{path} and {told.name} beside it do not belong together")
    if not (np.abs(sample.to_numpy(dtype=np.float64)) < BEYOND).all():
        raise InputError(f"{path} holds values that no number of the model can have; calibrate again")
    return Posterior(name, sample, about)


def _there(path: Path) -> bool:
    """Whether there is such a file; no name that a file cannot have is there."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def files(name: str) -> tuple[Path, Path]:
    """Where the sample and what is told of it stand or would stand, for a stored name or a folder."""
    folder, stem = (STORED, name) if name in stored() else (Path(name), OWN)
    return folder / f"{stem}.parquet", folder / f"{stem}.toml"
