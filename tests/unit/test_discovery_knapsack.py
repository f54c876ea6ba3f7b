"""The best set under a ceiling and the front of sets, against every set there is."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.discovery.knapsack import best, front

EFFECT = st.integers(-50, 50)
COST = st.integers(1, 60)


def every_set(n: int, apart) -> list[tuple[int, ...]]:
    sets = (some for size in range(n + 1) for some in combinations(range(n), size))
    return [some for some in sets if not any({one, two} <= set(some) for one, two in apart)]


def test_a_known_knapsack():
    """The dearest and best item is not in the best set of 7; it is when the ceiling allows it."""
    effects, costs = np.array([6.0, 5.0, 4.0]), np.array([5.0, 4.0, 3.0])
    assert best(effects, costs, 7.0).members == (1, 2)
    assert best(effects, costs, 9.0).members == (0, 1)
    assert best(effects, costs, 2.9).members == ()
    assert best(effects, costs, 12.0, apart=[(0, 1)]).members == (0, 2)


def test_what_does_nothing_or_harm_is_not_bought():
    assert best(np.array([1.0, 0.0, -2.0]), np.array([1.0, 1.0, 0.0]), 10.0).members == (0,)
    assert best(np.zeros(3), np.ones(3), 10.0).members == ()


@pytest.mark.parametrize("scale", [1e-4, 1.0])
@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(EFFECT, COST), min_size=1, max_size=7), st.integers(0, 250))
def test_the_best_set_is_the_best_of_all_sets(scale, items, ceiling):
    effects = scale * np.array([one for one, _ in items], dtype=float)
    costs = 1e5 * np.array([one for _, one in items], dtype=float)
    apart = [(0, 1)] if len(items) > 1 else []
    found = best(effects, costs, 1e5 * ceiling, apart)
    allowed = [some for some in every_set(len(items), apart) if costs[list(some)].sum() <= 1e5 * ceiling]
    most = max(effects[list(some)].sum() for some in allowed)
    assert found.members in allowed
    assert found.effect == pytest.approx(most, abs=1e-9 * scale)
    cheapest = min(costs[list(one)].sum() for one in allowed if effects[list(one)].sum() >= most - 1e-9 * scale)
    assert found.cost == pytest.approx(cheapest)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(EFFECT, COST), min_size=1, max_size=6))
def test_the_front_has_every_set_that_no_other_beats(items):
    effects = np.array([one for one, _ in items], dtype=float)
    costs = np.array([one for _, one in items], dtype=float)
    ends = {(effects[list(some)].sum(), costs[list(some)].sum()) for some in every_set(len(items), [])}
    unbeaten = {
        one for one in ends if not any(other != one and other[0] >= one[0] and other[1] <= one[1] for other in ends)
    }
    found = front(effects, costs)
    assert {(one.effect, one.cost) for one in found} == unbeaten
    assert [one.cost for one in found] == sorted(one.cost for one in found)
