"""Weights for households so that they add up to known totals, and whole households out of weights.

Raking to the margins of a table is iterative proportional fitting [@deming1940least]. Households carry totals
of two kinds at once, of households and of the persons in them, as in iterative proportional updating
[@ye2009methodology]; here all totals are met together by generalised raking [@deville1993generalized], which
finds the same weights as proportional fitting where both apply, and also takes totals that need only be met
roughly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MOST_STEPS = 200
MOST_HALVINGS = 30
LARGEST_TILT = 30.0


class RakingError(ValueError):
    """Totals that no weights can meet, or weights that cannot be used; the message names the row."""


@dataclass(frozen=True)
class Total:
    """One known total: what each household adds to it `(n,)`, the total, and how far off it may end.

    `slack` is in units of the total: the raking trades a miss of `slack` against bending all weights
    concerned by a factor e per unit. Zero asks for the total exactly.
    """

    name: str
    adds: Floats
    value: float
    slack: float = 0.0


def fit_table(seed: ArrayLike, row_totals: ArrayLike, column_totals: ArrayLike, tolerance: float = 1e-10) -> Floats:
    """The table nearest to a seed table with given row and column totals (iterative proportional fitting).

    Shapes (r, c), (r,), (c,). Column totals are scaled to the sum of the row totals. Raises RakingError when
    a row or column with a positive total has an all-zero seed.
    """
    table = np.array(seed, dtype=float)
    rows = np.asarray(row_totals, dtype=float)
    columns = np.asarray(column_totals, dtype=float)
    for axis, totals, word in ((1, rows, "row"), (0, columns, "column")):
        empty = np.flatnonzero((table.sum(axis=axis) <= 0) & (totals > 0))
        if len(empty):
            raise RakingError(f"{word} {empty[0]} has total {totals[empty[0]]:g} but nothing in the seed table")
    if columns.sum() > 0:
        columns = columns * rows.sum() / columns.sum()
    for _ in range(10 * MOST_STEPS):
        table *= _ratio(rows, table.sum(axis=1))[:, None]
        off = np.abs(table.sum(axis=0) - columns).max()
        table *= _ratio(columns, table.sum(axis=0))[None, :]
        if off <= tolerance * max(rows.sum(), 1.0):
            break
    return table


def _ratio(wanted: Floats, now: Floats) -> Floats:
    return np.divide(wanted, now, out=np.zeros_like(wanted), where=now > 0)


def rake(weights: ArrayLike, totals: list[Total]) -> Floats:
    """Weights as near as possible to the first ones (in the sense of entropy) that meet all totals, `(n,)`.

    Solves the dual problem by Newton steps with halving. Exact totals that contradict each other are met as
    well as they can be; raises RakingError for a positive total to which no household adds anything.
    """
    start = np.asarray(weights, dtype=float)
    if (start < 0).any():
        raise RakingError(f"weight {int(np.flatnonzero(start < 0)[0])} is negative")
    used = [total for total in totals if not (total.value == 0 and not total.adds.any())]
    for total in used:
        if total.value > 0 and not (total.adds * start > 0).any() and total.slack == 0:
            raise RakingError(f"total '{total.name}' is {total.value:g}, but no household adds to it")
    if not used:
        return start.copy()
    adds = np.array([total.adds for total in used], dtype=float)
    values = np.array([total.value for total in used])
    scale = np.maximum(values, 1.0)
    slack = np.maximum(np.array([total.slack for total in used]), 1e-9 * scale)
    starts, columns, amounts = _by_household(adds)
    tilt = np.zeros(len(used))
    weight, gap, bend, now = _system(starts, columns, amounts, start, tilt, values, slack)
    for _ in range(MOST_STEPS):
        if (np.abs(gap) <= 1e-9 * scale).all():
            break
        bend[np.diag_indices_from(bend)] += 1e-12 * np.trace(bend) / len(used)
        step = _solve(bend, gap)
        step *= min(1.0, 4.0 / max(float(np.abs(step).max()), 1e-12))
        before = now
        for _ in range(MOST_HALVINGS):
            weight, gap, bend, now = _system(starts, columns, amounts, start, tilt + step, values, slack)
            if now <= before + 1e-12 * abs(before):
                break
            step *= 0.5
        tilt = tilt + step
        if abs(before - now) <= 1e-15 * abs(before):
            break
    return weight


@njit(cache=True)
def _by_household(adds):  # type: ignore[no-untyped-def]
    """The few totals that each household adds to, as compressed rows: starts, totals ascending, amounts."""
    starts = np.zeros(adds.shape[1] + 1, np.int64)
    for total in range(adds.shape[0]):
        for household in range(adds.shape[1]):
            starts[household + 1] += adds[total, household] != 0.0
    starts = np.cumsum(starts)
    columns, amounts = np.empty(starts[-1], np.int64), np.empty(starts[-1])
    free = starts[:-1].copy()
    for total in range(adds.shape[0]):
        for household in range(adds.shape[1]):
            if adds[total, household] != 0.0:
                columns[free[household]], amounts[free[household]] = total, adds[total, household]
                free[household] += 1
    return starts, columns, amounts


# Plain loops and not a matrix library: threads there change the last bits, and with them whole households.
@njit(cache=True)
def _system(starts, columns, amounts, start, tilt, values, slack):  # type: ignore[no-untyped-def]
    """Weights at a tilt, how far the totals are missed, the slope of that, and the dual function."""
    count = len(values)
    weight = np.empty(len(start))
    bend = np.zeros((count, count))
    gap = np.empty(count)
    dual = 0.0
    for c in range(count):
        gap[c] = values[c] - slack[c] * tilt[c]
        bend[c, c] = slack[c]
        dual += 0.5 * slack[c] * tilt[c] ** 2 - tilt[c] * values[c]
    for h in range(len(start)):
        lean = 0.0
        for i in range(starts[h], starts[h + 1]):
            lean += tilt[columns[i]] * amounts[i]
        weight[h] = start[h] * np.exp(min(max(lean, -30.0), 30.0))
        dual += weight[h]
        for i in range(starts[h], starts[h + 1]):
            part = weight[h] * amounts[i]
            gap[columns[i]] -= part
            for j in range(starts[h], starts[h + 1]):
                bend[columns[i], columns[j]] += part * amounts[j]
    return weight, gap, bend, dual


@njit(cache=True)
def _solve(matrix, right):  # type: ignore[no-untyped-def]
    """Solve a symmetric positive system by Cholesky's factors."""
    n = len(right)
    low = np.zeros((n, n))
    for i in range(n):
        for j in range(i + 1):
            rest = matrix[i, j]
            for k in range(j):
                rest -= low[i, k] * low[j, k]
            low[i, j] = np.sqrt(max(rest, 1e-300)) if i == j else rest / low[j, j]
    out = right.copy()
    for i in range(n):
        for k in range(i):
            out[i] -= low[i, k] * out[k]
        out[i] /= low[i, i]
    for i in range(n - 1, -1, -1):
        for k in range(i + 1, n):
            out[i] -= low[k, i] * out[k]
        out[i] /= low[i, i]
    return out


def whole(weights: ArrayLike, count: int, start: float) -> Ints:
    """How often each row is taken when `count` rows are sampled systematically in proportion to the weights,
    `(n,)`.

    Rows that stand next to each other share what is left over, so sort like rows together first; `start` in
    [0, 1) is the draw. The result sums to `count` and differs from the exact share by less than one.
    """
    weight = np.asarray(weights, dtype=float)
    if count and weight.sum() <= 0:
        raise RakingError(f"{count} rows are wanted, but all weights are zero")
    if not count:
        return np.zeros(len(weight), dtype=np.int64)
    running = np.cumsum(weight) / weight.sum() * count
    running[-1] = count
    taken = np.floor(running + start).astype(np.int64)
    return np.diff(taken, prepend=0)


def reconcile(shares: ArrayLike, bases: ArrayLike, total: float) -> Floats:
    """Shares of several groups, all shifted by the same log odds so that together they make the total,
    `(g,)`.

    `bases` are the sizes of the groups; the total is clipped to what is possible. Shares of 0 and 1 stay.
    """
    share = np.clip(np.asarray(shares, dtype=float), 0.0, 1.0)
    base = np.asarray(bases, dtype=float)
    with np.errstate(divide="ignore"):
        odds = np.log(share) - np.log1p(-share)
    low, high = -LARGEST_TILT, LARGEST_TILT
    for _ in range(80):
        middle = 0.5 * (low + high)
        if (base / (1.0 + np.exp(-(odds + middle)))).sum() < total:
            low = middle
        else:
            high = middle
    return np.asarray(1.0 / (1.0 + np.exp(-(odds + 0.5 * (low + high)))))
