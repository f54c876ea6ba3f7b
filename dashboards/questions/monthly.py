"""Every monthly series of the run, up to the month shown: what the page gives as data."""

from __future__ import annotations

from typing import Any

from dashboards.past import Past


def answer(model: Any, past: Past, month: int) -> list[tuple[int, str, str, str, float]]:
    """(month, metric, unit, group, value) of the months lived before `month`, in the order written."""
    return [
        (int(when), str(metric), str(unit), str(group), float(value))
        for when, metric, unit, group, value in model.record.since(0)
        if when < month
    ]
