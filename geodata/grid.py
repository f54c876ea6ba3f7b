"""The Danish national square grid (*Det Danske Kvadratnet*): names, squares and points to cells.

A cell is named `{unit}_{N}_{E}` after its lower-left corner in EPSG:25832, northing first, trailing digits
dropped: `100m_61410_5912` is N 6141000-6141100, E 591200-591300.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from geodata.errors import GeodataError

CRS = "EPSG:25832"
CELL_M = 100
UNITS: dict[str, int] = {"100m": 100, "1km": 1000}
_NAME = re.compile(r"^(?P<unit>[^_]+)_(?P<n>\d+)_(?P<e>\d+)$")


@dataclass(frozen=True)
class Square:
    """One grid cell: lower-left corner and side in metres (EPSG:25832)."""

    e_min: int
    n_min: int
    side: int

    @property
    def name(self) -> str:
        """The official name of the cell."""
        unit = next(unit for unit, side in UNITS.items() if side == self.side)
        return f"{unit}_{self.n_min // self.side}_{self.e_min // self.side}"

    @property
    def polygon(self) -> shapely.Polygon:
        """The square itself."""
        return shapely.box(self.e_min, self.n_min, self.e_min + self.side, self.n_min + self.side)


def parse(name: str) -> Square:
    """The square that an official name means; raises GeodataError for a name that is none."""
    match = _NAME.match(name)
    if match is None or match["unit"] not in UNITS:
        raise GeodataError(
            f"'{name}' is not a cell name; allowed is {{unit}}_{{N}}_{{E}} with unit "
            f"{' or '.join(UNITS)}, for example 100m_61410_5912"
        )
    side = UNITS[match["unit"]]
    return Square(int(match["e"]) * side, int(match["n"]) * side, side)


def names(e: ArrayLike, n: ArrayLike, unit: str = "100m") -> NDArray[np.object_]:
    """Official names of the cells that hold the points: `e`, `n` in metres, any shape; same shape out."""
    side = _side(unit)
    east = np.floor_divide(np.asarray(e), side).astype(np.int64)
    north = np.floor_divide(np.asarray(n), side).astype(np.int64)
    labels = [f"{unit}_{y}_{x}" for x, y in zip(east.ravel(), north.ravel(), strict=True)]
    return np.array(labels, dtype=object).reshape(east.shape)


def corners(e: ArrayLike, n: ArrayLike, unit: str = "100m") -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Lower-left corners (m) of the cells that hold the points; on an edge, the upper cell."""
    side = _side(unit)
    return (
        np.floor_divide(np.asarray(e), side).astype(np.int64) * side,
        np.floor_divide(np.asarray(n), side).astype(np.int64) * side,
    )


def squares(e_min: ArrayLike, n_min: ArrayLike, side: int = CELL_M) -> NDArray[np.object_]:
    """Polygons of the cells with these lower-left corners, `(n,)`."""
    east, north = np.asarray(e_min, dtype=float), np.asarray(n_min, dtype=float)
    return shapely.box(east, north, east + side, north + side)


def find(e: ArrayLike, n: ArrayLike, e_min: NDArray[np.int64], n_min: NDArray[np.int64]) -> NDArray[np.int64]:
    """Row of the 100 m cell each point lies in, `(n_points,)`, -1 where no cell of the table holds it."""
    order = np.argsort(_code(e_min, n_min))
    codes = _code(e_min, n_min)[order]
    wanted = _code(*corners(e, n))
    at = np.minimum(np.searchsorted(codes, wanted), len(codes) - 1)
    return np.where(codes[at] == wanted, order[at], -1)


def _code(e_min: NDArray[np.int64], n_min: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.asarray(n_min, dtype=np.int64) * 10_000_000 + np.asarray(e_min, dtype=np.int64)


def _side(unit: str) -> int:
    if unit not in UNITS:
        raise GeodataError(f"cell unit '{unit}' is unknown; allowed: {', '.join(UNITS)}")
    return UNITS[unit]
