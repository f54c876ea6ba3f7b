"""Outcomes are read from a run's series as a planner would by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from experiments.outcome_values import measure, outcomes
from experiments.outcomes import OUTCOMES


def _series(*rows: tuple[int, str, str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["month", "metric", "unit", "group", "value"])


def test_the_last_year_is_averaged_and_the_run_is_summed():
    series = _series(
        *[(month, "turnover", "estate", "all", float(month)) for month in range(24)],
        *[(month, "rent_loss_kr", "estate", "all", 1e6) for month in range(24)],
    )
    found = measure(series, OUTCOMES)
    assert found["turnover"] == pytest.approx(sum(range(12, 24)) / 12)
    assert found["rent_loss"] == pytest.approx(24.0)


def test_a_share_of_movers_is_a_share_of_sums_and_not_a_mean_of_shares():
    series = _series(
        (0, "in_movers", "estate", "all", 1), (0, "in_movers", "estate", "vulnerable", 1),
        (1, "in_movers", "estate", "all", 99), (1, "in_movers", "estate", "vulnerable", 0),
    )  # fmt: skip
    assert measure(series, OUTCOMES)["in_movers_vulnerable"] == pytest.approx(1.0)


def test_separation_is_counted_beyond_chance():
    series = _series(
        (11, "dissimilarity", "district", "vulnerable", 0.4),
        (11, "dissimilarity.corrected", "district", "vulnerable", 0.3),
        (11, "dissimilarity.corrected", "cell", "vulnerable", 0.9),
    )
    assert measure(series, OUTCOMES)["dissimilarity_vulnerable"] == pytest.approx(30.0)


def test_costs_are_summed_over_policies_and_purposes_by_payer():
    series = _series(
        (0, "cost_kr", "second_chance: grant", "municipality", 1e6),
        (1, "cost_kr", "second_chance: reception", "municipality", 2e6),
        (1, "cost_kr", "second_chance: grant", "housing association", 1e6),
    )
    found = measure(series, outcomes([series]))
    assert (found["cost.municipality"], found["cost.housing association"]) == (3.0, 1.0)
    assert measure(series.iloc[:0], outcomes([series]))["cost.municipality"] == 0.0


def test_what_a_run_does_not_have_is_nan_and_never_zero():
    found = measure(_series((0, "turnover", "estate", "all", 1.0)), OUTCOMES)
    counted = {outcome.key for outcome in OUTCOMES if outcome.zero}
    assert all(math.isnan(value) for key, value in found.items() if key not in {"turnover", *counted})
    assert found["turnover"] == 1.0


def test_a_run_without_second_chance_moved_nobody():
    series = _series((0, "lettings", "municipality", "ordinary", 5.0))
    assert measure(series, OUTCOMES)["second_chance_moves"] == 0.0


def test_every_rule_and_payer_becomes_an_outcome_and_origin_can_be_switched_off():
    series = _series(
        (0, "waiting_months", "estate", "ordinary", 5.0), (0, "waiting_months", "estate", "internal", 5.0),
        (0, "cost_kr", "second_chance: grant", "state", 5.0),
    )  # fmt: skip
    keys = [outcome.key for outcome in outcomes([series])]
    assert {"waiting_months.internal", "waiting_months.ordinary", "cost.state"} <= set(keys)
    assert "share_non_western" in keys and len(set(keys)) == len(keys)
    assert "share_non_western" not in [outcome.key for outcome in outcomes([series], official_groups=False)]


def test_every_outcome_has_both_languages():
    assert all(outcome.title and outcome.title_da and outcome.title != outcome.title_da for outcome in OUTCOMES)
