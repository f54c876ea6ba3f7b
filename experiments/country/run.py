"""One run of the country, and the tables that come out of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from agents.core import calendar
from experiments.country.crowd import Crowd, Month
from experiments.errors import RunError
from geodata import denmark
from model.country.group import Asked
from model.country.party import Party, nobody
from model.country.tally import FLOWS

STOCKS = ("residents", "households", "vulnerable", "non_western", "children", "homes", "vacant", "income_kr")
TENURES = ("owner", "private_rental", "cooperative", "almene")


@dataclass(frozen=True)
class Outcome:
    """What came out: a row for each municipality, a row for each month of the country, and what it took."""

    municipalities: pd.DataFrame
    months: pd.DataFrame
    seconds_to_build: float
    seconds: tuple[float, ...]
    peak_bytes: int


def run(asked: Asked, workers: int = 1, report: Callable[[int], None] = lambda months: None) -> Outcome:
    """Live all months of the question in so many processes; the tables are the same for any number of them."""
    begun = time.perf_counter()
    with Crowd(asked, workers) as crowd:
        built = time.perf_counter() - begun
        n, months = len(asked.chosen), asked.scenario.months
        inboxes, seconds = [nobody()] * n, []
        sums, rows = _Sums(crowd.start), [_opening(crowd.start)]
        for month in range(months):
            before = time.perf_counter()
            take = calendar.month_of_year(month) == 12 or month == months - 1
            lived = _lived(crowd, asked, inboxes, month, take)
            parties = [one.leaving for one in lived]
            rows.append(_month(month, lived))
            if take:
                sums.add([one.counted for one in lived if one.counted is not None])
            inboxes = asked.crossroads.hand_out(parties, asked.scenario.seed, month)
            seconds.append(time.perf_counter() - before)
            report(1)
        peak = crowd.peak_bytes()
    table = sums.table(asked, months)
    return Outcome(table, pd.DataFrame(rows), built, tuple(seconds), peak)


def _lived(crowd: Crowd, asked: Asked, inboxes: list[Party], month: int, take: bool) -> list[Month]:
    try:
        return crowd.live(inboxes, take)
    except RunError:
        raise
    except Exception as error:
        what = (
            f"the country, {asked.scenario.title}, seed {asked.scenario.seed}: failed in month {calendar.label(month)}"
        )
        raise RunError(f"{what}: {type(error).__name__}: {error}") from error


def _opening(start: list[dict[str, float]]) -> dict[str, float | int]:
    heads = int(sum(one["residents"] for one in start))
    return {"month": 0, "heads": heads, "on_the_way": 0, "households_on_the_way": 0, "still_looking": 0}


def _month(month: int, lived: list[Month]) -> dict[str, float | int]:
    """Heads in the country at the end of a month: at home, and on the way."""
    way = sum(one.leaving.heads for one in lived)
    again = sum(int(one.leaving.again[one.leaving.persons["household"]].sum()) for one in lived)
    return {
        "month": month + 1,
        "heads": sum(one.heads for one in lived) + way,
        "on_the_way": way,
        "households_on_the_way": sum(len(one.leaving) for one in lived),
        "still_looking": again,
    }


class _Sums:
    """Flows added up over the years, and who lived where at the start and at the end."""

    def __init__(self, start: list[dict[str, float]]) -> None:
        self._start = pd.DataFrame(start)
        self._end = self._start
        self._flows = pd.DataFrame(0.0, index=self._start.index, columns=[*FLOWS, "returned_kr"])

    def add(self, counted: list[dict[str, float]]) -> None:
        """What was counted since last time; what the housing tax brought in goes back by heads."""
        self._end = pd.DataFrame(counted)
        self._flows[list(FLOWS)] += self._end[list(FLOWS)]
        residents = self._end["residents"]
        self._flows["returned_kr"] += self._end["housing_tax_kr"].sum() * residents / max(residents.sum(), 1.0)

    def table(self, asked: Asked, months: int) -> pd.DataFrame:
        """One row a municipality: what it is made from, and what came out."""
        land = denmark.country().municipalities.iloc[list(asked.chosen)].reset_index(drop=True)
        out = land[["code", "name", "kind"]].copy()
        out["statistic_residents"], out["statistic_grade"] = land["residents"], land["residents_grade"]
        out["almene_grade"], out["tenure_grade"] = land["almene_grade"], land["tenure_grade"]
        out["estate"] = land["estate"]
        for when, table in (("start", self._start), ("end", self._end)):
            for name in STOCKS:
                out[f"{name}_{when}"] = table[name].to_numpy()
            for tenure in TENURES:
                out[f"residents_{tenure}_{when}"] = table[f"residents_{tenure}"].to_numpy(dtype=np.int64)
            out[f"share_vulnerable_{when}"] = (table["vulnerable"] / table["households"].clip(lower=1)).to_numpy()
        for name in self._flows.columns:
            out[name] = self._flows[name].to_numpy()
        heads = np.maximum(self._end["residents"].to_numpy(dtype=float), 1.0)
        years, closed = heads * months / 12.0, months // 12
        out["net_cost_kr_per_resident_year"] = out["net_cost_kr"] / (heads * closed) if closed else np.nan
        out["housing_tax_kr_per_resident_year"] = out["housing_tax_kr"] / years
        out["transfer_kr_per_resident_year"] = (out["returned_kr"] - out["housing_tax_kr"]) / years
        return out
