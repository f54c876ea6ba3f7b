"""Reading and writing the layers of a place's GeoPackage: whole files only, the same bytes' content every
time.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pandas as pd
import pyogrio

from geodata.errors import GeodataError

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
    try:
        return pyogrio.read_dataframe(path, layer=layer, where=where)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise GeodataError(f"{path.name}: layer '{layer}' cannot be read: {error}") from error
