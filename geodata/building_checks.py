"""What a planner's layer of buildings must hold, and the checks of its columns, values and shapes."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geodata.errors import Finding, Severity, abridged, nearest
from geodata.schema import Field, column_missing

LEAST_FLOOR_M2 = 12.0
LARGEST_FOOTPRINT_M2 = 40_000.0
OVERLAP_SHARE = 0.2

FIELDS = (
    Field("id", "text", "", "the building's own id, each once"),
    Field("department", "text", "", "housing department (afdeling)"),
    Field("storeys", "whole", "storeys", "storeys", 1, 60),
    Field("dwellings", "whole", "dwellings", "homes in the building", 0, 1000),
    Field("stairways", "whole", "stairways", "stairways", 1, 60, required=False),
    Field("area_m2", "number", "m2", "area of the building's homes together", 0, 120_000, required=False),
    Field("rooms", "number", "rooms", "rooms per home, mean", 1, 10, required=False),
    Field("rent_kr_m2_year", "number", "kr/m2/year", "rent level", 100, 4000, required=False),
    Field("municipality_code", "text", "", "official code", required=False),
)


def check_columns(table: gpd.GeoDataFrame, layer: str) -> tuple[Finding, ...]:
    """Missing columns as errors with the nearest that is there; columns that look like a misspelt optional
    one as warnings.
    """
    present = [str(column) for column in table.columns if column != "geometry"]
    known = [field.name for field in FIELDS]
    spare = [column for column in present if column not in known]
    findings = []
    for field in FIELDS:
        if field.name in present:
            continue
        if field.required:
            unit = f" ({field.unit})" if field.unit else ""
            findings.append(column_missing(layer, field.name, spare, f"{field.meaning}{unit}"))
            continue
        hint = nearest(field.name, spare)
        if hint is not None and nearest(hint, known) == field.name:
            message = f"this column is not read; did you mean '{field.name}'?"
            findings.append(Finding("warning", layer, hint, (), message))
    return tuple(findings)


def check_values(table: gpd.GeoDataFrame, layer: str) -> tuple[Finding, ...]:
    """Ids, texts and counts: missing, double, not a number, negative, absurd, or more homes than the floors
    can hold.
    """
    findings: list[Finding] = []
    ids = _ids(table)
    for field in FIELDS:
        if field.name in table.columns:
            findings += _column(table[field.name], field, layer, ids)
    filled = table["id"].notna().to_numpy()
    double = table["id"].astype(str).str.strip().duplicated(keep=False).to_numpy() & filled
    if double.any():
        findings.append(Finding("error", layer, "id", tuple(sorted(set(ids[double]))), "the same id more than once"))
    if not findings:
        findings += _crowding(table, layer, ids)
    return tuple(findings)


def _column(column: pd.Series, field: Field, layer: str, ids: NDArray[np.object_]) -> list[Finding]:
    def finding(bad: NDArray[np.bool_], message: str) -> list[Finding]:
        return [Finding("error", layer, field.name, tuple(ids[bad]), message)]

    absent = column.isna().to_numpy() | (column.astype(str).str.strip() == "").to_numpy()
    result: list[Finding] = []
    if field.required and absent.any():
        result += finding(absent, "no value")
    if field.kind == "text":
        return result
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    bad = (np.isnan(numbers) | pd.api.types.is_bool_dtype(column)) & ~absent
    if bad.any():
        return [*result, *finding(bad, f"'{abridged(str(column[bad].iloc[0]))}' is not a number")]
    bad = ~absent & (numbers < 0)
    if bad.any():
        return [*result, *finding(bad, f"{numbers[bad][0]:g} is negative; allowed {_allowed(field)}")]
    bad = ~absent & ~((numbers >= field.low) & (numbers <= field.high))
    if bad.any():
        return [*result, *finding(bad, f"{numbers[bad][0]:g} is absurd; allowed {_allowed(field)}")]
    bad = ~absent & (numbers != np.floor(numbers))
    if field.kind == "whole" and bad.any():
        return [*result, *finding(bad, f"{numbers[bad][0]:g} is not a whole number")]
    return result


def _allowed(field: Field) -> str:
    return f"{field.low:g} to {field.high:g} {field.unit}"


def _crowding(table: gpd.GeoDataFrame, layer: str, ids: NDArray[np.object_]) -> list[Finding]:
    homes = pd.to_numeric(table["dwellings"]).to_numpy(dtype=float)
    floors = shapely.area(table.geometry.to_numpy()) * pd.to_numeric(table["storeys"]).to_numpy(dtype=float)
    if homes.sum() == 0:
        return [Finding("error", layer, "dwellings", (), "no building has any homes")]
    findings = []
    crowded = (homes > 0) & (floors / np.maximum(homes, 1) < LEAST_FLOOR_M2) & (floors > 0)
    if crowded.any():
        k = int(np.flatnonzero(crowded)[0])
        message = (
            f"{homes[k]:g} homes on {floors[k]:.0f} m2 of floor (shape times storeys) is absurd; "
            f"allowed at least {LEAST_FLOOR_M2:g} m2 a home"
        )
        findings.append(Finding("error", layer, "dwellings", tuple(ids[crowded]), message))
    if "area_m2" in table.columns:
        area = pd.to_numeric(table["area_m2"]).to_numpy(dtype=float, na_value=np.nan)
        each = area / np.maximum(homes, 1)
        odd = (homes > 0) & ~np.isnan(area) & ((each < LEAST_FLOOR_M2) | (each > 400))
        if odd.any():
            message = (
                f"{each[odd][0]:.1f} m2 a home is absurd; allowed {LEAST_FLOOR_M2:g} to 400 (area_m2 is the "
                "building's homes together)"
            )
            findings.append(Finding("error", layer, "area_m2", tuple(ids[odd]), message))
    return findings


def check_shapes(table: gpd.GeoDataFrame, layer: str) -> tuple[gpd.GeoDataFrame, tuple[Finding, ...]]:
    """Empty, unfit, invalid, double and overlapping shapes; the table comes back with polygons mended where
    possible.
    """
    ids = _ids(table)
    shapes = shapely.force_2d(table.geometry.to_numpy())
    findings: list[Finding] = []

    def say(severity: Severity, bad: NDArray[np.bool_], message: str) -> None:
        if bad.any():
            findings.append(Finding(severity, layer, "geometry", tuple(ids[bad]), message))

    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    say("error", empty, "empty geometry")
    broken = ~empty & ~np.isfinite(shapely.bounds(shapes)).all(axis=1)
    broken |= np.array([not np.isfinite(shapely.get_coordinates(shape)).all() for shape in shapes])
    say("error", broken, "coordinates that are not numbers")
    empty |= broken
    areal = np.isin(shapely.get_type_id(shapes), (3, 6)) & ~empty
    for kind in sorted({shape.geom_type for shape in shapes[~areal & ~empty]}):
        of_kind = np.array([shape is not None and shape.geom_type == kind for shape in shapes]) & ~areal & ~empty
        say("error", of_kind, f"a {kind}; expected Polygon")
    invalid = areal & ~shapely.is_valid(shapes)
    parts = areal & ~invalid & (shapely.get_num_geometries(shapes) > 1)
    mended = np.zeros_like(invalid)
    for k in np.flatnonzero(invalid | parts):
        largest = _largest_polygon(shapely.make_valid(shapes[k]))
        mended[k] = largest is not None
        if largest is not None:
            reason = shapely.is_valid_reason(shapes[k]).split("[")[0].strip().lower() if invalid[k] else "several parts"
            share = largest.area / max(shapely.make_valid(shapes[k]).area, 1e-9)
            kept = "" if share > 0.999 else f"; kept the largest part, {share:.0%} of the area"
            one = np.arange(len(ids)) == k
            say(
                "warning",
                one,
                f"{'invalid polygon mended' if invalid[k] else 'not one polygon'} ({reason}){kept}",
            )
            shapes[k] = largest
    say("error", invalid & ~mended, "invalid polygon that cannot be mended")
    fit = areal & (mended | ~(invalid | parts))
    single = fit & (shapely.get_type_id(shapes) == 6)
    shapes[single] = shapely.get_geometry(shapes[single], 0)
    area = np.where(fit, shapely.area(shapes), 1.0)
    say("error", fit & ~(area >= 1.0), "a polygon without area")
    say("warning", area > LARGEST_FOOTPRINT_M2, f"larger than any building ({LARGEST_FOOTPRINT_M2:,.0f} m2)")
    findings += _doubles(shapes, fit, layer, ids)
    return table.set_geometry(gpd.GeoSeries(shapes, index=table.index, crs=table.crs)), tuple(findings)


def _doubles(
    shapes: NDArray[np.object_], fit: NDArray[np.bool_], layer: str, ids: NDArray[np.object_]
) -> list[Finding]:
    rows = np.flatnonzero(fit)
    tree = shapely.STRtree(shapes[rows])
    left, right = (rows[side] for side in tree.query(shapes[rows], predicate="intersects"))
    once = left < right
    left, right = left[once], right[once]
    shared = shapely.area(shapely.intersection(shapes[left], shapes[right]))
    smaller = np.minimum(shapely.area(shapes[left]), shapely.area(shapes[right]))
    larger = np.maximum(shapely.area(shapes[left]), shapely.area(shapes[right]))
    same = shared > 0.999 * larger
    overlap = ~same & (shared > OVERLAP_SHARE * smaller)
    findings = []
    verdicts: tuple[tuple[Severity, NDArray[np.bool_], str], ...] = (
        ("error", same, "the same geometry more than once"),
        ("warning", overlap, f"buildings overlap by more than {OVERLAP_SHARE:.0%} of the smaller"),
    )
    for severity, chosen, message in verdicts:
        if chosen.any():
            pairs = np.unique(np.concatenate([left[chosen], right[chosen]]))
            findings.append(Finding(severity, layer, "geometry", tuple(ids[pairs]), message))
    return findings


def _largest_polygon(shape: shapely.Geometry) -> shapely.Polygon | None:
    pieces = [part for part in shapely.get_parts(shape) for part in shapely.get_parts(part)]
    polygons = [piece for piece in pieces if piece.geom_type == "Polygon" and piece.area > 0]
    return max(polygons, key=lambda piece: piece.area, default=None)


def _ids(table: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """Ids for reports: the file's own where there is one, else the feature's number from 1."""
    own = table["id"] if "id" in table.columns else pd.Series([None] * len(table))
    return np.array(
        [f"#{k}" if pd.isna(value) else str(value).strip() for k, value in enumerate(own, start=1)],
        dtype=object,
    )
