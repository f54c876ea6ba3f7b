"""How the estate's empty homes were let, year by year and by letting rule: waiting, refusals, and rent lost."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from agents.core import calendar
from dashboards.past import Past
from model.letting.matching import LISTS
from model.monthly import DAYS


def answer(model: Any, past: Past, month: int) -> dict[str, Any]:
    """By year (`years`, of which `months` were lived) and by rule (`rules`), lists `[year][rule]`.

    `lettings`, `refused` (offers), `waited` (months, summed over lettings) and `rent_let` (kr lost in the month of
    letting while offers were refused) are of the rule by which the home was let or offered; `rent` `[year]` is all
    rent lost on empty homes, months in which nobody took one included.
    """
    years = range(calendar.START_YEAR, calendar.START_YEAR + max(1, -(-month // 12)))
    offers = model.record.offers()
    offers = offers[offers["month"] < month]
    year = calendar.START_YEAR + offers["month"] // 12
    let, refused = offers["outcome"] == "accepted", offers["outcome"] == "refused"
    lost = rent_lost_by_refusals(model.world, offers)

    def by_rule(values: pd.Series) -> list[list[float]]:
        summed = values.groupby([year, offers["rule"]]).sum().unstack(fill_value=0.0)
        wanted = summed.reindex(index=list(years), columns=list(LISTS), fill_value=0.0)
        return np.nan_to_num(wanted.to_numpy(dtype=float)).tolist()

    return {
        "years": list(years),
        "months": [min(12, month - 12 * i) for i in range(len(years))],
        "rules": list(LISTS),
        "lettings": by_rule(let.astype(float)),
        "refused": by_rule(refused.astype(float)),
        "waited": by_rule(offers["waited_months"].where(let, 0).astype(float)),
        "rent_let": by_rule(lost),
        "rent": _rent_lost(model, month, len(years)),
        "month": month,
    }


def rent_lost_by_refusals(world: Any, offers: pd.DataFrame) -> pd.Series:
    """Rent lost on each home in the month it was let, kr, on the row of the offer that was accepted; else 0."""
    refused = (offers["outcome"] == "refused").groupby([offers["month"], offers["dwelling"]]).transform("sum")
    part = np.minimum(refused * world.p("letting.days_per_refusal") / DAYS, 1.0)
    rent = world.dwellings.rent[offers["dwelling"].to_numpy(dtype=np.int64)]
    return (part * rent).where(offers["outcome"] == "accepted", 0.0)


def _rent_lost(model: Any, month: int, n_years: int) -> list[float]:
    lost = [0.0] * n_years
    for written, metric, unit, _, value in model.record.since(0):
        if metric == "rent_loss_kr" and unit == "estate" and written < month:
            lost[written // 12] += value
    return lost
