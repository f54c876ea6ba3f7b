"""Which institution of a kind lies nearest to an area: districts of schools, and where to look when one is full."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.codes import InstitutionKind
from agents.core.columns import Rows
from model.world import World


def area_centres(world: World) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Middle of the homes of each area, east and north in metres, each of shape (n_areas,)."""
    homes, count = world.place.dwellings, len(world.place.areas)
    area = homes["area"].to_numpy()
    number = np.maximum(np.bincount(area, minlength=count), 1)
    east, north = (
        np.bincount(area, weights=homes[axis].to_numpy(dtype=float), minlength=count) / number for axis in ("e", "n")
    )
    return east, north


def rows_of(world: World, kind: InstitutionKind) -> Rows:
    """Rows of the institutions of a kind, ascending."""
    table = world.institutions
    return np.flatnonzero(table.alive & (table.kind == kind))


def by_distance(world: World, kind: InstitutionKind) -> NDArray[np.int64]:
    """Rows of a kind from the nearest to the farthest for each area, shape (n_areas, n); its own area counts as
    distance zero.
    """
    table, rows = world.institutions, rows_of(world, kind)
    east, north = area_centres(world)
    far = np.hypot(table.east[rows][None, :] - east[:, None], table.north[rows][None, :] - north[:, None])
    far[table.area[rows][None, :] == np.arange(len(east))[:, None]] = 0.0
    return np.asarray(rows[np.argsort(far, axis=1, kind="stable")])


def district_schools(world: World) -> NDArray[np.int64]:
    """The municipal school whose district each area belongs to, shape (n_areas,); -1 where there is none.

    An area outside the estate belongs to the school that stands in it, all others to the nearest.
    """
    near = by_distance(world, InstitutionKind.SCHOOL)
    if near.shape[1] == 0:
        return np.full(len(near), -1, dtype=np.int64)
    return near[:, 0].copy()


def how_many_near(world: World, kind: InstitutionKind) -> NDArray[np.int64]:
    """How many institutions of a kind stand in each area, shape (n_areas,)."""
    area = world.institutions.area[rows_of(world, kind)]
    return np.bincount(area[area >= 0], minlength=len(world.place.areas))
