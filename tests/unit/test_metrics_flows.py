"""Flows, waiting and vacancy: sums that must come out, gaps that must be nan, codes that must be known."""

import math

import numpy as np
import pytest

from model.metrics.composition import composition
from model.metrics.flow_balance import flow_balance
from model.metrics.flow_table import flow_table
from model.metrics.refusal_rate import refusal_rate
from model.metrics.turnover import turnover
from model.metrics.vacancy import DAYS_PER_MONTH, vacancy
from model.metrics.waiting_time import waiting_time


def test_composition_of_nobody_is_nan_and_unknown_groups_are_named():
    assert np.isnan(composition([], n_groups=3)).all()
    with pytest.raises(ValueError, match=r"group = 3 is outside 0\.\.2"):
        composition([0, 3], n_groups=3)
    with pytest.raises(ValueError, match=r"group = -1 is outside 0\.\.2"):
        composition([0, -1], n_groups=3)


def test_turnover_counts_homes_for_the_months_they_stood():
    assert turnover([10], [100 * 12]).tolist() == [10.0]
    assert turnover([10], [100 * 6]).tolist() == [20.0]
    assert np.isnan(turnover([0], [0])).all()


def test_vacancy_counts_only_the_months_inside_the_period():
    found = vacancy(
        vacant_from=[0, 10, 14, 20], let_from=[12, 13, 32767, 25], rent_kr_month=[1, 10, 100, 1000],
        first_month=11, next_month=17,
    )  # fmt: skip
    assert found.spells == 3
    assert found.vacant_days == pytest.approx((1 + 2 + 3) * DAYS_PER_MONTH)
    assert found.rent_loss_kr == 1 * 1 + 2 * 10 + 3 * 100
    assert found.mean_spell_days == pytest.approx((12 + 3) / 2 * DAYS_PER_MONTH)


def test_adjoining_periods_add_up_to_the_whole():
    start, end, rent = np.array([0, 3, 7]), np.array([5, 9, 32767]), np.array([4000.0, 5000.0, 6000.0])
    parts = [vacancy(start, end, rent, first, first + 4) for first in (0, 4, 8)]
    whole = vacancy(start, end, rent, 0, 12)
    assert sum(part.vacant_days for part in parts) == pytest.approx(whole.vacant_days)
    assert sum(part.rent_loss_kr for part in parts) == pytest.approx(whole.rent_loss_kr)


def test_no_vacancy_has_no_mean_and_backward_spells_are_named():
    found = vacancy([], [], [], 0, 12)
    assert (found.spells, found.vacant_days, found.rent_loss_kr) == (0, 0.0, 0.0)
    assert math.isnan(found.mean_spell_days)
    with pytest.raises(ValueError, match="vacancy 1: let_from = 2 is before vacant_from = 5"):
        vacancy([0, 5], [1, 2], [1, 1], 0, 12)


def test_waiting_time_by_rule_agrees_with_numpy():
    months, rule = np.array([3.0, 50, 7, 12, 0]), np.array([1, 1, 1, 3, 1])
    found = waiting_time(months, rule, n_rules=4)
    assert found.count.tolist() == [0, 4, 0, 1]
    assert found.median_months[1] == np.median([3, 50, 7, 0])
    assert found.mean_months[1] == 15
    assert found.p90_months[1] == np.quantile([3, 50, 7, 0], 0.9)
    assert np.isnan(found.median_months[[0, 2]]).all()
    assert waiting_time([], [], n_rules=2).count.tolist() == [0, 0]


def test_waiting_time_names_impossible_rows():
    with pytest.raises(ValueError, match="letting 1: months_waited = -2 must be 0 or more"):
        waiting_time([1, -2], [0, 0], n_rules=1)
    with pytest.raises(ValueError, match=r"rule = 5 is outside 0\.\.1"):
        waiting_time([1], [5], n_rules=2)


def test_refusals_cannot_exceed_offers():
    assert refusal_rate([1, 4], [4, 4]).tolist() == [0.25, 1.0]
    with pytest.raises(ValueError, match="rule 0: refusals = 5 is outside"):
        refusal_rate([5], [4])


def test_flow_table_loses_nobody():
    rng = np.random.default_rng(3)
    group, destination, persons = rng.integers(0, 4, 200), rng.integers(0, 7, 200), rng.integers(1, 6, 200)
    table = flow_table(group, destination, 4, 7, persons)
    assert table.shape == (4, 7)
    assert table.sum() == persons.sum()
    assert table[2, 5] == persons[(group == 2) & (destination == 5)].sum()
    with pytest.raises(ValueError, match=r"move 1: destination = 7 is outside 0\.\.6"):
        flow_table([0, 0], [0, 7], 4, 7)


def test_ledger_finds_the_lost_the_invented_and_the_reclassified():
    assert flow_balance([10], [1], [4], [2], [3], [10]).tolist() == [0]
    assert flow_balance([10], [1], [4], [2], [3], [9]).tolist() == [1]
    assert flow_balance([10], [1], [4], [2], [3], [12]).tolist() == [-2]
    by_group = flow_balance([10, 5], [0, 0], [0, 0], [0, 0], [0, 0], [8, 7], reclassified=[-2, 2])
    assert by_group.tolist() == [0, 0]
    with pytest.raises(ValueError, match="ledger must be"):
        flow_balance([10, 5], [1], [4], [2], [3], [10])
