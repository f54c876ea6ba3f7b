"""Runs in the background: they end, count together, wait their turn, stop when told, and say what they are worth."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from dashboards.attributes import HIDDEN, VACANT
from dashboards.charts import CHARTS, LINES
from dashboards.replications import probability as p
from dashboards.replications import words
from dashboards.replications.ensemble import Ensemble, Progress
from dashboards.replications.kept import Kept, keep
from dashboards.replications.summary import summarise
from dashboards.runs import Runs
from experiments.outcomes import OUTCOMES
from experiments.running import Job
from experiments.statistics import paired_difference
from model.scenario import Scenario
from tests.unit.dashboard_fake import EMPTY, FakeModel
from tests.unit.test_dashboard_worker import FAKE, PATIENCE

A = Scenario(months=24)
B = Scenario(months=24, policies=(("second_chance", ()),))
VULNERABLE = next(one for one in OUTCOMES if one.key == "share_vulnerable")


def wait(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def run(scenario, seed, value, codes=(3, 0, 0, 0)):
    """A run with one outcome, curves that stand still at it, and four homes."""
    curves = np.full((len(LINES), 24), value, dtype=np.float32)
    homes = np.array(codes, dtype=np.uint8)
    return Kept(
        Scenario(scenario.place, policies=scenario.policies, months=24, seed=seed),
        {VULNERABLE: value}, curves, {"vulnerability": homes, "origin": homes},
    )  # fmt: skip


def test_what_is_kept_of_a_run_is_what_it_wrote():
    months = []
    kept = keep(Job(A, Path(), "", FAKE), months.append)
    model = FakeModel(A)
    for _ in range(A.months):
        model.step()
    assert sum(months) == 24
    series = model.series()
    own = series[(series.metric == "share_vulnerable") & (series.unit == "estate")]["value"].to_numpy()
    np.testing.assert_allclose(kept.curves[0], own.astype(np.float32))
    assert kept.outcomes[VULNERABLE] == pytest.approx(100 * own[-12:].mean())
    assert (kept.homes["vulnerability"] == VACANT).sum() == -(-1345 // EMPTY)


def test_runs_are_paired_by_seed_whatever_order_they_end_in():
    kept = [run(B, 2, 12.0), run(A, 1, 10.0), run(A, 3, 15.0), run(A, 2, 11.0), run(B, 1, 11.5)]
    found = summarise(kept, A, B)
    assert (found.runs, found.pairs) == (3, 2)
    row = next(one for one in found.rows if one.outcome is VULNERABLE)
    assert row.a.n == 3 and row.a.mean == 12.0
    assert row.difference == paired_difference([10.0, 11.0], [11.5, 12.0])
    band = found.differences[0]
    assert band.shape == (len(CHARTS[0].lines), 3, 24)
    np.testing.assert_allclose(band[0, 0], 125.0, err_msg="the mean of the differences, in per cent")
    assert (band[0, 1] < band[0, 0]).all() and (band[0, 2] > band[0, 0]).all()
    assert found.levels[0][0][0, :, 0] == pytest.approx([1200.0, 1010.0, 1460.0]), "mean and middle 90 %"
    alone = summarise(kept, A, None)
    assert alone.pairs == 0 and all(row.b is None for row in alone.rows)


def test_an_ensemble_runs_to_its_end_and_more_are_added():
    ensemble = Ensemble(Runs(2, FAKE))
    ensemble.start(A, B, 2)
    wait(lambda: ensemble.told.value.state == "done")
    now = ensemble.told.value
    assert {(one.scenario.policy_names, one.scenario.seed) for one in now.runs} == {
        (names, seed) for names in ((), ("second_chance",)) for seed in (1, 2)
    }
    assert now.summary is not None and now.summary.pairs == 2
    assert now.months == now.of_months == 4 * 24
    ensemble.start(A, B, 3)
    wait(lambda: ensemble.told.value.state == "done")
    assert ensemble.told.value.of_months == 2 * 24, "only what was missing is run"
    assert ensemble.told.value.summary.pairs == 3
    ensemble.start(A, None, 1)
    assert ensemble.told.value.runs == (), "another question begins with nothing"
    ensemble.close()
    assert ensemble.told.value.state == "idle" and not ensemble.told.value.runs


def test_ensembles_take_turns_and_a_stopped_one_leaves_its_process():
    where = Runs(1, FAKE)
    first, second = Ensemble(where), Ensemble(where)
    first.start(Scenario(months=30_000), None, 1)
    wait(lambda: first.told.value.months > 0)
    second.start(A, None, 1)
    wait(lambda: second.told.value.ahead == 1)
    assert "another page" in words.status("en", second.told.value)
    first.stop()
    wait(lambda: second.told.value.state == "done")
    assert first.told.value.state == "stopped"
    second.close()


def test_nobody_waits_for_all_runs_of_another():
    where = Runs(1, FAKE)
    first, second = Ensemble(where), Ensemble(where)
    first.start(Scenario(months=3000), None, 5)
    wait(lambda: first.told.value.months > 0)
    second.start(A, None, 2)
    wait(lambda: second.told.value.state == "done")
    assert first.told.value.ended < 5
    first.close()


def test_a_run_that_fails_is_told():
    ensemble = Ensemble(Runs(2, FAKE))
    ensemble.start(Scenario(months=12, seed=666), None, 1)
    wait(lambda: ensemble.told.value.state == "failed")
    assert "seed 666 is not allowed" in words.status("en", ensemble.told.value)
    ensemble.close()


FOUR = p.Units(np.array([0, 0, 1, 2]), ("north", "south", "new"))


def test_how_often_a_unit_has_more_than_a_limit():
    runs = [
        run(A, 1, 0.0, (3, 0, 3, HIDDEN)),
        run(A, 2, 0.0, (3, 3, VACANT, HIDDEN)),
        run(A, 3, 0.0, (0, 0, 0, HIDDEN)),
    ]
    vulnerable, empty = p.WHATS[0], p.WHATS[1]
    np.testing.assert_array_equal(p.share(runs[1], vulnerable, FOUR), [1.0, np.nan, np.nan])
    np.testing.assert_allclose(p.more_than(runs, vulnerable, FOUR, 0.4), [2 / 3, 1 / 2, np.nan])
    np.testing.assert_allclose(p.more_than(runs, vulnerable, FOUR, 0.5), [1 / 3, 1 / 2, np.nan])
    np.testing.assert_allclose(p.more_than(runs, empty, FOUR, 0.0), [0.0, 1 / 3, np.nan])
    assert p.classes(np.array([0.0, 0.1, 0.5, 0.9, 1.0, np.nan])).tolist() == [0, 1, 2, 4, 4, VACANT]


def test_where_b_is_above_a_beyond_chance():
    pairs = [
        (run(A, seed, 0.0, (0, 0, 3, HIDDEN)), run(B, seed, 0.0, (3, 0, seed % 2 * 3, HIDDEN))) for seed in range(8)
    ]
    found = p.rises(pairs, p.WHATS[0], FOUR)
    assert [one.share for one in found[:2]] == [1.0, 0.25], "no change counts half"
    assert p.rise_classes(found).tolist() == [p.RISES, p.MAY_FALL, VACANT]
    assert p.rise_classes(p.rises(pairs[:4], p.WHATS[0], FOUR))[0] == p.MAY_RISE, "four pairs cannot tell"
    assert p.rise_classes(p.rises([], p.WHATS[0], FOUR)).tolist() == [VACANT] * 3


def test_units_are_the_cells_and_departments_of_the_estate():
    for level in ("cell", "department"):
        units = p.units("vaerebro", level)
        assert units.homes.sum() == len(units.of) == 1345
        assert len(set(units.names)) == len(units.names)


def test_differences_are_told_in_words():
    assert words.verdict("en", paired_difference([1.0, 2.0], [1.0, 2.0])) == "the same in every pair of runs"
    assert words.verdict("da", paired_difference([10.0, 12.0, 11.0], [9.0, 10.8, 10.1])) == "B er lavere end A"
    assert words.verdict("en", paired_difference([1.0], [2.0])).endswith("too few runs")
    open_ = paired_difference([1.0, 2.0, 3.0], [1.5, 2.0, 3.1])
    assert open_.more_runs_needed is not None
    assert words.verdict("da", open_) == f"kan ikke skelnes; ca. {open_.more_runs_needed} kørsler mere kan afgøre det"
    assert words.verdict("en", paired_difference([0.0, 0.0], [1.0, -1.0])).endswith("too many more runs to wait for")


def test_progress_is_told_in_words():
    now = Progress("running", A, B, wanted=10, ended=3, left=100.0)
    assert words.status("en", now) == "3 of 20 runs have ended; about 2 minutes left"
    assert words.status("da", Progress("running", A, None, wanted=10, ended=3, left=11.0)).endswith(
        "ca. 15 sekunder tilbage"
    )
