"""The live map: every home of an estate drawn as a tile, coloured by one class code a home.

The shapes are sent to the browser once; each month only one byte a home follows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import shapely
import traitlets
from numpy.typing import NDArray

from dashboards.scripts import PageWidget, script
from geodata.place import Place, load

SCRIPTS = ("map_shapes.js", "map_ground.js", "map_legend.js", "map_fade.js", "map.js")
"""The parts of the map's script, put together for the browser: nothing is loaded by URL."""
GAP = 0.12
"""Share of a tile's width left open between two stairways, so that they can be told apart."""
AROUND_M = 150.0
"""How far around the estate the national grid is drawn, in metres."""

DEEPER = (3.0, 2.5, 2.0, 1.5)
"""How many times deeper than it is a block may be drawn, so that each home in it can be seen and hit."""

Quads = NDArray[np.float32]
Point = NDArray[np.float64]


@dataclass(frozen=True)
class MapGeometry:
    """All that is drawn and does not change: tiles, names and the ground below them.

    `tiles` is `(n_estate, 4, 2)` metres east and north of the estate's south-western corner; `names` has one
    text a home; `ground` holds plain lists for the browser: cells, outline, blocks, departments, facilities.
    """

    tiles: Quads
    names: tuple[str, ...]
    ground: dict[str, Any]


def frame(polygon: shapely.Polygon, deeper: float) -> tuple[Point, Point, Point]:
    """Corner, long side and short side of a block's rectangle, made `deeper` times as deep about its middle.

    The corner is the south-western one: the long side runs east (or north), the short side north (or east).
    """
    corners = shapely.get_coordinates(shapely.oriented_envelope(polygon))[:4]
    sides = np.roll(corners, -1, axis=0) - corners
    start = int(np.argmax(np.hypot(sides[:2, 0], sides[:2, 1])))
    along, across, corner = sides[start], sides[(start + 1) % 4], corners[start]
    if (along[0], along[1]) < (0.0, 0.0):
        corner, along = corner + along, -along
    if (across[1], across[0]) < (0.0, 0.0):
        corner, across = corner + across, -across
    return corner - (deeper - 1.0) / 2.0 * across, along, deeper * across


def rectangle(corner: Point, along: Point, across: Point) -> shapely.Polygon:
    """The rectangle of a corner and two sides."""
    return shapely.Polygon([corner, corner + along, corner + along + across, corner + across])


def depth_factor(polygons: Iterable[shapely.Polygon]) -> float:
    """How many times deeper than they are blocks can be drawn without one covering another."""
    shapes = list(polygons)
    for factor in DEEPER:
        drawn = np.array([rectangle(*frame(shape, factor)) for shape in shapes])
        first, second = shapely.STRtree(drawn).query(drawn, predicate="intersects")
        if bool((first == second).all()):
            return factor
    return 1.0


def unfold(corner: Point, along: Point, across: Point, homes: pd.DataFrame) -> Quads:
    """A block's homes as tiles `(n, 4, 2)` in a rectangle: stairways along it, storeys across."""
    storey = np.searchsorted(np.unique(homes["storey"]), homes["storey"])
    stairway = np.searchsorted(np.unique(homes["stairway"]), homes["stairway"])
    position = homes.groupby([stairway, storey]).cumcount().to_numpy()
    level_size = pd.Series(position).groupby([stairway, storey]).transform("size").to_numpy()
    widths = pd.Series(level_size).groupby(stairway).max().to_numpy()
    starts = np.concatenate([[0], np.cumsum(widths)])
    left = starts[stairway] + position * widths[stairway] / level_size
    right = left + widths[stairway] / level_size
    left = np.where(position == 0, left + GAP, left) / starts[-1]
    right = np.where(position == level_size - 1, right - GAP, right) / starts[-1]
    low, high = storey / (storey.max() + 1), (storey + 1) / (storey.max() + 1)
    u = np.stack([left, right, right, left], axis=1)[..., None]
    v = np.stack([low, low, high, high], axis=1)[..., None]
    return np.asarray(corner + u * along + v * across, dtype=np.float32)


def geometry(place: Place) -> MapGeometry:
    """The drawing of a place's estate; homes in the order of `place.dwellings`."""
    homes = place.dwellings.iloc[: place.n_estate].reset_index(drop=True)
    polygons = place.buildings.geometry
    bounds = np.array(polygons.total_bounds)
    origin = np.floor(bounds[:2])
    moved = [shapely.transform(polygon, lambda points: points - origin) for polygon in polygons]
    deeper = depth_factor(moved)
    frames = [frame(polygon, deeper) for polygon in moved]
    tiles = np.zeros((place.n_estate, 4, 2), dtype=np.float32)
    for building, rows in homes.groupby("building").indices.items():
        tiles[rows] = unfold(*frames[int(building)], homes.iloc[rows])
    titles = place.departments["title"]
    names = tuple(f"{label}, {titles.loc[d]}" for label, d in zip(homes["label"], homes["department"], strict=True))
    ground = _ground(place, homes, tiles, origin, bounds) | {
        "blocks": [_ring(rectangle(*sides), np.zeros(2)) for sides in frames],
        "deeper": deeper,
        "schematic": place.schematic,
    }
    return MapGeometry(tiles, names, ground)


def drawing(name: str) -> MapGeometry:
    """The drawing of the estate of a place by name, made once in a process."""
    return _drawing(name, load(name).checksum)


@lru_cache(maxsize=8)
def _drawing(name: str, checksum: str) -> MapGeometry:
    return geometry(load(name))


def _ground(
    place: Place, homes: pd.DataFrame, tiles: Quads, origin: NDArray[np.float64], bounds: NDArray[np.float64]
) -> dict[str, Any]:
    cells = place.cells
    near = (
        (cells["e_min"] > bounds[0] - AROUND_M - 100)
        & (cells["e_min"] < bounds[2] + AROUND_M)
        & (cells["n_min"] > bounds[1] - AROUND_M - 100)
        & (cells["n_min"] < bounds[3] + AROUND_M)
    )
    squares = cells.loc[near, ["e_min", "n_min", "urban"]].to_numpy(dtype=float)
    squares[:, :2] -= origin
    departments = [
        [
            str(place.departments["title"].loc[d]),
            float(tiles[rows, :, 0].mean().round(1)),
            float(tiles[rows, :, 1].max()),
        ]
        for d, rows in homes.groupby("department").indices.items()
    ]
    facilities = [
        [str(kind), str(title), round(point.x - origin[0], 1), round(point.y - origin[1], 1)]
        for kind, title, point in zip(
            place.facilities["kind"],
            place.facilities["title"],
            place.facilities.geometry.centroid,
            strict=True,
        )
    ]
    return {
        "cells": squares.tolist(),
        "outline": [_ring(part, origin) for part in _parts(place.outline)],
        "departments": departments,
        "facilities": facilities,
    }


def _parts(shape: shapely.Geometry) -> list[shapely.Polygon]:
    return [part for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon)]


def _ring(polygon: shapely.Polygon, origin: NDArray[np.float64]) -> list[list[float]]:
    points: list[list[float]] = (shapely.get_coordinates(polygon.exterior) - origin).round(1).tolist()
    return points


class EstateMap(PageWidget):
    """The map in the browser: shapes are set once, class codes each month; it tells which home is clicked.

    `drawn` is the number of the last frame on screen: the sender waits for it, so frames are dropped and
    never queued. Maps on one page with the same `link` (not empty) zoom, pan and point together.
    `trail` are homes in which somebody has lived one after the other, joined by a line.

    At a `level` other than homes, units are drawn instead (`dashboards.unit_shapes`): their rings are set once, then
    one class code, value and number of homes a unit. `unit_words` are the legend's words and how values are written.
    """

    _esm = script(*SCRIPTS)
    tiles = traitlets.Bytes(b"").tag(sync=True)
    names = traitlets.Unicode("").tag(sync=True)
    ground = traitlets.Dict(
        default_value={
            "cells": [],
            "outline": [],
            "blocks": [],
            "departments": [],
            "facilities": [],
            "deeper": 1.0,
        }
    ).tag(sync=True)
    classes = traitlets.Bytes(b"").tag(sync=True)
    palette = traitlets.List(traitlets.Unicode()).tag(sync=True)
    labels = traitlets.List(traitlets.Unicode()).tag(sync=True)
    legend_title = traitlets.Unicode("").tag(sync=True)
    vacant_label = traitlets.Unicode("").tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    month = traitlets.Unicode("").tag(sync=True)
    selected = traitlets.Int(-1).tag(sync=True)
    level = traitlets.Unicode("homes").tag(sync=True)
    unit_points = traitlets.Bytes(b"").tag(sync=True)
    unit_rings = traitlets.Bytes(b"").tag(sync=True)
    unit_names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    unit_marks = traitlets.List(traitlets.Unicode()).tag(sync=True)
    unit_codes = traitlets.Bytes(b"").tag(sync=True)
    unit_values = traitlets.Bytes(b"").tag(sync=True)
    unit_homes = traitlets.Bytes(b"").tag(sync=True)
    unit_palette = traitlets.List(traitlets.Unicode()).tag(sync=True)
    unit_labels = traitlets.List(traitlets.Unicode()).tag(sync=True)
    unit_words = traitlets.Dict().tag(sync=True)
    unit_selected = traitlets.Int(-1).tag(sync=True)
    link = traitlets.Unicode("").tag(sync=True)
    trail = traitlets.List(traitlets.Int()).tag(sync=True)
    frame = traitlets.Int(0).tag(sync=True)
    drawn = traitlets.Int(0).tag(sync=True)

    def show(self, geometry: MapGeometry) -> None:
        """Draw another estate; its homes stay uncoloured until the first classes arrive."""
        with self.hold_sync():
            self.selected = self.unit_selected = -1
            self.level = "homes"
            self.trail = []
            self.classes = b"\xfe" * len(geometry.tiles)
            self.names = "\n".join(geometry.names)
            self.ground = geometry.ground
            self.tiles = geometry.tiles.tobytes()
