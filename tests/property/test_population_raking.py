"""Raking, sampling and alignment meet what they are asked for, on random tables and households."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from agents.core import draws
from model.population.alignment import align, grade
from model.population.raking import RakingError, Total, fit_table, rake, reconcile, whole

weights = st.floats(0.05, 20.0)
shapes = st.tuples(st.integers(2, 6), st.integers(2, 6))


@st.composite
def feasible_tables(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A positive seed and the margins of another positive table of the same shape."""
    shape = draw(shapes)
    seed = draw(arrays(float, shape, elements=weights))
    other = draw(arrays(float, shape, elements=weights))
    return seed, other.sum(axis=1), other.sum(axis=0)


def cells_as_households(seed: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> tuple[np.ndarray, list[Total]]:
    row, column = np.indices(seed.shape).reshape(2, -1)
    totals = [Total(f"row {i}", (row == i).astype(float), value) for i, value in enumerate(rows)]
    totals += [Total(f"column {j}", (column == j).astype(float), value) for j, value in enumerate(columns)]
    return seed.ravel(), totals


@given(feasible_tables())
@settings(max_examples=60, deadline=None)
def test_proportional_fitting_reproduces_both_margins(case) -> None:
    seed, rows, columns = case
    table = fit_table(seed, rows, columns)
    # 1e-8: the loop stops at 1e-10 of the sum, rows are fitted just before columns.
    np.testing.assert_allclose(table.sum(axis=1), rows, rtol=1e-8)
    np.testing.assert_allclose(table.sum(axis=0), columns, rtol=1e-8)


@given(feasible_tables())
@settings(max_examples=60, deadline=None)
def test_proportional_fitting_keeps_the_odds_ratios_of_the_seed(case) -> None:
    seed, rows, columns = case
    table = fit_table(seed, rows, columns)
    before = seed[0, 0] * seed[1, 1] / (seed[0, 1] * seed[1, 0])
    after = table[0, 0] * table[1, 1] / (table[0, 1] * table[1, 0])
    assert after == pytest.approx(before, rel=1e-6)


@given(feasible_tables())
@settings(max_examples=40, deadline=None)
def test_raking_cells_gives_the_table_of_proportional_fitting(case) -> None:
    seed, rows, columns = case
    raked = rake(*cells_as_households(seed, rows, columns)).reshape(seed.shape)
    # 1e-5: raking leaves a ridge of 1e-9 on exact totals, since row and column sums repeat each other.
    np.testing.assert_allclose(raked, fit_table(seed, rows, columns), rtol=1e-5)


@given(st.integers(0, 10_000), st.integers(20, 200), st.integers(1, 6))
@settings(max_examples=40, deadline=None)
def test_totals_of_households_and_persons_are_met_together(number: int, households: int, kinds: int) -> None:
    keys = draws.keys_of("household", number, households)
    adds = np.stack([draws.integer(1, f"kind {k}", 0, keys, 4) for k in range(kinds)]).astype(float)
    known = 0.5 + draws.uniform(1, "true weight", 0, keys)
    totals = [Total(f"kind {k}", adds[k], float(adds[k] @ known)) for k in range(kinds)]
    totals.append(Total("households", np.ones(households), float(known.sum())))
    raked = rake(np.ones(households), totals)
    assert (raked >= 0).all()
    for total in totals:
        assert total.adds @ raked == pytest.approx(total.value, rel=1e-6)


def test_a_soft_total_gives_way_to_an_exact_one() -> None:
    ones, half = np.ones(10), np.array([1.0] * 5 + [0.0] * 5)
    raked = rake(
        ones,
        [Total("all", ones, 20.0), Total("all, roughly", ones, 10.0, slack=5.0), Total("half", half, 12.0)],
    )
    assert raked.sum() == pytest.approx(20.0, rel=1e-6)
    assert raked[:5].sum() == pytest.approx(12.0, rel=1e-6)


def test_a_total_nobody_adds_to_is_named() -> None:
    with pytest.raises(RakingError, match=r"'age 0-6' is 5, but no household adds to it"):
        rake(np.ones(3), [Total("age 0-6", np.zeros(3), 5.0)])
    with pytest.raises(RakingError, match="row 1 has total 4"):
        fit_table([[1.0, 1.0], [0.0, 0.0]], [2.0, 4.0], [3.0, 3.0])


@given(arrays(float, st.integers(1, 60), elements=weights), st.integers(0, 500), st.floats(0.0, 0.999))
@settings(max_examples=100, deadline=None)
def test_whole_households_sum_up_and_stay_within_one_of_their_share(weight, count: int, start: float) -> None:
    taken = whole(weight, count, start)
    assert taken.sum() == count
    assert (np.abs(taken - weight / weight.sum() * count) < 1.0 + 1e-9).all()


@given(
    st.lists(st.tuples(st.floats(0.01, 0.99), st.integers(1, 5000)), min_size=1, max_size=6),
    st.floats(0.02, 0.98),
)
@settings(max_examples=100, deadline=None)
def test_reconciled_shares_make_the_total_and_keep_their_order(groups, wanted: float) -> None:
    shares = np.array([share for share, _ in groups])
    bases = np.array([base for _, base in groups], dtype=float)
    new = reconcile(shares, bases, wanted * bases.sum())
    assert new @ bases == pytest.approx(wanted * bases.sum(), rel=1e-6)
    assert (np.diff(new[np.argsort(shares, kind="stable")]) >= -1e-9).all()


@given(st.integers(1, 400), st.floats(0.0, 1.0), st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_alignment_chooses_exactly_as_many_as_asked(people: int, share: float, seed: int) -> None:
    keys = draws.keys_of("person", 1, people)
    assert align(np.zeros(people), keys, share * people, seed, "test").sum() == int(np.floor(share * people + 0.5))


def test_alignment_keeps_odds_ratios_of_the_propensity() -> None:
    keys = draws.keys_of("person", 2, 40_000)
    likely = np.arange(40_000) % 2 == 0
    chosen = align(np.where(likely, 1.0, 0.0), keys, 12_000, 3, "test")
    rate = [chosen[likely].mean(), chosen[~likely].mean()]
    odds = np.log(rate[0] / (1 - rate[0])) - np.log(rate[1] / (1 - rate[1]))
    # Standard error of the log odds ratio is about 0.022 here; four of them.
    assert odds == pytest.approx(1.0, abs=0.09)


def test_grades_have_the_shares_asked_for_and_follow_propensity() -> None:
    keys = draws.keys_of("person", 3, 1000)
    level = grade(np.linspace(-8, 8, 1000), keys, [0.2, 0.5, 0.3], 1, "test")
    assert np.bincount(level).tolist() == [200, 500, 300]
    assert level[:100].mean() < level[-100:].mean()


def test_alignment_does_not_depend_on_the_order_of_rows() -> None:
    keys = draws.keys_of("person", 4, 500)
    propensity = np.sin(np.arange(500.0))
    turned = np.arange(500)[::-1]
    straight = align(propensity, keys, 100, 1, "test")
    assert (align(propensity[turned], keys[turned], 100, 1, "test")[turned] == straight).all()
