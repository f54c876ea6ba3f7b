"""How often a value rises from one scenario to another on the same draws, and whether that can be chance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest

from experiments.statistics import CONFIDENCE

FloatArray = NDArray[np.float64]

FEWEST_PAIRS = 6
"""Below six pairs not even the same sign in all of them leaves chance out at 95 % (0.5 ** 5 = 3 % for six)."""


@dataclass(frozen=True)
class Rises:
    """How often a value of a cell rises: `share` of pairs (0..1, a pair that does not change counts half), nan without
    pairs; `sure` where ups against downs cannot be chance (sign test at 95 %); `pairs` how many there are.
    """

    share: float
    sure: bool
    pairs: int


def rises(before: FloatArray, after: FloatArray) -> Rises:
    """How often one value rises, from both sides (n_pairs,); pairs with a nan on either side are left out."""
    known = np.isfinite(before) & np.isfinite(after)
    return counted(int((after > before)[known].sum()), int((after < before)[known].sum()), int(known.sum()))


@lru_cache(maxsize=4096)
def counted(ups: int, downs: int, pairs: int) -> Rises:
    """The same of so many pairs that rise and so many that fall.

    >>> counted(6, 0, 6), counted(5, 0, 5)
    (Rises(share=1.0, sure=True, pairs=6), Rises(share=1.0, sure=False, pairs=5))
    """
    if not pairs:
        return Rises(float("nan"), False, 0)
    sure = ups + downs > 0 and binomtest(ups, ups + downs).pvalue < 1.0 - CONFIDENCE
    return Rises((ups + 0.5 * (pairs - ups - downs)) / pairs, bool(sure), pairs)
