"""The command line on the real model: the same bits everywhere, and every answer from run to trace."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from experiments.cli import run
from experiments.running import run_all
from experiments.scenario_file import Question
from experiments.store import Store
from model.scenario import Scenario

pytestmark = pytest.mark.xdist_group("model")

BOTH = Scenario(months=2, policies=(("cooperative_letting", ()), ("second_chance", ())))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two replications of both policies in two new processes."""
    root = tmp_path_factory.mktemp("runs")
    run_all(Question(BOTH, 2).replicated, Store(root), workers=2)
    return root


def _sha256(root) -> dict[str, dict[str, str]]:
    return {path.parent.name: json.loads(path.read_text())["sha256"] for path in root.rglob("run.json")}


def test_the_bits_are_the_same_in_one_process_and_in_two_new_ones(folder, tmp_path):
    run_all(Question(BOTH, 2).replicated, Store(tmp_path), workers=1)
    assert _sha256(tmp_path) == _sha256(folder)
    assert len(_sha256(folder)) == 2


def _json(capsys, *words: str):
    assert run([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_run_is_shown_with_its_outcomes(folder, capsys):
    (shown,) = _json(capsys, "show", str(folder), "--any-version")
    means = {row["outcome"]: row["mean"] for row in shown["outcomes"]}
    assert 0 < means["share_vulnerable"] < 100 and means["persons"] > 60_000
    assert shown["seeds"] == [1, 2]


def test_every_allocation_of_a_dwelling_is_told(folder, capsys):
    offers = pd.read_parquet(next(folder.glob("runs/*/1/offers.parquet")))
    row = int(offers.loc[offers["outcome"] == "accepted", "dwelling"].iloc[0])
    words = ["trace", str(folder), "--dwelling", str(row), "--any-version"]
    told = _json(capsys, *words)
    accepted = offers[(offers["dwelling"] == row) & (offers["outcome"] == "accepted")]
    assert [
        one["offers"][-1]["household"] for one in told["lettings"] if one["offers"][-1]["outcome"] == "accepted"
    ] == [int(key) for key in accepted["household"]]
    assert sum(len(one["offers"]) for one in told["lettings"]) == (offers["dwelling"] == row).sum()
    assert run(words) == 0
    sentences = capsys.readouterr().out
    assert "was let to household" in sentences and "who said yes" in sentences


def test_a_trace_names_the_nearest_label(folder, capsys):
    assert run(["trace", str(folder), "--dwelling", "vaerebro_park-001", "--any-version"]) == 2
    assert "did you mean 'vaerebro_park-" in capsys.readouterr().err


def test_a_place_is_shown_with_the_fit_of_its_people(capsys):
    shown = _json(capsys, "places", "show", "vaerebro")
    assert shown["estate_dwellings"] == 1345
    assert all({"value", "achieved", "source", "grade"} <= set(row) for row in shown["fit"])
    assert run(["places", "show", "vaerebro"]) == 0
    assert "within their plausible range" in capsys.readouterr().out


def test_a_dose_of_zero_changes_nothing(tmp_path, capsys):
    nobody = ["--policy-set", "second_chance.share=0", "--policy-set", "second_chance.reserved_share=0"]
    words = [
        "compare",
        "--months",
        "2",
        "-n",
        "1",
        "-w",
        "1",
        "-o",
        str(tmp_path),
        "--policy",
        "second_chance",
    ]
    table = _json(capsys, *words, *nobody, "--policy-set", "second_chance.neighbour_share=0")["table"]
    assert {row["verdict"] for row in table if row["scenario"] == "second chance"} == {"identical"}


@pytest.mark.slow
def test_the_demo_compares_and_leaves_a_report(tmp_path, capsys):
    words = ["demo", "--place", "vaerebro", "--months", "12", "-n", "2", "-o", str(tmp_path)]
    assert run(words) == 0
    told = capsys.readouterr().out
    assert "cooperative letting + second chance" in told.replace("\n", " ") or "second chance: change" in told
    assert f"report: {tmp_path / 'report.html'}" in told
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<html" in page and len(page) > 100_000
