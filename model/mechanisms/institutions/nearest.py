"""Which institution of a kind lies nearest to an area: districts of schools, and where to look when one is full."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agents.codes import InstitutionKind as Kind
from agents.core.columns import Rows
from model.world import World

SOUGHT = (
    Kind.NURSERY, Kind.KINDERGARTEN, Kind.SCHOOL, Kind.FREE_SCHOOL, Kind.UPPER_SECONDARY, Kind.VOCATIONAL, Kind.HIGHER
)  # fmt: skip


@dataclass(frozen=True)
class Directory:
    """Where to turn from each area, as long as no institution opens or closes.

    `near[kind]` holds the rows of a kind from the nearest to the farthest, shape (n_areas, n); its own area counts as
    distance zero. `own[kind]` tells how many of them stand in the area itself, `district` which municipal school each
    area belongs to (-1 none), `homes` how many homes it has, `east` and `north` its middle in metres; all of shape
    (n_areas,).
    """

    near: dict[Kind, NDArray[np.int64]]
    own: dict[Kind, NDArray[np.int64]]
    district: NDArray[np.int64]
    homes: NDArray[np.int64]
    east: NDArray[np.float64]
    north: NDArray[np.float64]


def area_centres(world: World) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Middle of the homes of each area, east and north in metres, each of shape (n_areas,)."""
    homes, count = world.place.dwellings, len(world.place.areas)
    area = homes["area"].to_numpy()
    number = np.maximum(np.bincount(area, minlength=count), 1)
    east, north = (
        np.bincount(area, weights=homes[axis].to_numpy(dtype=float), minlength=count) / number for axis in ("e", "n")
    )
    return east, north


def rows_of(world: World, kind: Kind) -> Rows:
    """Rows of the institutions of a kind, ascending."""
    table = world.institutions
    return np.flatnonzero(table.alive & (table.kind == kind))


def survey(world: World) -> Directory:
    """The directory of the institutions as they stand now.

    An area outside the estate belongs to the school that stands in it, all others to the nearest.
    """
    table, count = world.institutions, len(world.place.areas)
    east, north = area_centres(world)
    near, own = {}, {}
    for kind in SOUGHT:
        rows = rows_of(world, kind)
        far = np.hypot(table.east[rows][None, :] - east[:, None], table.north[rows][None, :] - north[:, None])
        far[table.area[rows][None, :] == np.arange(count)[:, None]] = 0.0
        near[kind] = rows[np.argsort(far, axis=1, kind="stable")]
        area = table.area[rows]
        own[kind] = np.bincount(area[area >= 0], minlength=count)
    schools = near[Kind.SCHOOL]
    district = schools[:, 0].copy() if schools.shape[1] else np.full(count, -1, dtype=np.int64)
    homes = np.bincount(world.place.dwellings["area"], minlength=count)
    return Directory(near, own, district, homes, east, north)
