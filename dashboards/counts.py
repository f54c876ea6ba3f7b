"""How the estate has stood to the criteria of the government's list: month by month, and whenever it was counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.letting import criteria
from model.mechanisms.name import measured

if TYPE_CHECKING:
    from model.letting.criteria import Verdict
    from model.world import World


@dataclass(frozen=True)
class Count:
    """One count for the list: after how many months (0: the start), which law, what it measured, and what it asks.

    `values` and `thresholds` are shares by the name of the criterion; `required` is the criterion that must be met
    besides `needed` of the others ("": none), `minimum` the fewest residents; `running` tells the counts in a row on
    the list, this one among them.
    """

    month: int
    law: str
    residents: int
    minimum: int
    needed: int
    required: str
    values: dict[str, float]
    thresholds: dict[str, float]
    met: tuple[str, ...]
    label: bool
    running: int


class Counts:
    """The counts of a run, and the shares at the end of every month in the order of `criteria.NAMES`."""

    def __init__(self) -> None:
        self.made: list[Count] = []
        self.now: list[tuple[float, ...]] = []
        self._last: Verdict | None = None

    def remember(self, world: World) -> None:
        """Write down how the estate stands now, and the count if one was made since the month before."""
        shares, _ = measured(world)
        self.now.append(tuple(shares[name] for name in criteria.NAMES))
        verdict = world.verdict
        if verdict is None or verdict is self._last:
            return
        self._last = verdict
        month = int(world.month)
        rule = criteria.in_force(world.scenario.law, max(month - 1, 0))
        self.made.append(
            Count(
                month=month,
                law=str(rule["law"]),
                residents=int(world.residents),
                minimum=int(rule["residents"]),
                needed=int(rule["needed"]),
                required=str(rule.get("required", "")),
                values=dict(verdict.values),
                thresholds=dict(verdict.thresholds),
                met=verdict.met,
                label=verdict.label,
                running=int(world.labelled_years),
            )
        )
