"""The table of effects as a page and as plain rows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from experiments.effects import SMALL, Effect, PlaceEffects
from experiments.effects_saved import verdict
from experiments.effects_values import VALUE
from experiments.measures import Measure
from experiments.pairing import WANTED
from experiments.proposals import Proposal

MARKS = {
    ("clear", True): "▲", ("clear", False): "▼", ("small", True): "△", ("small", False): "▽",
    ("distinguishable", True): "▲", ("distinguishable", False): "▼",
}  # fmt: skip
NOT_TOLD, NONE, MISSING = "·", "0", ""


def rows(places: Iterable[PlaceEffects]) -> list[dict[str, Any]]:
    """Every effect as a plain row."""
    return [
        {
            "place": one.place, "number": one.proposal.label, "proposal": one.proposal.name,
            "outcome": one.outcome.key, "title": one.outcome.title.en, "title_da": one.outcome.title.da,
            "unit": one.outcome.measure.en, "year": one.year, "base": one.base, "effect": one.pair.mean,
            "mcse": one.pair.standard_error, "low": one.pair.low, "high": one.pair.high, "pairs": one.pair.n,
            "verdict": one.pair.verdict, "more_pairs": one.pair.more_runs_needed, "standard_units": one.standard,
            "size": one.size, "runs_saved": one.saved.ratio, "runs_saved_low": one.saved.low,
            "runs_saved_high": one.saved.high,
        }
        for found in places for one in found.effects
    ]  # fmt: skip


def page(places: Sequence[PlaceEffects], titles: Mapping[str, str], proposals: Sequence[Proposal]) -> str:
    """The page of effects in Markdown: what was run, an overview, and a table for each outcome.

    `titles` names the places as they are written.
    """
    by_cell = {
        (one.place, one.proposal.name, one.outcome.key, one.year): one for found in places for one in found.effects
    }
    outcomes = list(dict.fromkeys(one.outcome for found in places for one in found.effects))
    parts = ["# What each proposal does", _opening(places, titles)]
    for found in places:
        parts.append(_overview(found, titles[found.base.place], proposals, outcomes, by_cell))
    parts += [_saved(found, titles[found.base.place]) for found in places if found.saved]
    parts.append("## Effects, outcome by outcome")
    parts += [_table(outcome, places, titles, proposals, by_cell) for outcome in outcomes]
    return "\n\n".join(parts) + "\n"


def _opening(places: Sequence[PlaceEffects], titles: Mapping[str, str]) -> str:
    lines = [
        "Written by `boligliv effects`; do not edit. Each number is the mean difference between runs with a proposal "
        "and runs of today's rules on the same draws of chance, with its 95 % interval. Intervals tell the luck of the "
        "draw in the model, not whether its assumptions hold. "
        "Values are those of the last year up to the horizon; the account is the sum up to it, discounted at 4 %."
    ]
    for found in places:
        counts = [count for count in found.pairs.values() if count]
        span = f"{min(counts)}" if min(counts) == max(counts) else f"{min(counts)} to {max(counts)}"
        all_effects = [one for one in found.effects if one.outcome.spread]
        words = []
        for year in found.years:
            here = [one for one in all_effects if one.year == year]
            told = [one for one in here if one.pair.verdict == "distinguishable"]
            small = sum(one.size == "small" for one in told)
            words.append(
                f"after {years(year)} {len(told)} of {len(here)} effects can be told from none, {small} of them small"
            )
        lines.append(
            f"**{titles[found.base.place]}**: {span} pairs of runs for each proposal, {found.base.months} months from "
            f"January 2015, law {found.base.law}; {'; '.join(words)}.{_made_by(found.versions)}"
        )
    lines.append(
        f"An effect is *small* when it is under {SMALL:g} of the difference between persons (their standard deviation "
        "in the base). Where no proposal did anything, one effect in twenty would still look distinguishable."
    )
    return "\n\n".join(lines)


def _made_by(versions: int) -> str:
    """Says so when runs of one scenario were not all made by one version of the program."""
    if versions == 1:
        return ""
    return (
        f" Runs of one scenario come from up to {versions} versions of the program: they were taken together because "
        "who wrote this page asked for it (`--any-version`)."
    )


def _overview(
    found: PlaceEffects,
    title: str,
    proposals: Sequence[Proposal],
    outcomes: Sequence[Measure],
    by_cell: Mapping[tuple[str, str, str, int], Effect],
) -> str:
    year = found.years[-1]
    shown = [outcome for outcome in outcomes if outcome.better]
    head = ["", "Proposal", *(str(k) for k in range(1, len(shown) + 1))]
    body = []
    for proposal in proposals:
        cells = [by_cell.get((found.base.place, proposal.name, outcome.key, year)) for outcome in shown]
        if any(cells):
            body.append([proposal.label, proposal.title.en, *(_mark(cell) for cell in cells)])
    legend = ", ".join(
        f"{k} {outcome.title.en[:1].lower() + outcome.title.en[1:]}" for k, outcome in enumerate(shown, 1)
    )
    return (
        f"## {title} after {years(year)}, at a glance\n\n▲ better, ▼ worse, △ ▽ the same but small, {NOT_TOLD} cannot "
        f"be told from none, {NONE} no difference in any run. Columns: {legend}.\n\n" + markdown(head, body)
    )


def _saved(found: PlaceEffects, title: str) -> str:
    """How many times as many runs an unpaired comparison would need, for each outcome and horizon."""
    head = ["Outcome", *(f"{years(year)}: {word}" for year in found.years for word in ("times", "of the proposals"))]
    by_cell = {(one.outcome.key, one.year): one for one in found.saved}
    body = []
    for outcome in dict.fromkeys(one.outcome for one in found.saved):
        line = [outcome.title.en]
        for year in found.years:
            one = by_cell.get((outcome.key, year))
            line += [str(one.middle), f"{one.enough} of {one.proposals}"] if one else [MISSING, MISSING]
        body.append(line)
    told = "; ".join(
        f"after {years(year)} {verdict([one for one in found.saved if one.year == year])}" for year in found.years
    )
    return (
        f"## {title}: how many runs pairing saves\n\nHow many times as many runs a comparison without common draws "
        "would need for an interval just as wide: the median over the proposals that change the outcome at all, with "
        f"its 95 % interval over the pairs, and how many of them save at least {WANTED:g} times the runs. "
        f"{told[:1].upper() + told[1:]}.\n\n" + markdown(head, body)
    )


def _mark(cell: Effect | None) -> str:
    if cell is None:
        return MISSING
    if cell.size == "identical":
        return NONE
    return MARKS.get((cell.size, bool(cell.better)), NOT_TOLD)


def _table(
    outcome: Measure,
    places: Sequence[PlaceEffects],
    titles: Mapping[str, str],
    proposals: Sequence[Proposal],
    by_cell: Mapping[tuple[str, str, str, int], Effect],
) -> str:
    columns = [(found.base.place, year) for found in places for year in found.years]
    head = ["", "Proposal", *(f"{titles[place]}, {years(year)}" for place, year in columns)]
    names = [proposal.name for proposal in proposals]
    base = ["", "*today's rules*"]
    for place, year in columns:
        first = next(
            (by_cell[place, n, outcome.key, year] for n in names if (place, n, outcome.key, year) in by_cell), None
        )
        base.append(f"*{number(first.base, outcome.digits)}*" if first else MISSING)
    body = [base]
    for proposal in proposals:
        cells = [by_cell.get((place, proposal.name, outcome.key, year)) for place, year in columns]
        if any(cells):
            body.append([proposal.label, proposal.title.en, *(written(cell) for cell in cells)])
    unit = f" ({outcome.measure.en})" if outcome.measure.en else ""
    return f"### {outcome.title.en}{unit}\n\n" + markdown(head, body)


def written(cell: Effect | None) -> str:
    """An effect with its interval and what it is: bold when it can be told from none and is not small."""
    if cell is None:
        return MISSING
    if cell.size == "identical":
        return "no difference"
    digits = cell.outcome.digits
    text = signed(cell.pair.mean, digits)
    if math.isfinite(cell.pair.low):
        text += f" [{signed(cell.pair.low, digits)}; {signed(cell.pair.high, digits)}]"
    if cell.size == "not distinguishable":
        return f"{text} not distinguishable"
    return f"{text} small" if cell.size == "small" else f"**{text}**"


def years(count: int) -> str:
    """A horizon in words.

    >>> years(1), years(20)
    ('1 year', '20 years')
    """
    return f"{count} year{'' if count == 1 else 's'}"


def summary(found: PlaceEffects, proposals: Sequence[Proposal], year: int) -> list[dict[str, str]]:
    """A line for each proposal: which outcomes it moves for better and worse at a horizon, and its present value."""
    lines = []
    for proposal in proposals:
        own = [one for one in found.effects if one.proposal.name == proposal.name and one.year == year]
        if not own:
            continue
        public = [one for one in own if one.outcome.metric == VALUE]
        people = [one for one in own if one.outcome.spread]
        lines.append(
            {
                "number": proposal.label,
                "proposal": proposal.title.en,
                "pairs": str(found.pairs[proposal.name]),
                "better": _named(one for one in people if one.better is True),
                "worse": _named(one for one in people if one.better is False),
                "not_distinguishable": str(sum(one.better is None for one in people)),
                "present_value": "; ".join(written(one).replace("**", "") for one in public),
            }
        )
    return lines


def _named(effects: Iterable[Effect]) -> str:
    whose = {"start_estate": " of the residents of 2015"}
    return ", ".join(
        f"{one.outcome.metric.replace('_', ' ')}{whose.get(one.outcome.unit, '')}{' (small)' * (one.size == 'small')}"
        for one in effects
    )


def number(value: float, digits: int) -> str:
    """A number with a true minus and thousands apart; a dash where there is none.

    >>> number(-1234.56, 1), number(float("nan"), 1)
    ('−1,234.6', '–')
    """
    if not math.isfinite(value):
        return "–"
    rounded = round(value, digits)
    return f"{rounded if rounded else 0.0:,.{digits}f}".replace("-", "−")


def signed(value: float, digits: int) -> str:
    """A difference with its sign; nothing has none.

    >>> signed(0.26, 1), signed(-0.26, 1), signed(0.01, 1)
    ('+0.3', '−0.3', '0.0')
    """
    text = number(value, digits)
    return f"+{text}" if math.isfinite(value) and round(value, digits) > 0 else text


def markdown(head: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; a bar inside a cell is written so that it does not end it.

    >>> print(markdown(["a"], [["1|2"]]))
    | a |
    | --- |
    | 1\\\\|2 |
    """
    lines = [list(head), ["---"] * len(head), *body]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
