"""discover and robust on the command line, on made-up runs with a known truth: what is said, written and refused."""

from __future__ import annotations

import csv
import functools
import json
import re
import sys
from pathlib import Path

import pytest

from experiments.cli import run
from experiments.discovery import boxes, peel
from tests.unit.discovery_fake import FUTURES, NAME, SINGLES, swept


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return swept(swept(tmp_path_factory.mktemp("made"), FUTURES.replace("samples = 24", "samples = 16")), SINGLES)


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    """An empty folder to write into, and few halves."""
    monkeypatch.setattr(boxes, "find", functools.partial(boxes.find, halves=4))
    monkeypatch.setattr(boxes, "MOST_DIMENSIONS", 2)
    monkeypatch.chdir(tmp_path)


def table(name: str) -> list[dict[str, str]]:
    with Path(f"discovery/{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_discover_says_where_in_plain_words_with_units(root, capsys):
    assert run(["discover", str(root), "--study", "futures", "--alternative", "second_chance"]) == 0
    said = capsys.readouterr().out
    assert "futures: Værebro Park after 2 years, 32 futures on 3 seeds" in said
    assert "second_chance against base: Reputation of the estate (0-1) (more is better)" in said
    assert "better in 10, worse in 22" in said or "better in 9, worse in 23" in said
    assert re.search(r"better, box 1: \d+ of the \d+ futures in it.*coverage \d+%, density \d+%", said)
    assert "behaviour is avoidance" in said
    assert re.search(r"choice\.avoidance is at least [\d.]+ .*\(studied: 0 to 5\); quasi-p", said)
    assert re.search(r"limited again in \d+% of half samples", said)
    rows = table("boxes")
    assert {"behaviour", "choice.avoidance"} <= {row["dimension"] for row in rows if row["class"] == "better"}
    pictures = list(Path("discovery").glob("box-second_chance_reputation_estate_all_better.png"))
    assert [one.read_bytes()[:4] for one in pictures] == [b"\x89PNG"]


def test_a_threshold_instead_of_a_rival(root, capsys):
    """The base lies at 0.4, so nothing of it passes 0.6 and everything 0.2."""
    arguments = ["discover", str(root), "--study", "futures", "--alternative", "base", "--json"]
    for limit, told in (("0.6", "worse"), ("0.2", "better")):
        assert run([*arguments, "--need", f"reputation|estate > {limit}"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found["questions"][0]["classes"][told] == 32
        assert {row["class"]: row["reason"] for row in found["boxes"]}[told] == "everywhere"


def test_robust_tells_regret_thresholds_and_verdicts(root, capsys):
    assert run(["robust", str(root), "--study", "futures", "--need", "reputation|estate > base"]) == 0
    said = capsys.readouterr().out
    for words in (
        "Regret: Reputation of the estate",
        "Share of futures in which thresholds hold",
        "holds under all",
        "turns",
    ):
        assert words in said
    written = {path.name for path in Path("discovery").iterdir()}
    assert written == {"regret.csv", "enough.csv", "verdicts.csv", "regret.png", "enough.png", "verdicts.png"}
    shares = {row["alternative"]: float(row["share"]) for row in table("enough")}
    assert shares["cooperative_letting"] == 1.0 and shares["base"] == 0.0


def test_a_budget_writes_the_study_that_measures_the_set(root, capsys):
    assert run(["discover", str(root), "--study", "singles", "--budget", "7.5", "--unit", "mio"]) == 0
    said = capsys.readouterr().out
    assert "ceiling: 7.5 million kr spent on proposals by all payers" in said and "Not yet measured together." in said
    assert "as if none helped or hindered another" in said
    assert run(["sweep", "discovery/sets.toml", "-o", "elsewhere", "--dry-run"]) == 0
    assert "4 points on 4 seeds, 16 runs of 24 months" in capsys.readouterr().err
    rows = table("sets")
    assert rows[0]["set"] == "second_chance+cooperative_letting" and float(rows[0]["cost_kr"]) == 7e6


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "holds 2 such studies: say which with --study; allowed: 'futures' ("),
        (["--study", "futurs"], "--study 'futurs' is not in"),
        (["--study", "futures", "--year", "3"], "--year 3 was not kept by the study 'futures'; allowed: 1, 2"),
        (["--study", "futures", "--place", "vaerbro"], "(did you mean 'vaerebro'?); allowed: vaerebro"),
        (["--study", "futures", "--alternative", "epicentre"], "alternative 'epicentre' is not in the study 'futures'"),
        (["--study", "futures", "--alternative", "base"], "--alternative base is compared with itself"),
        (["--study", "futures", "--outcome", NAME, "--need", f"{NAME} > 1"], "--need and --outcome: give one of them"),
        (["--study", "futures", "--need", "reputation"], "'reputation' is no threshold: write 'OUTCOME < NUMBER'"),
        (["--study", "futures", "--need", f"{NAME} > 3 km"], "'3 km' is not a number as the store keeps it"),
        (["--study", "futures", "--density", "1.2"], "--density 1.2 is outside 0.5..1"),
        (["--study", "singles"], "the study 'singles' varies nothing"),
        (["--study", "singles", "--budget", "0"], "--budget 0 is no ceiling: more than 0"),
        (
            ["--study", "singles", "--budget", "5", "--unit", "euro"],
            "--unit 'euro' is not known; allowed: kr, thousand",
        ),
        (
            ["--study", "singles", "--budget", "5", "--payer", "fnd"],
            "--payer 'fnd' pays for nothing (did you mean 'fund'?)",
        ),
        (["--study", "singles", "--budget", "5", "--need", "x < 1"], "leave --need and --alternative out"),
    ],
)
def test_what_cannot_be_asked_is_one_line_and_writes_nothing(root, capsys, arguments, message):
    assert run(["discover", str(root), *arguments]) == 2
    said = capsys.readouterr()
    assert message in said.err and said.err.startswith("boligliv: ") and said.err.count("\n") == 1 and said.out == ""
    assert not Path("discovery").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--study", "futures", "--over", "behavior"], "--over 'behavior' is not a factor (did you mean 'behaviour'?)"),
        (["--study", "futures", "--against", "epicenter"], "alternative 'epicenter' is not in the study 'futures'"),
    ],
)
def test_robust_refuses_in_one_line_too(root, capsys, arguments, message):
    assert run(["robust", str(root), *arguments]) == 2
    assert message in capsys.readouterr().err and not Path("discovery").exists()


def test_a_folder_without_studies_is_told(tmp_path, capsys):
    assert run(["robust", str(tmp_path)]) == 2
    assert "holds no runs of studies; make some with `boligliv sweep" in capsys.readouterr().err


def test_without_its_library_one_line_says_what_to_install(root, capsys, monkeypatch):
    peel.prim.cache_clear()
    monkeypatch.setitem(sys.modules, "ema_workbench.analysis.prim", None)
    assert run(["discover", str(root)]) == 2
    assert "pip install 'boligliv[discover]'" in capsys.readouterr().err
    assert not Path("discovery").exists()
    peel.prim.cache_clear()
