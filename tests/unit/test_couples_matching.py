"""Couples: the best remaining pair again and again, and one absent changes only a chain."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from model.mechanisms.couples import match

NEVER = -np.inf


@st.composite
def scores(draw: st.DrawFn, low: int = 0, high: int = 6) -> np.ndarray:
    """Scores of men by women, all different as draws make them, some of them never."""
    n, m = draw(st.integers(low, high)), draw(st.integers(low, high))
    order = draw(st.permutations(range(n * m)))
    never = draw(st.lists(st.booleans(), min_size=n * m, max_size=n * m))
    rank = np.array(order, dtype=float).reshape(n, m) / 7.0 - 2.0
    return np.where(np.array(never, dtype=bool).reshape(n, m), NEVER, rank)


def greedy(score: np.ndarray) -> list[int]:
    """The slow way: look at all remaining pairs, take the best, begin anew."""
    of_row = [-1] * score.shape[0]
    while True:
        free = [
            (score[i, j], i, j)
            for i, j in itertools.product(range(score.shape[0]), range(score.shape[1]))
            if of_row[i] < 0 and j not in of_row and score[i, j] > NEVER
        ]
        if not free:
            return of_row
        _, i, j = max(free)
        of_row[i] = j


@settings(max_examples=200)
@given(scores())
def test_the_kernel_agrees_with_the_slow_way(score: np.ndarray) -> None:
    assert match(score).tolist() == greedy(score)


@settings(max_examples=200)
@given(scores())
def test_no_two_would_both_rather_have_each_other(score: np.ndarray) -> None:
    of_row = match(score).tolist()
    for i, j in itertools.product(range(score.shape[0]), range(score.shape[1])):
        if score[i, j] == NEVER:
            assert of_row[i] != j
            continue
        his = score[i, of_row[i]] if of_row[i] >= 0 else NEVER
        hers = score[of_row.index(j), j] if j in of_row else NEVER
        assert max(his, hers) >= score[i, j]


@settings(max_examples=200)
@given(scores(low=1, high=9), st.data())
def test_one_absent_changes_only_a_chain(score: np.ndarray, data: st.DataObject) -> None:
    """His partner may take another, whose partner may take another, and so on along one path to its end."""
    absent = data.draw(st.integers(0, score.shape[0] - 1))
    before = match(score).tolist()
    without = score.copy()
    without[absent] = NEVER
    after = match(without).tolist()
    edges = {(i, j) for i, j in enumerate(before) if j >= 0} ^ {(i, j) for i, j in enumerate(after) if j >= 0}
    chain = [("man", absent)]
    while edges:
        kind, who = chain[-1]
        step = [(i, j) for i, j in edges if (i if kind == "man" else j) == who]
        assert len(step) == 1, "those who differ stand on one path that starts with the one absent"
        edges.remove(step[0])
        chain.append(("woman", step[0][1]) if kind == "man" else ("man", step[0][0]))
    assert len(set(chain)) == len(chain)


def test_chains_do_occur() -> None:
    """The three of them, told by hand: without the first man the others move up one place each."""
    score = np.array([[9.0, 1.0, 0.0], [8.0, 7.0, 0.5], [0.1, 6.0, 0.2]])
    assert match(score).tolist() == [0, 1, 2]
    score[0] = NEVER
    assert match(score).tolist() == [-1, 0, 1]


def test_nobody_to_meet() -> None:
    assert match(np.zeros((0, 3))).tolist() == []
    assert match(np.zeros((2, 0))).tolist() == [-1, -1]
    assert match(np.full((2, 2), NEVER)).tolist() == [-1, -1]
