"""How sure a number is: against SciPy, and how often the interval keeps its promise."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, ttest_1samp, ttest_rel

from experiments.statistics import bands, estimate, paired_difference

RUNS = st.lists(st.integers(-1000, 1000), min_size=3, max_size=20)


@given(values=RUNS)
def test_interval_is_that_of_scipy(values):
    found = estimate(values)
    if len(set(values)) == 1:
        assert (found.standard_error, found.low, found.high) == (0, found.mean, found.mean)
        return
    interval = ttest_1samp(values, 0).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high), rel=1e-9, abs=1e-9)


@given(values=st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=2, max_size=20))
def test_verdict_is_the_paired_t_test_at_five_percent(values):
    before, after = np.array(values, dtype=float).T
    found = paired_difference(before, after)
    if not (before - after).any():
        assert found.verdict == "identical"
    elif len(set(after - before)) == 1:
        assert found.verdict == "distinguishable"
    else:
        p = ttest_rel(after, before).pvalue
        if abs(p - 0.05) > 1e-9:
            assert found.verdict == ("distinguishable" if p < 0.05 else "not distinguishable")


@given(values=RUNS)
def test_more_runs_needed_is_the_smallest_number_that_is_enough(values):
    """Pretend the further runs are in, with the same mean and spread: the verdict turns exactly there."""
    difference = np.array(values, dtype=float)
    found = paired_difference(np.zeros(len(values)), difference)
    if found.verdict != "not distinguishable" or found.more_runs_needed is None:
        return
    assert found.more_runs_needed > 0
    deviation = found.standard_error * math.sqrt(found.n)

    def imagined(n):
        """n runs in equal halves (and one at the mean when n is odd) with exactly this mean and deviation."""
        half = n // 2
        spread = deviation * math.sqrt((n - 1) / (2 * half))
        sample = np.repeat([found.mean - spread, found.mean + spread], half)
        return np.append(sample, [found.mean] * (n - 2 * half))

    enough = found.n + found.more_runs_needed
    if enough > 20_000:
        return
    assert paired_difference(np.zeros(enough), imagined(enough)).verdict == "distinguishable"
    if enough - 1 > found.n:
        assert paired_difference(np.zeros(enough - 1), imagined(enough - 1)).verdict == "not distinguishable"


def test_pairs_that_agree_are_identical_and_one_pair_decides_nothing():
    same = paired_difference([0.1, 0.2, 0.7], [0.1, 0.2, 0.7])
    assert (same.mean, same.standard_error, same.low, same.high) == (0, 0, 0, 0)
    assert (same.verdict, same.more_runs_needed) == ("identical", None)
    one = paired_difference([1.0], [9.0])
    assert (one.mean, one.verdict, one.more_runs_needed) == (8.0, "not distinguishable", None)
    assert math.isnan(one.standard_error)
    assert paired_difference([1.0], [1.0]).verdict == "identical"
    assert paired_difference([], []).verdict == "not distinguishable"


def test_no_number_of_runs_tells_a_mean_of_zero_from_zero():
    found = paired_difference([0.0, 0.0], [-1.0, 1.0])
    assert (found.verdict, found.more_runs_needed) == ("not distinguishable", None)


def test_pairs_without_a_value_are_left_out_on_both_sides():
    found = paired_difference([1, math.nan, 3, 4], [2, 5, math.nan, 6])
    assert (found.n, found.mean) == (2, 1.5)


def test_interval_covers_the_truth_nineteen_times_in_twenty():
    """4,000 sets of 8 normal runs with a fixed seed; a two-sided binomial test at 1 in 1,000."""
    runs = np.random.default_rng(7).normal(3, 2, (4000, 8))
    covered = sum(found.low <= 3 <= found.high for found in map(estimate, runs))
    assert binomtest(covered, 4000, 0.95).pvalue > 0.001


def test_pairing_takes_out_the_luck_that_runs_share():
    rng = np.random.default_rng(4)
    luck = rng.normal(0, 10, 12)
    found = paired_difference(luck, luck + 0.5 + rng.normal(0, 0.1, 12))
    assert found.verdict == "distinguishable"
    assert found.standard_error < estimate(luck).standard_error / 20


def test_bands_of_runs_with_gaps_raise_no_warning():
    curves = np.array([[1.0, math.nan, math.nan], [3.0, 4.0, math.nan]])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = bands(curves)
        empty = bands(np.empty((0, 2)))
    assert found.mean[:2].tolist() == [2, 4]
    assert found.median[:2].tolist() == [2, 4]
    assert np.isnan(found.mean[2]) and np.isnan(found.high[2])
    assert found.n == 2
    assert np.isnan(empty.low).all()


def test_bands_are_quantiles_of_the_runs():
    curves = np.random.default_rng(0).random((30, 5))
    found = bands(curves, low=0.1, high=0.8)
    assert np.array_equal(found.low, np.quantile(curves, 0.1, axis=0))
    assert np.array_equal(found.high, np.quantile(curves, 0.8, axis=0))


def test_wrong_shapes_and_quantiles_are_named():
    with pytest.raises(ValueError, match=r"baseline \(2,\) and treated \(3,\)"):
        paired_difference([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match=r"must be \(n_replications,\), not \(1, 2\)"):
        estimate([[1, 2]])
    with pytest.raises(ValueError, match=r"not \(2,\)"):
        bands([1, 2])
    with pytest.raises(ValueError, match=r"low = 0.9 and high = 0.1"):
        bands([[1, 2]], low=0.9, high=0.1)
