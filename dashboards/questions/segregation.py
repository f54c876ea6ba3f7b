"""Segregation so far, beside what chance alone would give: at the end of January 2015 and of each December."""

from __future__ import annotations

from typing import Any

from dashboards.past import Past
from model.segregation import INDICES, LEVELS

PARTS = ("value", "expected", "low", "high", "corrected")
"""The index; its mean and the 95 % band when chance deals the homes; how far it lies from chance to complete."""
CROWD = "small_units_share"
"""The share of the group in units of fewer than ten, where an index is mostly chance."""


def answer(model: Any, past: Past) -> list[tuple[int, str, str, str, dict[str, float]]]:
    """(month, index, level, group, parts), in the order written; `small_units_share` is among the parts."""
    found: dict[tuple[int, str, str, str], dict[str, float]] = {}
    small: dict[tuple[int, str, str], float] = {}
    for month, metric, level, group, value in model.record.since(0):
        if level not in LEVELS:
            continue
        name, _, part = metric.partition(".")
        if name in INDICES:
            found.setdefault((int(month), name, level, group), {})[part or "value"] = float(value)
        elif name == CROWD:
            small[int(month), level, group] = float(value)
    return [(*key, {**parts, CROWD: small.get((key[0], key[2], key[3]), float("nan"))}) for key, parts in found.items()]
