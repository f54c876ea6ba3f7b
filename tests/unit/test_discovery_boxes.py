"""Boxes: a known one is found again, from noise none is claimed, and the same sample gives the same box."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from experiments.discovery.boxes import find
from experiments.discovery.peel import Limit, inside, trajectory


def sample(n: int, seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    table = pd.DataFrame(rng.random((n, 3)), columns=["a", "b", "c"])
    return table.assign(behaviour=rng.choice(["avoidance", "flight", "none"], n))


def test_a_known_box_is_found_with_its_limits_and_words():
    table = sample(60, 1)
    known = ((table["a"] > 0.4) & (table["behaviour"] != "none")).to_numpy()
    found = find(table, known, halves=4)
    step = found.boxes[0].step
    limits = {one.name: one for one in step.limits}
    assert set(limits) == {"a", "behaviour"}
    assert limits["a"].low == pytest.approx(0.4, abs=0.08) and limits["a"].high is None
    assert limits["behaviour"].members == ("avoidance", "flight")
    assert step.density >= 0.8 and step.coverage >= 0.9 and all(one.quasi_p <= 0.05 for one in step.limits)
    checked = found.boxes[0].checked
    assert checked.p <= 0.05 and checked.other_density > 0.7 and min(checked.again.values()) > 0.7
    inner = inside(table, step.limits)
    assert (inner.sum(), (known & inner).sum()) == (step.points, step.interest)


@pytest.mark.parametrize("seed", range(3))
def test_no_box_is_claimed_of_noise(seed):
    table = sample(40, seed)
    interest = np.random.default_rng(seed + 50).random(40) < 0.4
    found = find(table, interest, density=0.6, halves=4)
    assert found.boxes == () and found.reason


@pytest.mark.parametrize(
    ("interest", "reason"),
    [
        (np.zeros(20, dtype=bool), "nowhere"),
        (np.ones(20, dtype=bool), "everywhere"),
        (np.arange(20) < 3, "only 3 of 20 points are of this class"),
        (np.arange(20) > 1, "all but 2 of 20 points are of this class"),
    ],
)
def test_what_the_sample_cannot_support_is_said(interest, reason):
    found = find(sample(20, 1), interest)
    assert found.boxes == () and found.reason.startswith(reason)


def test_the_same_sample_gives_the_same_boxes():
    table = sample(30, 2)[["a", "behaviour"]]
    one, two = (find(table, (table["a"] > 0.6).to_numpy(), halves=4) for _ in range(2))
    assert one.boxes and [(box.step, box.checked) for box in one.boxes] == [
        (box.step, box.checked) for box in two.boxes
    ]


def test_after_a_box_another_is_looked_for_in_the_rest():
    """High a or low b: no single box holds both, and the patient way alone finds neither."""
    table = sample(90, 2)[["a", "b"]]
    found = find(table, ((table["a"] > 0.75) | (table["b"] < 0.25)).to_numpy(), halves=4).boxes
    assert {box.step.names for box in found} == {("a",), ("b",)} and not (found[0].rows & found[1].rows).any()


def test_a_trajectory_begins_with_the_whole_sample():
    table, interest = sample(30, 5), np.arange(30) % 3 == 0
    steps = trajectory(table, interest, 0.1)
    assert (steps[0].points, steps[0].coverage, steps[0].limits) == (30, 1.0, ())
    for one in steps:
        assert one.points == inside(table, one.limits).sum()
        assert one.interest == (inside(table, one.limits) & interest).sum()


def test_inside_reads_all_kinds_of_limits():
    table = pd.DataFrame({"a": [0.0, 0.5, 1.0], "w": ["x", "y", "z"]})
    assert inside(table, [Limit("a", low=0.5)]).tolist() == [False, True, True]
    assert inside(table, [Limit("a", high=0.5), Limit("w", members=("x", "z"))]).tolist() == [True, False, False]
