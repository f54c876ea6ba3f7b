"""What each proposal has cost in the run by the end of the month shown, by purpose, payer and calendar year."""

from __future__ import annotations

from typing import Any

from dashboards.past import Past

YEAR = 12


def answer(model: Any, past: Past, month: int) -> list[tuple[str, str, str, tuple[float, ...]]]:
    """(policy, purpose, payer, kr in each year so far), in the order first booked; kr of the day, not discounted."""
    years = -(-month // YEAR)
    found: dict[tuple[str, str, str], list[float]] = {}
    for when, metric, unit, payer, kr in model.record.since(0):
        if metric == "cost_kr" and when < month:
            policy, _, purpose = unit.partition(": ")
            found.setdefault((policy, purpose, payer), [0.0] * years)[when // YEAR] += kr
    return [(*key, tuple(yearly)) for key, yearly in found.items()]
