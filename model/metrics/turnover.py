"""Turnover: how often homes change hands."""

import numpy as np
from numpy.typing import ArrayLike

from model.metrics.metric import FloatArray, Metric

MONTHS_PER_YEAR = 12


def turnover(moves: ArrayLike, dwelling_months: ArrayLike) -> FloatArray:
    """Moves out of homes per 100 homes in a year.

    `moves` (n_units,): moves counted over any period; `dwelling_months` (n_units,): homes times the months
    they stood there in it, vacant or not, so homes built or demolished on the way count for their part.
    Returns (n_units,), nan where there were no homes. The usual occurrence-exposure rate
    [@preston2001demography].

    >>> turnover([3, 0, 0], [12 * 20, 12 * 5, 0]).tolist()
    [15.0, 0.0, nan]
    """
    count = np.asarray(moves, dtype=np.float64)
    exposed = np.asarray(dwelling_months, dtype=np.float64)
    rate = np.full(count.shape, np.nan)
    np.divide(count * 100 * MONTHS_PER_YEAR, exposed, out=rate, where=exposed > 0)
    return rate


METRIC = Metric(
    name="turnover",
    title="Turnover",
    unit="moves per 100 dwellings a year",
    low=0.0,
    high=float("inf"),
    meaning="Moves out of homes per 100 homes in a year.",
    source="preston2001demography",
    function=turnover,
    kind="flow",
)
