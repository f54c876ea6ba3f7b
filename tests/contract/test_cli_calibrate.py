"""Calibration on the command line with a stand-in for the model: what is said, written, stored and drawn from."""

from __future__ import annotations

import functools
import json
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from experiments.calibration import posterior
from experiments.cli import run
from experiments.cli_options import question
from experiments.errors import InputError
from experiments.scenario_file import from_toml as scenario_from
from experiments.study import sweep as sweeping
from experiments.study.form import from_toml as study_from
from experiments.study.store import RunStore
from tests.unit.calibration_fake import FAKE, text

STUDY = """
name = "bands"
alternatives = ["base", "second_chance"]
months = 12
[levers]
"second_chance.share" = [0.02, 0.1]
[uncertainties]
posterior = "{name}"
"choice.name" = "range"
[design]
kind = "{kind}"
samples = {samples}
"""
SWEEP = sweeping.sweep


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A calibration that was done, with its folder, where it is stored, and what was printed."""
    folder = tmp_path_factory.mktemp("calibration")
    (folder / "c.toml").write_text(text())
    patch = pytest.MonkeyPatch()
    patch.setattr(sweeping, "sweep", functools.partial(SWEEP, model=FAKE))
    patch.chdir(folder)
    for module in (posterior, __import__("experiments.cli_calibrate", fromlist=["x"])):
        patch.setattr(module, "STORED", folder / "stored", raising=False)
    assert run(["calibrate", "c.toml", "-o", "out", "--store", "straight", "-w", "1", "-q"]) == 0
    yield folder
    patch.undo()


def test_what_is_written_says_where_it_is_from(done):
    about = tomllib.loads((done / "out" / "posterior.toml").read_text())
    sample = pd.read_parquet(done / "out" / "posterior.parquet")
    assert list(sample.columns) == list(about["numbers"]) == ["moving.almene", "moving.lapse", "choice.avoidance"]
    assert len(sample) == about["sample_size"] == 1000
    assert (about["runs"], about["failed_runs"], about["seeds"], about["points"]) == (30 + 60 + 60, 0, [1, 30], 30)
    for key in ("made", "code_version", "model_version", "asked", "place", "months"):
        assert about[key]
    almene, target = about["numbers"]["moving.almene"], about["targets"]["first"]
    assert almene["prior"] == [0.08, 0.18] and almene["interval_50"][0] > almene["interval_95"][0]
    assert about["numbers"]["choice.avoidance"]["told"] == "not told"
    assert about["correlations"]["moving.almene"]["moving.lapse"] < 0
    assert (target["use"], target["source"], target["standard_error"]) == ("fit", "recalled", 0.5)
    assert {"standard_errors_before", "standard_errors_after", "before_monte_carlo_error"} <= target.keys()
    assert about["targets"]["third"]["use"] == "check"


def test_it_says_what_it_found_and_runs_nothing_twice(done, capsys):
    assert run(["calibrate", "c.toml", "-o", "out", "-w", "1"]) == 0
    said = capsys.readouterr()
    assert "straight lines: 3 numbers to 2 targets (1 more to check); at most 150 runs of 12 months" in said.err
    assert "wave 1 of 1: 30 points on 2 seeds" in said.err and "is not ruled out by any target" in said.err
    assert "The targets do not inform choice.avoidance: as wide as before." in said.out
    assert "150 runs; a sample of 1,000 points is in out/posterior.parquet" in said.out
    assert len(RunStore(done / "out" / "runs").contents().runs()) == 150


def test_as_json_and_before_it_is_run(done, capsys):
    assert run(["calibrate", "c.toml", "-o", "out", "-w", "1", "--json"]) == 0
    said = capsys.readouterr()
    assert said.err == "" and json.loads(said.out)["numbers"]["moving.lapse"]["told"] == "told"
    assert run(["calibrate", "c.toml", "-o", "elsewhere", "--dry-run"]) == 0
    assert not Path("elsewhere").exists()


def test_a_study_draws_its_points_from_it(done):
    for name in ("straight", "out"):
        study = study_from(STUDY.format(name=name, kind="lhs", samples=40))
        assert study_from(study.as_toml()) == study and study.size == 80
        points = pd.DataFrame([dict(point) for point in study.design_values()])
        assert set(points) == {
            "second_chance.share",
            "moving.almene",
            "moving.lapse",
            "choice.avoidance",
            "choice.name",
        }
        sample = pd.read_parquet(done / "out" / "posterior.parquet")
        fitted = points[list(sample.columns)].merge(sample.drop_duplicates(), how="inner")
        assert len(fitted) == 40
        assert points["choice.name"].between(0.5, 4.0).all() and points["choice.name"].std() > 0.8
    other = study_from(STUDY.format(name="straight", kind="lhs", samples=40).replace("lhs", 'lhs"\nseed = 2#', 1))
    assert other.design != study.design


def test_a_run_starts_from_its_most_central_point(done):
    asked = scenario_from('[parameters]\nposterior = "straight"\n"choice.avoidance" = 1.5\n').scenario
    given, sample = dict(asked.parameters), pd.read_parquet(done / "out" / "posterior.parquet")
    assert given["choice.avoidance"] == 1.5
    assert abs(given["moving.lapse"] - sample["moving.lapse"].mean()) < 0.5 * sample["moving.lapse"].std()
    assert (sample["moving.lapse"] == given["moving.lapse"]).any()
    by_flag = question(None, None, None, None, None, None, ["posterior=straight"], None, None, None).scenario
    assert dict(by_flag.parameters)["moving.lapse"] == given["moving.lapse"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (STUDY.format(name="straigt", kind="lhs", samples=9), "unknown posterior 'straigt' .did you mean 'straight'"),
        (STUDY.format(name="straight", kind="sobol", samples=8), "design.kind = 'sobol': points of a posterior"),
        (STUDY.format(name="straight", kind="lhs", samples=5000), "samples = 5000: the posterior 'straight' has"),
        (STUDY.format(name="straight", kind="lhs", samples=9).replace("choice.name", "moving.lapse"),
         "moving.lapse is drawn from the posterior 'straight': leave it out of"),
        (STUDY.format(name="straight", kind="lhs", samples=9).replace('"straight"', "7"), "posterior = 7"),
    ],
)  # fmt: skip
def test_a_study_that_cannot_be_drawn_is_refused(done, wrong, message):
    with pytest.raises(InputError, match=message):
        study_from(wrong, "s.toml")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-o", "out", "--store", "My Own"], "--store My Own: a name is of small letters, digits and _"),
        (["-o", "out", "--store", "a", "--check", "2"], "--store and --check: what is found of synthetic truths"),
        (["-o", "stored"], "stored holds other things and no calibration; give a new or an empty folder"),
        (["-o", "c.toml"], "c.toml: cannot write there"),
        (["-o", "out", "--csv", "--json"], "--csv and --json: give one of them"),
    ],
)
def test_what_cannot_be_done_is_one_line(done, capsys, words, message):
    assert run(["calibrate", "c.toml", *words]) == 2
    said = capsys.readouterr()
    assert said.err.splitlines()[-1].startswith("boligliv: ") and message in said.err and said.out == ""


def test_another_calibration_does_not_go_into_its_folder(done, capsys):
    Path("d.toml").write_text(text(samples=31))
    assert run(["calibrate", "d.toml", "-o", "out"]) == 2
    assert "out holds another calibration than this file asks for; give a new folder" in capsys.readouterr().err


def test_synthetic_truths_are_counted(done, capsys):
    assert run(["calibrate", "c.toml", "-o", "tried", "--check", "3", "-w", "1"]) == 0
    said = capsys.readouterr()
    assert "3 synthetic truths, at most 93 runs" in said.err and "truth 3 of 3" in said.err
    assert "of 3" in said.out and "could be: 95 % interval (exact binomial)" in said.out and "93 runs" in said.out
    assert not Path("tried/posterior.toml").exists()
