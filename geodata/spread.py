"""Spreading things evenly without chance: hashes of places, exact shares, running numbers.

The bundled data must be the same on every machine, so nothing here draws: a cell's own name, hashed, stands
in where a real map would differ from its neighbour.
"""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import ArrayLike, NDArray

_GOLDEN = 0.6180339887498949


def hashed(salt: str, *columns: ArrayLike) -> NDArray[np.float64]:
    """A number in [0, 1) for each row, fixed by the salt and the integer columns `(n,)`."""
    state = np.full(np.shape(columns[0]), zlib.crc32(salt.encode()) + 1, dtype=np.uint64)
    for column in columns:
        state = _mix(state ^ np.asarray(column).astype(np.int64).astype(np.uint64))
    return (state >> np.uint64(11)).astype(np.float64) / float(1 << 53)


def _mix(value: NDArray[np.uint64]) -> NDArray[np.uint64]:
    with np.errstate(over="ignore"):
        value = value + np.uint64(0x9E3779B97F4A7C15)
        value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


def whole(weights: ArrayLike, total: int) -> NDArray[np.int64]:
    """Whole numbers in proportion to the weights `(n,)` that sum to `total` (largest remainders, first row
    wins ties).
    """
    weight = np.asarray(weights, dtype=float)
    if weight.sum() <= 0:
        raise ValueError(f"nothing to share {total} over: all weights are zero")
    exact = weight / weight.sum() * total
    result = np.floor(exact + 1e-9).astype(np.int64)
    rest = total - int(result.sum())
    result[np.argsort(-(exact - result), kind="stable")[:rest]] += 1
    return result


def whole_in_order(weights: ArrayLike, total: int) -> NDArray[np.int64]:
    """As `whole`, but rounding the running sum, so that neighbouring rows together keep their share."""
    running = np.cumsum(np.asarray(weights, dtype=float))
    if running[-1] <= 0:
        raise ValueError(f"nothing to share {total} over: all weights are zero")
    steps = np.floor(running / running[-1] * total + 0.5).astype(np.int64)
    return np.diff(steps, prepend=0)


def running_number(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """0, 1, 2 ... within each of the groups with these counts, end to end, `(counts.sum(),)`."""
    starts = np.cumsum(counts) - counts
    return np.arange(int(counts.sum()), dtype=np.int64) - np.repeat(starts, counts)


def even(number: NDArray[np.int64], start: NDArray[np.float64]) -> NDArray[np.float64]:
    """Evenly scattered numbers in [0, 1) for running numbers from a start in [0, 1) (golden-ratio steps)."""
    return np.mod(start + (number + 0.5) * _GOLDEN, 1.0)


def pick(u: NDArray[np.float64], shares: ArrayLike) -> NDArray[np.int64]:
    """Which class (0, 1, ...) each number in [0, 1) falls in, for classes with these shares."""
    share = np.asarray(shares, dtype=float)
    bounds = np.cumsum(share / share.sum())[:-1]
    return np.searchsorted(bounds, u, side="right").astype(np.int64)
