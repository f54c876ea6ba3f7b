"""What was found, in sentences and cells: a rank is claimed only where the intervals part."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from experiments.sensitivity.finding import Finding
from experiments.sensitivity.indices import Index, Interval

TOLD, NOT_TOLD, NOTHING, UNKNOWN = "matters", "cannot be told from luck", "changes nothing", "one seed: cannot say"


def verdict(one: Index) -> str:
    """Whether a number matters."""
    if not one.total.value:
        return NOTHING
    return {True: TOLD, False: NOT_TOLD, None: UNKNOWN}[one.matters]


def ranks(one: Index) -> str:
    """The rank of a number, or the ranks it may have."""
    return str(one.best) if one.best == one.worst else f"{one.best}–{one.worst}"


def digits_of(values: Sequence[float]) -> int:
    """Decimals that show the largest of some values with three digits."""
    largest = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    return 2 if largest <= 0 else max(0, 2 - math.floor(math.log10(largest)))


def number(value: float, digits: int) -> str:
    """A number with so many decimals, a true minus sign, and an en dash where there is none."""
    if not math.isfinite(value):
        return "–"
    text = f"{value:,.{digits}f}"
    return (text.lstrip("-") if float(text.replace(",", "")) == 0 else text).replace("-", "−")


def percent(value: float) -> str:
    """A share as a whole percentage."""
    return f"{100 * value:.0f} %" if math.isfinite(value) else "–"


def cells(found: Finding) -> list[dict[str, Any]]:
    """One row of text for each number, as a table shows it."""
    digits = digits_of([one.total.high for one in found.indices])
    rows = []
    for one in found.indices:
        row: dict[str, Any] = {"rank": ranks(one), "number": one.number}
        if one.first is None:
            row["mean effect"] = f"{number(one.total.value, digits)} ({_span(one.total, digits)})"
            row["up or down"] = number(one.mean, digits) if one.mean <= 0 else f"+{number(one.mean, digits)}"
            row["spread"] = number(one.spread, digits)
        else:
            row["total"] = f"{number(one.total.value, 2)} ({_span(one.total, 2)})"
            row["first"] = f"{number(one.first.value, 2)} ({_span(one.first, 2)})"
        row["luck alone"] = number(one.alone, digits if one.first is None else 2)
        row["error of seeds"] = percent(one.total.of_seeds)
        rows.append(row | {"verdict": verdict(one)})
    return rows


def _span(one: Interval, digits: int) -> str:
    return f"{number(one.low, digits)} to {number(one.high, digits)}"


def heading(found: Finding, place: str) -> str:
    """Whose outcome, where and when."""
    unit = f", in {found.measure}" if found.measure and found.is_morris else ""
    return f"{title(found)} ({setting(found, place)}){unit}"


def title(found: Finding) -> str:
    """The outcome, or its change."""
    return found.title if found.question.against is None else f"Change of {found.title[:1].lower()}{found.title[1:]}"


def setting(found: Finding, place: str) -> str:
    """Where, under which alternative or against which, and when."""
    question = found.question
    whose = question.what if question.against is not None else f"under {question.of}"
    return f"{place}, {whose}, after {months(found)} months"


def months(found: Finding) -> int:
    """How many months from the start the year ends that the values are of."""
    return 12 * found.question.year


def ranking(found: Finding) -> str:
    """Which numbers matter, and which of them cannot be told apart."""
    clear = [one for one in found.indices if one.matters]
    if found.still:
        return "It is the same in all runs: nothing that was varied changes it."
    if found.chance.seeds < 2:
        return "Run on one seed, so nobody can say which of this is luck; take two seeds or more."
    if not clear:
        return "No number can be told from luck."
    first = clear[0]
    rivals = [one.number for one in found.indices if one is not first and one.total.high >= first.total.low]
    others = [one.number for one in clear[1:] if one.number not in rivals]
    lead = (
        f"{first.number} matters most"
        if not rivals
        else f"{first.number} is the largest, but cannot be told apart from {_and(rivals)}"
    )
    also = f"; {_and(others)} matter{'s' * (len(others) == 1)} less" if others else ""
    return f"{lead}{also}."


def chance_words(found: Finding) -> str:
    """How much of the variance is chance, and what that does to the indices."""
    one = found.chance
    if not math.isfinite(one.share) or found.still:
        return ""
    parts = "; ".join(
        f"{part.name} {percent(part.share)} ({percent(part.low)} to {percent(part.high)})" for part in one.parts
    )
    more = (
        ""
        if one.seeds_needed is None or one.seeds_needed <= one.seeds
        else f"; {one.seeds_needed:,} seeds at each point would leave 5 %"
    )
    return (
        f"Variance of single runs: {parts}; so chance is {percent(one.share)}. Of the variance of the means over "
        f"{one.seeds} seeds, {percent(one.left)} is chance{more}."
    )


def basis(found: Finding) -> str:
    """What it rests on, and what is left out."""
    whole = found.blocks
    left = f"; {whole.left_out}" if whole.left_out else ""
    return f"{whole.kept} {whole.word} on {len(whole.seeds)} seed{'s' * (len(whole.seeds) != 1)}{left}."


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
