"""Reading and writing layers: a place's GeoPackage whole and the same bytes every time, and what planners draw.

Whatever is wrong with a file ends as one GeodataError. The library behind knows dozens of formats, some of which name
other files or addresses to be read; only the two that a planner may give are let through to it.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pyogrio
import pyproj
import shapely

from geodata.errors import GeodataError, abridged

_SQLITE = b"SQLite format 3\0"
_MOST_JSON = 256 * 1024 * 1024
_DAMAGE = (
    OSError, RuntimeError, ValueError, TypeError, LookupError, ArithmeticError, MemoryError,
    shapely.errors.ShapelyError, pyproj.exceptions.ProjError,
)  # fmt: skip
"""What the libraries raise for a file that is not what it says."""
_FIXED_DATE = "2015-01-01T00:00:00.000Z"


def write(target: Path, tables: dict[str, pd.DataFrame]) -> None:
    """Write all layers to a GeoPackage at once: the file appears complete or not at all."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(suffix=".gpkg", prefix=".writing-", dir=target.parent)
        os.close(handle)
    except OSError as error:
        raise GeodataError(f"{target} cannot be written: {error.strerror or error}") from error
    partial = Path(name)
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    try:
        partial.unlink()
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _FIXED_DATE})
        for layer, table in tables.items():
            options = {"SPATIAL_INDEX": "NO"} if layer == "cells" else {}
            pyogrio.write_dataframe(table, partial, layer=layer, driver="GPKG", layer_options=options)
        partial.chmod(0o644)
        partial.replace(target)
    except (OSError, pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise GeodataError(f"{target} cannot be written: {error}") from error
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
        partial.unlink(missing_ok=True)


def read(path: Path, layer: str, where: str | None = None) -> pd.DataFrame:
    """One layer of a GeoPackage (a GeoDataFrame when it has shapes); raises GeodataError when it cannot be
    read.
    """
    with _reading(f"{path.name}: layer '{abridged(layer)}' cannot be read"):
        return pyogrio.read_dataframe(path, layer=layer, where=where)


def layers(path: Path) -> list[tuple[str, bool]]:
    """The layers of a planner's file and whether each has shapes; raises GeodataError for any other file."""
    name = abridged(path.name)
    try:
        _refuse_other_formats(path)
        with _reading("it cannot be opened"):
            return [(str(layer), kind is not None) for layer, kind in pyogrio.list_layers(path)]
    except GeodataError as error:
        raise GeodataError(
            f"'{name}' is not a spatial file; expected a GeoPackage (.gpkg) or GeoJSON (.geojson): {error.message}"
        ) from None


def features(path: Path, layer: str) -> pd.DataFrame:
    """One layer of a planner's file; raises GeodataError when it cannot be read."""
    with _reading("the layer cannot be read"):
        return pyogrio.read_dataframe(path, layer=layer)


def equals(column: str, value: str) -> str:
    """A condition that a column has a value, whatever letters are in it."""
    quoted = value.replace("'", "''")
    return f"{column} = '{quoted}'"


def _refuse_other_formats(path: Path) -> None:
    """Raise GeodataError for what is neither a database of SQLite nor GeoJSON that stands for itself."""
    with _reading("it cannot be read"), path.open("rb") as file:
        if file.read(len(_SQLITE)) == _SQLITE:
            return
        file.seek(0)
        content = file.read(_MOST_JSON + 1)
    if len(content) > _MOST_JSON:
        raise GeodataError(f"larger than {_MOST_JSON // 1024**2} MB; save it as a GeoPackage")
    with _reading("neither a GeoPackage nor JSON"):
        json.loads(content.decode("utf-8-sig"), object_pairs_hook=_without_address)


def _without_address(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON; raises GeodataError where it is a CRS that the library would fetch from an address."""
    found = dict(pairs)
    kinds = {str(value).casefold() for key, value in pairs if key == "type"}
    if "properties" in found and kinds & {"link", "url"}:
        raise GeodataError("its CRS is an address, and nothing is fetched; name the CRS, for example EPSG:25832")
    return found


@contextlib.contextmanager
def _reading(what: str) -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            # The library's own remarks on a bad file; the checks of its content say what is wrong with it.
            warnings.simplefilter("ignore")
            yield
    except _DAMAGE as error:
        # What follows a semicolon is advice on how to call the library.
        reason = " ".join(str(error).partition(";")[0].split()) or type(error).__name__
        raise GeodataError(f"{what}: {abridged(reason, 200)}") from None
