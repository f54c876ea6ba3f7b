"""Couples: the best remaining pair again and again, and one absent changes only a chain."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from model.mechanisms.couples import Liking, Singles, liked, match

NEVER = -np.inf
STREAM = np.uint64(7)
LIKINGS = st.builds(
    Liking, st.floats(0.0, 4.0), st.floats(1.0, 10.0), st.sampled_from([0.0, 2.0, 6.0]), st.floats(-2.0, 6.0)
)


@st.composite
def singles(draw: st.DrawFn, low: int = 0, high: int = 9, first_key: int = 1) -> Singles:
    """People of few ages and households, so that some are alike, and some live together or have no home to share."""
    n = draw(st.integers(low, high))

    def each(values: st.SearchStrategy) -> list:
        return draw(st.lists(values, min_size=n, max_size=n))

    return Singles(
        np.array(each(st.sampled_from([18.0, 19.5, 25.0, 26.0, 40.0, 77.0])), dtype=np.float64),
        np.array(each(st.integers(0, 2)), dtype=np.int8),
        np.array(each(st.booleans()), dtype=np.bool_),
        np.array(each(st.integers(0, 12)), dtype=np.int32),
        np.arange(first_key, first_key + n, dtype=np.uint64),
    )


def women(low: int = 0, high: int = 9) -> st.SearchStrategy[Singles]:
    return singles(low, high, first_key=1000)


def without(these: Singles, one: int) -> Singles:
    return Singles(*(np.delete(column, one) for column in these))


def scores(men: Singles, women: Singles, like: Liking) -> np.ndarray:
    """Every pair's score, also of those whom the matching never looks at."""
    pairs = [[liked(men, i, women, j, like, STREAM) for j in range(len(women.age))] for i in range(len(men.age))]
    return np.array(pairs, dtype=float).reshape(len(men.age), len(women.age))


def greedy(score: np.ndarray) -> list[int]:
    """The slow way: look at all remaining pairs, take the best, begin anew."""
    of_row = [-1] * score.shape[0]
    while True:
        free = [
            (score[i, j], -i, -j)
            for i, j in itertools.product(range(score.shape[0]), range(score.shape[1]))
            if of_row[i] < 0 and j not in of_row and score[i, j] > NEVER
        ]
        if not free:
            return of_row
        _, i, j = max(free)
        of_row[-i] = -j


@settings(max_examples=300)
@given(singles(), women(), LIKINGS.filter(lambda like: like.chance > 0))
def test_the_kernel_agrees_with_the_slow_way(men: Singles, others: Singles, like: Liking) -> None:
    assert match(men, others, like, STREAM).tolist() == greedy(scores(men, others, like))


@settings(max_examples=200)
@given(singles(), women(), LIKINGS)
def test_no_two_would_both_rather_have_each_other(men: Singles, others: Singles, like: Liking) -> None:
    of_man, score = match(men, others, like, STREAM).tolist(), scores(men, others, like)
    for i, j in itertools.product(range(len(men.age)), range(len(others.age))):
        if score[i, j] == NEVER:
            assert of_man[i] != j
            continue
        his = score[i, of_man[i]] if of_man[i] >= 0 else NEVER
        hers = score[of_man.index(j), j] if j in of_man else NEVER
        assert max(his, hers) >= score[i, j]


@settings(max_examples=200)
@given(singles(low=1), women(low=1), LIKINGS.filter(lambda like: like.chance > 0), st.data())
def test_one_absent_changes_only_a_chain(men: Singles, others: Singles, like: Liking, data: st.DataObject) -> None:
    """His partner may take another, whose partner may take another, and so on along one path to its end."""
    absent = data.draw(st.integers(0, len(men.age) - 1))
    before = match(men, others, like, STREAM).tolist()
    after = match(without(men, absent), others, like, STREAM).tolist()
    after.insert(absent, -1)
    edges = {(i, j) for i, j in enumerate(before) if j >= 0} ^ {(i, j) for i, j in enumerate(after) if j >= 0}
    chain = [("man", absent)]
    while edges:
        kind, who = chain[-1]
        step = [(i, j) for i, j in edges if (i if kind == "man" else j) == who]
        assert len(step) == 1, "those who differ stand on one path that starts with the one absent"
        edges.remove(step[0])
        chain.append(("woman", step[0][1]) if kind == "man" else ("man", step[0][0]))
    assert len(set(chain)) == len(chain)


def of_ages(*ages: float, first_key: int = 1) -> Singles:
    """People alike but for their age, each at the head of a home."""
    n = len(ages)
    keys = np.arange(first_key, first_key + n, dtype=np.uint64)
    return Singles(np.array(ages), np.zeros(n, np.int8), np.ones(n, np.bool_), keys.astype(np.int32), keys)


def test_chains_do_occur() -> None:
    """Told by hand, without luck: without the first man the second gets the woman he would rather have had."""
    like, men = Liking(0.0, 1.0, 0.0, 0.0), of_ages(30.0, 31.0, 36.0)
    others = of_ages(30.2, 33.0, 38.0, first_key=1000)
    assert match(men, others, like, STREAM).tolist() == [0, 1, 2]
    assert match(without(men, 0), others, like, STREAM).tolist() == [0, 2]
    assert match(without(men, 2), others, like, STREAM).tolist() == [0, 1]


def test_nobody_to_meet() -> None:
    like = Liking(2.0, 3.0, 2.0, 3.0)
    assert match(of_ages(), of_ages(30.0, 40.0), like, STREAM).tolist() == []
    assert match(of_ages(30.0, 40.0), of_ages(), like, STREAM).tolist() == [-1, -1]
    homeless = of_ages(30.0, 40.0)._replace(head=np.zeros(2, np.bool_))
    assert match(homeless, homeless, like, STREAM).tolist() == [-1, -1]
