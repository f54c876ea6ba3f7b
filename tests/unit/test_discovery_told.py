"""Who beats whom at a point: told from luck, with few seeds and with many, and wrong as seldom as it says."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.discovery.told import BETTER, SAME, UNCLEAR, WORSE, told
from experiments.errors import InputError


def test_each_class_is_told():
    difference = np.array([[1.0, 1.1], [-1.0, -1.1], [0.02, -0.02], [0.0, 0.0]])
    found = told(difference, better=1)
    assert found.classes.tolist() == [BETTER, WORSE, UNCLEAR, SAME]
    assert told(difference, better=-1).classes.tolist() == [WORSE, BETTER, UNCLEAR, SAME]
    assert found.count() == {BETTER: 1, WORSE: 1, UNCLEAR: 1, SAME: 1} and found.pooled


def test_many_seeds_have_each_point_its_own_spread():
    """A point that varies much does not make another one unclear."""
    quiet, loud = np.full(8, 0.1) + 0.001 * np.arange(8), 3.0 * np.array([1, -1] * 4)
    found = told(np.array([quiet, loud]), better=1)
    assert found.classes.tolist() == [BETTER, UNCLEAR] and not found.pooled and found.freedom == 7


@pytest.mark.parametrize("shared", [0.0, 1.0, 10.0])
def test_without_a_difference_five_in_a_hundred_are_told_whatever_the_points_share(shared):
    """400 studies of 12 points on 3 seeds; 5 % within 2.5 points, for shared luck makes them fail together."""
    rng = np.random.default_rng(1)
    wrong = [
        np.mean(~np.isin(told(rng.normal(size=(12, 3)) + shared * rng.normal(size=(1, 3)), 1).classes, [UNCLEAR]))
        for _ in range(400)
    ]
    assert 0.025 < np.mean(wrong) < 0.075


def test_one_seed_is_refused():
    with pytest.raises(InputError, match="one seed cannot tell a difference from luck"):
        told(np.ones((4, 1)), 1)
