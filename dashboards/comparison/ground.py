"""The ground of the regional map: the municipality by polling district, and the places beyond it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

import geodata
from geodata.place import Place

MUNICIPALITIES = Path(geodata.__file__).parent / "data" / "source" / "municipalities.csv"
CELL_M = 100.0
URBAN = 128
"""Added to a cell's code where it is built up; the code is 1 plus the row of the polling district, 0 outside."""
MOST_NAMED = 10
"""Municipalities named one by one, those with most homes near first; the rest is summed."""
FAR = ("rest", "abroad")
FAR_WORDS = {
    "rest": ("rest of Denmark", "resten af Danmark"),
    "abroad": ("abroad", "udlandet"),
}
OTHERS = ("{} other municipalities", "{} andre kommuner")


@dataclass(frozen=True)
class Ground:
    """What the map draws: `codes` uint8 `(rows, columns)` from the north-west, the estate's column and row, and where
    people may go.

    A spot is `name` (English, Danish), `side` ("" inside the municipality, else "west" or "east"), `x` and `y` in
    columns and rows (of those outside, y only orders them from north to south), and which `areas` and `outside` rows
    of the place it sums.
    """

    codes: NDArray[np.uint8]
    estate: tuple[float, float]
    spots: tuple[dict[str, Any], ...]


def ground(place: Place) -> Ground:
    """The ground of a place."""
    cells = place.cells
    west, north = float(cells["e_min"].min()), float(cells["n_min"].max()) + CELL_M
    column = ((cells["e_min"] - west) // CELL_M).to_numpy(dtype=int)
    row = ((north - CELL_M - cells["n_min"]) // CELL_M).to_numpy(dtype=int)
    district = pd.Index(place.districts).get_indexer(cells["district"])
    codes = np.zeros((row.max() + 1, column.max() + 1), dtype=np.uint8)
    codes[row, column] = (district + 1).astype(np.uint8) + URBAN * cells["urban"].to_numpy(dtype=np.uint8)
    centre = place.outline.centroid
    estate = ((centre.x - west) / CELL_M, (north - centre.y) / CELL_M)
    inside = _districts(place, west, north)
    return Ground(codes, estate, (*inside, *_beyond(place, (centre.x, centre.y))))


def counts(spots: tuple[dict[str, Any], ...], told: dict[str, Any]) -> list[int]:
    """Persons who went to each spot, from an answer to the question `departures`."""
    return [
        sum(told["areas"][k] for k in spot["areas"]) + sum(told["outside"][k] for k in spot["outside"])
        for spot in spots
    ]


def _districts(place: Place, west: float, north: float) -> list[dict[str, Any]]:
    homes = place.dwellings.groupby("area")[["e", "n"]].mean()
    found = []
    for area in np.flatnonzero(~place.areas["in_estate"].to_numpy(dtype=bool)):
        if area not in homes.index:
            continue
        title = str(place.areas["title"].iloc[area])
        x, y = (homes.loc[area, "e"] - west) / CELL_M, (north - homes.loc[area, "n"]) / CELL_M
        found.append(_spot((title, title), "", float(x), float(y), areas=[int(area)]))
    return found


def _beyond(place: Place, centre: tuple[float, float]) -> list[dict[str, Any]]:
    """Municipalities west or east of the estate as they lie, the others summed, and far places below."""
    neighbours = place.neighbours.reset_index(drop=True)
    far = neighbours["code"].isin(FAR)
    towns = neighbours[~far].sort_values("weight", ascending=False, kind="stable")
    points = _points()
    found = []
    for row, code, name in zip(towns.index[:MOST_NAMED], towns["code"], towns["name"], strict=False):
        e, n = points.get(str(code), (centre[0] + 1.0, centre[1]))
        side = "west" if e < centre[0] else "east"
        found.append(_spot((str(name), str(name)), side, 0.0, centre[1] - n, outside=[int(row)]))
    rest = [int(row) for row in towns.index[MOST_NAMED:]]
    if rest:
        words = tuple(pair.format(len(rest)) for pair in OTHERS)
        found.append(_spot((words[0], words[1]), _emptier(found), 0.0, 1e8, outside=rest))
    for k, row in enumerate(neighbours.index[far]):
        words = FAR_WORDS[str(neighbours["code"].iloc[row])]
        found.append(_spot(words, _emptier(found), 0.0, 1e9 + k, outside=[int(row)]))
    return found


def _emptier(spots: list[dict[str, Any]]) -> str:
    west = sum(spot["side"] == "west" for spot in spots)
    return "west" if west <= sum(spot["side"] == "east" for spot in spots) else "east"


def _spot(
    name: tuple[str, str],
    side: str,
    x: float,
    y: float,
    areas: list[int] | None = None,
    outside: list[int] | None = None,
) -> dict[str, Any]:
    return {"name": name, "side": side, "x": x, "y": y, "areas": areas or [], "outside": outside or []}


@functools.lru_cache(maxsize=1)
def _points() -> dict[str, tuple[float, float]]:
    """A point of each municipality, metres in EPSG:25832, by its code; read once."""
    table = pd.read_csv(MUNICIPALITIES, dtype={"municipality_code": str})
    rows = zip(table["municipality_code"], table["point_e"], table["point_n"], strict=True)
    return {str(code): (float(e), float(n)) for code, e, n in rows}
