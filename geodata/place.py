"""A place to plan for: the estate, its homes, the municipality around it and the neighbours, as one frozen
bundle.
"""

from __future__ import annotations

import functools
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata import grid, package, scaled, schema
from geodata.errors import GeodataError, abridged, nearest
from geodata.expansion import expand
from geodata.facts import Facts, from_table

DATA = Path(__file__).parent / "data"
BUNDLE = DATA / "boligliv.gpkg"
BUNDLED = ("vollsmose", "vaerebro")
PLACES_VARIABLE = "BOLIGLIV_PLACES"
_TARGET_COLUMNS = (
    *("place", "stratum", "quantity", "group", "value", "unit"),
    *("low", "high", "source", "status", "grade", "note"),
)
_ESTATE_TAG = 4
DWELLING_TYPES = {
    "key": np.uint64,
    "cell": np.int32,
    "building": np.int32,
    "stairway": np.int32,
    "storey": np.int16,
    "department": np.int16,
    "area": np.int16,
    "tenure": np.uint8,
    "rooms": np.uint8,
    "area_m2": np.float32,
    "rent": np.float32,
    "price": np.float32,
    "youth": np.bool_,
    "from_month": np.int16,
    "e": np.float64,
    "n": np.float64,
}


@dataclass(frozen=True)
class Place:
    """A planner's place: all that is known of where things are. Shared by all who load it: read, never
    change.

    `cells` (100 m squares), `buildings` (estate), `dwellings` (every home of the municipality, estate first,
    then the rest, then homes still to be built), `departments` (estate first), `areas` (one per estate
    department, then one per polling district), `neighbours`, `facilities`, `targets`, and `jobs_share`: the
    place's jobs over those of the municipality in the table of the labour market. Lengths in metres, EPSG:25832;
    money in kr of 2015.
    """

    name: str
    title: str
    based_on: str
    municipality_code: str
    municipality_name: str
    outline: shapely.Polygon
    cells: gpd.GeoDataFrame
    buildings: gpd.GeoDataFrame
    dwellings: pd.DataFrame
    n_estate: int
    departments: pd.DataFrame
    areas: pd.DataFrame
    districts: tuple[str, ...]
    neighbours: pd.DataFrame
    facilities: gpd.GeoDataFrame
    targets: pd.DataFrame
    sources: dict[str, dict[str, str]]
    schematic: bool
    checksum: str
    jobs_share: float = 1.0


def user_folder() -> Path:
    """Where imported places are kept: $BOLIGLIV_PLACES, else ~/.local/share/boligliv/places."""
    chosen = os.environ.get(PLACES_VARIABLE)
    return Path(chosen) if chosen else Path.home() / ".local" / "share" / "boligliv" / "places"


def names() -> tuple[str, ...]:
    """The places that can be loaded: the bundled ones, then the user's own in alphabetical order."""
    try:
        own = sorted(path.stem for path in user_folder().glob("*.gpkg") if not path.name.startswith("."))
    except OSError:
        own = []
    return BUNDLED + tuple(name for name in own if name not in BUNDLED)


def path_of(name: str) -> Path:
    """The GeoPackage of a place, also of one at another size ('vaerebro*8'); raises GeodataError with the nearest name
    when there is none, and for a factor that cannot be.
    """
    base, _ = scaled.parts(name)
    if base in BUNDLED:
        return BUNDLE
    if base not in names():
        hint = nearest(base, names())
        meant = f"did you mean '{abridged(hint)}'? " if hint else ""
        raise GeodataError(
            f"place '{abridged(name)}' is unknown; {meant}known places: {abridged(', '.join(names()), 300)}"
        )
    return user_folder() / f"{base}.gpkg"


def load(name: str) -> Place:
    """The place of this name, read once and kept; an imported one is read again when its file changes.

    'vaerebro*8' is the place with eight times the homes around its estate (`geodata.scaled`).
    """
    path = path_of(name)
    if not path.exists():
        raise GeodataError(f"the bundled data are missing ({path.name}); make them with: python -m geodata.build")
    stamp = path.stat()
    base, factor = scaled.parts(name)
    if factor == 1.0:
        return _load(base, path, stamp.st_mtime_ns, stamp.st_size)
    return _scaled(base, factor, path, stamp.st_mtime_ns, stamp.st_size)


@functools.lru_cache(maxsize=2)
def _scaled(name: str, factor: float, path: Path, changed: int, size: int) -> Place:
    return scaled.of(_load(name, path, changed, size), factor)


@functools.lru_cache(maxsize=8)
def _load(name: str, path: Path, changed: int, size: int) -> Place:
    if name in BUNDLED:
        return _read(name, path)
    try:
        _refuse_damaged(path)
        return _read(name, path)
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, MemoryError) as error:
        # What no check of single layers sees: names that another layer does not have, facts that are no numbers.
        reason = f"{type(error).__name__}: {abridged(str(error), 160)}"
        raise GeodataError(f"{path.name} is damaged; import it again ({reason})") from None


def _read(name: str, path: Path) -> Place:
    own = package.equals("place", name)
    outline = package.read(path, "outlines", own)
    if len(outline) != 1:
        raise GeodataError(f"{path.name}: layer outlines has {len(outline)} rows for place '{name}', expected one")
    header = outline.iloc[0]
    facts = from_table(str(header["based_on"]), package.read(path, "facts"))
    cells = _cells(path, str(header["municipality_code"]))
    departments = package.read(path, "departments", own).drop(columns="place")
    districts = package.read(path, "districts", own)
    areas = _areas(departments, districts)
    buildings = package.read(path, "buildings", own).drop(columns="place")
    dwellings = _dwellings(path, own, cells, buildings, departments, districts, facts)
    buildings["department"] = _rows_of(buildings["department"], departments["name"])
    n_estate = int((dwellings["building"] >= 0).sum())
    return Place(
        name=name,
        title=str(header["title"]),
        based_on=str(header["based_on"]),
        municipality_code=str(header["municipality_code"]),
        municipality_name=str(header["municipality_name"]),
        outline=header["geometry"],
        cells=_slim(cells),
        buildings=buildings,
        dwellings=dwellings,
        n_estate=n_estate,
        departments=departments,
        areas=areas,
        districts=tuple(districts["name"]),
        neighbours=package.read(path, "neighbours", own).drop(columns="place"),
        facilities=package.read(path, "facilities", own).drop(columns="place"),
        targets=_targets(str(header["based_on"])),
        sources=_sources(path),
        schematic=bool(header["schematic"]),
        checksum=hashlib.sha256(path.read_bytes()).hexdigest(),
    )


def _refuse_damaged(path: Path) -> None:
    for layer in schema.LAYERS:
        errors = schema.validate(package.read(path, layer.name), layer)
        if errors:
            raise GeodataError(f"{path.name} is damaged; import it again: {errors[0].line()}", errors)


def _cells(path: Path, municipality: str) -> gpd.GeoDataFrame:
    cells = package.read(path, "cells", package.equals("municipality_code", municipality))
    assert isinstance(cells, gpd.GeoDataFrame)
    for flag in ("urban", "in_estate", "district_assumed"):
        cells[flag] = cells[flag].astype(bool)
    return cells


def _slim(cells: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    kept = ["cell", "e_min", "n_min", "district", "parish_code", "clc", "urban", "in_estate", "geometry"]
    return cells[kept]


def _areas(departments: pd.DataFrame, districts: pd.DataFrame) -> pd.DataFrame:
    estate = departments[departments["in_estate"]][["name", "title"]].assign(in_estate=True)
    around = districts[["name", "title"]].assign(in_estate=False)
    return pd.concat([estate, around], ignore_index=True)


def _dwellings(
    path: Path,
    own: str,
    cells: gpd.GeoDataFrame,
    buildings: pd.DataFrame,
    departments: pd.DataFrame,
    districts: pd.DataFrame,
    facts: Facts,
) -> pd.DataFrame:
    estate = package.read(path, "dwellings", own).drop(columns="place")
    estate["cell"] = grid.find(estate["e"], estate["n"], *_corners(cells))
    estate["building"] = _rows_of(estate["building"], buildings["building"])
    estate["department"] = _rows_of(estate["department"], departments["name"])
    estate["area"] = estate["department"]
    estate["number"] = estate.groupby("cell").cumcount()
    estate = estate.assign(tenure=3, price=0.0, youth=False, from_month=0, tag=_ESTATE_TAG)
    district = _rows_of(cells["district"], districts["name"])
    around = expand(cells, districts["level"].to_numpy()[district], departments, facts)
    row = around["cell"].to_numpy()
    around["area"] = int(departments["in_estate"].sum()) + district[row]
    around["e"] = cells["e_min"].to_numpy()[row] + 50.0
    around["n"] = cells["n_min"].to_numpy()[row] + 50.0
    around = around.assign(building=-1, stairway=-1, storey=-1, label="", tag=around["tenure"])
    table = pd.concat([estate, around], ignore_index=True)
    table["key"] = home_keys(cells, table)
    return table[["label", *DWELLING_TYPES]].astype(DWELLING_TYPES)


def home_keys(cells: pd.DataFrame, table: pd.DataFrame) -> np.ndarray:
    """Identity of a home whatever its row: municipality, cell, tenure (or estate) and running number, in 63
    bits.
    """
    row = table["cell"].to_numpy()
    municipality = np.int64(cells["municipality_code"].iloc[0])
    east, north = (corner[row] // grid.CELL_M for corner in _corners(cells))
    return (
        (((municipality << 14 | east) << 16 | north) << 3 | table["tag"].to_numpy(dtype=np.int64)) << 20
        | table["number"].to_numpy(dtype=np.int64)
    ).astype(np.uint64)


def _corners(cells: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    return cells["e_min"].to_numpy(dtype=np.int64), cells["n_min"].to_numpy(dtype=np.int64)


def _rows_of(names_of: pd.Series, known: pd.Series) -> np.ndarray:
    return pd.Index(known).get_indexer(pd.Index(names_of)).astype(np.int64)


def _targets(place: str) -> pd.DataFrame:
    path = DATA / "targets.csv"
    if not path.exists():
        return pd.DataFrame(columns=list(_TARGET_COLUMNS))
    return pd.read_csv(path).query("place == @place").reset_index(drop=True)


def _sources(path: Path) -> dict[str, dict[str, str]]:
    table = package.read(path, "sources")
    return {str(row["file"]): {str(k): str(v) for k, v in row.items()} for row in table.to_dict("records")}
