"""What is kept of a home in a month that has passed: the class it had under each way to colour the map."""

from __future__ import annotations

from typing import Any

from dashboards.attributes import ATTRIBUTES, HIDDEN, VACANT
from dashboards.panels.panel import Facts, Panel, Reader, Rows


def collect(model: Any, home: int) -> Facts:
    """Nothing: only the past is told here, and the run's own pictures of it have the facts."""
    return {}


def describe(facts: Facts, reader: Reader) -> Rows:
    """A row for each attribute that says something of this home."""
    rows: Rows = []
    for one in ATTRIBUTES:
        code = facts.get(one.name, HIDDEN)
        if code == HIDDEN or (one.about_origin and not reader.origin):
            continue
        label = ("empty home", "tom bolig") if code == VACANT else one.labels[code]
        rows.append((reader.of(one.title), reader.of(label)))
    return rows


PANEL = Panel(
    "then",
    60,
    ("In the month shown", "I den viste måned"),
    collect,
    describe,
    ("More is known of the last month lived: play on to it.", "Om den seneste måned vides mere: afspil frem til den."),
)
