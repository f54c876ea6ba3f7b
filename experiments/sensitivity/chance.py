"""How much of the variance of runs is chance: points of a design and seeds, crossed.

A run at point p on seed s is taken as y = level + point p + seed s + what the two make together. Points of one block
(a trajectory, a base point with its neighbours) lie near each other, so only points of different blocks are compared:
each component is a mean over such pairs, which makes it free of bias however few blocks and seeds there are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

from agents.core import draws
from experiments.statistics import CONFIDENCE

FloatArray = NDArray[np.float64]

RESAMPLES = 1000
PARTS = ("points", "seeds", "points x seeds")
LITTLE = 0.05
"""Part of the variance of the points' means that chance may make without anybody minding."""
MOST_SEEDS = 10_000


@dataclass(frozen=True, slots=True)
class Part:
    """One component of the variance of single runs: as such (unit of the outcome, squared) and as a share of all, with
    the 95 % interval of the share; nan where one seed cannot tell.
    """

    name: str
    variance: float
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Chance:
    """The variance of single runs in three parts, and what chance leaves in the means that the indices are made of.

    `share` is the part of chance in a single run (seeds, and points x seeds) with its interval; `left` the part of
    chance in the variance of the points' means over all seeds: what all points share on a seed drops out there.
    `seeds_needed` is how many seeds would bring `left` down to 5 %, None when nobody can say.
    """

    parts: tuple[Part, Part, Part]
    share: float
    low: float
    high: float
    left: float
    seeds: int
    seeds_needed: int | None


def chance(runs: FloatArray, resamples: int = RESAMPLES) -> Chance:
    """Split the variance of `runs`, shape (n_blocks, n_points of each, n_seeds), all seeds at all points.

    The interval resamples whole blocks; the luck between few seeds is taken as normal, so its variance has the
    interval of a chi-squared with one degree of freedom less than there are seeds.
    """
    n_blocks, _, n_seeds = runs.shape
    centred = runs - runs.mean()
    one = np.ones((1, n_blocks))
    if n_seeds < 2 or n_blocks < 2:
        nan = math.nan
        nothing = tuple(Part(name, nan, nan, nan, nan) for name in PARTS)
        return Chance((nothing[0], nothing[1], nothing[2]), nan, nan, nan, nan, n_seeds, None)
    found = np.maximum(_components(centred, one)[0, :3], 0.0)
    keys = np.arange(resamples * n_blocks, dtype=np.uint64)
    drawn = draws.integer(1, "sensitivity.blocks", 0, keys, n_blocks).reshape(resamples, n_blocks)
    weights = np.stack([(drawn == block).sum(axis=1) for block in range(n_blocks)], axis=1).astype(np.float64)
    again = _components(centred, weights[(weights > 0).sum(axis=1) > 1])
    lot = draws.uniform(1, "sensitivity.seeds", 0, np.arange(len(again), dtype=np.uint64))
    scale = chi2.ppf(np.clip(lot, 1e-9, 1 - 1e-9), n_seeds - 1) / (n_seeds - 1)
    # What is normal is the mean of all points on a seed: its variance is that of seeds and what is left of the rest.
    again[:, 1] += again[:, 3] * (1.0 / scale - 1.0)
    shares, share = _shares(np.maximum(again[:, :3], 0.0)), _shares(found[None, :])[0]
    tails = (0.5 - CONFIDENCE / 2, 0.5 + CONFIDENCE / 2)
    low, high = np.quantile(shares, tails, axis=0)
    parts = [Part(name, *map(float, (found[k], share[k], low[k], high[k]))) for k, name in enumerate(PARTS)]
    of_chance = np.quantile(shares[:, 1] + shares[:, 2], tails)
    points, rest = float(found[0]), float(found[2]) / n_seeds
    left = rest / (points + rest) if points + rest > 0 else 0.0
    needed = math.ceil(rest * n_seeds * (1 - LITTLE) / (LITTLE * points)) if points > 0 else None
    return Chance(
        (parts[0], parts[1], parts[2]), float(share[1] + share[2]), float(of_chance[0]), float(of_chance[1]),
        left, n_seeds, needed if needed is None or needed <= MOST_SEEDS else None,
    )  # fmt: skip


def _components(runs: FloatArray, weights: FloatArray) -> FloatArray:
    """Variances of points, seeds, both together, and of the means on each seed; one row for each of `weights`.

    `weights` (n_rows, n_blocks). What chance alone makes of nothing may lie below 0.
    """
    n_points, n_seeds = runs.shape[1:]
    means = runs.mean(axis=2)
    luck = runs - means[:, :, None]
    points, pairs = _totals(weights, n_points)
    level = _across(weights, means.sum(axis=1)[:, None]) / pairs
    spread = weights @ (means**2).sum(axis=1) / points - level
    common = _across(weights, luck.sum(axis=1)) / (n_seeds - 1) / pairs
    within = weights @ (luck**2).sum(axis=(1, 2)) / (n_seeds - 1) / points
    together = within - common
    means_of_seeds = (weights @ luck.sum(axis=1) / points[:, None]).var(axis=1, ddof=1)
    return np.stack([spread - together / n_seeds, common, together, means_of_seeds], axis=1)


def _totals(weights: FloatArray, n_points: int) -> tuple[FloatArray, FloatArray]:
    """How many points there are, and how many pairs of points of different blocks."""
    points = n_points * weights.sum(axis=1)
    return points, points**2 - n_points**2 * (weights**2).sum(axis=1)


def _across(weights: FloatArray, sums: FloatArray) -> FloatArray:
    """The sum of products over all pairs of points of different blocks; `sums` of each block, (n_blocks, n)."""
    return np.asarray(((weights @ sums) ** 2 - weights**2 @ sums**2).sum(axis=1))


def _shares(components: FloatArray) -> FloatArray:
    total = components.sum(axis=1, keepdims=True)
    return np.divide(components, total, out=np.zeros_like(components), where=total > 0)
