"""Other studies as they might have come out: points and seeds drawn again, so that a number has its interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agents.core import draws

FloatArray = NDArray[np.float64]
AGAIN = 400
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Guess:
    """A number with its 95 % interval; `raw` is what the runs gave before luck was taken off it."""

    value: float
    low: float
    high: float
    raw: float


def again(values: FloatArray, number: int) -> FloatArray:
    """Means over seeds of a study drawn again from `values` (n_alternatives, n_points, n_seeds), of the same points.

    The luck of a run is split into what all points of a seed share and the rest; both are drawn anew, scaled up by what
    few seeds understate, the same for all alternatives, so that what is paired stays paired [@efron1993bootstrap].
    Shape (n_alternatives, n_points).
    """
    _, n, seeds = values.shape
    mean = values.mean(axis=2)
    rest = values - mean[:, :, None]
    shared = rest.mean(axis=1)
    own = (rest - shared[:, None, :]).reshape(len(values), n * seeds)
    which = draws.integer(number, "discovery.seeds", 0, np.arange(seeds, dtype=np.uint64), seeds)
    cells = draws.integer(number, "discovery.cells", 0, np.arange(n * seeds, dtype=np.uint64), n * seeds)
    noise = shared[:, which].mean(axis=1)[:, None] * np.sqrt(seeds / max(seeds - 1, 1))
    single = own[:, cells].reshape(len(values), n, seeds).mean(axis=2)
    return mean + noise + single * np.sqrt(n * seeds / (max(n - 1, 1) * max(seeds - 1, 1)))


def points_again(n: int, number: int) -> NDArray[np.int64]:
    """As many points as there are, drawn with replacement, shape (n,)."""
    return draws.integer(number, "discovery.points", 0, np.arange(n, dtype=np.uint64), n)


def guesses(
    values: Sequence[FloatArray], ask: Callable[[FloatArray], FloatArray], ceiling: float = np.inf, times: int = AGAIN
) -> tuple[list[list[Guess]], FloatArray]:
    """Numbers of each alternative with their intervals, and the numbers of all studies drawn again.

    `values` has one (n_alternatives, n_points, n_seeds) for each outcome; `ask` gives (n_alternatives, n_numbers) from
    means (n_outcomes, n_alternatives, n_points), none of them negative. Luck makes the best of several look better than
    it is; a study drawn again adds as much luck once more, so the mean of those less the number tells how much that is,
    and it is taken off (the bootstrap's correction of bias): all where one alternative is clearly best, two fifths if
    all are equal. The interval is the basic one, made wide enough for that case too, where luck grows with the
    root of its variance.
    """
    raw = ask(np.array([one.mean(axis=2) for one in values]))
    n = values[0].shape[1]
    many = np.array([ask(np.array([again(one, k)[:, points_again(n, k)] for one in values])) for k in range(times)])
    middle, (above, below) = many.mean(axis=0), np.quantile(many, ((1 + LEVEL) / 2, (1 - LEVEL) / 2), axis=0)
    part, whole = raw - (middle - raw), raw - (middle - raw) / (np.sqrt(2) - 1)
    low, high = np.minimum(part, whole) - (above - middle), np.maximum(part, whole) + (middle - below)
    value, low, high = (np.clip(one, 0.0, ceiling) for one in (part, low, high))
    found = [
        [Guess(*map(float, numbers)) for numbers in zip(*columns, strict=True)]
        for columns in zip(value, low, high, raw, strict=True)
    ]
    return found, many
