"""Cell names both ways, points to cells, and exact sharing, for any input."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata import grid
from geodata.errors import GeodataError
from geodata.spread import even, hashed, pick, running_number, whole, whole_in_order

EASTING = st.floats(400_000, 900_000)
NORTHING = st.floats(6_000_000, 6_500_000)
UNIT = st.sampled_from(["100m", "1km"])


@given(EASTING, NORTHING, UNIT)
def test_name_and_back_holds_the_point(e: float, n: float, unit: str) -> None:
    name = str(grid.names(e, n, unit))
    square = grid.parse(name)
    assert square.name == name
    assert square.polygon.covers(shapely.Point(e, n))
    assert square.side == grid.UNITS[unit] and square.polygon.area == square.side**2


@given(EASTING, NORTHING)
def test_small_cell_lies_in_its_large_cell(e: float, n: float) -> None:
    small, large = (grid.parse(str(grid.names(e, n, unit))) for unit in ("100m", "1km"))
    assert large.polygon.covers(small.polygon)


def test_documented_example() -> None:
    assert str(grid.names(591_259, 6_141_006)) == "100m_61410_5912"
    assert str(grid.names(591_259, 6_141_006, "1km")) == "1km_6141_591"
    assert grid.parse("100m_61410_5912") == grid.Square(591_200, 6_141_000, 100)


@given(st.text(max_size=20))
def test_other_text_is_refused_with_an_example(text: str) -> None:
    try:
        assert grid.parse(text).name.split("_")[0] in grid.UNITS
    except GeodataError as error:
        assert "100m_61410_5912" in error.message


@pytest.mark.parametrize("text", ["10km_614_59", "100m_61410", "100m_-5_3", "61410_5912", ""])
def test_near_misses_are_refused(text: str) -> None:
    with pytest.raises(GeodataError, match="is not a cell name"):
        grid.parse(text)


@given(st.lists(st.tuples(EASTING, NORTHING), min_size=1, max_size=30))
def test_points_find_the_square_that_holds_them(points: list[tuple[float, float]]) -> None:
    e, n = np.array(points).T
    e_min, n_min = grid.corners(e, n)
    rows = grid.find(e, n, e_min, n_min)
    assert (e_min[rows] == e_min).all() and (n_min[rows] == n_min).all()
    assert shapely.covers(grid.squares(e_min, n_min)[rows], shapely.points(e, n)).all()
    assert (grid.find(e + 1_000_000, n, e_min, n_min) == -1).all()


@given(
    st.lists(st.floats(0, 1e6), min_size=1, max_size=50).filter(lambda w: sum(w) > 1e-6),
    st.integers(0, 10_000),
)
def test_whole_shares_are_exact_and_fair(weights: list[float], total: int) -> None:
    shares = whole(weights, total)
    exact = np.array(weights) / sum(weights) * total
    assert shares.sum() == total and (shares >= 0).all()
    assert (np.abs(shares - exact) < 1.0 + 1e-6).all()
    running = whole_in_order(weights, total)
    assert running.sum() == total and (running >= 0).all()


@given(st.lists(st.integers(0, 9), min_size=1, max_size=20))
def test_running_numbers_start_at_zero_in_every_group(counts: list[int]) -> None:
    expected = [k for count in counts for k in range(count)]
    assert running_number(np.array(counts)).tolist() == expected


@given(st.integers(-(2**40), 2**40), st.integers(0, 2**40))
def test_hashes_are_fixed_fractions(a: int, b: int) -> None:
    one = hashed("salt", np.array([a]), np.array([b]))
    assert 0.0 <= one[0] < 1.0
    assert one[0] == hashed("salt", np.array([a, a]), np.array([b, b]))[1]
    assert one[0] != hashed("other", np.array([a]), np.array([b]))[0]


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=6), st.floats(0, 0.999))
def test_even_numbers_follow_the_shares(shares: list[float], start: float) -> None:
    n = 4000
    u = even(np.arange(n), np.full(n, start))
    got = np.bincount(pick(u, shares), minlength=len(shares)) / n
    # Golden-ratio steps: each bound of a class is off by at most a few homes in 4000.
    np.testing.assert_allclose(got, np.array(shares) / sum(shares), atol=0.005)
