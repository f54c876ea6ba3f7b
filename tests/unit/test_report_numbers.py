"""Numbers as the report writes them, and maps' errors against the scalar statistics."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments import figures, report_numbers, statistics
from experiments.report_data import paired
from experiments.report_words import more_runs_in_words


@pytest.mark.parametrize(
    ("value", "error", "usual", "written"),
    [
        (12.345, 0.41, 1, "12.3 ± 0.4"),
        (12.345, 0.041, 1, "12.35 ± 0.04"),
        (1234567.0, 120.0, 0, "1\u202f234\u202f567 ± 120"),
        (0.0, 0.0, 1, "0 ± 0"),
        (3.0, 0.0001, 1, "3.0 ± <0.1"),
        (3.0, math.nan, 1, "3.0 ± unknown"),
        (math.nan, math.nan, 1, "–"),
    ],
)
def test_number_is_no_finer_than_its_error(value: float, error: float, usual: int, written: str) -> None:
    assert report_numbers.with_error(value, error, usual) == written


def test_differences_carry_a_sign_and_a_true_minus() -> None:
    assert report_numbers.signed(-1.26, 1) == "−1.3"
    assert report_numbers.signed(1.26, 1) == "+1.3"
    assert report_numbers.signed(-0.01, 1) == "0.0"


def test_an_end_that_is_not_zero_is_not_written_as_zero() -> None:
    """An interval that leaves zero out must not look as if it touched it."""
    assert report_numbers.between(-2.7, -0.04, 0.3, 1) == "−2.70 to −0.04"


def test_runs_needed_are_rounded_to_what_the_guess_is_worth() -> None:
    assert more_runs_in_words("not distinguishable", 7) == "7"
    assert more_runs_in_words("not distinguishable", 1234) == "about\u00a01\u202f300"
    assert more_runs_in_words("not distinguishable", None) == "too many to wait for"
    assert more_runs_in_words("distinguishable", 0) == "none"
    assert more_runs_in_words("identical", None) == "–"


@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.floats(0, 1), st.booleans()),
        min_size=2,
        max_size=12,
    )
)
def test_map_errors_agree_with_the_scalar_statistics(pairs: list[tuple[float, float, bool]]) -> None:
    base = np.array([[a if known else np.nan] for a, _, known in pairs])
    other = np.array([[b] for _, b, _ in pairs])
    mean, error, half = paired(base, other)
    expected = statistics.paired_difference(base[:, 0], other[:, 0])
    # Sums of at most twelve numbers in 0..1: rounding stays below 1e-12.
    assert mean[0] == pytest.approx(expected.mean, abs=1e-12, nan_ok=True)
    assert error[0] == pytest.approx(expected.standard_error, abs=1e-12, nan_ok=True)
    assert half[0] == pytest.approx((expected.high - expected.low) / 2, abs=1e-11, nan_ok=True)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_labels_at_line_ends_do_not_overlap(values: list[float]) -> None:
    heights = figures.spread(values, [0.1] * len(values), 0, 1)
    ordered = sorted(heights)
    assert all(upper - lower >= 0.099 for lower, upper in pairwise(ordered))
    assert min(heights) >= -0.001 and max(heights) <= 1.001
