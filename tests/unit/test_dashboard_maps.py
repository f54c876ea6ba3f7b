"""Every home is a tile of its own, in its block, at its storey."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely

from dashboards.maps import depth_factor, frame, geometry, rectangle, unfold
from geodata import place


def block(angle: float) -> shapely.Polygon:
    box = shapely.box(0, 0, 60, 12)
    return shapely.affinity.rotate(box, angle, origin=(0, 0))


def homes(stairways: int, storeys: int, on_a_landing: int) -> pd.DataFrame:
    rows = [
        (stairway, storey) for stairway in range(stairways) for storey in range(storeys) for _ in range(on_a_landing)
    ]
    return pd.DataFrame(rows, columns=["stairway", "storey"])


def areas(tiles: np.ndarray) -> np.ndarray:
    return shapely.area(shapely.polygons(tiles.astype(float)))


@pytest.mark.parametrize("angle", [0, 30, 90, 135, 200])
def test_tiles_fill_the_block_without_covering_each_other(angle):
    sides = frame(block(angle), 1.0)
    tiles = unfold(*sides, homes(4, 3, 2))
    drawn = shapely.polygons(tiles.astype(float))
    together = shapely.union_all(drawn)
    # Rounding to float32 leaves about a micrometre in 60 m.
    assert together.area == pytest.approx(areas(tiles).sum(), rel=1e-5)
    assert rectangle(*sides).buffer(1e-3).contains(together)
    assert together.area > 0.8 * rectangle(*sides).area


@pytest.mark.parametrize("angle", [0, 30, 75, 105, 200, 345])
def test_the_lowest_storey_lies_south(angle):
    tiles = unfold(*frame(block(angle), 2.0), homes(2, 4, 1))
    north = tiles.mean(axis=1)[:, 1]
    storey = homes(2, 4, 1)["storey"].to_numpy()
    for stairway in (slice(0, 4), slice(4, 8)):
        assert (np.diff(north[stairway][np.argsort(storey[stairway])]) > 0).all()


def test_a_deeper_block_keeps_its_middle_and_length():
    sides = frame(block(30), 3.0)
    assert rectangle(*sides).area == pytest.approx(3 * block(30).area)
    assert rectangle(*sides).centroid.distance(block(30).centroid) < 1e-9


def test_blocks_are_not_drawn_over_each_other():
    near = [shapely.box(0, 0, 60, 12), shapely.box(0, 14, 60, 26)]
    far = [shapely.box(0, 0, 60, 12), shapely.box(0, 90, 60, 102)]
    assert depth_factor(near) == 1.0
    assert depth_factor(far) == 3.0


def test_uneven_landings_give_every_home_room():
    uneven = pd.DataFrame({"stairway": [7, 7, 7, 9], "storey": [0, 0, 1, 0]})
    tiles = unfold(*frame(block(0), 1.0), uneven)
    assert (areas(tiles) > 1.0).all()


@pytest.mark.parametrize("name", ["vollsmose", "vaerebro"])
def test_all_homes_of_an_estate_can_be_seen_and_none_covers_another(name):
    drawing = geometry(place.load(name))
    assert drawing.tiles.shape == (place.load(name).n_estate, 4, 2)
    assert len(drawing.names) == len(set(drawing.names)) == len(drawing.tiles)
    shapes = shapely.polygons(drawing.tiles.astype(float))
    assert shapely.area(shapes).min() > 4.0, "a tile of less than 2 m by 2 m could not be hit"
    shrunk = shapely.buffer(shapes, -0.05)
    first, second = shapely.STRtree(shrunk).query(shrunk, predicate="intersects")
    assert (first == second).all()
    assert drawing.ground["schematic"] is True
