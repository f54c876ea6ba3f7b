"""How much is chance: the three parts of the variance are found without bias, whatever lies near each other."""

from __future__ import annotations

import math

import numpy as np
import pytest

from experiments.sensitivity.chance import PARTS, chance

rng = np.random.default_rng(5)


def world(n_blocks=12, n_points=5, n_seeds=4, points=4.0, seeds=2.0, both=1.0, near=0.0):
    """Runs with known variances; `near` is how much of the points' variance a block shares."""
    shape = (n_blocks, n_points, n_seeds)
    own = rng.normal(0, math.sqrt(points * (1 - near)), (*shape[:2], 1))
    shared = rng.normal(0, math.sqrt(points * near), (n_blocks, 1, 1))
    return own + shared + rng.normal(0, math.sqrt(seeds), (1, 1, n_seeds)) + rng.normal(0, math.sqrt(both), shape)


def test_points_one_by_one_are_split_as_in_a_textbook():
    """Each point a block of its own: the mean squares of a two-way table."""
    runs = world(n_blocks=20, n_points=1)
    table = runs[:, 0, :]
    n, m = table.shape
    rest = table - table.mean(axis=1, keepdims=True) - table.mean(axis=0) + table.mean()
    both = (rest**2).sum() / ((n - 1) * (m - 1))
    points = (m * table.mean(axis=1).var(ddof=1) - both) / m
    seeds = (n * table.mean(axis=0).var(ddof=1) - both) / n
    found = chance(runs, 10)
    assert [part.name for part in found.parts] == list(PARTS)
    assert [part.variance for part in found.parts] == pytest.approx([points, seeds, both])
    assert sum(part.share for part in found.parts) == pytest.approx(1.0)
    assert found.left == pytest.approx(both / m / (points + both / m))


@pytest.mark.parametrize("near", [0.0, 0.8])
def test_variances_are_free_of_bias_also_where_points_of_a_block_are_alike(near):
    """Means over 600 worlds; five standard errors of each mean, which a bias of 5 % of the points' would leave."""
    found = np.array([[part.variance for part in chance(world(near=near), 2).parts] for _ in range(600)])
    error = found.std(axis=0) / math.sqrt(len(found))
    assert (np.abs(found.mean(axis=0) - [4.0, 2.0, 1.0]) < 5 * error).all()
    assert error[0] < 0.12


def test_the_interval_of_chance_holds_the_truth_about_as_often_as_it_says():
    """3 of 7 parts are chance; 90 % of 200 at the least, where 95 % is meant: few blocks, resampled."""
    held = 0
    for _ in range(200):
        one = chance(world(n_blocks=16, n_seeds=5), 200)
        held += one.low <= 3 / 7 <= one.high
    assert held >= 180


def test_two_seeds_leave_the_luck_of_seeds_all_but_unknown():
    widths = [part.high - part.low for _ in range(21) for part in chance(world(n_seeds=2, seeds=4.0)).parts[1:2]]
    assert np.median(widths) > 0.7


def test_one_seed_cannot_tell():
    found = chance(world(n_seeds=1))
    assert math.isnan(found.share) and math.isnan(found.parts[0].share) and found.seeds_needed is None


def test_no_chance_and_no_points():
    runs = np.repeat(world(n_seeds=1), 3, axis=2)
    found = chance(runs)
    assert found.share == pytest.approx(0.0, abs=1e-12) and found.left == pytest.approx(0.0, abs=1e-12)
    still = chance(np.ones((6, 4, 3)))
    assert still.share == 0.0 and still.seeds_needed is None


def test_seeds_needed_bring_chance_under_a_twentieth():
    found = chance(np.concatenate([world(both=9.0) for _ in range(10)]))
    needed = found.seeds_needed
    points, both = found.parts[0].variance, found.parts[2].variance
    assert needed is not None and needed > 4
    assert both / needed <= 0.05 * (points + both / needed) < both / (needed - 1) * 1.001
