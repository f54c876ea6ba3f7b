"""What a study keeps of one run: every yearly mean of the estate and its people at the horizons, and the account.

A study of all proposals is more than a thousand runs; nothing else of them is kept.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from agents.core.calendar import START_YEAR
from experiments.measures import key_of
from experiments.net_present_value import ALL, MAIN, PUBLIC, RATE, present_value
from model.mechanisms.ledger.entries import GROUPS, PAYERS, PROGRAMME, SCOPES

KEPT = ("estate", "ever_estate", "start_estate", "municipality", "ever lived in the estate", MAIN)
"""Units of the series whose values are kept."""
ELSEWHERE, KEPT_ELSEWHERE = "elsewhere", ("positive_neighbourliness", "without_neighbours")
"""What is kept besides, of those who live elsewhere in the municipality: measured in January 2015, then rarely."""
VALUE, SPENT = "present_cost_kr", "present_programme_kr"
"""Discounted cost since the start of the run for the residents of the start, programmes included, and these alone."""


def horizon_values(series: pd.DataFrame, ledger: pd.DataFrame, years: Iterable[int]) -> dict[str, dict[str, float]]:
    """What is kept of a run by horizon (years from the start, as text) and key.

    `series` is the recorder's table (month, metric, unit, group, value): the mean of the twelve months of that year.
    `ledger` is the public account by year; it gives the present value at 4 % of all years up to the horizon.
    """
    there = series["unit"].isin(KEPT) | ((series["unit"] == ELSEWHERE) & series["metric"].isin(KEPT_ELSEWHERE))
    own = series[there & series["value"].notna()]
    found = {}
    for year in years:
        window = own[(own["month"] >= 12 * (year - 1)) & (own["month"] < 12 * year)]
        means = window.groupby(["metric", "unit", "group"], sort=True)["value"].mean()
        values = {key_of(*map(str, key)): float(f"{value:.12g}") for key, value in means.items()}
        found[str(year)] = values | account_values(ledger, year)
    return found


def account_values(ledger: pd.DataFrame, years: int) -> dict[str, float]:
    """Present cost of the first years for those who lived in the estate at the start, wherever they live since.

    Programmes and the housing association's homes belong to no person and count. By payer, for the public purse
    (state and municipality) and for all payers.
    """
    if ledger.empty:
        return {}
    counted = {GROUPS[group] for group in SCOPES[MAIN]}
    whose = zip(ledger["place"], ledger["cohort"], strict=True)
    mine = [cohort == "" or (place, cohort) in counted for place, cohort in whose]
    own = ledger[np.array(mine)]
    found: dict[str, float] = {}
    for name, rows in ((VALUE, own), (SPENT, own[own["kind"] == PROGRAMME])):
        by_payer = {str(payer): _present(part, years) for payer, part in rows.groupby("payer", sort=True)}
        by_payer[PUBLIC] = sum(by_payer.get(payer, 0.0) for payer in PAYERS)
        by_payer[ALL] = sum(value for payer, value in by_payer.items() if payer != PUBLIC)
        found |= {key_of(name, MAIN, payer): round(value, 2) for payer, value in by_payer.items()}
    return found


def _present(rows: pd.DataFrame, years: int) -> float:
    yearly = np.zeros(years)
    year = rows["year"].to_numpy(dtype=np.int64) - START_YEAR
    inside = year < years
    np.add.at(yearly, year[inside], rows["kr"].to_numpy(dtype=float)[inside])
    return float(present_value(yearly, RATE.value))
