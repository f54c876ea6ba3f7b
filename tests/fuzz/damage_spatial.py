"""Damage to maps: tables, types, coordinates and systems of a GeoPackage, and the same in GeoJSON."""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Callable
from typing import Any

import numpy as np
import shapely
from hypothesis import strategies as st
from shapely.geometry import GeometryCollection, LineString, MultiPoint, MultiPolygon, Point, Polygon, box

Draw = Callable[[st.SearchStrategy[Any]], Any]
E, N = 590500.0, 6140600.0


def _with(east: float) -> Polygon:
    with np.errstate(invalid="ignore"):
        return Polygon([(E, N), (east, N), (E, N + 9), (E, N)])


SYSTEMS = (4326, 3857, 25833, -1, 0, 99999, 4978)
SHAPES: tuple[shapely.Geometry, ...] = (
    Point(E, N), Point(), LineString([(E, N), (E + 9, N)]), MultiPoint([(E, N)]), Polygon(), MultiPolygon(),
    Polygon([(E, N), (E + 60, N + 12), (E + 60, N), (E, N + 12)]), Polygon([(E, N), (E, N), (E, N), (E, N)]),
    Polygon([(E, N), (E + 9, N), (E + 18, N)]), GeometryCollection([box(E, N, E + 9, N + 9), Point(E, N)]),
    MultiPolygon([box(E, N, E + 9, N + 9), box(E + 4, N + 4, E + 19, N + 19)]), box(-1e30, -1e30, 1e30, 1e30),
    _with(float("nan")), box(E, N, E + 1e-9, N + 1e-9),
    _with(float("inf")), box(0, 0, 1, 1), box(12.4, 55.7, 12.5, 55.8),
    Polygon([(E, N, 5), (E + 60, N, 5), (E + 60, N + 12, 5), (E, N, 5)]), box(E - 1e5, N - 1e5, E + 1e5, N + 1e5),
    Polygon([(E + (k % 2) * 50, N + k) for k in range(400)]), box(E, N, E + 60, N + 12),
    box(E, N, E + 60, N + 12).difference(box(E + 5, N + 2, E + 9, N + 9)),
)  # fmt: skip
BLOBS = (
    b"",
    b"GP",
    b"\x00" * 40,
    b"GP\x00\x01" + b"\xff" * 40,
    b"GP\x00\x01\xe9\x64\x00\x00\x01\x03\x00\x00\x00\xff\xff\xff\x7f",
)
VALUES: tuple[Any, ...] = (
    None, "", " ", "x" * 8000, "\x1b[31m", "\u202e", "a\x00b", -1, 0, 1.5, 1e308, float("inf"), 2**62, 10_000_000,
    "24 homes",
    b"\x00\xff", "NaN", "b1", "1", True, "Ø", "'; drop table x; --", "../../x", 61, 1001,
)  # fmt: skip
NAMES = (
    "x",
    "x" * 3000,
    "Storeys",
    "geometry",
    "fid",
    'q"uote',
    "new\nline",
    "\u202e",
    "select",
    "buildings",
    "gpkg_contents",
)
TEXTS_OF_SYSTEM = (
    "",
    "undefined",
    "x" * 5000,
    'PROJCS["x"',
    'LOCAL_CS["x"]',
    "+proj=utm +zone=32",
    "EPSG:4326",
    "/etc/passwd",
)
KINDS = ("POINT", "x", "")
PRAGMAS = ("application_id", "user_version", "page_size", "auto_vacuum")


def damaged_geopackage(draw: Draw, content: bytes) -> bytes:
    """One statement changes the database; one that it refuses leaves it as it is."""
    with_it = sqlite3.connect(":memory:")
    try:
        with_it.deserialize(content)
        tables = [
            row[0] for row in with_it.execute("select name from sqlite_master where type = 'table' order by name")
        ]
        if not tables:
            return content
        for (trigger,) in with_it.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            with_it.execute(f"drop trigger {_name(trigger)}")
        statement, values = _statement(draw, with_it, tables)
        with_it.execute(statement, values)
        with_it.commit()
        return with_it.serialize()
    except (sqlite3.Error, OverflowError, UnicodeError, MemoryError):
        return content
    finally:
        with_it.close()


def _statement(draw: Draw, with_it: sqlite3.Connection, tables: list[str]) -> tuple[str, tuple[Any, ...]]:
    own = [one for one in tables if not one.startswith(("gpkg_", "rtree_", "sqlite_"))]
    table = draw(st.sampled_from(own if own and draw(st.integers(0, 3)) else tables))
    columns = [row[1] for row in with_it.execute(f"pragma table_info({_name(table)})")] or ["fid"]
    column = draw(st.sampled_from(columns))
    one_row = draw(st.sampled_from(("", "", f" where rowid = {draw(st.integers(1, 6))}")))
    value = draw(st.sampled_from(VALUES))
    name = draw(st.sampled_from(NAMES))
    if column in ("geom", "geometry"):
        value = _blob(draw)
    return draw(
        st.sampled_from(
            (
                (f"update {_name(table)} set {_name(column)} = ?{one_row}", (value,)),
                (f"update {_name(table)} set {_name(column)} = ?{one_row}", (value,)),
                (f"update {_name(table)} set {_name(column)} = ?{one_row}", (value,)),
                (f"update {_name(table)} set geom = ?{one_row}", (_blob(draw),)),
                (f"update {_name(table)} set geom = ?{one_row}", (_blob(draw),)),
                (f"delete from {_name(table)}{one_row}", ()),
                (f"drop table {_name(table)}", ()),
                (f"alter table {_name(table)} drop column {_name(column)}", ()),
                (f"alter table {_name(table)} rename column {_name(column)} to {_name(name)}", ()),
                (f"alter table {_name(table)} rename to {_name(name)}", ()),
                (f"alter table {_name(table)} add column {_name(name)}", ()),
                (f"insert into {_name(table)} select * from {_name(table)}", ()),
                ("update gpkg_geometry_columns set srs_id = ?", (draw(st.sampled_from(SYSTEMS)),)),
                ("update gpkg_contents set srs_id = ?", (draw(st.sampled_from(SYSTEMS)),)),
                ("update gpkg_spatial_ref_sys set definition = ?", (draw(st.sampled_from(TEXTS_OF_SYSTEM)),)),
                ("update gpkg_spatial_ref_sys set organization_coordsys_id = ?", (draw(st.sampled_from(SYSTEMS)),)),
                ("update gpkg_geometry_columns set geometry_type_name = ?", (draw(st.sampled_from(KINDS)),)),
                (f"create view {_name(name)} as select * from {_name(table)}", ()),
                (f"pragma {draw(st.sampled_from(PRAGMAS))} = 7", ()),
            )
        )
    )  # fmt: skip


def _blob(draw: Draw) -> bytes:
    """A shape as GeoPackage holds it, or bytes that are none."""
    shape = draw(st.sampled_from((*SHAPES, *BLOBS)))
    if isinstance(shape, bytes):
        return shape
    return struct.pack("<2sBBi", b"GP", 0, 1, draw(st.sampled_from((25832, 25832, 4326, -7)))) + shapely.to_wkb(shape)


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


GEOJSON_SYSTEMS: tuple[Any, ...] = (
    None, "EPSG:25832", {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::99999"}},
    {"type": "name", "properties": {"name": "/etc/passwd"}}, {"type": "link", "properties": {"href": "file:///etc/passwd"}},
    {"type": "EPSG", "properties": {"code": 4326}}, {"type": "name", "properties": {"name": "x" * 5000}},
    {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}, {"type": "name"}, [], 7,
)  # fmt: skip


def damaged_geojson(draw: Draw, content: bytes) -> bytes:
    """One feature, property, shape or the system is another."""
    try:
        whole = json.loads(content)
        features = whole["features"]
        one = features[draw(st.integers(0, len(features) - 1))]
        what = draw(st.integers(0, 7))
        if what == 0:
            one["geometry"] = json.loads(shapely.to_geojson(draw(st.sampled_from(SHAPES))))
        elif what == 1:
            one["geometry"] = draw(
                st.sampled_from((None, {}, [], {"type": "x"}, {"type": "Polygon", "coordinates": 7}))
            )
        elif what == 2:
            whole["crs"] = draw(st.sampled_from(GEOJSON_SYSTEMS))
        elif what == 3:
            features.append(one)
        elif what == 4:
            one["properties"] = draw(st.sampled_from((None, [], 7, {"id": {"a": [1]}}, {"x" * 5000: 1})))
        else:
            value = draw(st.sampled_from([one for one in VALUES if not isinstance(one, bytes)]))
            one["properties"][draw(st.sampled_from((*one["properties"], *NAMES)))] = value
        return json.dumps(whole).encode()
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, shapely.errors.GEOSException):
        return content
