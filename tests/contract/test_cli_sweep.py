"""Sweeps and questions on the command line, with a stand-in for the model: what is said, and what is written."""

from __future__ import annotations

import csv
import functools
import io
import json
from pathlib import Path

import pytest

from experiments.cli import run
from experiments.study import address
from experiments.study import sweep as sweeping
from tests.unit.study_fake import FAKE
from tests.unit.sweep_fake import BROKEN, write_study

SWEEP = ("sweep", "study.toml", "-o", "runs", "-w", "1")


@pytest.fixture(autouse=True)
def small_study(monkeypatch, tmp_path):
    """A small study in a new folder, and the stand-in for the model."""
    write_study(tmp_path)
    monkeypatch.setattr(sweeping, "sweep", functools.partial(sweeping.sweep, model=FAKE))
    monkeypatch.chdir(tmp_path)


def broken(monkeypatch) -> None:
    monkeypatch.setattr(sweeping, "sweep", functools.partial(sweeping.sweep.func, model=BROKEN))


def files() -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in Path("runs").rglob("*") if path.is_file() and path.name != "lock"}


def test_a_sweep_says_what_there_is_to_do_does_it_and_does_it_once(capsys):
    assert run([*SWEEP, "--dry-run"]) == 0
    said = capsys.readouterr()
    assert said.err == "small: 6 points on 2 seeds, 12 runs of 24 months; 0 are there, 12 to run\n" and said.out == ""
    assert not Path("runs").exists()
    assert run(SWEEP) == 0
    said = capsys.readouterr()
    assert "12 of 12 runs" in said.err and "a minute, about 0 minutes left" in said.err
    assert said.out == '12 of 12 runs are in runs; ask them: boligliv query runs "select ..."\n'
    before = files()
    assert run(SWEEP) == 0
    assert "12 are there, 0 to run" in capsys.readouterr().err
    assert files() == before


def test_a_sweep_in_json_and_in_silence(capsys):
    assert run([*SWEEP, "--json"]) == 0
    said = capsys.readouterr()
    counts = json.loads(said.out)
    assert said.err == "" and len(counts.pop("study")) == 16
    assert counts == {
        "name": "small", "points": 6, "runs": 12, "there": 12, "failed": 0, "done": 12, "directory": "runs",
    }  # fmt: skip
    assert run([*SWEEP, "-q"]) == 0
    assert capsys.readouterr().err == ""


def test_the_same_scenario_at_two_points_is_one_run(capsys):
    """A dose of a policy that is not switched on changes nothing."""
    text = Path("study.toml").read_text().replace("[uncertainties]", "[levers]")
    Path("study.toml").write_text(text.replace('"choice.avoidance" = "range"', '"second_chance.share" = [0.02, 0.10]'))
    assert run(SWEEP) == 0
    assert "6 points on 2 seeds, 8 runs of 24 months (4 asked twice)" in capsys.readouterr().err


def test_failures_are_told_with_exit_code_one_and_tried_again_when_asked(capsys, monkeypatch):
    whole = sweeping.sweep
    broken(monkeypatch)
    assert run([*SWEEP, "-q"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "3 of 12 runs failed; the first: vaerebro, second chance, seed 2: Zero" in said
    monkeypatch.setattr(sweeping, "sweep", whole)
    before = files()
    assert run(SWEEP) == 1
    said = capsys.readouterr().err
    assert "9 are there, 3 failed before, 0 to run" in said and "try them again with --retry-failed" in said
    assert files() == before
    assert run([*SWEEP, "--retry-failed"]) == 0
    assert "9 are there, 3 to run" in capsys.readouterr().err


def test_another_version_of_the_model_is_refused_unless_asked_for(capsys, monkeypatch):
    assert run(SWEEP) == 0
    before = files()
    monkeypatch.setattr(address, "model_version", lambda policies: "another")
    capsys.readouterr()
    assert run(SWEEP) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "rules or defaults have changed; --any-version takes them as they are" in told
    assert files() == before
    assert run([*SWEEP, "--any-version"]) == 0
    assert "12 are there, 0 to run" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("sweep", "stdy.toml", "-o", "runs"), ("stdy.toml: there is no such", "did you mean 'study.toml'?")),
        (("sweep", "study.toml"), ("Missing option '--output'",)),
        (("sweep", "study.toml", "-o", "full"), ("full holds other things", "give a new or an empty folder")),
        (("sweep", "study.toml", "-o", "study.toml"), ("study.toml: not a folder", "Not a directory")),
        ((*SWEEP, "--cluster", "tcp://127.0.0.1:1"), ("--workers counts processes of this machine",)),
        (("sweep", "study.toml", "-o", "runs", "--cluster", "there"), ("--cluster there: not an address", "tcp://")),
        (("query", "runs", "select 1"), ("runs holds no runs of studies", "boligliv sweep STUDY.toml -o runs")),
        (("query", "full", "select 1"), ("full holds other things",)),
    ],
)
def test_bad_input_is_one_line_and_writes_nothing(capsys, words, told):
    Path("full").mkdir()
    Path("full/thesis.docx").write_text("chapter 1")
    assert run([*words, *(["-q"] if words[0] == "sweep" else [])]) == 2
    said = capsys.readouterr().err
    assert said.startswith("boligliv: ") and said.count("\n") == 1
    assert all(part in said for part in told), said
    assert not Path("runs").exists()
    assert [path.name for path in Path("full").iterdir()] == ["thesis.docx"]


def test_an_unreachable_cluster_is_told_within_seconds_and_nothing_is_written(capsys):
    assert run(["sweep", "study.toml", "-o", "runs", "--cluster", "tcp://127.0.0.1:1", "-q"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "tcp://127.0.0.1:1: no Dask scheduler answers there within 5 s" in said
    assert not Path("runs").exists()


class TestQuery:
    @pytest.fixture(autouse=True)
    def runs(self, capsys):
        assert run([*SWEEP, "-q"]) == 0
        capsys.readouterr()

    def test_a_table_plain_values_or_json(self, capsys):
        sql = "select alternative, count(distinct run) as runs from points group by 1 order by 1"
        assert run(["query", "runs", sql]) == 0
        assert "second_chance" in capsys.readouterr().out
        assert run(["query", "runs", sql, "--csv"]) == 0
        rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
        assert rows == [["alternative", "runs"], ["base", "6"], ["second_chance", "6"]]
        assert run(["query", "runs", sql, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)[1] == {"alternative": "second_chance", "runs": 6}

    def test_a_long_answer_is_cut_on_the_screen_and_says_so(self, capsys):
        assert run(["query", "runs", "select range from range(1234)"]) == 0
        said = capsys.readouterr()
        assert said.err == "the first 200 of 1,234 rows; --csv prints all\n" and "│ 1234" not in said.out

    def test_bad_sql_is_one_line(self, capsys):
        assert run(["query", "runs", "select nothing\nfrom runs"]) == 2
        said = capsys.readouterr().err
        assert said.count("\n") == 1 and '"nothing" not found' in said
        assert run(["query", "runs", "select 1", "--csv", "--json"]) == 2
        assert "--csv and --json" in capsys.readouterr().err

    def test_a_damaged_file_is_passed_over_and_told(self, capsys):
        path = next(Path("runs/segments").glob("*.values.parquet"))
        path.write_bytes(path.read_bytes()[:50])
        assert run(["query", "runs", "select count(*) as n from runs", "--csv"]) == 0
        said = capsys.readouterr()
        assert said.out == "n\n0\n" and "is damaged and passed over; sweep again" in said.err
