"""Rates of moving from what was watched: homes that change hands, and persons who move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from agents.core.calendar import START_YEAR

if TYPE_CHECKING:
    from experiments.validation.runs import Run


def rates(runs: Sequence[Run], what: str, from_year: int = START_YEAR + 1) -> dict[str, NDArray[np.float64]]:
    """Moves per home or person and year by group, from a year on, each `(n_runs,)`; nan where there was nobody."""
    tables = []
    for run in runs:
        homes = run.table("homes")
        mine = homes[(homes["what"] == what) & (homes["year"] >= from_year)]
        tables.append(mine.groupby("group")[["count", "exposure"]].sum())
    groups = sorted({group for table in tables for group in table.index})
    found: dict[str, NDArray[np.float64]] = {}
    for group in groups:
        values = [
            table.loc[group, "count"] / table.loc[group, "exposure"]
            if group in table.index and table.loc[group, "exposure"] > 0
            else np.nan
            for table in tables
        ]
        found[group] = np.array(values, dtype=np.float64)
    return found
