"""Designs against the libraries they come from, and the properties an analysis rests on."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from SALib.analyze import morris, sobol
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample
from scipy.stats import qmc

from experiments.study import designs
from experiments.study.designs import LHS, MORRIS, SOBOL, positions, problem, size, unit_problem

SAMPLED = ((LHS, 20), (SOBOL, 16), (MORRIS, 10))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(designs.KINDS[:4]), st.integers(1, 5), st.integers(0, 2**32), st.sampled_from([2, 4, 6]))
def test_a_design_fills_the_unit_cube_with_the_size_it_says(kind: str, numbers: int, seed: int, levels: int):
    found = positions(kind, numbers, 16, seed, levels)
    assert found.shape == (size(kind, numbers, 16, levels), numbers)
    assert ((found >= 0) & (found <= 1)).all()


@pytest.mark.parametrize(("kind", "samples"), SAMPLED)
def test_the_seed_alone_decides_and_nobody_elses_draws_are_touched(kind: str, samples: int):
    state = repr(np.random.get_state())
    first = positions(kind, 4, samples, 7, 4)
    positions.cache_clear()
    np.testing.assert_array_equal(positions(kind, 4, samples, 7, 4), first)
    assert (positions(kind, 4, samples, 8, 4) != first).any()
    assert repr(np.random.get_state()) == state
    with pytest.raises(ValueError, match="read-only"):
        first[0, 0] = 0.5


def test_sobol_and_morris_are_those_of_salib_and_the_hypercube_that_of_scipy():
    three = unit_problem(3)
    np.testing.assert_array_equal(
        positions(SOBOL, 3, 16, 5, 4), sobol_sample.sample(three, 16, calc_second_order=False, seed=5)
    )
    np.testing.assert_array_equal(positions(MORRIS, 3, 10, 5, 6), morris_sample.sample(three, 10, num_levels=6, seed=5))
    np.testing.assert_array_equal(
        positions(LHS, 3, 20, 5, 4), qmc.LatinHypercube(3, rng=np.random.default_rng(5)).random(20)
    )


def test_a_hypercube_has_one_point_in_each_slice_of_each_number():
    slices = np.sort(np.floor(positions(LHS, 6, 25, 1, 4) * 25).astype(int), axis=0)
    assert (slices == np.arange(25)[:, None]).all()


def test_a_grid_has_every_combination_once_with_both_ends():
    found = positions("grid", 3, 0, 1, 4)
    assert len(np.unique(found, axis=0)) == 64
    assert set(found.ravel()) == {0.0, 1 / 3, 2 / 3, 1.0}


def test_a_trajectory_changes_one_number_at_a_time():
    trajectories = positions(MORRIS, 5, 12, 3, 4).reshape(12, 6, 5)
    changed = (np.diff(trajectories, axis=1) != 0).sum(axis=2)
    assert (changed == 1).all()
    assert (np.abs(np.diff(trajectories, axis=1)).max(axis=2) > 0.6).all()


def test_the_points_are_in_the_order_in_which_salib_reads_answers():
    """Of y = 4 a + 2 b the variance of a is four times that of b, and c does nothing: 0.8, 0.2, 0."""
    at = positions(SOBOL, 3, 256, 1, 4)
    indices = sobol.analyze(unit_problem(3), 4 * at[:, 0] + 2 * at[:, 1], calc_second_order=False, seed=1)
    # The spread of the estimate with 256 base points is about 0.02.
    np.testing.assert_allclose(indices["S1"], [0.8, 0.2, 0.0], atol=0.08)
    at = np.array(positions(MORRIS, 3, 10, 1, 4))
    screened = morris.analyze(unit_problem(3), at, 4 * at[:, 0] + 2 * at[:, 1], num_levels=4, seed=1)
    # A linear answer has the same effect everywhere, exact but for rounding.
    np.testing.assert_allclose(screened["mu_star"], [4.0, 2.0, 0.0], atol=1e-9)


@pytest.mark.parametrize(
    ("kind", "samples", "levels", "key", "part"),
    [
        (LHS, 3, 4, "samples", "at least 4"),
        (SOBOL, 4, 4, "samples", "at least 8"),
        (SOBOL, 1000, 4, "samples", "take 512 or 1024"),
        (MORRIS, 3, 4, "samples", "at least 4"),
        (MORRIS, 10, 3, "levels", "take 2 or 4"),
        ("grid", 0, 1, "levels", "at least 2"),
    ],
)
def test_a_design_that_says_nothing_is_refused(kind: str, samples: int, levels: int, key: str, part: str):
    wrong = problem(kind, 3, samples, levels)
    assert wrong is not None
    assert wrong[0] == key
    assert part in wrong[1]
    with pytest.raises(ValueError, match=part):
        positions(kind, 3, samples, 1, levels)


@pytest.mark.parametrize(
    ("kind", "samples", "digest"),
    [(LHS, 20, "4181812e7905"), (SOBOL, 16, "12d376c2df03"), (MORRIS, 10, "360a0f3aeb5f")],
)
def test_points_are_the_same_on_every_machine_and_python(kind: str, samples: int, digest: str):
    """A library that comes to place them otherwise makes other studies of the same files: that is to be known."""
    assert hashlib.sha256(positions(kind, 4, samples, 1, 4).tobytes()).hexdigest()[:12] == digest
