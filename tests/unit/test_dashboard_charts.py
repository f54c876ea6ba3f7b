"""Curves follow the record, and a mean over months is what pandas says it is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dashboards import text
from dashboards.charts import CHARTS, LINES, Curves, difference_unit, smooth
from dashboards.series import Follower

NUMBERS = st.one_of(st.just(float("nan")), st.floats(-1000, 1000, width=32))


@given(arrays(np.float32, (2, 30), elements=NUMBERS), st.integers(2, 15))
def test_smoothing_is_a_rolling_mean(values, window):
    expected = pd.DataFrame(values.T.astype(float)).rolling(window, min_periods=1).mean().to_numpy().T
    # Both add up to 15 numbers below 1000 in double precision; the result is stored in single precision.
    np.testing.assert_allclose(smooth(values, window), expected, rtol=1e-5, atol=1e-3)


def test_curves_hold_what_was_added_in_the_unit_shown():
    curves = Curves(horizon=12)
    values = np.arange(len(LINES), dtype=np.float32)
    curves.add(0, values)
    curves.add(1, values + 1)
    curves.add(99, values)
    share = CHARTS[0]
    assert curves.months == 2
    assert curves.of(share).tolist() == [[0.0, 100.0], [100.0, 200.0]]


def test_every_line_belongs_to_one_chart():
    assert len(LINES) == len({(line.metric, line.unit, line.group) for line in LINES})


class Record:
    def __init__(self) -> None:
        self.rows: list[tuple[int, str, str, str, float]] = []

    def since(self, row: int) -> list[tuple[int, str, str, str, float]]:
        return self.rows[row:]


def test_a_follower_reads_each_entry_once_and_passes_over_what_is_not_drawn():
    record = Record()
    follower = Follower(record)
    line = LINES[0]
    record.rows += [(0, line.metric, line.unit, line.group, 0.25), (0, "not drawn", "estate", "all", 3.0)]
    first = follower.month(0)
    assert first[0] == pytest.approx(0.25)
    assert np.isnan(first[1:]).all()
    assert np.isnan(follower.month(1)).all()


@pytest.mark.parametrize("language", ["en", "da"])
def test_a_difference_of_shares_is_in_percentage_points(language):
    points = {"en": "percentage points", "da": "procentpoint"}[language]
    for chart in CHARTS:
        own, unit = text.of(language, chart.unit), difference_unit(language, chart)
        assert unit.startswith(points) == own.startswith("%")
        assert unit == own or unit.endswith(own.removeprefix("% "))
