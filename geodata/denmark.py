"""The 98 municipalities of Denmark about 2015: how many people and homes of which tenure, and how sure that is.

Residents are recalled; the share of social housing is found or recalled for 39 municipalities; everything else is
synthetic: made by a stated rule from the kind of municipality, so that the country's totals are met
(`data/denmark/README.md`).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.errors import GeodataError, nearest
from geodata.facts import Facts, from_table, read
from geodata.surroundings import TENURES

DATA = Path(__file__).parent / "data" / "denmark"
SOURCE = Path(__file__).parent / "data" / "source"
WITH_ESTATE = {"0461": "vollsmose", "0159": "vaerebro"}
"""The municipalities that stand here as they do alone, with their estate."""
VACANT = 0.015
"""Homes without residents, as a share: a judgement."""


@dataclass(frozen=True)
class Country:
    """The municipalities in the order of their codes, one row each, and the country's figures.

    Columns: code, name, kind, residents, homes, share_<tenure>, non_western (share of residents), price_kr_m2,
    new_building (share of stock a year), study (pull on young people over that on others), people_after (the bundled
    place whose residents and job market it takes after), e, n (inner point, m, EPSG:25832), area_km2, estate (bundled
    place, or empty), and grades of residents, homes and almene share.
    """

    municipalities: pd.DataFrame
    figures: dict[str, float]

    def row(self, code: str) -> pd.Series:
        """One municipality by its code; raises GeodataError with the nearest code or name when there is none."""
        return self.municipalities.loc[self.position(code)]

    def position(self, code: str) -> int:
        """Its row, by official code or name."""
        table = self.municipalities
        for column in ("code", "name"):
            found = np.flatnonzero(table[column].str.casefold() == code.casefold())
            if len(found):
                return int(found[0])
        hint = None if code.isdigit() else nearest(code, table["name"])
        known = "known are the names and four-digit codes of the 98 municipalities"
        raise GeodataError(f"municipality '{code}' is unknown; " + (f"did you mean '{hint}'?" if hint else known))


@functools.lru_cache(maxsize=1)
def country() -> Country:
    """The country as the tables have it; shared, never changed."""
    figures = pd.read_csv(DATA / "country.csv").set_index("figure")["value"].astype(float).to_dict()
    kinds = pd.read_csv(DATA / "kinds.csv").drop(columns=["grade", "title"]).rename(columns={"almene": "usual_almene"})
    table = pd.read_csv(DATA / "municipalities.csv", dtype={"code": str}).merge(kinds, on="kind", how="left")
    points = pd.read_csv(SOURCE / "municipalities.csv", dtype={"municipality_code": str})
    points = points.rename(columns={"municipality_code": "code", "point_e": "e", "point_n": "n"})
    table = table.merge(points[["code", "e", "n", "area_km2"]], on="code", how="left")
    table["estate"] = table["code"].map(WITH_ESTATE).fillna("")
    table = _tenures(table, figures)
    table["non_western"] = _non_western(table, figures)
    table["new_building"] = _building(table, figures)
    return Country(table, figures)


def facts_of(place: str) -> Facts:
    """The documented numbers of a bundled place."""
    return from_table(place, read(SOURCE / "layout_facts.csv"))


def mean_sizes(people_after: str) -> NDArray[np.float64]:
    """Mean household size in each tenure, in the order of `TENURES`, of the place whose residents are taken."""
    targets = pd.read_csv(DATA.parent / "targets.csv")
    rows = targets[(targets["place"] == people_after) & (targets["quantity"] == "mean_household_size")]
    return rows.set_index("stratum")["value"].reindex(list(TENURES)).to_numpy(dtype=float)


def _tenures(table: pd.DataFrame, figures: dict[str, float]) -> pd.DataFrame:
    """Homes and their tenures: almene shares as known, the unknown ones scaled alike to the country's share; the other
    tenures from the kind's usual mix, fitted to the country's totals (iterative proportional fitting).
    """
    sizes = np.stack([mean_sizes(place) for place in table["people_after"]])
    given = table["almene_share"].to_numpy(dtype=float)
    known = ~np.isnan(given)
    fixed = (table["estate"] != "").to_numpy()
    mix = np.zeros((len(table), len(TENURES)))
    mix[:, 3] = np.where(known, given, table["usual_almene"])
    mix[:, :3] = table[list(TENURES[:3])].to_numpy() * (1.0 - mix[:, 3:])
    homes = np.zeros(len(table))
    for code, place in WITH_ESTATE.items():
        row, facts = int(np.flatnonzero(table["code"] == code)[0]), facts_of(place)
        homes[row] = facts.number("municipality_dwellings")
        mix[row] = facts.numbers([f"share_{tenure}" for tenure in TENURES])
    wanted = np.array([figures[f"share_{tenure}"] for tenure in TENURES])
    wanted = wanted / wanted.sum()
    residents = table["residents"].to_numpy(dtype=float)
    for _ in range(200):
        mix = mix / mix.sum(axis=1, keepdims=True)
        homes = np.where(fixed, homes, residents / ((mix * sizes).sum(axis=1) * (1.0 - VACANT)))
        total, made = wanted * homes.sum(), (mix * homes[:, None]).sum(axis=0)
        open_almene = ~known & ~fixed
        mine = (mix[open_almene, 3] * homes[open_almene]).sum()
        mix[open_almene, 3] *= (total[3] - made[3] + mine) / mine
        for tenure in range(3):
            mine = (mix[~fixed, tenure] * homes[~fixed]).sum()
            mix[~fixed, tenure] *= (total[tenure] - made[tenure] + mine) / mine
        free = ~fixed
        mix[free, :3] *= ((1.0 - mix[free, 3]) / mix[free, :3].sum(axis=1))[:, None]
    columns = {f"share_{tenure}": mix[:, k] for k, tenure in enumerate(TENURES)}
    dropped = [*TENURES[:3], "usual_almene", "almene_share"]
    grades = {"homes_grade": np.where(fixed, "recalled", "synthetic"), "tenure_grade": "synthetic"}
    return table.drop(columns=dropped).assign(homes=np.rint(homes).astype(np.int64), **columns, **grades)


def _building(table: pd.DataFrame, figures: dict[str, float]) -> NDArray[np.float64]:
    """New homes a year over the stock: by kind, all scaled alike so that the country's households reach the number
    counted in 2022; the two with an estate as they are alone.
    """
    homes, rate = table["homes"].to_numpy(dtype=float), table["new_building"].to_numpy(dtype=float).copy()
    fixed = (table["estate"] != "").to_numpy()
    for k in np.flatnonzero(fixed):
        rate[k] = facts_of(str(table["estate"].iloc[k])).number("new_building_per_year")
    wanted = (figures["households_2022"] / (1.0 - VACANT) - homes.sum()) / 7.0
    rate[~fixed] *= (wanted - (rate * homes)[fixed].sum()) / (rate * homes)[~fixed].sum()
    return rate


def _non_western(table: pd.DataFrame, figures: dict[str, float]) -> NDArray[np.float64]:
    """Residents of non-western origin: by tenure as in the place taken after, times the kind's level, all scaled alike
    to the country's share; the two with an estate as known.
    """
    targets = pd.read_csv(DATA.parent / "targets.csv")
    rows = targets[(targets["quantity"] == "origin") & (targets["group"] == "non_western")]
    share = {(row.place, row.stratum): row.value / 100.0 for row in rows.itertuples(index=False)}
    out = np.zeros(len(table))
    for k, row in enumerate(table.itertuples(index=False)):
        sizes = mean_sizes(str(row.people_after))
        people = np.array([getattr(row, f"share_{tenure}") for tenure in TENURES]) * sizes
        by_tenure = np.array([share[row.people_after, tenure] for tenure in TENURES])
        out[k] = float((people * by_tenure).sum() / people.sum()) * float(row.non_western)
        if row.estate:
            out[k] = share[row.estate, "municipality"]
    residents, free = table["residents"].to_numpy(dtype=float), (table["estate"] == "").to_numpy()
    rest = figures["non_western"] * residents.sum() - (out * residents)[~free].sum()
    out[free] *= rest / (out * residents)[free].sum()
    return out
