"""The shapes of units of homes: cells, blocks and departments of the estate, and the areas of its municipality."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray

from dashboards.maps import drawing
from dashboards.units import AREAS, CELLS, DEPARTMENTS, Units, units
from geodata import place as places
from geodata.place import Place

CELL_M = 100.0


@dataclass(frozen=True, eq=False)
class Shapes:
    """Rings of units, metres east and north of the corner of the estate's drawing.

    `points` is float32 `(n_points, 2)`, ring after ring; `rings` int32 `(n_rings, 2)`: the unit of each ring and how
    many points it has. A unit is inside an odd number of its rings. Earlier units are drawn over later ones.
    `names` are plain, for the map itself.
    """

    points: NDArray[np.float32]
    rings: NDArray[np.int32]
    names: tuple[str, ...]


def shapes(name: str, level: str) -> Shapes:
    """The shapes of the units of a place by name, in the order of `dashboards.units.units`."""
    return _shapes(name, places.load(name).checksum, level)


@lru_cache(maxsize=32)
def _shapes(name: str, checksum: str, level: str) -> Shapes:
    place = places.load(name)
    found = units(name, level)
    origin = np.floor(place.buildings.geometry.total_bounds[:2])
    if level == AREAS:
        return _pack(_areas(place, found), origin, found.names)
    if level == CELLS:
        low = place.cells[["e_min", "n_min"]].to_numpy(dtype=float)[found.rows]
        squares = shapely.box(low[:, 0], low[:, 1], low[:, 0] + CELL_M, low[:, 1] + CELL_M)
        return _pack([[square] for square in squares], origin, ("",) * len(found))
    blocks = [shapely.Polygon(ring) for ring in drawing(name).ground["blocks"]]
    of = place.buildings["department"].to_numpy(dtype=int)
    members = [np.flatnonzero(of == row) if level == DEPARTMENTS else [row] for row in found.rows]
    return _pack([[blocks[int(block)] for block in rows] for rows in members], np.zeros(2), ("",) * len(found))


def _areas(place: Place, found: Units) -> list[list[shapely.Polygon]]:
    """The estate within its outline, then each polling district as the cells that are in it."""
    squares = place.cells.geometry.to_numpy()
    district = place.cells["district"].to_numpy()
    names = place.areas["name"].to_numpy()
    whole = [shapely.coverage_union_all(squares[district == names[row]]).simplify(0.0) for row in found.rows]
    return [_polygons(place.outline), *(_polygons(one) for one in whole)]


def _polygons(shape: shapely.Geometry) -> list[shapely.Polygon]:
    return [part for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon)]


def _pack(found: list[list[shapely.Polygon]], origin: NDArray[np.float64], names: tuple[str, ...]) -> Shapes:
    rings, points = [], []
    for unit, polygons in enumerate(found):
        for ring in (ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)):
            corners = shapely.get_coordinates(ring)[:-1] - origin
            rings.append((unit, len(corners)))
            points.append(corners)
    return Shapes(
        np.concatenate([*points, np.zeros((0, 2))]).astype(np.float32),
        np.array(rings, dtype=np.int32).reshape(-1, 2),
        names,
    )
