"""A planner's own file of buildings: is it fit to use, and if not, what is wrong, by layer, column and
feature.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj

from geodata import package
from geodata.building_checks import FIELDS, check_columns, check_shapes, check_values
from geodata.errors import Finding, GeodataError, abridged, nearest
from geodata.grid import CRS, find
from geodata.place import BUNDLE

LAYER = "buildings"
SPATIAL = {".gpkg": "GPKG", ".geojson": "GeoJSON", ".json": "GeoJSON"}


@dataclass(frozen=True)
class Report:
    """What was found in a file: the findings, and, when there are no errors, the buildings mended and in
    EPSG:25832.
    """

    path: Path
    layer: str
    findings: tuple[Finding, ...]
    buildings: gpd.GeoDataFrame | None = None
    municipality_code: str = ""
    municipality_name: str = ""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that forbid an import."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings to know of, which do not forbid an import."""
        return tuple(finding for finding in self.findings if finding.severity == "warning")

    @property
    def ok(self) -> bool:
        """Whether the file can be imported."""
        return not self.errors

    def lines(self) -> list[str]:
        """The report for reading, one line a finding, errors first, and a last line with the verdict."""
        listed = [finding.line() for finding in (*self.errors, *self.warnings)]
        if not self.ok or self.buildings is None:
            return [*listed, f"{abridged(self.path.name)}: cannot be used ({_count(len(self.errors), 'error')})"]
        homes = int(self.buildings["dwellings"].sum())
        noted = f", {_count(len(self.warnings), 'warning')}" if self.warnings else ""
        return [
            *listed,
            f"{abridged(self.path.name)}: {_count(len(self.buildings), 'building')} with {homes:,} dwellings in "
            f"{self.municipality_name}{noted}",
        ]


def check(path: str | Path, layer: str | None = None) -> Report:
    """Read a GeoPackage or GeoJSON of buildings and say everything that is wrong with it; never raises for
    its content.

    `layer` names the layer when the file has several and none is called "buildings".
    """
    path = Path(path)
    try:
        chosen = _layer(path, layer)
        raw = _read(path, chosen)
    except _Stop as stop:
        return Report(path, layer or "", (stop.finding,))
    table, findings = _projected(raw, chosen)
    if table is None:
        return Report(path, chosen, findings)
    findings += check_columns(table, chosen)
    if any(finding.severity == "error" for finding in findings):
        return Report(path, chosen, findings)
    table, shaped = check_shapes(table, chosen)
    findings += shaped + check_values(table, chosen)
    located, code, name = _municipality(table, chosen)
    findings += located
    if any(finding.severity == "error" for finding in findings):
        return Report(path, chosen, findings)
    buildings, left_out = _with_homes(_typed(table), chosen)
    return Report(path, chosen, findings + left_out, buildings, code, name)


class _Stop(Exception):
    """Nothing more can be checked after this finding."""

    def __init__(self, message: str, layer: str = "") -> None:
        super().__init__(message)
        self.finding = Finding("error", layer, "", (), message)


def _layer(path: Path, wanted: str | None) -> str:
    if not path.exists():
        folder = path.parent
        others = [p.name for p in folder.iterdir()] if folder.is_dir() else []
        hint = nearest(path.name, others)
        raise _Stop(f"'{path}' does not exist" + (f"; nearest is '{abridged(hint)}'" if hint else ""))
    if path.is_dir():
        raise _Stop(f"'{path}' is a folder; expected a GeoPackage (.gpkg) or GeoJSON (.geojson) file")
    try:
        spatial = [name for name, shapes in package.layers(path) if shapes]
    except GeodataError as error:
        raise _Stop(error.message) from None
    if wanted is not None:
        if wanted in spatial:
            return wanted
        hint = nearest(wanted, spatial)
        raise _Stop(
            f"'{path.name}' has no layer '{abridged(wanted)}'"
            + (f"; nearest is '{abridged(hint)}'" if hint else "")
            + f"; layers with shapes: {abridged(', '.join(spatial), 200) or 'none'}"
        )
    if LAYER in spatial:
        return LAYER
    if len(spatial) == 1:
        return spatial[0]
    if not spatial:
        raise _Stop(f"'{path.name}' has no layer with shapes; expected a layer '{LAYER}' of polygons")
    hint = nearest(LAYER, spatial)
    raise _Stop(
        f"'{path.name}' has no layer '{LAYER}'"
        + (f"; nearest is '{abridged(hint)}'" if hint else "")
        + f"; layers with shapes: {abridged(', '.join(spatial), 200)}"
    )


def _read(path: Path, layer: str) -> gpd.GeoDataFrame:
    try:
        table = package.features(path, layer)
    except GeodataError as error:
        raise _Stop(error.message, layer) from None
    if len(table) == 0:
        raise _Stop("the layer has no features", layer)
    if not isinstance(table, gpd.GeoDataFrame):
        raise _Stop("the layer has no shapes; expected polygons", layer)
    return table.reset_index(drop=True)


def _projected(table: gpd.GeoDataFrame, layer: str) -> tuple[gpd.GeoDataFrame | None, tuple[Finding, ...]]:
    """The table in EPSG:25832, or None with the reason why it cannot be brought there."""

    def refuse(message: str) -> tuple[None, tuple[Finding, ...]]:
        return None, (Finding("error", layer, "", (), message),)

    if table.crs is None:
        return refuse(f"no CRS; set the one the coordinates are in, for example {CRS} (ETRS89 / UTM zone 32N)")
    code = table.crs.to_epsg()
    if code is None and table.crs.to_authority(min_confidence=100) == ("OGC", "CRS84"):
        code = 4326
    if code is None:
        return refuse(f"CRS '{abridged(table.crs.name)}' has no EPSG code; save the layer in {CRS} or EPSG:4326")
    if code == 25832:
        return table, ()
    if table.crs.is_geographic and np.nanmax(np.abs(table.total_bounds), initial=0.0) > 360.0:
        return refuse(
            f"the CRS is EPSG:{code} (degrees) but the coordinates are metres; a GeoJSON in metres must name "
            f"its CRS, for example {CRS}"
        )
    try:
        moved = table.to_crs(CRS)
    except pyproj.exceptions.ProjError as error:
        return refuse(f"EPSG:{code} cannot be turned into {CRS}: {abridged(str(error), 160)}")
    return moved, (Finding("warning", layer, "", (), f"turned from EPSG:{code} into {CRS}"),)


@functools.lru_cache(maxsize=1)
def _known_cells() -> tuple[np.ndarray, np.ndarray, np.ndarray, dict[str, str]]:
    cells = package.read(BUNDLE, "cells")
    outlines = package.read(BUNDLE, "outlines")
    known = dict(zip(outlines["municipality_code"], outlines["municipality_name"], strict=True))
    return cells["e_min"].to_numpy(), cells["n_min"].to_numpy(), cells["municipality_code"].to_numpy(), known


def _municipality(table: gpd.GeoDataFrame, layer: str) -> tuple[tuple[Finding, ...], str, str]:
    """In which of the known municipalities the buildings lie, with findings for those that lie elsewhere."""
    e_min, n_min, codes, known = _known_cells()
    usable = ~(table.geometry.isna() | table.geometry.is_empty).to_numpy()
    # A building at no place on earth is told of elsewhere.
    with np.errstate(all="ignore"):
        points = table.geometry[usable].representative_point()
    somewhere = np.isfinite(points.x.to_numpy()) & np.isfinite(points.y.to_numpy())
    usable[usable], points = somewhere, points[somewhere]
    if not usable.any():
        return (), "", ""
    row = find(points.x, points.y, e_min, n_min)
    found = np.where(row >= 0, codes[row], "")
    ids = table["id"].astype(str).to_numpy()[usable]
    named = " or ".join(f"{name} ({code})" for code, name in known.items())
    if not (found != "").any():
        first = points.to_crs(4326).iloc[0]
        message = f"all buildings lie outside {named}; the first is at {first.y:.4f} N {first.x:.4f} E"
        if 54 < first.x < 58 and 8 < first.y < 16:
            message += "; latitude and longitude look swapped"
        return (Finding("error", layer, "geometry", tuple(ids), message),), "", ""
    values, counts = np.unique(found[found != ""], return_counts=True)
    code = str(values[np.argmax(counts)])
    findings = []
    if (found != code).any():
        message = f"outside {known[code]}, where most of the buildings lie"
        findings.append(Finding("error", layer, "geometry", tuple(ids[found != code]), message))
    return (*findings, *_declared(table, layer, code, known)), code, known[code]


def _declared(table: gpd.GeoDataFrame, layer: str, code: str, known: dict[str, str]) -> tuple[Finding, ...]:
    if "municipality_code" not in table.columns:
        return ()
    given = table["municipality_code"].astype("string").str.replace(r"\.0$", "", regex=True).str.zfill(4)
    wrong = (given.notna() & (given != code)).to_numpy(dtype=bool)
    if not wrong.any():
        return ()
    message = f"'{abridged(given[wrong].iloc[0])}' is not where the building lies: {code} ({known[code]})"
    return (Finding("error", layer, "municipality_code", tuple(table["id"].astype(str)[wrong]), message),)


def _typed(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    kept = [field.name for field in FIELDS if field.name in table.columns]
    typed = table[[*kept, "geometry"]].copy()
    for field in FIELDS:
        if field.name not in kept:
            continue
        if field.kind == "text":
            typed[field.name] = typed[field.name].astype(str).str.strip()
        else:
            typed[field.name] = pd.to_numeric(typed[field.name], errors="coerce")
    return typed


def _with_homes(buildings: gpd.GeoDataFrame, layer: str) -> tuple[gpd.GeoDataFrame, tuple[Finding, ...]]:
    empty = (buildings["dwellings"] == 0).to_numpy()
    if not empty.any():
        return buildings, ()
    message = "buildings without homes are left out"
    finding = Finding("warning", layer, "dwellings", tuple(buildings["id"][empty]), message)
    return buildings[~empty].reset_index(drop=True), (finding,)


def refuse_bad(report: Report) -> gpd.GeoDataFrame:
    """The buildings of a report without errors; raises GeodataError with the first error and all findings
    otherwise.
    """
    if report.buildings is None:
        more = len(report.errors) - 1
        rest = f" (and {_count(more, 'more error')})" if more else ""
        raise GeodataError(f"{report.path.name}: {report.errors[0].line()}{rest}", report.findings)
    return report.buildings


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
