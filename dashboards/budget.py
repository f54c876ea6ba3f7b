"""What is switched on costs so much: as measured and in the run shown, by payer, against a ceiling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan, sqrt

from agents.core.calendar import START_YEAR
from dashboards.asked import Asked
from dashboards.measured import as_measured
from experiments.measured import Measured
from experiments.net_present_value import RATE, factors
from model.policies.policy import PAYERS

WHOLE, YEAR = "whole", "year"
"""A ceiling on the present value of all years, or on each year."""
MILLION = 1e6
Spent = tuple[tuple[str, str, str, tuple[float, ...]], ...]
"""(policy, purpose, payer, kr in each calendar year so far) of a run, as `questions.costs` tells it."""
ByPayer = dict[str, float]


@dataclass(frozen=True)
class Total:
    """Kr by payer, in the order of the payers; `left_out` are policies that are not in it, and `changed` those of them
    that are left out because other numbers were chosen; `year` the calendar year told, 0 for all; `error` the standard
    error of the sum, each proposal having its own.
    """

    by_payer: tuple[tuple[str, float], ...] = ()
    left_out: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    together: bool = False
    year: int = 0
    error: float = 0.0

    @property
    def kr(self) -> float:
        """All payers."""
        return sum(kr for _, kr in self.by_payer)


@dataclass(frozen=True)
class Verdict:
    """Whether what is asked keeps within a ceiling: `basis` "measured" or "run", `kr` what it costs, `room` what is
    left (negative: over it), `final` whether it cannot become more.
    """

    basis: str
    kr: float
    room: float
    final: bool

    @property
    def over(self) -> bool:
        """Whether it costs more than the ceiling."""
        return self.room < 0.0


def measured_total(found: Measured | None, asked: Asked, horizon: int, each: str) -> Total:
    """Measured spending on what is on: of exactly these policies together where measured, else of each alone, added.

    A year's share is the same amount in each year with that present value. Policies with other numbers than they were
    measured with are left out.
    """
    if found is None:
        return Total(left_out=asked.policies)
    changed = tuple(name for name in asked.policies if not as_measured(asked, name))
    whole = next((name for name, runs in found.runs.items() if set(runs.policies) == set(asked.policies)), "")
    counted: tuple[str, ...] = (whole,)
    missing: tuple[str, ...] = ()
    if not whole or changed or not found.spent(whole, horizon):
        counted = tuple(n for n in asked.policies if n not in changed and found.spent(n, horizon))
        missing = tuple(n for n in asked.policies if n not in counted)
    share = float(factors(horizon, RATE.value).sum()) if each == YEAR else 1.0
    added: ByPayer = {}
    square = 0.0
    for name in counted:
        for payer, kr in found.spent(name, horizon).items():
            added[payer] = added.get(payer, 0.0) + kr / share
        cost = found.whole_cost(name, horizon)
        square += 0.0 if cost is None or isnan(cost.mcse) else (MILLION * cost.mcse / share) ** 2
    together = bool(whole) and counted == (whole,) and len(asked.policies) > 1
    return Total(_ordered(added), missing, changed, together, error=sqrt(square))


def run_total(spent: Spent, each: str) -> Total:
    """What the run shown has cost so far: present value at 4 % a year, or of its dearest calendar year."""
    if not spent:
        return Total()
    yearly = [sum(kr) for kr in zip(*(entry[3] for entry in spent), strict=True)]
    dearest = max(range(len(yearly)), key=lambda k: yearly[k]) if yearly else 0
    weight = factors(len(yearly), RATE.value)
    added: ByPayer = {}
    for _, _, payer, kr in spent:
        value = kr[dearest] if each == YEAR else float(weight @ kr)
        added[payer] = added.get(payer, 0.0) + value
    return Total(_ordered(added), year=START_YEAR + dearest if each == YEAR else 0)


def of_policy(spent: Spent, policy: str) -> ByPayer:
    """What one policy has cost in the run so far, by payer, kr of the day."""
    added: ByPayer = {}
    for name, _, payer, kr in spent:
        if name == policy:
            added[payer] = added.get(payer, 0.0) + sum(kr)
    return dict(_ordered(added))


def verdict(ceiling_kr: float, measured: Total, run: Total, lived: int, finished: bool) -> Verdict | None:
    """Against a ceiling: by what was measured when that covers all or is over it already, else by the run.

    None when neither can say.
    """
    if not measured.left_out or measured.kr > ceiling_kr:
        return Verdict("measured", measured.kr, ceiling_kr - measured.kr, not measured.left_out)
    if lived == 0:
        return None
    return Verdict("run", run.kr, ceiling_kr - run.kr, finished)


def _ordered(added: ByPayer) -> tuple[tuple[str, float], ...]:
    order: Sequence[str] = (*PAYERS, *sorted(set(added) - set(PAYERS)))
    return tuple((payer, added[payer]) for payer in order if payer in added)
