"""The answer in sentences: only what the verdicts carry, small and null effects said plainly."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from experiments.report_data import PlaceReport, Side
from experiments.report_numbers import between, decimals_for, number, plain, signed, written_month
from experiments.vocabulary import BEHAVIOUR_MEANINGS, laws
from model.policies import discover

LARGE_SHARE_POINTS = 10.0
LARGE_RELATIVE = 0.25
"""A change above either is called large: evaluations of single programmes hardly ever find as much."""
HEADLINE = (
    "share_vulnerable",
    "share_outside_work",
    "in_movers_vulnerable",
    "vulnerable_elsewhere_max",
    "assigned_waiting",
)
"""Outcomes that the opening speaks of, in this order."""
LARGE_FOR = ("share_vulnerable", "share_outside_work", "share_non_western", "vulnerable_elsewhere_max")
"""Shares of a whole stock of people or homes, which move slowly."""


@dataclass(frozen=True)
class Asked:
    """One scenario in a planner's words: its name, what it is, and the doses of its proposals."""

    name: str
    summary: str
    doses: tuple[str, ...]


def scenarios_in_words(report: PlaceReport) -> list[Asked]:
    """Every scenario as a planner would ask it; doses told once are not told again."""
    told: set[tuple[str, object]] = set()
    return [_asked(side, told) for side in report.sides]


def _asked(side: Side, told: set[tuple[str, object]]) -> Asked:
    scenario, known = side.scenario, discover()
    text, doses = [], []
    for name, pairs in scenario.policies:
        policy = known.get(name)
        text.append(f"{policy.title.en}: {policy.summary.en}" if policy else f"{upper(name.replace('_', ' '))}.")
        if (name, pairs) in told:
            text[-1] = f"{policy.title.en if policy else name}, as above."
            continue
        told.add((name, pairs))
        given = dict(pairs)
        for parameter in policy.parameters if policy else ():
            value = given.get(parameter.name.removeprefix(f"{name}."), parameter.value)
            doses.append(f"{upper(parameter.meaning)}: {plain(value)} {parameter.unit} ({parameter.grade})")
    text = text or ["No proposal; the letting rules go on as they are."]
    text.append(f"{upper(laws().get(scenario.law, f'law version {scenario.law}'))}.")
    if scenario.behaviour != "avoidance":
        text.append(f"Behaviour: {BEHAVIOUR_MEANINGS.get(scenario.behaviour, scenario.behaviour)}.")
    if scenario.posterior:
        drawn = f"Numbers drawn from the posterior {scenario.posterior}, every run a point of its own"
        text.append(f"{drawn}: intervals carry what is not known of them as well as chance.")
    if scenario.parameters:
        text.append("Changed: " + ", ".join(f"{name} = {value:g}" for name, value in scenario.parameters) + ".")
    return Asked(upper(side.name), " ".join(text), tuple(doses))


def question(report: PlaceReport) -> str:
    """What was asked, in one or two sentences."""
    years, last = report.base.scenario.months / 12, written_month(report.base.scenario.months - 1)
    others = [side.name for side in report.sides[1:]]
    against = f", and what happens instead under {_and(others)}" if others else ""
    plural = "run" if report.runs == 1 else "runs"
    alike = f"paired {plural}: every scenario lives through the same draws of chance" if others else plural
    return (
        f"What do {years:g} years of {report.base.name} ({written_month(0)} to "
        f"{last}) do to "
        f"who lives where in {report.place.title}, {report.place.municipality_name} municipality{against}? "
        f"Answered with {report.runs} {alike}."
    )


def answer(report: PlaceReport) -> list[str]:
    """The answer in a few sentences, made from the verdicts."""
    sentences = _under_base(report)
    for side in report.sides[1:]:
        rows = report.rows_of(side)
        if rows:
            sentences.append(_one_alternative(report, side, rows))
    large = large_effects(report)
    if large:
        sentences.append(
            f"Large effects: {_and(large)}. A single programme rarely moves as much in any "
            "evaluation, so suspect the "
            "model before you believe it: look first at the assumptions graded 'judgement' or "
            "'recalled' below."
        )
    if report.runs < 2:
        sentences.append(
            "One run cannot tell a policy from luck: no Monte-Carlo error can be given. Run at least eight."
        )
    elif report.runs < 8:
        few = "paired runs are few; small effects" if len(report.sides) > 1 else "runs are few; rare outcomes"
        sentences.append(f"{report.runs} {few} would not be seen.")
    return sentences


def _under_base(report: PlaceReport) -> list[str]:
    rows = report.curves[
        (report.curves["metric"] == "share_vulnerable")
        & (report.curves["unit"] == "estate")
        & (report.curves["scenario"] == report.base.name)
    ].sort_values("month")
    if rows.empty:
        return []
    first, last = rows.iloc[0], rows.iloc[-1]
    spread = f" (90 % of runs between {100 * last['low']:.1f} and {100 * last['high']:.1f} %)"
    return [
        f"Under {report.base.name}, {100 * first['mean']:.1f} % of the estate's households are vulnerable at the "
        f"start and {100 * last['mean']:.1f} % at the end{spread if report.runs > 1 else ''}."
    ]


def _one_alternative(report: PlaceReport, side: Side, rows: Sequence[Mapping[str, Any]]) -> str:
    """What one scenario changes: what can be told apart, what cannot, what is exactly the same."""
    by_outcome = {str(row["outcome"]): row for row in rows}
    speaking = [by_outcome[name] for name in HEADLINE if name in by_outcome] or list(rows[:4])
    speaking = [row for row in speaking if math.isfinite(row["difference"])]
    by_verdict = {
        verdict: [row for row in speaking if row["verdict"] == verdict]
        for verdict in ("distinguishable", "not distinguishable", "identical")
    }
    parts = []
    if told := by_verdict["distinguishable"]:
        parts.append("; ".join(_change(row) for row in told))
    if untold := by_verdict["not distinguishable"]:
        parts.append(f"not distinguishable from {report.base.name}: {', '.join(_untold(row) for row in untold)}")
    if same := by_verdict["identical"]:
        parts.append(f"exactly the same: {', '.join(_lower(title(row)) for row in same)}")
    total = sum(row["verdict"] == "distinguishable" for row in rows)
    name = upper(side.name)
    if total == 0:
        return f"{name}: no outcome can be told apart from {report.base.name} ({'; '.join(parts)})."
    said = ". ".join(upper(part) for part in parts)
    return f"{name}: {said}. In all, {total} of {len(rows)} outcomes can be told apart."


def _change(row: Mapping[str, Any]) -> str:
    error, usual = row["difference_mcse"], int(row["digits"])
    places = decimals_for(error, usual)
    word = "lower" if row["difference"] < 0 else "higher"
    unit = change_unit(str(row["unit"]))
    amount = " ".join(part for part in (number(abs(row["difference"]), places), unit, word) if part)
    return f"{_lower(title(row))} {amount} (95 % interval {between(row['low'], row['high'], error, usual)})"


def _untold(row: Mapping[str, Any]) -> str:
    more = more_runs_in_words(row["verdict"], row["more_runs"], math.isfinite(row["difference_mcse"]))
    return _lower(title(row)) + (
        f" ({more} more {'run' if more == '1' else 'runs'} to tell)" if more[-1].isdigit() else ""
    )


def more_runs_in_words(verdict: str, more: Any, known_error: bool = True) -> str:
    """How many more paired runs it would take, rounded to what such a guess is worth."""
    if verdict == "distinguishable":
        return "none"
    if verdict != "not distinguishable":
        return "–"
    if not known_error:
        return "unknown"
    worth = rounded_runs(more)
    if worth is None:
        return "too many to wait for"
    return f"about\u00a0{number(worth, 0)}" if more > 20 else str(worth)


def rounded_runs(more: Any) -> int | None:
    """So many more runs, rounded up to what such a guess is worth; None when nobody would wait for them.

    >>> rounded_runs(7), rounded_runs(123), rounded_runs(200_000)
    (7, 130, None)
    """
    if more is None or pd.isna(more) or more > 100_000:
        return None
    step = 10 ** (int(math.log10(more)) - 1) if more > 20 else 1
    return int(math.ceil(more / step) * step)


def large_effects(report: PlaceReport) -> list[str]:
    """Changes of slow stocks that are told apart and larger than evaluations make believable, in words."""
    found = []
    for side in report.sides[1:]:
        for row in report.rows_of(side):
            if row["verdict"] != "distinguishable" or row["outcome"] not in LARGE_FOR:
                continue
            size = abs(row["difference"])
            relative = size / abs(row["base_mean"]) if row["base_mean"] else math.inf
            if size > LARGE_SHARE_POINTS or (relative > LARGE_RELATIVE and size > 1):
                unit = change_unit(str(row["unit"]))
                change = f"{signed(row['difference'], 1)} {unit} from {number(row['base_mean'], 1)} %"
                found.append(f"{_lower(title(row))} under {side.name} ({change})")
    return found


def change_unit(unit: str) -> str:
    """The unit of a difference: shares differ by percentage points."""
    return "percentage points" if unit == "%" else unit


def title(row: Mapping[str, Any]) -> str:
    """The name of an outcome: the comparison's own words, else the outcome's."""
    return str(row.get("title") or row["outcome"])


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def upper(text: str) -> str:
    """The text as it begins a sentence or a heading."""
    return text[:1].upper() + text[1:]
