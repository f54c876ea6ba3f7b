"""How much each number matters: Morris's mean effects and Sobol's shares by SALib, with what few seeds leave open.

The 95 % interval is SALib's bootstrap over blocks (trajectories of Morris, base points of Sobol), with Student's t for
few blocks, widened by the luck of few seeds. That luck comes from a jackknife over blocks and seeds at once: leaving
out a block, a seed and both gives a pseudo-value for each pair, and the table of those is split as in `chance`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from SALib.analyze import morris, sobol
from scipy.special import ndtri, stdtrit

from experiments.statistics import CONFIDENCE
from experiments.study import designs

FloatArray = NDArray[np.float64]

RESAMPLES = 500
SEED = 1
MOST_BLOCKS = 256
"""Groups of base points that the jackknife leaves out in turn."""
_Z = float(ndtri(0.5 + CONFIDENCE / 2))
Without = Callable[[FloatArray], FloatArray]
"""From means over seeds (n_blocks, n_points) to indices (n_blocks + 1, n): each block left out; last none."""


@dataclass(frozen=True, slots=True)
class Interval:
    """An index with its 95 % interval; `of_seeds` is the part of its squared error that few seeds make, nan for one."""

    value: float
    low: float
    high: float
    error: float
    of_seeds: float


@dataclass(frozen=True, slots=True)
class Index:
    """How much one number matters for one outcome.

    `total` ranks: Morris's mean absolute effect (unit of the outcome over the number's whole range) or Sobol's total
    index (share of the variance). `alone` is what luck would give a number that does nothing. `first` is Sobol's first
    index (None for Morris), `mean` and `spread` are Morris's signed mean effect and the standard deviation of effects
    (nan for Sobol). `matters` is whether `total` can be told from luck alone, None when one seed cannot tell. `best`
    and `worst` are the ranks it may have: numbers whose intervals overlap cannot be told apart, nor
    any on one seed.
    """

    number: str
    total: Interval
    alone: float
    matters: bool | None
    first: Interval | None = None
    mean: float = math.nan
    spread: float = math.nan
    best: int = 1
    worst: int = 1


def morris_indices(
    names: Sequence[str], positions: FloatArray, runs: FloatArray, levels: int, seed: int = SEED
) -> tuple[Index, ...]:
    """Mean absolute effects [@campolongo2007] of trajectories [@morris1991], the largest first.

    `positions` (n_trajectories, n_points, n_numbers) in shares of the ranges, `runs` (n_trajectories, n_points,
    n_seeds).
    """
    n_blocks, _, n_seeds = runs.shape
    flat = np.ascontiguousarray(positions.reshape(-1, len(names)))
    size = positions.shape[1]

    def effects(y: FloatArray) -> FloatArray:
        # SALib's own step, which `analyze` keeps to itself.
        delta = morris._compute_delta(levels)
        return np.asarray(morris._compute_elementary_effects(flat, y.reshape(-1), size, delta))

    found = morris.analyze(
        designs.unit_problem(len(names)), flat, np.ascontiguousarray(runs.mean(axis=2).reshape(-1)),
        num_resamples=RESAMPLES, conf_level=CONFIDENCE, num_levels=levels, seed=seed,
    )  # fmt: skip
    table = _table(runs, lambda y: _means_without(np.abs(effects(y)).T))
    totals = [_interval(*pair, n_blocks, n_seeds) for pair in _pairs(found["mu_star"], found["mu_star_conf"], table)]
    each = np.stack([effects(runs[:, :, k]) for k in range(n_seeds)], axis=2)
    luck = each.var(axis=2, ddof=1) / n_seeds if n_seeds > 1 else np.full(each.shape[:2], math.nan)
    alone, alone_error = _root_of(luck)
    rows = [
        Index(
            name, totals[k], float(alone[k]), _matters(totals[k], alone[k], alone_error[k]),
            mean=float(found["mu"][k]), spread=float(found["sigma"][k]),
        )
        for k, name in enumerate(names)
    ]  # fmt: skip
    return ranked(rows)


def sobol_indices(names: Sequence[str], runs: FloatArray, seed: int = SEED) -> tuple[Index, ...]:
    """First and total indices of Saltelli's scheme [@saltelli2002], the largest total first.

    `runs` (n_base_points, n_numbers + 2, n_seeds) in the scheme's order.
    """
    n_blocks, _, n_seeds = runs.shape
    means, n = runs.mean(axis=2), len(names)
    if not np.ptp(means):
        still = Interval(0.0, 0.0, 0.0, 0.0, 0.0)
        return ranked([Index(name, still, 0.0, False if n_seeds > 1 else None, first=still) for name in names])
    found = sobol.analyze(
        designs.unit_problem(n), means.reshape(-1), calc_second_order=False, num_resamples=RESAMPLES,
        conf_level=CONFIDENCE, seed=seed,
    )  # fmt: skip
    table = _table(runs, _sobol_without)
    rows, variance = [], float(np.concatenate([means[:, 0], means[:, -1]]).var())
    steps = runs[:, :1, :] - runs[:, 1:-1, :]
    luck = steps.var(axis=2, ddof=1) / n_seeds if n_seeds > 1 else np.full(steps.shape[:2], math.nan)
    alone, alone_error = 0.5 * luck.mean(axis=0) / variance, 0.5 * _error(luck) / variance
    firsts = list(_pairs(found["S1"], found["S1_conf"], table[:, :, :n]))
    totals = list(_pairs(found["ST"], found["ST_conf"], table[:, :, n:]))
    for k, name in enumerate(names):
        first, total = (_interval(*pair[k], n_blocks, n_seeds) for pair in (firsts, totals))
        clear = _matters(total, alone[k], alone_error[k])
        rows.append(Index(name, total, float(alone[k]), clear, first=first))
    return ranked(rows)


def ranked(rows: Sequence[Index]) -> tuple[Index, ...]:
    """The largest first, each with the ranks it may have, given the intervals."""
    ordered = sorted(rows, key=lambda one: (-one.total.value, one.number))
    return tuple(
        replace(
            one,
            best=1 + sum(one.matters is not None and other.total.low > one.total.high for other in rows),
            worst=len(rows) - sum(one.matters is not None and other.total.high < one.total.low for other in rows),
        )
        for one in ordered
    )


def _matters(total: Interval, alone: float, alone_error: float) -> bool | None:
    """Whether an index lies above what luck alone gives, by more than the errors of both."""
    if math.isnan(alone):
        return None
    reach = (total.high - total.value) / total.error if total.error > 0 else 0.0
    return bool(total.value - alone > reach * math.hypot(total.error, alone_error) and total.value > 0)


def _root_of(luck: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Mean absolute effect of pure luck from its variance (n_numbers, n_blocks), as if normal; and its error."""
    mean = luck.mean(axis=1)
    alone = np.sqrt(2.0 / math.pi * mean)
    slope = np.divide(1.0 / math.pi, alone, out=np.zeros_like(alone), where=alone > 0)
    return alone, slope * _error(luck.T)


def _error(values: FloatArray) -> FloatArray:
    """Standard error of the mean over the first axis."""
    return np.asarray(values.std(axis=0, ddof=1) / math.sqrt(len(values)))


def _pairs(values: Sequence[float], half: Sequence[float], table: FloatArray) -> list[tuple[float, float, FloatArray]]:
    return [(float(value), float(half[k]), table[:, :, k]) for k, value in enumerate(values)]


def _interval(value: float, half: float, table: FloatArray, n_blocks: int, n_seeds: int) -> Interval:
    """SALib's value and half-width, made wider for few blocks and for what few seeds leave open."""
    blocks = (half / _Z) ** 2 * n_blocks / (n_blocks - 1)
    seeds, both = _luck(table) if n_seeds > 1 else (0.0, math.nan)
    error = math.sqrt(blocks + seeds)
    # Welch and Satterthwaite: the fewer seeds make an error, the less that error itself is known.
    parts = blocks**2 / (n_blocks - 1) + (seeds**2 / (n_seeds - 1) if seeds else 0.0)
    margin = float(stdtrit(error**4 / parts, 0.5 + CONFIDENCE / 2)) * error if error > 0 else 0.0
    of_seeds = (seeds + min(both, blocks)) / error**2 if error > 0 else 0.0
    low = value - margin
    return Interval(value, max(low, 0.0) if value >= 0 else low, value + margin, error, float(of_seeds))


def _luck(table: FloatArray) -> tuple[float, float]:
    """Variance of the mean of a table (n_blocks, n_seeds): by what a seed does at all blocks alike, and by the rest."""
    n_blocks, n_seeds = table.shape
    blocks, seeds = table.mean(axis=1, keepdims=True), table.mean(axis=0, keepdims=True)
    rest = ((table - blocks - seeds + table.mean()) ** 2).sum() / ((n_blocks - 1) * (n_seeds - 1))
    common = n_blocks * float(seeds.var(ddof=1))
    return max(common - rest, 0.0) / table.size, float(rest) / table.size


def _table(runs: FloatArray, without: Without) -> FloatArray:
    """Pseudo-values of the indices, shape (n_blocks, n_seeds, n_indices)."""
    m = runs.shape[2]
    whole = without(runs.mean(axis=2))
    n = len(whole) - 1
    if m < 2:
        return np.zeros((n, m, whole.shape[1]))
    less = np.stack([without(np.delete(runs, k, axis=2).mean(axis=2)) for k in range(m)], axis=1)
    return np.asarray(
        n * m * whole[-1] - (n - 1) * m * whole[:-1, None] - n * (m - 1) * less[-1] + (n - 1) * (m - 1) * less[:-1]
    )


def _means_without(values: FloatArray) -> FloatArray:
    """Means of `values` (n_blocks, n) with each block left out, and with none."""
    total = values.sum(axis=0)
    return np.vstack([(total - values) / (len(values) - 1), total / len(values)])


def _sobol_without(means: FloatArray) -> FloatArray:
    """First and total indices with each group of base points left out, and with none; `means` (n_blocks, n_points).

    At most 256 groups of one size; the few base points that fill no group are left out of all.
    """
    size = -(-len(means) // MOST_BLOCKS)
    groups = len(means) // size
    used = means[: groups * size]
    used = (used - used.mean()) / used.std()
    a, b = used[:, 0], used[:, -1]
    block = np.arange(len(used)) // size
    kept = np.stack([np.flatnonzero(block != group) for group in range(groups)], axis=1)
    columns = []
    for index in (sobol.first_order, sobol.total_order):
        for k in range(1, used.shape[1] - 1):
            ab = used[:, k]
            columns.append(np.append(index(a[kept], ab[kept], b[kept]), index(a, ab, b)))
    return np.stack(columns, axis=1)
