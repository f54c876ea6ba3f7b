"""What measures of people share: shares and means that are nan, not zero, when nobody is asked."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from agents.codes import Stage

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.integer]
FloatArray = NDArray[np.floating]

IN_EDUCATION = (Stage.SCHOOL, Stage.UPPER_SECONDARY, Stage.VOCATIONAL, Stage.HIGHER)
"""Stages that count as being in education."""

FINE = 10_000
"""Parts of one in which a spread is reckoned."""


def share(part: BoolArray, asked: BoolArray) -> float:
    """How many of those asked belong to the part, both (n_persons,); nan when nobody is asked.

    >>> share(np.array([True, False, True]), np.array([True, True, False]))
    0.5
    """
    count = int(np.count_nonzero(asked))
    return int(np.count_nonzero(part & asked)) / count if count else float("nan")


def mean(values: FloatArray | IntArray, asked: BoolArray) -> float:
    """The mean over those asked, both (n_persons,); nan when nobody is asked.

    >>> mean(np.array([1.0, 3.0, 9.0]), np.array([True, True, False]))
    2.0
    """
    chosen = values[asked].astype(np.float64)
    return float(chosen.mean()) if len(chosen) else float("nan")


def spread(values: FloatArray, asked: BoolArray) -> float:
    """The standard deviation between those asked, both (n_persons,); nan when nobody is asked.

    >>> spread(np.array([1.0, 3.0, 9.0]), np.array([True, True, False]))
    1.0
    """
    # Whole ten-thousandths, so that rounding does not tell the order of rows.
    chosen = np.rint(values[asked].astype(np.float64) * FINE).astype(np.int64)
    n = len(chosen)
    if n == 0:
        return float("nan")
    total, squares = int(chosen.sum()), int((chosen * chosen).sum())
    return math.sqrt(n * squares - total * total) / (n * FINE)
