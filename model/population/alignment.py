"""Alignment: who gets an attribute is chance weighted by propensity, how many get it is known
[@li2014evaluating].
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from agents.core import draws

Keys = NDArray[np.uint64]


def order(propensity: ArrayLike, keys: Keys, seed: int, decision: str) -> NDArray[np.int64]:
    """Rows from the most to the least likely: propensity in log odds plus addressed logistic noise, `(n,)`.

    Taking the first k rows is alignment by sorting on propensity plus logistic noise (the SBDL method), which
    keeps the odds ratios of the propensity and meets the number exactly.
    """
    u = np.clip(draws.uniform(seed, f"population.{decision}", 0, keys), 1e-12, 1.0 - 1e-12)
    return np.argsort(-(np.asarray(propensity, dtype=float) + np.log(u) - np.log1p(-u)), kind="stable")


def align(propensity: ArrayLike, keys: Keys, count: float, seed: int, decision: str) -> NDArray[np.bool_]:
    """Which rows get the attribute when `count` of them (rounded, and at most all) do, `(n,)`."""
    chosen = np.zeros(len(keys), dtype=bool)
    number = int(np.clip(np.floor(count + 0.5), 0, len(keys)))
    chosen[order(propensity, keys, seed, decision)[:number]] = True
    return chosen


def ranks(propensity: ArrayLike, keys: Keys, seed: int, decision: str) -> NDArray[np.float64]:
    """Position of each row in (0, 1), near 0 for the least and near 1 for the most likely, `(n,)`."""
    rows = order(propensity, keys, seed, decision)
    out = np.empty(len(keys))
    out[rows] = (len(keys) - np.arange(len(keys)) - 0.5) / max(len(keys), 1)
    return out


def grade(propensity: ArrayLike, keys: Keys, shares: ArrayLike, seed: int, decision: str) -> NDArray[np.int64]:
    """Class 0, 1, ... of each row so that the classes have these shares, the least likely rows in class 0,
    `(n,)`.
    """
    share = np.asarray(shares, dtype=float)
    bounds = np.cumsum(share / share.sum())[:-1]
    return np.searchsorted(bounds, ranks(propensity, keys, seed, decision), side="right").astype(np.int64)
