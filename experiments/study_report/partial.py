"""How an outcome goes along one number of a design: means at its levels, or in bins where it has many values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.statistics import estimate
from experiments.study_report.data import FloatArray

MOST_LEVELS = 10
"""A number with more different values than this is told in bins."""
MOST_BINS, FEWEST_IN_BIN = 6, 4


@dataclass(frozen=True)
class Along:
    """Means of an outcome along a number: `at`, `mean`, `low` and `high` (n_steps,), and the points themselves.

    `binned` when the steps are bins of about as many points each; else they are the number's levels.
    """

    at: FloatArray
    mean: FloatArray
    low: FloatArray
    high: FloatArray
    points: FloatArray
    values: FloatArray
    binned: bool


def along(number: FloatArray, response: FloatArray) -> Along | None:
    """An outcome along a number: `number` (n_points,), `response` (n_points, n_seeds) with nan for what is missing.

    At a level the mean of all its points is taken seed by seed, and its 95 % interval over seeds; with one seed, and in
    bins, the interval is over points and holds the spread that the other numbers make. None with fewer than two steps.
    """
    there = np.isfinite(response).any(axis=1)
    number, response = number[there], response[there]
    levels = np.unique(number)
    binned = len(levels) > MOST_LEVELS
    if binned:
        count = min(MOST_BINS, len(number) // FEWEST_IN_BIN)
        parts = np.array_split(np.argsort(number, kind="stable"), count) if count else []
        steps = [(float(number[rows].mean()), _over_points(response[rows])) for rows in parts]
    else:
        steps = [(float(level), _over_seeds(response[number == level])) for level in levels]
    if len(steps) < 2:
        return None
    found = [estimate(values) for _, values in steps]
    return Along(
        np.array([at for at, _ in steps]),
        np.array([one.mean for one in found]),
        np.array([one.low for one in found]),
        np.array([one.high for one in found]),
        number,
        _over_points(response),
        binned,
    )


def share_explained(number: FloatArray, response: FloatArray) -> float:
    """Part of the variance of the points' means that this number's steps make: which panels come first, no finding."""
    found = along(number, response)
    if found is None or not found.values.std():
        return 0.0
    nearest = np.abs(found.points[:, None] - found.at[None, :]).argmin(axis=1)
    return float(found.mean[nearest].var() / found.values.var())


def _over_points(response: FloatArray) -> FloatArray:
    """The mean of each point over its seeds."""
    there = np.isfinite(response)
    return np.asarray(np.where(there, response, 0.0).sum(axis=1) / there.sum(axis=1))


def _over_seeds(response: FloatArray) -> FloatArray:
    """The mean of each seed that has all points; the points' own means where fewer than two have."""
    whole = np.isfinite(response).all(axis=0)
    return response[:, whole].mean(axis=0) if whole.sum() > 1 else _over_points(response)
