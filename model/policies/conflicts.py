"""Policies that cannot be at work together: two that replace the same lever at the same time."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import NamedTuple

from agents.core import calendar
from model.offers import month_of
from model.policies import discover
from model.policies.policy import Policy


class Conflict(NamedTuple):
    """Two policies, in the order of the catalogue, and the lever that both replace from a month on."""

    first: str
    second: str
    lever: str
    month: int

    def __str__(self) -> str:
        one, two = self.first, self.second
        return (
            f"policies '{one}' and '{two}' both replace the lever '{self.lever}' from {calendar.label(self.month)} on; "
            f"leave one of them out, or let one end before the other begins ({one}.until_year, {two}.from_year)"
        )


def at_work(policy: Policy, doses: Mapping[str, float]) -> tuple[float, float]:
    """The first month in which a policy has effects and the first in which it has none; the same when it has none.

    `doses` are those that differ from their default, by short name.
    """
    value = {p.name.removeprefix(f"{policy.name}."): p.value for p in policy.parameters} | dict(doses)
    first, last = month_of(value["from_year"]) + value["start_up"], float(month_of(value["until_year"]))
    return (first, max(first, last)) if value["dose"] > 0.0 else (first, first)


def conflict(doses: Mapping[str, Mapping[str, float]]) -> Conflict | None:
    """The first conflict among policies with these doses; None when they go together."""
    chosen = [policy for name, policy in discover().items() if name in doses and policy.replaces]
    for one, two in combinations(chosen, 2):
        both = [lever for lever in one.replaces if lever in two.replaces]
        spans = at_work(one, doses[one.name]), at_work(two, doses[two.name])
        begins, ends = max(first for first, _ in spans), min(last for _, last in spans)
        if both and begins < ends:
            return Conflict(one.name, two.name, both[0], int(-(-begins // 1)))
    return None
