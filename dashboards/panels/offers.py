"""Who was offered the home when it was let last, by which rule, and why others were passed over."""

from __future__ import annotations

from typing import Any

from agents.core import calendar
from dashboards.panels.panel import Facts, Panel, Reader, Rows

SHOWN = 6
"""Offers shown at most; `boligliv trace` tells all."""
OUTCOMES = {
    "accepted": ("accepted", "sagde ja"),
    "refused": ("refused", "sagde nej"),
    "passed over": ("passed over", "sprunget over"),
}


def _collect(model: Any, home: int) -> Facts:
    offers = model.record.offers()
    mine = offers[offers["dwelling"] == home]
    if len(mine) == 0:
        return {}
    last = mine[mine["month"] == mine["month"].max()].sort_values("order", kind="stable")
    steps = [
        (str(row.rule), str(row.outcome), str(row.reason), int(row.waited_months))
        for row in last.head(SHOWN).itertuples()
    ]
    return {"month": int(last["month"].iloc[0]), "steps": tuple(steps), "more": max(0, len(last) - SHOWN)}


def _describe(facts: Facts, reader: Reader) -> Rows:
    rows = [(reader.of(("Month", "Måned")), calendar.label(facts["month"]))]
    for number, (rule, outcome, reason, waited) in enumerate(facts["steps"], start=1):
        words = reader.of(OUTCOMES.get(outcome, (outcome, outcome)))
        why = f", {reason}" if reason else ""
        wait = reader.of(("waited {} months", "ventet {} måneder")).format(waited)
        rows.append((f"{number}. {rule.replace('_', ' ')}", f"{words}{why}; {wait}"))
    if facts["more"]:
        rows.append(("…", reader.of(("{} more offers", "{} tilbud mere")).format(facts["more"])))
    return rows


PANEL = Panel(
    name="offers",
    order=50,
    title=("Last letting of this home", "Seneste udlejning af boligen"),
    collect=_collect,
    describe=_describe,
)
