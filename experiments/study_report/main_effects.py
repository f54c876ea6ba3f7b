"""Main effects: every alternative against the base, over the whole design and paired by seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.effects import VALUE
from experiments.measures import Measure
from experiments.pairing import Saved, runs_saved
from experiments.report_numbers import between, signed_with_error, with_error
from experiments.report_view import Row, View
from experiments.report_words import more_runs_in_words, upper
from experiments.statistics import PairedDifference, estimate, paired_difference
from experiments.study_report.data import FloatArray, Ground, StudyRuns
from experiments.study_report.outcomes import described, with_unit

BY_SEED, BY_POINT = "seed", "point"


@dataclass(frozen=True)
class MainEffect:
    """What an alternative does to one outcome in one ground at one horizon, over all points of the design.

    `base` are the reference's values, one for each pair; `by` tells what is a pair: a seed (the mean over all points on
    it), or a point where fewer than two seeds are whole.
    """

    ground: Ground
    alternative: str
    outcome: Measure
    year: int
    base: FloatArray
    pair: PairedDifference
    saved: Saved
    by: str


def pairs(before: FloatArray, after: FloatArray) -> tuple[FloatArray, FloatArray, str]:
    """Values to be paired from two sides (n_design_points, n_seeds): of whole seeds, or of single points.

    A seed is whole when every point has run on both sides; the mean over its points is one value. With fewer than two
    whole seeds each point, in the mean over the seeds it has, is one.
    """
    there = np.isfinite(before) & np.isfinite(after)
    whole = there.all(axis=0)
    if whole.sum() >= 2 or len(before) == 1:
        return before[:, whole].mean(axis=0), after[:, whole].mean(axis=0), BY_SEED
    some = there.any(axis=1)
    with np.errstate(invalid="ignore"):
        sides = [np.where(there, side, 0.0)[some].sum(axis=1) / there[some].sum(axis=1) for side in (before, after)]
    return sides[0], sides[1], BY_POINT


def main_effects(found: StudyRuns) -> Iterator[MainEffect]:
    """Every alternative against the reference, ground by ground, horizon by horizon, outcome by outcome."""
    names = found.study.alternatives
    for ground in found.grounds:
        for position, name in enumerate(names):
            if position == found.reference:
                continue
            for year in found.study.years:
                for key in found.outcomes:
                    outcome, values = described(key), found.of(ground, key, year)
                    before, after, by = pairs(values[found.reference], values[position])
                    if not len(before):
                        continue
                    sign = -1.0 if outcome.metric == VALUE else 1.0
                    before, after = sign * outcome.scale * before, sign * outcome.scale * after
                    pair, saved = paired_difference(before, after), runs_saved(before, after)
                    yield MainEffect(ground, name, outcome, year, before, pair, saved, by)


def table(found: StudyRuns, effects: list[MainEffect], anchor: str) -> View | None:
    """The main effects as a table, with verdict, runs still needed and runs that pairing saves."""
    if not effects:
        return None
    reference = found.called[found.reference]
    groups: dict[str, list[Row]] = {}
    for one in effects:
        label = f"{upper(found.named(one.alternative))} against {reference}"
        label += f", after {one.year} year{'s' * (one.year > 1)}" + ground_words(found, one.ground)
        base, pair, digits = estimate(one.base), one.pair, one.outcome.digits
        groups.setdefault(label, []).append(
            Row(
                with_unit(one.outcome),
                (
                    with_error(base.mean, base.standard_error, digits),
                    "0 ± 0"
                    if pair.verdict == "identical"
                    else signed_with_error(pair.mean, pair.standard_error, digits),
                    "–" if pair.verdict == "identical" else between(pair.low, pair.high, pair.standard_error, digits),
                    f"{pair.n} {one.by}{'s' * (pair.n != 1)}",
                    pair.verdict,
                    more_runs_in_words(pair.verdict, pair.more_runs_needed, pair.n > 1),
                    "–" if pair.verdict == "identical" else str(one.saved).replace("> ", ">\u00a0"),
                ),
                pair.verdict.replace(" ", "-"),
            )
        )
    over = (
        f" Each value is the mean over the {found.study.design_size} points of the design."
        if found.study.design
        else ""
    )
    return View(
        f"{anchor}-effects",
        "Main effects: difference to the reference on the same draws of chance, ± Monte-Carlo error",
        ("Outcome", upper(reference), "Difference", "95 % interval", "Pairs", "Verdict", "More pairs needed",
         "Runs saved by pairing"),
        tuple((label, tuple(rows)) for label, rows in groups.items()),
        "Values are those of the last year up to the horizon; differences of shares are in percentage points, the "
        "account is a gain." + over + " A pair is a seed; where fewer than two seeds are whole it is a point, and the "
        "interval then holds the spread over the points as well. Runs saved: how many times as many runs a comparison "
        "without common draws would need for an interval just as wide, with its own 95 % interval. At 95 %, about one "
        "outcome in twenty is called distinguishable by luck.",
        (4,),
    )  # fmt: skip


def saved_in_words(found: StudyRuns) -> str:
    """How many runs pairing saves on each outcome at the last horizon, in the middle comparison; '' with fewer than
    three pairs or where nothing differs.
    """
    last = [one for one in main_effects(found) if one.year == found.study.years[-1] and one.by == BY_SEED]
    told = [one for one in last if one.pair.verdict != "identical" and one.saved.ratio > 0]
    parts = []
    for outcome in dict.fromkeys(one.outcome for one in told):
        own = sorted((one for one in told if one.outcome == outcome), key=lambda one: one.saved.ratio)
        parts.append(f"{outcome.title.en} {own[(len(own) - 1) // 2].saved}")
    return "; ".join(parts)


def rows(effects: list[MainEffect]) -> list[dict[str, Any]]:
    """Plain rows, for files."""
    return [
        {
            "place": one.ground.place, "behaviour": one.ground.behaviour, "law": one.ground.law,
            "alternative": one.alternative, "outcome": one.outcome.key, "title": one.outcome.title.en,
            "unit": one.outcome.measure.en, "year": one.year, "base": float(np.mean(one.base)),
            "effect": one.pair.mean, "mcse": one.pair.standard_error, "low": one.pair.low, "high": one.pair.high,
            "pairs": one.pair.n, "pair_is": one.by, "verdict": one.pair.verdict,
            "more_pairs": one.pair.more_runs_needed, "runs_saved": one.saved.ratio, "runs_saved_low": one.saved.low,
            "runs_saved_high": one.saved.high,
        }
        for one in effects
    ]  # fmt: skip


def ground_words(found: StudyRuns, ground: Ground) -> str:
    """What sets a ground apart from the study's others, ready to be added to a title; '' where there is only one."""
    study = found.study
    parts = []
    if len(study.places) > 1:
        parts.append(ground.place)
    if len(study.behaviours) > 1:
        parts.append(f"behaviour {ground.behaviour}")
    if len(study.laws) > 1:
        parts.append(f"law {ground.law}")
    return "".join(f", {part}" for part in parts)
