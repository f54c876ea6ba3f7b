"""Vacancy: how long homes stand empty and the rent that is lost by it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from model.metrics.metric import Metric

DAYS_PER_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Empty homes in a period: `spells` of vacancy that touch it, `vacant_days` and `rent_loss_kr` inside it.

    `mean_spell_days` is the average whole length of the spells that ended in the period; nan when none did.
    """

    spells: int
    vacant_days: float
    mean_spell_days: float
    rent_loss_kr: float


def vacancy(
    vacant_from: ArrayLike, let_from: ArrayLike, rent_kr_month: ArrayLike, first_month: int, next_month: int
) -> Vacancy:
    """Days that homes stood empty in a period, and the rent lost.

    One row per spell of vacancy (n_spells,): `vacant_from` the first empty month, `let_from` the first let
    month (any later month, such as 32767, while still empty), `rent_kr_month` in kr. The period is
    first_month <= month < next_month. A month is 365.25 / 12 days. Raises `ValueError` when a spell ends
    before it starts. The same occurrence-exposure count as turnover [@preston2001demography].

    >>> found = vacancy([0, 4], [3, 32767], [6000, 5000], first_month=0, next_month=6)
    >>> found.spells, found.vacant_days, found.mean_spell_days, found.rent_loss_kr
    (2, 152.1875, 91.3125, 28000.0)
    """
    start = np.asarray(vacant_from, dtype=np.int64)
    end = np.asarray(let_from, dtype=np.int64)
    rent = np.asarray(rent_kr_month, dtype=np.float64)
    wrong = end < start
    if wrong.any():
        row = int(wrong.argmax())
        raise ValueError(f"vacancy {row}: let_from = {end[row]} is before vacant_from = {start[row]}")
    months = np.maximum(np.minimum(end, next_month) - np.maximum(start, first_month), 0)
    ended = (end >= first_month) & (end < next_month)
    return Vacancy(
        spells=int(np.count_nonzero(months)),
        vacant_days=float(months.sum() * DAYS_PER_MONTH),
        mean_spell_days=float((end - start)[ended].mean() * DAYS_PER_MONTH) if ended.any() else float("nan"),
        rent_loss_kr=float((months * rent).sum()),
    )


METRIC = Metric(
    name="vacancy",
    title="Vacancy",
    unit="days and kr",
    low=0.0,
    high=float("inf"),
    meaning="Days that homes stood empty, and the rent lost by it.",
    source="preston2001demography",
    function=vacancy,
    kind="time",
)
