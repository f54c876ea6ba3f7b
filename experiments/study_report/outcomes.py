"""What outcomes of a study are called and how they are shown."""

from __future__ import annotations

from experiments.effects import MAIN_OUTCOMES
from experiments.measures import Measure
from experiments.report_numbers import measure
from experiments.zones import ZONES
from model.policies.policy import Text

MAIN_KEYS = tuple(one.key for one in MAIN_OUTCOMES)
_KNOWN = {one.key: one for one in (*(one for zone in ZONES for one in (*zone.persons, *zone.place)), *MAIN_OUTCOMES)}
UNITS = {
    "estate": "the estate", "municipality": "the municipality", "start_estate": "residents of January 2015",
    "ever_estate": "all who ever lived in the estate",
}  # fmt: skip


def described(key: str) -> Measure:
    """The outcome of a key; one that no list of main outcomes names is told by its own name, and is neither better nor
    worse when it rises.

    >>> described("turnover|municipality|all").title.en
    'Moves out: the municipality'
    """
    if key in _KNOWN:
        return _KNOWN[key]
    metric, unit, group = key.split("|")
    how = measure(metric)
    parts = [how.title, UNITS.get(unit, unit.replace("_", " "))]
    if group != "all":
        parts.append(group.replace("_", " "))
    title = f"{parts[0]}: {', '.join(parts[1:])}"
    shown = "percentage points" if how.unit == "%" else how.unit
    return Measure(Text(title, title), metric, unit, 0, "", group, how.factor, Text(shown, shown), how.decimals)


def with_unit(one: Measure) -> str:
    """The title with its unit in brackets, unless it has one already."""
    unit = "%" if one.measure.en == "percentage points" else one.measure.en
    return f"{one.title.en} ({unit})" if unit and "(" not in one.title.en else one.title.en
