"""What pairing saves over all proposals of a place, outcome by outcome, and where it saves too little."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from experiments.measures import Measure, Values
from experiments.pairing import WANTED, Saved, median_saved, runs_saved

Sides = tuple[Mapping[int, Values], Mapping[int, Values]]
"""Values of base and proposal at one horizon, by seed."""


@dataclass(frozen=True)
class OutcomeSaved:
    """What pairing saves on one outcome at one horizon.

    `middle` is the median over the proposals with its interval, on the seeds that all have; `least` and `most` are
    single proposals; `enough` of `proposals` save at least `WANTED` times the runs.
    """

    outcome: Measure
    year: int
    middle: Saved
    least: float
    most: float
    enough: int
    proposals: int


def outcome_saved(outcome: Measure, year: int, proposals: Sequence[Sides]) -> OutcomeSaved | None:
    """Over all proposals that differ from the base somewhere; None when the outcome is no comparison of lucks.

    A proposal that changes nothing in any run needs no second run and is left out.
    """
    if not outcome.better or not proposals:
        return None
    shared = sorted(set.intersection(*(set(base) & set(treated) for base, treated in proposals)))
    pairs = [
        (outcome.of([base[k] for k in shared]), outcome.of([after[k] for k in shared])) for base, after in proposals
    ]
    pairs = [(base, treated) for base, treated in pairs if (base != treated).any()]
    if not pairs:
        return None
    each = [found.ratio for base, treated in pairs if (found := runs_saved(base, treated)).ratio > 0]
    if not each:
        return None
    middle = median_saved([base for base, _ in pairs], [treated for _, treated in pairs])
    enough = sum(ratio >= WANTED for ratio in each)
    return OutcomeSaved(outcome, year, middle, min(each), max(each), enough, len(each))


def verdict(found: Sequence[OutcomeSaved]) -> str:
    """Where pairing saves as much as it shall, and where it does not, as a sentence.

    The median over the proposals decides.
    """
    short = [one for one in found if not one.middle.ratio >= WANTED]
    count = f"{len(found) - len(short)} of {len(found)} outcomes"
    head = f"on {count} pairing saves at least {WANTED:g} times the runs in the middle proposal"
    if not short:
        return head
    names = "; ".join(f"{one.outcome.title.en} ({one.middle})" for one in short)
    return f"{head}; it saves less on: {names}"


def saved_rows(place: str, found: Sequence[OutcomeSaved]) -> list[dict[str, Any]]:
    """Plain rows, for files."""
    return [
        {
            "place": place, "outcome": one.outcome.key, "title": one.outcome.title.en, "year": one.year,
            "runs_saved": one.middle.ratio, "low": one.middle.low, "high": one.middle.high, "pairs": one.middle.n,
            "least": one.least, "most": one.most, "enough": one.enough, "proposals": one.proposals,
        }
        for one in found
    ]  # fmt: skip
