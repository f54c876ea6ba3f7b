"""Storing a planner's own buildings as a place that loads like the bundled ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata import homes, package, place, schema, surroundings
from geodata.errors import GeodataError, fold
from geodata.facts import COLUMNS, Fact, Facts, from_table
from geodata.grid import CRS, names
from geodata.layout import Block
from geodata.spread import whole
from geodata.user_file import Report, check, refuse_bad

_NAME = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
MARGIN_M = 60.0


@dataclass(frozen=True)
class Imported:
    """A stored place: its name, its file, and the report of the file it was made from."""

    name: str
    path: Path
    report: Report


def import_place(
    path: str | Path,
    name: str,
    title: str | None = None,
    layer: str | None = None,
    folder: Path | None = None,
    replace_existing: bool = False,
) -> Imported:
    """Store the buildings of a file as a place, complete or not at all; raises GeodataError with all
    findings.

    The buildings replace the schematic blocks of the estate in their municipality. Where they lie mostly
    inside its outline the outline is kept and widened; elsewhere they get an outline of their own and the
    bundled estate's ground becomes ordinary town. Facts the file does not give (areas, rooms, rents) are the
    bundled estate's.
    """
    target = (folder or place.user_folder()) / f"{_allowed_name(name)}.gpkg"
    if target.exists() and not replace_existing:
        raise GeodataError(f"place '{name}' exists already; choose another name or ask to replace it")
    report = check(path, layer)
    buildings = refuse_bad(report)
    tables = _tables(buildings, report.municipality_code, name, title or name)
    findings = [f for kind in schema.LAYERS for f in schema.validate(tables[kind.name], kind)]
    if findings:
        raise GeodataError(f"{Path(path).name}: {findings[0].line()}", findings)
    package.write(target, tables)
    return Imported(name, target, report)


def _allowed_name(name: str) -> str:
    if name in place.BUNDLED:
        raise GeodataError(f"'{name}' is the name of a bundled place; choose another")
    if not _NAME.match(name):
        plain = re.sub(r"[^a-z0-9_]", "", fold(name)).lstrip("0123456789_")
        hint = f"; for example '{plain}'" if _NAME.match(plain) and plain not in place.BUNDLED else ""
        raise GeodataError(
            f"'{name}' cannot be the name of a place; allowed: 1 to 40 small letters a-z, digits and _, "
            f"a letter first{hint}"
        )
    return name


def _tables(buildings: gpd.GeoDataFrame, municipality: str, name: str, title: str) -> dict[str, pd.DataFrame]:
    bundle = {kind.name: package.read(place.BUNDLE, kind.name) for kind in schema.LAYERS if kind.name != "cells"}
    outline = bundle["outlines"].query("municipality_code == @municipality").iloc[0]
    base = str(outline["place"])
    own = {key: table[table["place"] == base].assign(place=name) for key, table in bundle.items()}
    buildings = _ordered_by_department(buildings, set(own["districts"]["name"]))
    facts_table = package.read(place.BUNDLE, "facts")
    added = _facts_of(buildings, base)
    facts_table = pd.concat([facts_table, added], ignore_index=True)
    facts = from_table(base, facts_table)
    blocks = [_block(row, facts) for _, row in buildings.iterrows()]
    dwellings = _own_rooms_and_areas(homes.of_blocks(blocks, facts), buildings, facts)
    dwellings["cell"] = names(dwellings["e"], dwellings["n"])
    shape, ground = _ground(buildings, outline["geometry"])
    cells = package.read(place.BUNDLE, "cells", f"municipality_code = '{municipality}'")
    inside = shapely.contains_xy(ground, cells["e_min"] + 50, cells["n_min"] + 50)
    cells["in_estate"] = np.asarray(inside) | cells["cell"].isin(dwellings["cell"]).to_numpy()
    for flag in ("urban", "district_assumed"):
        cells[flag] = cells[flag].astype(bool)
    around = surroundings.fill(cells, own["districts"], facts, len(dwellings))
    header = {**outline.drop("geometry").to_dict(), "place": name, "title": title, "schematic": False}
    header |= {"based_on": base, "basis": "drawn around the imported buildings"}
    ids = buildings["id"].to_numpy()
    return {
        "cells": gpd.GeoDataFrame(_fields(around.cells, schema.CELLS), geometry=cells.geometry, crs=CRS),
        "outlines": gpd.GeoDataFrame([header], geometry=[shape], crs=CRS),
        "buildings": _building_layer(buildings, blocks, name),
        "dwellings": _fields(dwellings.assign(place=name, building=ids[dwellings["building"]]), schema.DWELLINGS),
        "departments": _department_layer(buildings, around.departments, own["districts"], facts, name),
        "districts": own["districts"].reset_index(drop=True),
        "neighbours": own["neighbours"].reset_index(drop=True),
        "facilities": own["facilities"].reset_index(drop=True),
        "facts": facts_table,
        "sources": package.read(place.BUNDLE, "sources"),
    }


def _fields(table: pd.DataFrame, kind: schema.Layer) -> pd.DataFrame:
    return pd.DataFrame(table)[[field.name for field in kind.fields]]


def _ordered_by_department(buildings: gpd.GeoDataFrame, districts: set[str]) -> gpd.GeoDataFrame:
    known: dict[str, str] = {}
    for given in buildings["department"]:
        slug = re.sub(r"[^a-z0-9_]", "", fold(given)) or "department"
        slug += "_own" if slug.rsplit("_", 1)[0] in districts else ""
        while slug in known.values() and given not in known:
            slug += "_b"
        known.setdefault(given, slug)
    order = {given: k for k, given in enumerate(known)}
    buildings = buildings.assign(title=buildings["department"], department=buildings["department"].map(known))
    return buildings.iloc[np.argsort(buildings["title"].map(order), kind="stable")].reset_index(drop=True)


def _facts_of(buildings: gpd.GeoDataFrame, base: str) -> pd.DataFrame:
    """The user's own numbers per department, as facts of the place the import is based on."""
    rows: list[tuple[str, str, str, str]] = []
    for department, part in buildings[buildings["dwellings"] > 0].groupby("department", sort=False):
        homes_here = part["dwellings"].to_numpy(dtype=float)
        rows.append((str(department), "dwellings", str(int(homes_here.sum())), "dwellings"))
        rows.append((str(department), "title", str(part["title"].iloc[0]), "text"))
        for column, item, unit in (
            ("area_m2", "mean_m2", "m2"),
            ("rent_kr_m2_year", "rent_kr_m2_year", "kr/m2/year"),
        ):
            if column in part.columns and part[column].notna().any():
                given = part[column].notna().to_numpy()
                value = part[column].to_numpy(dtype=float)[given]
                total = value.sum() if column == "area_m2" else (value * homes_here[given]).sum()
                rows.append((str(department), item, str(round(total / homes_here[given].sum(), 3)), unit))
    table = pd.DataFrame(rows, columns=["department", "item", "value", "unit"])
    table = table.assign(place=base, year="", grade="found", source="the imported file", note="")
    return table[list(COLUMNS)]


def _block(row: pd.Series, facts: Facts) -> Block:
    storeys, dwellings = int(row["storeys"]), int(row["dwellings"])
    given = row.get("stairways", np.nan)
    per_stairway = storeys * facts.number("homes_per_landing")
    stairways = int(given) if pd.notna(given) else max(1, round(dwellings / per_stairway))
    stairways = min(stairways, max(dwellings, 1))
    return Block(
        department=str(row["department"]),
        kind="surveyed",
        polygon=row["geometry"],
        storeys=storeys,
        landings=storeys,
        stairways=stairways,
        dwellings=dwellings,
        stairway_points=_stairway_points(row["geometry"], stairways),
    )


def _stairway_points(shape: shapely.Polygon, stairways: int) -> np.ndarray:
    """Middles of equal lengths along the building's long axis, moved inside where the building bends."""
    corners = shapely.get_coordinates(shapely.minimum_rotated_rectangle(shape))[:4]
    first, second = corners[1] - corners[0], corners[2] - corners[1]
    along, across = (first, second) if np.hypot(*first) >= np.hypot(*second) else (second, first)
    middle = corners.mean(axis=0)
    steps = (np.arange(stairways) + 0.5) / stairways - 0.5
    points = []
    for step in steps:
        at = middle + step * along
        cut = shapely.LineString([at - across, at + across]).intersection(shape)
        point = cut.centroid if not cut.is_empty else shape.representative_point()
        points.append(point if shape.intersects(point) else shapely.shortest_line(shape, point).interpolate(0))
    return np.round(shapely.get_coordinates(points), 2)


def _own_rooms_and_areas(dwellings: pd.DataFrame, buildings: gpd.GeoDataFrame, facts: Facts) -> pd.DataFrame:
    """Where a building gives its own mean rooms or total area, its homes follow them."""
    for building, rows in dwellings.groupby("building").indices.items():
        given = buildings.iloc[int(str(building))]
        rooms, area = given.get("rooms", np.nan), given.get("area_m2", np.nan)
        if pd.notna(rooms):
            dwellings.loc[rows, "rooms"] = whole(np.ones(len(rows)), round(float(rooms) * len(rows)))
        if pd.notna(area) or pd.notna(rooms):
            total = round(float(area)) if pd.notna(area) else int(dwellings["area_m2"].iloc[rows].sum())
            size = np.minimum(dwellings["rooms"].to_numpy()[rows], len(homes.ROOMS))
            dwellings.loc[rows, "area_m2"] = homes.areas_of(size, total, facts)
        if pd.notna(given.get("rent_kr_m2_year", np.nan)) or pd.notna(area) or pd.notna(rooms):
            level = given.get("rent_kr_m2_year", np.nan)
            level = level if pd.notna(level) else facts.number("rent_kr_m2_year", str(given["department"]))
            dwellings.loc[rows, "rent"] = np.round(dwellings["area_m2"].iloc[rows] * float(level) / 12.0)
    return dwellings


def _ground(buildings: gpd.GeoDataFrame, outline: shapely.Polygon) -> tuple[shapely.Polygon, shapely.Geometry]:
    """The outline to show, and the ground whose cells are the estate's."""
    around = shapely.union_all(buildings.geometry.to_numpy()).buffer(MARGIN_M).buffer(-MARGIN_M / 2)
    inside = shapely.contains_properly(outline, buildings.geometry.centroid.to_numpy()).mean()
    ground = around.union(outline) if inside >= 0.5 else around
    shown = ground if ground.geom_type == "Polygon" else ground.convex_hull
    return shapely.set_precision(shapely.Polygon(shown.exterior), 0.01), ground


def _building_layer(buildings: gpd.GeoDataFrame, blocks: list[Block], name: str) -> gpd.GeoDataFrame:
    table = buildings[["id", "department", "storeys", "dwellings", "geometry"]].rename(columns={"id": "building"})
    table = table.assign(
        place=name,
        kind="surveyed",
        schematic=False,
        stairways=[block.stairways for block in blocks],
        storeys=table["storeys"].astype(np.int64),
        dwellings=table["dwellings"].astype(np.int64),
    )
    return table[[*(field.name for field in schema.BUILDINGS.fields), "geometry"]].set_crs(CRS)


def _department_layer(
    buildings: gpd.GeoDataFrame, around: pd.DataFrame, districts: pd.DataFrame, facts: Facts, name: str
) -> pd.DataFrame:
    rows = []
    for department, part in buildings.groupby("department", sort=False):
        rent: Fact = facts.fact("rent_kr_m2_year", str(department))
        rows.append(
            {
                "name": str(department),
                "title": str(part["title"].iloc[0]),
                "organisation": f"{name} (imported)",
                "district": "",
                "in_estate": True,
                "dwellings": int(part["dwellings"].sum()),
                "rent_kr_m2_year": float(rent.value),
                "mean_m2": facts.number("mean_m2", str(department)),
                "youth": False,
                "schematic": False,
                "synthetic": False,
                "source": "the imported file",
                "grade": "found",
            }
        )
    title_of = dict(zip(districts["name"], districts["title"], strict=True))
    number = around["name"].str.rsplit("_", n=1).str[1]
    titles = [f"{title_of[d]}, almene {k}" for d, k in zip(around["district"], number, strict=True)]
    table = pd.concat([pd.DataFrame(rows), around.assign(title=titles)], ignore_index=True).assign(place=name)
    return _fields(table, schema.DEPARTMENTS)
