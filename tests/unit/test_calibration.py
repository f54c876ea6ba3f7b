"""Calibration with a stand-in whose answers are known: what is found, how surely, and what the targets do not tell."""

from __future__ import annotations

import functools

import numpy as np
import pytest
from scipy import stats

from experiments.calibration.coverage import counted, coverage
from experiments.calibration.form import from_toml
from experiments.calibration.inference import Likelihood, sample
from experiments.calibration.result import calibrated
from experiments.calibration.runs import Runner
from experiments.calibration.waves import covariance, fitted
from experiments.errors import RunError
from experiments.study import sweep as sweeping
from experiments.study.store import RunStore
from experiments.study.where import Processes
from tests.unit.calibration_fake import BROKEN, FAKE, GROWING, LUCK, OWN_LUCK, text

SWEEP = sweeping.sweep


def runner(monkeypatch, folder, model: str = FAKE) -> Runner:
    monkeypatch.setattr(sweeping, "sweep", functools.partial(SWEEP, model=model))
    return Runner(RunStore(folder / "runs"), Processes(1))


def exact(calibration, known, seed: int = 3):
    """Mean and spread of almene and lapse by importance weights on the straight lines themselves, without emulators."""
    at = stats.qmc.Sobol(2, rng=seed).random(2**16)
    low, high = np.array([0.08, 0.01]), np.array([0.18, 0.09])
    values = low + at * (high - low)
    shown = np.stack([100 * values[:, 0] + 50 * values[:, 1], 100 * values[:, 1]], axis=1)
    away = shown - [one.value for one in calibration.fit]
    weights = np.exp(-0.5 * (away * np.linalg.solve(known, away.T).T).sum(axis=1))
    mean = np.average(values, weights=weights, axis=0)
    return mean, np.sqrt(np.average((values - mean) ** 2, weights=weights, axis=0))


def test_a_known_answer_is_found_with_its_width(monkeypatch, tmp_path):
    calibration = from_toml(text(waves=2))
    found = calibrated(calibration, runner(monkeypatch, tmp_path), tmp_path)
    chance = LUCK**2 + OWN_LUCK**2
    # 30 seeds: the spread of chance is known to 13 %, and with it a third of the variance.
    known = np.diag([one.variance + 1.5 * chance for one in calibration.fit])
    mean, spread = exact(calibration, known)
    # The two seeds of the waves have luck of their own, of 0.36 in each figure, that nothing can tell from them.
    shift = np.array([0.0054, 0.0036])
    for k, one in enumerate(found.marginals[:2]):
        assert abs(one.mean - mean[k]) < 2.5 * shift[k]
        assert one.deviation == pytest.approx(spread[k], rel=0.25)
        assert one.told == "told"
    assert found.correlations.loc["moving.almene", "moving.lapse"] < -0.3
    assert found.marginals[2].told == "not told" and found.marginals[2].width == pytest.approx(1.0, abs=0.08)
    assert found.runs == 30 + 2 * 2 * 30 + 2 * 30 and found.failed == 0
    first, second, third = found.targets
    assert abs(first.distances[1]) < 1 and abs(second.distances[1]) < 1 < abs(second.distances[0]) + 1
    assert (third.fit, third.before, third.after, third.explained) == (False, 50.0, 50.0, None)
    assert first.chance == pytest.approx(np.sqrt(chance), rel=0.4)
    assert first.explained > 0.95


def test_a_calibration_that_was_stopped_goes_on_with_the_same_points(monkeypatch, tmp_path):
    calibration = from_toml(text(waves=2))
    whole = fitted(calibration, runner(monkeypatch, tmp_path / "a"))

    def stop(words: str) -> None:
        if words.startswith("wave 2 of"):
            raise KeyboardInterrupt

    (tmp_path / "b").mkdir()
    with pytest.raises(KeyboardInterrupt):
        fitted(calibration, runner(monkeypatch, tmp_path / "b"), tmp_path / "b", stop)
    written = (tmp_path / "b" / "wave_2.toml").read_bytes()
    there = len(RunStore(tmp_path / "b" / "runs").contents().runs())
    again = fitted(calibration, runner(monkeypatch, tmp_path / "b"), tmp_path / "b")
    assert (tmp_path / "b" / "wave_2.toml").read_bytes() == written
    assert len(RunStore(tmp_path / "b" / "runs").contents().runs()) == there + 60
    assert np.array_equal(again.sample.places, whole.sample.places)


def test_points_that_fail_are_left_out_and_too_many_are_refused(monkeypatch, tmp_path):
    found = fitted(from_toml(text(samples=40)), runner(monkeypatch, tmp_path, BROKEN))
    assert found.points == 38
    narrow = text(samples=40).replace('"moving.almene" = "range" ', '"moving.almene" = [0.16, 0.18] ')
    with pytest.raises(RunError, match="wave 1: 10 of 40 points are without a value of first, second; failed runs"):
        fitted(from_toml(narrow), runner(monkeypatch, tmp_path / "b", BROKEN))


def test_a_target_that_no_run_shows_is_named(monkeypatch, tmp_path):
    asked = from_toml(text().replace("persons|estate|all", "young_in_trouble|estate|all"))
    with pytest.raises(RunError, match="chance: no run gives a value of second in these years"):
        fitted(asked, runner(monkeypatch, tmp_path))


def test_a_change_is_counted_from_its_year(monkeypatch, tmp_path):
    grown = text().replace("months = 12", "months = 24").replace("years = [2015]", "years = [2016]\nsince = 2015")
    asked = from_toml(grown)
    assert asked.years == (1, 2) and from_toml(asked.as_toml()) == asked
    study = asked.study("growing", [(0.1, 0.05, 2.5)], 2)
    found = runner(monkeypatch, tmp_path, GROWING).values(study, asked.fit)
    assert found[0, :, 1] == pytest.approx([3.0, 3.0]) and (found[0, :, 0] > 10.0).all()


def test_chance_of_the_one_world_counts(monkeypatch, tmp_path):
    calibration = from_toml(text(replications=4))
    chance = np.array([[1.0, -1.0], [-1.0, 1.0]] * 6)
    known = covariance(calibration, chance)
    # Twelve values of +-1 have variance 12/11, widened by 11/9 (Student's t) and by 5/4 (mean over four seeds).
    assert known[0, 0] == pytest.approx(0.25 + 12 / 11 * 11 / 9 * 1.25)
    assert known[0, 1] < -0.5 * 12 / 11


class Straight:
    """An emulator that is the figure itself."""

    def __init__(self, *slopes: float) -> None:
        self._slopes = np.array(slopes)

    def predict(self, places):
        return places @ self._slopes, np.zeros(len(places))


def test_the_sample_is_that_of_a_cut_normal_distribution():
    likelihood = Likelihood([Straight(1.0, 0.0)], np.array([0.9]), np.array([[0.2**2]]))
    found = sample(likelihood, 2, 1, 2000)
    cut = stats.truncnorm((0 - 0.9) / 0.2, (1 - 0.9) / 0.2, 0.9, 0.2)
    # Two thousand points worth at least a thousand independent ones: standard errors of 0.004 and 0.009.
    assert found.effective > 1000
    assert found.places[:, 0].mean() == pytest.approx(cut.mean(), abs=0.015)
    assert found.places[:, 0].std() == pytest.approx(cut.std(), abs=0.015)
    assert found.places[:, 1].mean() == pytest.approx(0.5, abs=0.03)
    assert found.not_ruled_out == pytest.approx(0.7, abs=0.01)  # 0.9 - 3 * 0.2 = 0.3 and above
    wider = sample(likelihood, 2, 1, 2000, power=0.25)
    assert wider.places[:, 0].std() > 1.4 * found.places[:, 0].std()


def test_intervals_hold_known_truths_as_often_as_they_say(monkeypatch, tmp_path):
    calibration = from_toml(text(samples=20, chance=20))
    tried = coverage(calibration, runner(monkeypatch, tmp_path), 6)
    rows = counted(tried)
    assert len(rows) == 9 and {one.cases for one in rows} == {6}
    # What is common to all truths (chance and the first wave) is run once, and one run for each truth.
    assert tried.runs == 20 + 2 * 20 + 6
    # 18 truths in 95 % intervals: 4 or more outside would come of honest ones once in a hundred tests.
    assert sum(one.held for one in rows if one.level == 0.95) >= 15
    assert tried.widths[:, 2].mean() > 0.9 > 0.6 > tried.widths[:, 1].mean()
