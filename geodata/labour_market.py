"""The regional labour market year by year: unemployment and jobs, given from outside and dated.

Known years come from the municipalities [@odense_unemployment; @gladsaxe_jobs]; the others are recalled or judged, and
after the last known year nothing changes.
"""

from __future__ import annotations

import functools
from pathlib import Path

import pandas as pd

from geodata.errors import GeodataError, nearest

TABLE = Path(__file__).parent / "data" / "labour_market.csv"
COLUMNS = ("region", "year", "unemployment", "jobs", "source", "grade", "note")
COUNTRY = "Denmark"


@functools.lru_cache(maxsize=1)
def read() -> pd.DataFrame:
    """Unemployment (% of the labour force) and jobs, one row a region and year; shared, never changed."""
    return pd.read_csv(TABLE)


@functools.lru_cache(maxsize=16)
def _rows(region: str) -> dict[int, tuple[float, float]]:
    table = read()
    known = sorted(table["region"].unique())
    if region not in known:
        hint = nearest(region, known)
        raise GeodataError(f"labour_market has no '{region}'" + (f"; nearest is '{hint}'" if hint else ""))
    here = table[table["region"] == region]
    return {int(row.year): (float(row.unemployment), float(row.jobs)) for row in here.itertuples(index=False)}


def unemployment(region: str, year: int) -> float:
    """Unemployment in % of the labour force; years outside the table take its nearest year."""
    rows = _rows(region)
    return rows[min(max(year, min(rows)), max(rows))][0]


def jobs(region: str, year: int) -> float:
    """Jobs in the region; years outside the table take its nearest year."""
    rows = _rows(region)
    return rows[min(max(year, min(rows)), max(rows))][1]
