"""Refusals: how often an offered home is turned down, by letting rule."""

import numpy as np
from numpy.typing import ArrayLike

from model.metrics.metric import FloatArray, Metric


def refusal_rate(refusals: ArrayLike, offers: ArrayLike) -> FloatArray:
    """The share of offered homes that were turned down.

    `refusals` and `offers` (n_rules,). Returns (n_rules,), nan where nothing was offered. Raises `ValueError`
    where more were refused than offered. An occurrence-exposure ratio [@preston2001demography].

    >>> refusal_rate([3, 0], [12, 0]).tolist()
    [0.25, nan]
    """
    refused = np.asarray(refusals, dtype=np.float64)
    offered = np.asarray(offers, dtype=np.float64)
    wrong = ~((refused >= 0) & (refused <= offered))
    if wrong.any():
        rule = int(wrong.argmax())
        raise ValueError(f"rule {rule}: refusals = {refused[rule]:g} is outside 0..{offered[rule]:g} (its offers)")
    rate = np.full(offered.shape, np.nan)
    np.divide(refused, offered, out=rate, where=offered > 0)
    return rate


METRIC = Metric(
    name="refusal_rate",
    title="Refusals",
    unit="share of offers",
    low=0.0,
    high=1.0,
    meaning="Share of offered homes that were turned down, by letting rule.",
    source="preston2001demography",
    function=refusal_rate,
    kind="flow",
)
