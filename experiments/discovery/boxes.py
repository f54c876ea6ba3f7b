"""Under which assumptions: boxes of assumptions that hold most points of a class, if the sample supports any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.stats import hypergeom

from agents.core import draws
from experiments.discovery.peel import BoolArray, Step, inside, trajectory

DENSITY = 0.8
"""A box is claimed when at least this share of its points is of the class."""
QUASI_P = P = 0.05
FEWEST = 5
"""A class of fewer points than this supports no box, nor does a class that all but fewer are of."""
HALVES = 20
MOST_DIMENSIONS = 4
MOST_BOXES = 3


@dataclass(frozen=True)
class Checked:
    """How a box does on halves of the sample.

    `again` is the share of half samples in which each of its dimensions is limited too, `other_density` the density of
    those halves' own boxes in the half they have not seen (nan: no point there). `p` is the chance of halves' boxes
    holding so well in the other half if assumptions told nothing: twice the median over all splits, each an exact test
    on the half not seen [@meinshausen2009p].
    """

    again: dict[str, float]
    other_density: float
    p: float


@dataclass(frozen=True)
class Box:
    """A box that the sample supports, as a step of a trajectory; `rows` are the points inside."""

    step: Step
    checked: Checked
    rows: BoolArray


@dataclass(frozen=True)
class Finding:
    """What was found about one class: boxes, or in `reason` why none is claimed.

    `seen` are all boxes on the trajectories of the first round, for a picture of coverage against density.
    """

    points: int
    interest: int
    boxes: tuple[Box, ...]
    reason: str
    seen: tuple[Step, ...]


def find(table: pd.DataFrame, interest: BoolArray, density: float = DENSITY, halves: int = HALVES) -> Finding:
    """Boxes of assumptions `table` (n_points, n_dimensions) that hold the points of `interest` (n_points,).

    A box is claimed only when it is dense enough, every limit of it has a quasi-p value of at most 0.05
    [@bryant2010thinking], and what half of the points shows holds in the other half. After a box the points outside it
    are asked again.
    """
    n, k = len(interest), int(interest.sum())
    seen: tuple[Step, ...] = ()
    boxes: list[Box] = []
    left, reason = np.ones(n, dtype=np.bool_), ""
    while not reason and len(boxes) < MOST_BOXES:
        rows = np.flatnonzero(left)
        box, reason, steps = _one(table.iloc[rows], interest[rows], density, halves, len(boxes))
        seen = seen or steps
        if box is not None:
            inner = inside(table, box.step.limits) & left
            step = Step(box.step.limits, box.step.points, box.step.interest, box.step.interest / k, box.step.density)
            boxes.append(Box(step, box.checked, inner))
            left &= ~inner
    return Finding(n, k, tuple(boxes), "" if boxes else reason, seen)


def _one(
    table: pd.DataFrame, interest: BoolArray, density: float, halves: int, number: int
) -> tuple[Box | None, str, tuple[Step, ...]]:
    """One box of a sample, or the reason why there is none, and every box that was looked at."""
    n, k = len(interest), int(interest.sum())
    if k == 0 or k == n:
        return None, "nowhere" if k == 0 else "everywhere", ()
    if min(k, n - k) < FEWEST:
        few = f"only {k} of {n} points are" if k < FEWEST else f"all but {n - k} of {n} points are"
        return None, f"{few} of this class, and fewer than {FEWEST} points support no box", ()
    mass = max(FEWEST / n, 0.05)
    whole = _both_ways(table, interest, mass)
    steps = (*whole, *_with_fewer(table, interest, mass, whole))
    good = [one for one in steps if one.density >= density and one.points >= FEWEST and _significant(one)]
    if not good:
        best = max((one for one in steps if one.points >= FEWEST and _significant(one)), key=_rank, default=None)
        told = f"the densest with limits that count reaches {best.density:.0%}" if best else "no limit of one counts"
        head = f"{k / n:.0%} of all points are of this class, and no box of {FEWEST} or more is dense to {density:.0%}"
        return None, f"{head}; {told}", steps
    chosen = max(good, key=lambda one: (one.coverage, -len(one.limits), one.density))
    checked = _halves(table, interest, chosen, halves, number)
    if checked.p > P:
        return None, (
            f"what one half of the points shows does not hold in the other half (p = {checked.p:.2g}), so it may be "
            "luck; more points are needed"
        ), steps  # fmt: skip
    return Box(chosen, checked, inside(table, chosen.limits)), "", steps


def _with_fewer(table: pd.DataFrame, interest: BoolArray, mass: float, whole: Sequence[Step]) -> list[Step]:
    """Boxes with only some of the dimensions that count, in every combination [@kwakkel2019generalized]."""
    best: dict[str, float] = {}
    for step in whole:
        for one in step.limits:
            best[one.name] = min(best.get(one.name, 1.0), one.quasi_p)
    counting = sorted((p, name) for name, p in best.items() if p <= 2 * QUASI_P)[:MOST_DIMENSIONS]
    names = [name for name in table.columns if name in {name for _, name in counting}]
    found: list[Step] = []
    for size in range(1, len(names) + 1):
        for some in combinations(names, size):
            if len(some) < table.shape[1]:
                found += _both_ways(table[list(some)], interest, mass)
    return found


def _both_ways(table: pd.DataFrame, interest: BoolArray, mass: float) -> list[Step]:
    return [step for patient in (True, False) for step in trajectory(table, interest, mass, patient)]


def _significant(step: Step) -> bool:
    return bool(step.limits) and all(one.quasi_p <= QUASI_P for one in step.limits)


def _rank(step: Step) -> tuple[float, float]:
    return step.density, step.coverage


def _halves(table: pd.DataFrame, interest: BoolArray, chosen: Step, halves: int, number: int) -> Checked:
    """Boxes of half samples: which dimensions they limit, and whether they hold in the half they have not seen."""
    n = len(interest)
    keys = np.arange(n, dtype=np.uint64)
    times, points, hits, chances = dict.fromkeys(chosen.names, 0), 0, 0, []
    for turn in range(halves):
        order = np.argsort(draws.uniform(turn, f"discovery.half.{number}", 0, keys), kind="stable")
        mine, other = order[: n // 2], order[n // 2 :]
        half, rest = interest[mine], interest[other]
        if half.all() or not half.any():
            continue
        steps = _both_ways(table.iloc[mine], half, max(2 / len(mine), 0.05))
        nearest = min(steps, key=lambda one: (abs(one.density - chosen.density), -one.coverage))
        for name in set(nearest.names) & set(times):
            times[name] += 1
        hit = inside(table.iloc[other], nearest.limits)
        points, hits = points + int(hit.sum()), hits + int(rest[hit].sum())
        k = int(half.sum())
        best = max(steps, key=lambda one: one.interest - one.points * k / len(mine))
        hit = inside(table.iloc[other], best.limits)
        chances.append(float(hypergeom.sf(rest[hit].sum() - 1, len(rest), rest.sum(), hit.sum())))
    shares = {name: count / max(len(chances), 1) for name, count in times.items()}
    p = min(1.0, 2 * float(np.median(chances))) if chances else 1.0
    return Checked(shares, hits / points if points else float("nan"), p)
