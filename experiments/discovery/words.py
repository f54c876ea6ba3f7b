"""What was found in plain words, with units: for the terminal, and as plain rows for files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from experiments.discovery.aims import Aim, shown
from experiments.discovery.boxes import Box, Finding
from experiments.discovery.budget import BestSet, Single
from experiments.discovery.futures import Dimension, Futures
from experiments.discovery.peel import Limit
from experiments.discovery.regret import KINDS, Enough, Regret
from experiments.discovery.told import CLASSES, Told
from experiments.discovery.verdicts import Verdict
from experiments.statistics import PairedDifference

Row = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """One question under which assumptions: `alternative` is judged against `against`, an alternative or a threshold.

    `findings` by class of points.
    """

    alternative: str
    against: str
    aim: Aim
    futures: Futures
    told: Told
    findings: Mapping[str, Finding]

    @property
    def title(self) -> str:
        """The question in a line."""
        return f"{self.alternative} against {self.against}: {self.aim.title} ({self.aim.wish} is better)"


def counts(asked: Asked) -> str:
    """How many futures are of each class, and how that was told."""
    told, n = asked.told, len(asked.told.mean)
    parts = ", ".join(f"{name} in {number}" for name, number in told.count().items() if number)
    how = (
        f"the spread between seeds taken over all futures, {told.freedom:.0f} degrees of freedom"
        if told.pooled
        else "each future with its own spread"
    )
    # Two classes of wrong verdicts of 2.5 % each.
    return f"of {n} futures on {told.seeds} seeds: {parts} (95 %; {how}; up to {0.05 * n:.0f} of {n} may be luck)"


def limit_words(limit: Limit, dimension: Dimension) -> str:
    """A limit as a planner reads it: the name, where it lies, its unit, and what was studied."""
    if limit.members is not None:
        return f"{limit.name} is {' or '.join(limit.members)}"
    unit = f" {dimension.unit}" if dimension.unit else ""
    if limit.low is not None and limit.high is not None:
        where = f"between {limit.low:.3g} and {limit.high:.3g}"
    elif limit.low is not None:
        where = f"at least {limit.low:.3g}"
    else:
        where = f"at most {limit.high:.3g}"
    return f"{limit.name} is {where}{unit} (studied: {dimension.low:g} to {dimension.high:g})"


def box_lines(asked: Asked, name: str, number: int, box: Box) -> list[str]:
    """A box in lines: what it holds, its limits, and how far to trust it."""
    known = {one.name: one for one in asked.futures.dimensions}
    step = box.step
    inner = {other: int((asked.told.of(other) & box.rows).sum()) for other in CLASSES}
    others = ", ".join(f"{other} in {k}" for other, k in inner.items() if k and other != name)
    before = ", of those outside the boxes before" if number > 1 else ""
    lines = [
        f"{name}, box {number}{before}: {step.interest} of the {step.points} futures in it"
        + (f" ({others})" if others else "")
        + f"; coverage {step.coverage:.0%}, density {step.density:.0%}"
    ]
    for one in step.limits:
        again = f"limited again in {box.checked.again[one.name]:.0%} of half samples"
        lines.append(f"    {limit_words(one, known[one.name])}; quasi-p {one.quasi_p:.2g}, {again}")
        if known[one.name].meaning:
            lines.append(f"        {one.name}: {known[one.name].meaning}")
    other = f"{box.checked.other_density:.0%}" if box.checked.other_density == box.checked.other_density else "unknown"
    lines.append(f"    boxes of half samples are dense to {other} in the other half (p = {box.checked.p:.2g})")
    return lines


def finding_lines(asked: Asked) -> list[str]:
    """Every class of an answer in lines."""
    lines = []
    for name, found in asked.findings.items():
        if found.boxes:
            for k, box in enumerate(found.boxes, start=1):
                lines += box_lines(asked, name, k, box)
        elif found.reason in ("nowhere", "everywhere"):
            lines.append(f"{name}: {found.reason} in this study")
        else:
            lines.append(f"{name}: no box is claimed; {found.reason}")
    return lines


def box_rows(answers: Sequence[Asked]) -> list[Row]:
    """One row for each limit of each box, and one for each class without a box."""
    rows: list[Row] = []
    for asked in answers:
        known = {one.name: one for one in asked.futures.dimensions}
        for name, found in asked.findings.items():
            head = {
                "place": asked.futures.place, "year": asked.futures.year, "alternative": asked.alternative,
                "against": asked.against, "outcome": asked.aim.key, "class": name, "futures": found.points,
                "of_class": found.interest, "reason": found.reason,
            }  # fmt: skip
            if not found.boxes:
                rows.append(head | dict.fromkeys(_BOX))
            for k, box in enumerate(found.boxes, start=1):
                for one in box.step.limits:
                    members = " ".join(one.members) if one.members else None
                    unit, step, checked = known[one.name].unit, box.step, box.checked
                    values = (
                        k, step.points, step.coverage, step.density, checked.other_density, checked.p, one.name,
                        one.low, one.high, members, unit, one.quasi_p, checked.again[one.name],
                    )  # fmt: skip
                    rows.append(head | dict(zip(_BOX, values, strict=True)))
    return rows


_BOX = (
    "box", "points", "coverage", "density", "density_in_other_half", "p_in_other_half", "dimension",
    "low", "high", "members", "unit", "quasi_p", "again",
)  # fmt: skip


def regret_rows(found: Sequence[Regret]) -> list[Row]:
    """One row for each alternative, outcome and kind of regret, in the outcome's own unit."""
    return [
        {
            "outcome": one.aim.key, "title": one.aim.title, "unit": one.aim.change, "alternative": one.alternative,
            "regret": kind, "value": one.aim.scale * one.guess[kind].value, "low": one.aim.scale * one.guess[kind].low,
            "high": one.aim.scale * one.guess[kind].high, "with_luck": one.aim.scale * one.guess[kind].raw,
            "least_in": one.least[kind],
        }
        for one in found for kind in KINDS
    ]  # fmt: skip


def enough_rows(found: Sequence[Enough], needs: Sequence[str]) -> list[Row]:
    """One row for each alternative and threshold, and for all of them together."""
    rows = []
    for one in found:
        for text, guess in zip(("all together", *needs), (one.together, *one.each), strict=True):
            rows.append(
                {"alternative": one.alternative, "threshold": text, "share": guess.value, "low": guess.low,
                 "high": guess.high, "counted": guess.raw}
            )  # fmt: skip
    return rows


def verdict_rows(found: Sequence[Verdict]) -> list[Row]:
    """One row for each verdict and submodel."""
    return [
        {
            "alternative": one.alternative, "against": one.against, "outcome": one.aim.key, "title": one.aim.title,
            "unit": one.aim.change, "factor": one.factor, "submodel": under.submodel,
            "effect": one.aim.scale * under.pair.mean, "mcse": one.aim.scale * under.pair.standard_error,
            "low": one.aim.scale * under.pair.low, "high": one.aim.scale * under.pair.high, "pairs": under.pair.n,
            "told": under.told, "more_pairs": under.pair.more_runs_needed, "futures": under.points,
            "verdict": one.text,
        }
        for one in found for under in one.under
    ]  # fmt: skip


def single_rows(found: Sequence[Single], aims: Sequence[Aim]) -> list[Row]:
    """One row for each proposal and outcome."""
    return [
        {"proposal": one.policy, **_money(one.cost), "outcome": aim.key, "unit": aim.change,
         **_effect("effect", effect, aim)}
        for one in found for aim, effect in zip(aims, one.effects, strict=True)
    ]  # fmt: skip


def set_rows(found: Sequence[BestSet], aims: Sequence[Aim]) -> list[Row]:
    """One row for each chosen set and outcome: added up, and measured together where there are runs."""
    rows = []
    for one in found:
        both = one.together
        for k, (aim, effect) in enumerate(zip(aims, one.effects, strict=True)):
            row: Row = {
                "chosen_for": one.aim.key, "set": one.alternative, **_money(one.cost), "again": one.again,
                "outcome": aim.key, "unit": aim.change, **_effect("added", effect, aim),
            }  # fmt: skip
            row |= {"measured_in": both.study if both else None, "seeds": both.seeds if both else None}
            row |= _effect("measured", both.effects[k] if both else None, aim)
            row |= _effect("added_there", both.added[k] if both and both.added else None, aim)
            row |= _effect("interaction", both.interaction[k] if both and both.interaction else None, aim)
            rows.append(row)
    return rows


def _money(cost: PairedDifference) -> Row:
    return {"cost_kr": cost.mean, "cost_low": cost.low, "cost_high": cost.high}


def _effect(name: str, pair: PairedDifference | None, aim: Aim) -> Row:
    if pair is None:
        return dict.fromkeys((name, f"{name}_low", f"{name}_high", f"{name}_verdict"))
    return {
        name: aim.scale * pair.mean, f"{name}_low": aim.scale * pair.low, f"{name}_high": aim.scale * pair.high,
        f"{name}_verdict": pair.verdict,
    }  # fmt: skip


def interval(pair: PairedDifference, aim: Aim) -> str:
    """A difference with its 95 % interval, and the word when it cannot be told from none."""
    if pair.verdict == "identical":
        return "no difference"
    ends = f"[{shown(pair.low, aim, True, False)}; {shown(pair.high, aim, True, False)}]"
    more = f" (about {pair.more_runs_needed:,} more)" if pair.more_runs_needed else ""
    return f"{shown(pair.mean, aim, True, False)} {ends}" + (
        f" n.d.{more}" if pair.verdict != "distinguishable" else ""
    )
