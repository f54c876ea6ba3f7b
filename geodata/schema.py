"""What the bundled GeoPackage holds: layers, columns, types, units and CRS, with a check that says what is
wrong.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.errors import Finding, abridged, nearest
from geodata.grid import CRS

TENURE_CODES = {"owner": 0, "private_rental": 1, "cooperative": 2, "almene": 3}


@dataclass(frozen=True)
class Field:
    """One column of a layer: name, kind ("text", "whole", "number", "flag"), unit and meaning, and the
    allowed range.
    """

    name: str
    kind: str
    unit: str
    meaning: str
    low: float = -np.inf
    high: float = np.inf
    required: bool = True


@dataclass(frozen=True)
class Layer:
    """One layer: its name, whether it has a geometry ("Polygon", "Point") or none (""), and its columns."""

    name: str
    geometry: str
    fields: tuple[Field, ...]
    unique: str = ""


def _counts(prefix: str, meaning: str, high: float) -> tuple[Field, ...]:
    return tuple(Field(prefix + tenure, "whole", "dwellings", meaning, 0, high) for tenure in TENURE_CODES)


CELLS = Layer(
    "cells",
    "Polygon",
    (
        Field("cell", "text", "", "official 100 m cell name"),
        Field("municipality_code", "text", "", "official four-digit code"),
        Field("e_min", "whole", "m", "left edge", 400_000, 900_000),
        Field("n_min", "whole", "m", "lower edge", 6_000_000, 6_500_000),
        Field("district", "text", "", "polling district of 2015"),
        Field("district_assumed", "flag", "", "district taken from the nearest cell"),
        Field("parish_code", "whole", "", "parish, 0 unknown", 0, 9999),
        Field("clc", "whole", "", "CORINE 2018 class index at the centre", -128, 44),
        Field("urban", "flag", "", "urban fabric"),
        Field("in_estate", "flag", "", "part of the estate"),
        Field("department", "text", "", "synthetic almene department"),
        *_counts("", "homes today", 1000),
        *_counts("future_", "homes still to be built", 1000),
        *(Field(f"month_{t}", "whole", "month", "when they are built", 0, 1200) for t in TENURE_CODES),
    ),
    unique="cell",
)
OUTLINES = Layer(
    "outlines",
    "Polygon",
    (
        Field("place", "text", "", "place name"),
        Field("title", "text", "", "name for people"),
        Field("municipality_code", "text", "", "official four-digit code"),
        Field("municipality_name", "text", "", "municipality"),
        Field("based_on", "text", "", "bundled place whose facts and targets hold"),
        Field("schematic", "flag", "", "not surveyed"),
        Field("basis", "text", "", "how it was found"),
    ),
    unique="place",
)
BUILDINGS = Layer(
    "buildings",
    "Polygon",
    (
        Field("building", "text", "", "id within the place"),
        Field("place", "text", "", "place name"),
        Field("department", "text", "", "department name"),
        Field("kind", "text", "", "slab, gallery, low, terrace, tower or surveyed"),
        Field("storeys", "whole", "storeys", "storeys", 1, 60),
        Field("dwellings", "whole", "dwellings", "homes", 0, 1000),
        Field("stairways", "whole", "stairways", "stairways", 1, 100),
        Field("schematic", "flag", "", "not surveyed"),
    ),
    unique="building",
)
DWELLINGS = Layer(
    "dwellings",
    "",
    (
        Field("label", "text", "", "department and running number"),
        Field("place", "text", "", "place name"),
        Field("department", "text", "", "department name"),
        Field("building", "text", "", "building id"),
        Field("stairway", "whole", "", "running number through the estate", 0, 10_000),
        Field("storey", "whole", "", "0 is the ground floor", 0, 60),
        Field("e", "number", "m", "middle of the stairway", 400_000, 900_000),
        Field("n", "number", "m", "middle of the stairway", 6_000_000, 6_500_000),
        Field("cell", "text", "", "100 m cell of that point"),
        Field("rooms", "whole", "rooms", "rooms", 1, 10),
        Field("area_m2", "number", "m2", "area", 10, 400),
        Field("rent", "number", "kr/month", "rent", 0, 40_000),
    ),
    unique="label",
)
DEPARTMENTS = Layer(
    "departments",
    "",
    (
        Field("name", "text", "", "department"),
        Field("place", "text", "", "place name"),
        Field("title", "text", "", "name for people"),
        Field("organisation", "text", "", "housing organisation"),
        Field("district", "text", "", "polling district, empty for the estate"),
        Field("in_estate", "flag", "", "part of the estate"),
        Field("dwellings", "whole", "dwellings", "homes today", 1, 5000),
        Field("rent_kr_m2_year", "number", "kr/m2/year", "rent level", 100, 4000),
        Field("mean_m2", "number", "m2", "mean area", 10, 300),
        Field("youth", "flag", "", "youth dwellings"),
        Field("schematic", "flag", "", "position invented"),
        Field("synthetic", "flag", "", "the department itself is invented"),
        Field("source", "text", "", "source of the rent level"),
        Field("grade", "text", "", "grade of the number of homes"),
    ),
    unique="name",
)
DISTRICTS = Layer(
    "districts",
    "",
    (
        Field("name", "text", "", "polling district"),
        Field("place", "text", "", "place name"),
        Field("title", "text", "", "name for people"),
        Field("point_e", "number", "m", "inner point", 400_000, 900_000),
        Field("point_n", "number", "m", "inner point", 6_000_000, 6_500_000),
        Field("level", "number", "ratio", "price level against the municipality", 0.5, 1.6),
    ),
    unique="name",
)
NEIGHBOURS = Layer(
    "neighbours",
    "",
    (
        Field("code", "text", "", "municipality code, rest or abroad"),
        Field("place", "text", "", "place name"),
        Field("name", "text", "", "municipality"),
        Field("group", "text", "", "region"),
        Field("distance_km", "number", "km", "between inner points", 0, 5000),
        Field("dwellings", "whole", "dwellings", "homes", 0, 1_000_000),
        Field("almene_share", "number", "share", "almene share of homes", 0, 1),
        Field("departments", "whole", "", "letting departments", 0, 2000),
        Field("weight", "number", "share", "share of moves over the border", 0, 1),
        Field("grade", "text", "", "grade of the almene share"),
    ),
)
FACILITIES = Layer(
    "facilities",
    "Point",
    (
        Field("place", "text", "", "place name"),
        Field("kind", "text", "", "centre, school, leisure or employer"),
        Field("title", "text", "", "name for people"),
        Field("jobs", "whole", "jobs", "jobs", 0, 50_000),
        Field("precision", "text", "", "how well the position is known"),
        Field("source", "text", "", "source of the position"),
    ),
)
LAYERS = (CELLS, OUTLINES, BUILDINGS, DWELLINGS, DEPARTMENTS, DISTRICTS, NEIGHBOURS, FACILITIES)


def validate(table: pd.DataFrame, layer: Layer) -> list[Finding]:
    """What is wrong with a layer: missing or mistyped columns, values out of range, doubles, geometry and
    CRS.
    """
    findings = []
    for field in layer.fields:
        if field.name not in table.columns:
            findings += _missing(table, layer, field)
        else:
            findings += _values(table, layer, field)
    if layer.unique and layer.unique in table.columns:
        double = table[layer.unique].duplicated(keep=False).to_numpy()
        if double.any():
            findings.append(
                Finding(
                    "error",
                    layer.name,
                    layer.unique,
                    _ids(table, layer, double),
                    "the same id more than once",
                )
            )
    if layer.geometry:
        findings += _geometry(table, layer)
    return findings


def column_missing(layer: str, column: str, present: list[str], allowed: str) -> Finding:
    """The finding for a column that is not there, with the nearest column that is."""
    hint = nearest(column, present)
    has = abridged(", ".join(present), 200) or "no columns"
    there = f"nearest is '{abridged(hint)}'" if hint else f"the layer has {has}"
    return Finding("error", layer, column, (), f"the column is missing; {there}; expected: {allowed}")


def _missing(table: pd.DataFrame, layer: Layer, field: Field) -> list[Finding]:
    if not field.required:
        return []
    allowed = f"{field.kind}, {field.meaning}" + (f" in {field.unit}" if field.unit else "")
    present = [str(column) for column in table.columns if column != "geometry"]
    return [column_missing(layer.name, field.name, present, allowed)]


def _values(table: pd.DataFrame, layer: Layer, field: Field) -> list[Finding]:
    column = table[field.name]
    if field.kind == "text":
        bad = column.isna().to_numpy()
        return [Finding("error", layer.name, field.name, _ids(table, layer, bad), "no value")] if bad.any() else []
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float)
    if np.isnan(numbers).any():
        bad = np.isnan(numbers)
        value = column[bad].iloc[0]
        return [
            Finding(
                "error", layer.name, field.name, _ids(table, layer, bad), f"'{abridged(str(value))}' is not a number"
            )
        ]
    if field.kind == "whole" and (numbers != np.floor(numbers)).any():
        bad = numbers != np.floor(numbers)
        message = f"{numbers[bad][0]:g} is not a whole number"
        return [Finding("error", layer.name, field.name, _ids(table, layer, bad), message)]
    bad = (numbers < field.low) | (numbers > field.high)
    if not bad.any():
        return []
    worst = numbers[bad][0]
    message = f"{worst:g} is outside {field.low:g}..{field.high:g} {field.unit}".rstrip()
    return [Finding("error", layer.name, field.name, _ids(table, layer, bad), message)]


def _geometry(table: pd.DataFrame, layer: Layer) -> list[Finding]:
    if not isinstance(table, gpd.GeoDataFrame):
        return [Finding("error", layer.name, "geometry", (), f"no geometry; expected {layer.geometry}")]
    if table.crs is None or table.crs.to_epsg() != 25832:
        found = "none" if table.crs is None else abridged(table.crs.to_string())
        return [Finding("error", layer.name, "geometry", (), f"CRS is {found}; expected {CRS}")]
    wrong = (
        table.geometry.is_empty | (table.geometry.geom_type != layer.geometry) | ~table.geometry.is_valid
    ).to_numpy()
    if not wrong.any():
        return []
    return [Finding("error", layer.name, "geometry", _ids(table, layer, wrong), f"no valid {layer.geometry}")]


def _ids(table: pd.DataFrame, layer: Layer, rows: np.ndarray) -> tuple[str, ...]:
    column = layer.unique if layer.unique in table.columns else None
    values = table[column] if column else pd.Series(np.arange(len(table)), index=table.index)
    return tuple(str(value) for value in values[rows])
