"""Whether a verdict survives when the mechanism itself is in doubt: the place of the rivals' verdict in the report."""

from __future__ import annotations

from itertools import groupby

import numpy as np

from experiments.discovery.aims import usual
from experiments.discovery.told import SAME
from experiments.discovery.verdicts import Under, Verdict, under
from experiments.report_numbers import between
from experiments.report_view import Row, View
from experiments.report_words import upper
from experiments.study_report.data import Ground, StudyRuns

FACTOR = "behaviour"


def rivals(found: StudyRuns, anchor: str) -> View | None:
    """The verdict over rival behaviours; None where the study has only one, or nothing that is better or worse."""
    behaviours = found.study.behaviours
    if len(behaviours) < 2:
        return None
    groups = []
    for (place, law), grounds in groupby(sorted(found.grounds, key=_apart), key=lambda one: (one.place, one.law)):
        own = {ground.behaviour: ground for ground in grounds}
        for position, name in enumerate(found.study.alternatives):
            rows = tuple(_row(one) for one in _verdicts(found, own, position)) if position != found.reference else ()
            if rows:
                words = [f"{upper(found.named(name))} against {found.called[found.reference]}"]
                words += [place] if len(found.study.places) > 1 else []
                words += [f"law {law}"] if len(found.study.laws) > 1 else []
                groups.append((", ".join(words), rows))
    if not groups:
        return None
    year = found.study.years[-1]
    return View(
        f"{anchor}-rivals",
        f"What holds under every account of behaviour, after {year} year{'s' * (year > 1)}",
        ("Outcome", *(f"Under {name}" for name in behaviours), "Verdict"),
        tuple(groups),
        "Intervals of the difference to the reference, which hold for all accounts of a line together (95 %); each "
        "value is the mean over the points of the design, pairs are seeds. Outcomes that are neither better nor worse "
        "when they rise are left out.",
        (*range(len(behaviours)), len(behaviours)),
    )


def _apart(ground: Ground) -> tuple[int, int, int]:
    place, behaviour, law = ground.at
    return place, law, behaviour


def _verdicts(found: StudyRuns, grounds: dict[str, Ground], position: int) -> list[Verdict]:
    """The verdict on one alternative in every outcome with a better side, over the seeds that are whole."""
    year, told = found.study.years[-1], []
    for key in found.outcomes:
        aim = usual(key)
        values = {name: found.of(ground, key, year) for name, ground in grounds.items()}
        there = [np.isfinite(one[[found.reference, position]]).all(axis=(0, 1)) for one in values.values()]
        whole = np.all(there, axis=0)
        if aim is None or whole.sum() < 2:
            continue
        sides = {name: (one[found.reference][:, whole], one[position][:, whole]) for name, one in values.items()}
        name, against = found.study.alternatives[position], found.study.alternatives[found.reference]
        told.append(Verdict(name, against, aim, FACTOR, under(sides, aim)))
    return told


def _row(one: Verdict) -> Row:
    unit = f" ({one.aim.change})" if one.aim.change and "(" not in one.aim.title else ""
    cells = (*(_cell(each, one.aim.scale, one.aim.digits) for each in one.under), one.text)
    return Row(f"{one.aim.title}{unit}, {one.aim.wish} is better", cells, one.word.replace(" ", "-"))


def _cell(one: Under, scale: float, digits: int) -> str:
    if one.told == SAME:
        return SAME
    pair = one.pair
    return f"{between(scale * pair.low, scale * pair.high, scale * pair.standard_error, digits)}: {one.told}"
