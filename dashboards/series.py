"""Reads the curves' values from a model's record as it grows."""

from __future__ import annotations

from typing import Any

import numpy as np

from dashboards.charts import LINES, Curves, Values

POSITIONS = {(line.metric, line.unit, line.group): i for i, line in enumerate(LINES)}


class Follower:
    """Reads only what a record has gained since the last time."""

    def __init__(self, record: Any) -> None:
        self._record = record
        self._read = 0

    def month(self, month: int) -> Values:
        """The values of `charts.LINES` in a month, float32 `(lines,)`; nan where none was written."""
        values = np.full(len(LINES), np.nan, dtype=np.float32)
        entries = self._record.since(self._read)
        self._read += len(entries)
        for written, metric, unit, group, value in entries:
            position = POSITIONS.get((metric, unit, group))
            if written == month and position is not None:
                values[position] = value
        return values


def whole(record: Any, months: int) -> Curves:
    """All curves of a run that has ended."""
    curves = Curves(months)
    values = np.full((months, len(LINES)), np.nan, dtype=np.float32)
    for written, metric, unit, group, value in record.since(0):
        position = POSITIONS.get((metric, unit, group))
        if position is not None and written < months:
            values[written, position] = value
    for month in range(months):
        curves.add(month, values[month])
    return curves
