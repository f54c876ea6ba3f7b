"""The government's list criteria: which estates carry a label, by law version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agents.core import calendar
from model.letting.rulebook import criteria, reading_month

NAMES = ("non_western", "outside_work", "convicted", "basic_education", "income")


@dataclass(frozen=True)
class Verdict:
    """Whether an area meets a law version's criteria: measured value, threshold and result of each."""

    label: bool
    met: tuple[str, ...]
    values: dict[str, float]
    thresholds: dict[str, float]
    name: str


def in_force(law: str, month: int) -> dict[str, Any]:
    """The criteria a law version applies in a month."""
    date = reading_month(law, month)
    standing = [c for c in criteria() if calendar.parse(c["from"]) <= date]
    return standing[-1]


def judge(measured: dict[str, float], residents: int, law: str, month: int) -> Verdict:
    """Hold an area's shares (0..1; income relative to the region) against the criteria in force.

    Income counts when it lies below its threshold, all others when they lie above. A required criterion (the contested
    ethnic one of 2018 and 2021) must be met besides the number needed of the others.
    """
    rule = in_force(law, month)
    thresholds = {name: float(rule[name]) for name in NAMES if name in rule}
    met = tuple(
        name
        for name, limit in thresholds.items()
        if (measured[name] < limit if name == "income" else measured[name] > limit)
    )
    required = rule.get("required")
    counted = [name for name in met if name != required]
    label = residents >= rule["residents"] and len(counted) >= rule["needed"] and (required is None or required in met)
    return Verdict(label, met, {name: measured[name] for name in thresholds}, thresholds, rule["name"])
