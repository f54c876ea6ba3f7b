"""Segregation indices on cases small enough to know the answer by heart, and what they refuse."""

import math
import warnings

import numpy as np
import pytest

from model.metrics import of_kind
from model.metrics.dissimilarity import dissimilarity
from model.metrics.exposure import exposure
from model.metrics.isolation import isolation
from model.metrics.metric import counts_by_unit
from model.metrics.small_units import small_units
from model.metrics.theil_h import theil_h

INDICES = {name: metric.function for name, metric in of_kind("index").items()}


def test_a_worked_example_by_hand():
    group, total = [30, 10, 0], [50, 50, 100]
    assert dissimilarity(group, total) == pytest.approx(0.5 * (0.75 - 0.125 + abs(0.25 - 0.25) + 0.625))
    assert isolation(group, total) == pytest.approx(0.75 * 0.6 + 0.25 * 0.2)
    assert exposure(group, total) == pytest.approx(0.75 * 0.4 + 0.25 * 0.8)

    def entropy(share):
        return -share * math.log(share) - (1 - share) * math.log(1 - share)

    inside = (50 * entropy(0.6) + 50 * entropy(0.2)) / 200
    assert theil_h(group, total) == pytest.approx(1 - inside / entropy(0.2))


@pytest.mark.parametrize("index", INDICES.values(), ids=INDICES)
@pytest.mark.parametrize(
    ("group", "total"),
    [([], []), ([0, 0], [5, 5]), ([5, 5], [5, 5]), ([2], [5]), ([2, 0], [5, 0]), ([0, 0], [0, 0])],
    ids=["no units", "no group", "no others", "one unit", "one occupied unit", "nobody"],
)
def test_undefined_is_nan_and_never_a_warning(index, group, total):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert math.isnan(index(group, total))


@pytest.mark.parametrize("index", INDICES.values(), ids=INDICES)
@pytest.mark.parametrize(
    ("group", "total", "message"),
    [
        ([1, 7], [5, 5], "unit 1: group_count = 7 is outside 0..5"),
        ([-1, 2], [5, 5], "unit 0: group_count = -1 is outside 0..5"),
        ([1, np.nan], [5, 5], "unit 1: group_count = nan is outside 0..5"),
        ([0, 1], [5, np.inf], "unit 1: total_count = inf is not a finite number"),
        ([0, 1], [-5, 5], "unit 0: total_count = -5 is not a finite number of 0 or more"),
        ([0, 1, 2], [5, 5], r"group_count has shape \(3,\) and total_count \(2,\)"),
    ],
)
def test_impossible_counts_are_named(index, group, total, message):
    with pytest.raises(ValueError, match=message):
        index(group, total)


def test_arguments_are_left_as_they_were():
    group, total = np.array([1.0, 0.0, 3.0]), np.array([4.0, 0.0, 6.0])
    for index in INDICES.values():
        index(group, total)
    assert group.tolist() == [1, 0, 3]
    assert total.tolist() == [4, 0, 6]


def test_counting_leaves_out_only_those_outside_every_unit():
    group, total = counts_by_unit([2, -1, 2, 0], [1, 9, 0, 2], [3, 9, 1, 2], n_units=4)
    assert group.tolist() == [2, 0, 1, 0]
    assert total.tolist() == [2, 0, 4, 0]
    with pytest.raises(ValueError, match=r"unit 4 is outside 0\.\.3"):
        counts_by_unit([4], [1], [1], n_units=4)


def test_small_units_are_those_with_some_but_fewer_than_ten_people():
    found = small_units([0, 3, 5, 2], [0, 9, 10, 1 + 1])
    assert found.units.tolist() == [1, 3]
    assert found.alarm
    assert found.share_of_group == pytest.approx(5 / 10)
    assert found.share_of_people == pytest.approx(11 / 21)
    assert not small_units([5], [10]).alarm
    assert math.isnan(small_units([0], [4]).share_of_group)
