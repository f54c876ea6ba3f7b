"""Make the bundled GeoPackage from the cited tables: `python -m geodata.build [FILE]`.

The result is the same for the same sources; positions of buildings and homes are schematic and marked so.
"""

from __future__ import annotations

import hashlib
import logging
import sys
import tomllib
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata import districts as district_levels
from geodata import facts as fact_table
from geodata import homes, layout, neighbours, schema, surroundings
from geodata.errors import GeodataError
from geodata.facts import Facts
from geodata.grid import CRS, names, squares
from geodata.package import write

DATA = Path(__file__).parent / "data"
SOURCE = DATA / "source"
BUNDLE = DATA / "boligliv.gpkg"
PLACES = ("vollsmose", "vaerebro")
Tables = dict[str, pd.DataFrame]


def build(target: Path = BUNDLE) -> Path:
    """Write the bundled GeoPackage and return its path; raises GeodataError when a source or a result is
    wrong.
    """
    check_sources()
    table = fact_table.read(SOURCE / "layout_facts.csv")
    cells = district_levels.fill_gaps(_cells())
    outlines = gpd.read_file(SOURCE / "estate_outlines_approx.geojson").to_crs(CRS).set_index("study")
    made = [_place(name, cells, outlines, table) for name in PLACES]
    tables = {layer.name: pd.concat([part[layer.name] for part in made], ignore_index=True) for layer in schema.LAYERS}
    findings = [finding for layer in schema.LAYERS for finding in schema.validate(tables[layer.name], layer)]
    if findings:
        raise GeodataError(f"the built data are wrong: {findings[0].line()}", findings)
    tables["facts"] = table
    tables["sources"] = pd.DataFrame(read_sources()).drop(columns="sha256").astype(str)
    write(target, tables)
    return target


def read_sources() -> list[dict[str, object]]:
    """The bundled sources with title, licence, credit, date, CRS, checksum, and whether real or schematic."""
    with (DATA / "sources.toml").open("rb") as file:
        return list(tomllib.load(file)["source"])


def check_sources() -> None:
    """Raise GeodataError when a bundled source file is not the one named in sources.toml."""
    for source in read_sources():
        path = SOURCE / str(source["file"])
        found = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "no file"
        expected = str(source["sha256"])
        if found != expected:
            raise GeodataError(
                f"{path.name} is not the file named in sources.toml: its checksum is {found[:12]}, "
                f"expected {expected[:12]}"
            )


def _cells() -> pd.DataFrame:
    cells = pd.read_csv(SOURCE / "cells_100m_odense_gladsaxe.csv.gz", dtype={"municipality_code": str})
    cells["parish_code"] = cells["parish_code"].fillna(0).astype(np.int64)
    cells["urban"] = cells["urban"].astype(bool)
    return cells.rename(columns={"cell_100m": "cell", "clc2018_code": "clc"}).drop(columns="cell_1km")


def _place(name: str, all_cells: pd.DataFrame, outlines: gpd.GeoDataFrame, table: pd.DataFrame) -> Tables:
    facts = fact_table.from_table(name, table)
    outline = shapely.set_precision(outlines.geometry[name], 0.01)
    cells = all_cells[all_cells["municipality_code"] == facts.text("municipality_code")].reset_index(drop=True)
    blocks = layout.blocks(pd.read_csv(SOURCE / "block_plan.csv"), facts, outline)
    dwellings = homes.of_blocks(blocks, facts)
    dwellings["cell"] = names(dwellings["e"], dwellings["n"])
    cells["in_estate"] = in_estate(cells, outline, dwellings)
    districts = _districts(name, cells, outline, facts)
    around = surroundings.fill(cells, districts, facts, len(dwellings))
    squares_of = squares(around.cells["e_min"], around.cells["n_min"])
    return {
        "cells": gpd.GeoDataFrame(_ordered(around.cells, schema.CELLS), geometry=squares_of, crs=CRS),
        "outlines": _outline(name, outline, str(outlines.loc[name, "basis"]), facts),
        "buildings": _buildings(name, blocks),
        "dwellings": _ordered(_dwellings(name, dwellings), schema.DWELLINGS),
        "departments": _departments(name, blocks, around.departments, facts, districts),
        "districts": _ordered(districts, schema.DISTRICTS),
        "neighbours": _neighbours(name, table, facts),
        "facilities": _facilities(name),
    }


def in_estate(cells: pd.DataFrame, outline: shapely.Polygon, dwellings: pd.DataFrame) -> np.ndarray:
    """Which cells are the estate's `(n_cells,)`: centre inside the outline, or holding one of its homes."""
    inside = shapely.contains_xy(outline, cells["e_min"] + 50, cells["n_min"] + 50)
    return np.asarray(inside) | cells["cell"].isin(dwellings["cell"]).to_numpy()


def _ordered(table: pd.DataFrame, layer: schema.Layer) -> pd.DataFrame:
    return table[[field.name for field in layer.fields]]


def _outline(name: str, outline: shapely.Polygon, basis: str, facts: Facts) -> gpd.GeoDataFrame:
    row = {
        "place": name,
        "title": facts.text("title"),
        "municipality_code": facts.text("municipality_code"),
        "municipality_name": facts.text("municipality_name"),
        "based_on": name,
        "schematic": True,
        "basis": basis,
    }
    return gpd.GeoDataFrame([row], geometry=[outline], crs=CRS)


def _building_id(name: str, number: int) -> str:
    return f"{name}-{number + 1:03d}"


def _buildings(name: str, blocks: list[layout.Block]) -> gpd.GeoDataFrame:
    rows = [
        {
            "building": _building_id(name, number),
            "place": name,
            "department": block.department,
            "kind": block.kind,
            "storeys": block.storeys,
            "dwellings": block.dwellings,
            "stairways": block.stairways,
            "schematic": True,
        }
        for number, block in enumerate(blocks)
    ]
    return gpd.GeoDataFrame(rows, geometry=[block.polygon for block in blocks], crs=CRS)


def _dwellings(name: str, dwellings: pd.DataFrame) -> pd.DataFrame:
    return dwellings.assign(place=name, building=[_building_id(name, b) for b in dwellings["building"]])


def _departments(
    name: str, blocks: list[layout.Block], around: pd.DataFrame, facts: Facts, districts: pd.DataFrame
) -> pd.DataFrame:
    rows = [
        {
            "name": department,
            "title": facts.text("title", department),
            "organisation": facts.text("organisation", department),
            "district": "",
            "in_estate": True,
            "dwellings": sum(block.dwellings for block in blocks if block.department == department),
            "rent_kr_m2_year": facts.number("rent_kr_m2_year", department),
            "mean_m2": facts.number("mean_m2", department),
            "youth": False,
            "schematic": True,
            "synthetic": False,
            "source": facts.fact("dwellings", department).source,
            "grade": facts.fact("dwellings", department).grade,
        }
        for department in facts.text("order").split()
    ]
    title_of = dict(zip(districts["name"], districts["title"], strict=True))
    number = around["name"].str.rsplit("_", n=1).str[1]
    titles = [f"{title_of[d]}, almene {k}" for d, k in zip(around["district"], number, strict=True)]
    table = pd.concat([pd.DataFrame(rows), around.assign(title=titles)], ignore_index=True).assign(place=name)
    return _ordered(table, schema.DEPARTMENTS)


def _districts(name: str, cells: pd.DataFrame, outline: shapely.Polygon, facts: Facts) -> pd.DataFrame:
    table = pd.read_csv(SOURCE / "polling_districts.csv", dtype={"kommunekode": str})
    table = table[table["kommunekode"] == facts.text("municipality_code")].rename(columns={"valgsted": "name"})
    table = table.drop(columns="name_da").merge(pd.read_csv(SOURCE / "district_titles.csv"), on="name", how="left")
    table = table.sort_values("name", ignore_index=True).assign(place=name)
    middle = surroundings.centre(cells, table, facts)
    return table.assign(level=district_levels.levels(table, middle, outline, facts))


def _neighbours(name: str, table: pd.DataFrame, facts: Facts) -> pd.DataFrame:
    municipalities = pd.read_csv(SOURCE / "municipalities.csv", dtype={"municipality_code": str})
    around = neighbours.neighbours(municipalities, table, facts).assign(place=name)
    return _ordered(around, schema.NEIGHBOURS)


def _facilities(name: str) -> gpd.GeoDataFrame:
    table = pd.read_csv(SOURCE / "facilities.csv").query("place == @name")
    points = pd.read_csv(SOURCE / "polling_districts.csv").set_index("valgsted")[["point_e", "point_n"]]
    table = table.join(points, on="district")
    table["e"] = table["e"].fillna(table["point_e"])
    table["n"] = table["n"].fillna(table["point_n"])
    shapes = shapely.points(table["e"], table["n"])
    return gpd.GeoDataFrame(_ordered(table, schema.FACILITIES).reset_index(drop=True), geometry=shapes, crs=CRS)


if __name__ == "__main__":
    written = build(Path(sys.argv[1]) if len(sys.argv) > 1 else BUNDLE)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger(__name__).info("%s (%.1f MB)", written, written.stat().st_size / 1e6)
