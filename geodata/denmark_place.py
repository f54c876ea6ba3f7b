"""The municipalities of Denmark as places the model can live in, whole or thinned to a share of their homes."""

from __future__ import annotations

import dataclasses
import functools
import hashlib

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata import denmark_town, place
from geodata.denmark import VACANT, country, facts_of, mean_sizes
from geodata.denmark_people import targets_for
from geodata.errors import GeodataError
from geodata.expansion import expand
from geodata.grid import CRS, names, squares
from geodata.place import Place
from geodata.surroundings import TENURES

LEAST_HOMES = 120
"""A municipality thinned for a quick run keeps at least so many homes, or all it has."""


def municipality(code: str, share: float, neighbours: pd.DataFrame) -> Place:
    """A municipality by its official code with a share of its homes in (0, 1], and the places people move to."""
    if not 0.0 < share <= 1.0:
        raise GeodataError(f"share of homes is {share:g}; allowed: above 0, up to 1")
    row = country().row(code)
    made = _thinned(str(row["estate"]), kept_share(row, share)) if row["estate"] else _town(code, share)
    return dataclasses.replace(made, name=name_of(code, share), neighbours=neighbours)


def name_of(code: str, share: float) -> str:
    """What a municipality is called as a place; its people are told apart by it."""
    return f"denmark-{code}" if share == 1.0 else f"denmark-{code}@{share:g}"


def kept_share(row: pd.Series, share: float) -> float:
    """The share of its homes a municipality keeps: more than asked where too few would be left."""
    return sum(denmark_town.counts(row, share, LEAST_HOMES).values()) / float(row["homes"])


def _town(code: str, share: float) -> Place:
    row = country().row(code)
    homes = denmark_town.counts(row, share, LEAST_HOMES)
    facts = denmark_town.facts_for(row, facts_of(str(row["homes_after"])))
    cells, districts, departments = denmark_town.lay_out(row, homes, facts)
    cells["cell"] = names(cells["e_min"] + 50, cells["n_min"] + 50)
    district = pd.Index(districts["name"]).get_indexer(pd.Index(cells["district"]))
    table = expand(cells, districts["level"].to_numpy()[district], departments, facts)
    at = table["cell"].to_numpy()
    table["area"] = district[at]
    table["e"], table["n"] = cells["e_min"].to_numpy()[at] + 50.0, cells["n_min"].to_numpy()[at] + 50.0
    table = table.assign(building=-1, stairway=-1, storey=-1, label="", tag=table["tenure"])
    table["key"] = place.home_keys(cells, table)
    dwellings = table[["label", *place.DWELLING_TYPES]].astype(place.DWELLING_TYPES)
    ground = gpd.GeoDataFrame(cells, geometry=squares(cells["e_min"], cells["n_min"]), crs=CRS)
    after = str(row["people_after"])
    mix = dict(zip(TENURES, facts_of(after).numbers([f"share_{tenure}" for tenure in TENURES]), strict=True))
    sizes = dict(zip(TENURES, mean_sizes(after).tolist(), strict=True))
    residents = sum(count * sizes[tenure] for tenure, count in homes.items()) * (1.0 - VACANT)
    model_place = place.load(after)
    return Place(
        name=f"denmark-{code}",
        title=str(row["name"]),
        based_on=after,
        municipality_code=code,
        municipality_name=model_place.municipality_name,
        outline=shapely.convex_hull(shapely.union_all(ground.geometry.to_numpy())),
        cells=ground,
        buildings=model_place.buildings.iloc[:0],
        dwellings=dwellings,
        n_estate=0,
        departments=departments,
        areas=districts[["name", "title"]].assign(in_estate=False),
        districts=tuple(districts["name"]),
        neighbours=model_place.neighbours,
        facilities=model_place.facilities.iloc[:0],
        targets=targets_for(row, model_place.targets, mix, residents),
        sources=model_place.sources,
        schematic=True,
        checksum=hashlib.sha256(dwellings["key"].to_numpy().tobytes()).hexdigest(),
        jobs_share=float(row["residents"]) / _residents(after) * kept_share(row, share),
    )


def _residents(estate: str) -> float:
    table = country().municipalities
    return float(table.loc[table["estate"] == estate, "residents"].iloc[0])


@functools.lru_cache(maxsize=4)
def _thinned(estate: str, share: float) -> Place:
    """A municipality with its estate, with a share of its homes, chosen evenly without chance."""
    whole = place.load(estate)
    if share == 1.0:
        return whole
    table = whole.dwellings
    number = np.arange(len(table))
    kept = np.floor((number + 1) * share) > np.floor(number * share)
    dwellings = table[kept].reset_index(drop=True)
    n_estate = int((dwellings["building"] >= 0).sum())
    departments = whole.departments.copy()
    left = np.bincount(dwellings.loc[dwellings["department"] >= 0, "department"], minlength=len(departments))
    departments["dwellings"] = np.maximum(left, 1)
    return dataclasses.replace(
        whole, dwellings=dwellings, n_estate=n_estate, departments=departments, targets=_fewer(whole.targets, share),
        jobs_share=share,
    )  # fmt: skip


def _fewer(targets: pd.DataFrame, share: float) -> pd.DataFrame:
    out = targets.copy()
    people = (out["quantity"] == "population") & (out["stratum"] == "municipality")
    out.loc[people, ["value", "low", "high"]] *= share
    return out
