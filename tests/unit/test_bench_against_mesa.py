"""The comparison with plain Mesa: what is made of its rounds, where it is left out, and what came before it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import experiments
from experiments.bench import against_mesa, history, kept, usual
from experiments.bench.machine import ROOT, machine
from experiments.cli import run
from experiments.errors import RunError
from tests.unit.bench_fake import FAKE, install

BENCH = ["bench", "--place", "vaerebro", "--months", "24", "-n", "1", "--households", "5000"]
OLD_ROW = {
    "households": 5_000, "mesa": {"wall_ms": 12.0, "cpu_ms": 11.9, "memory_mb": 7.0}, "ratio": 54.0, "ratios": [54.0],
    "columns": {"wall_ms": 0.3, "cpu_ms": 0.22, "memory_mb": 3.8}, "every_columns_ms": [0.22],
}  # fmt: skip
"""What was kept when the moving rule alone was measured against Mesa."""


def test_a_ratio_is_taken_in_each_round_and_another_of_months_left_in_peace(monkeypatch):
    took = {("columns", 1): 0.01, ("mesa", 1): 1.0, ("columns", 2): 0.01, ("mesa", 2): 3.0}
    asked = []

    def timed(engine, place, households, months, seed):
        asked.append((engine, place, households, months, seed))
        each = took[engine, seed]
        return {
            "households": 9, "people": 20 * seed, "seconds": each, "by_month": [0.5 * each, 1.5 / each],
            "memory_mb": 0.01 * seed,
        }  # fmt: skip

    monkeypatch.setattr(against_mesa, "timed", timed)
    found = against_mesa.compared(("columns", "mesa"), "vaerebro", 10, 2, 2)
    assert asked == [(engine, "vaerebro", 10, 2, seed) for seed in (1, 2) for engine in ("columns", "mesa")]
    assert (found["asked"], found["households"], found["people"]) == (10, 9, 20)
    assert found["ratios"] == {"columns": pytest.approx([100.0, 300.0])}
    mesa, columns = found["engines"]["mesa"], found["engines"]["columns"]
    assert mesa["ms_month"] == pytest.approx(2_000.0) and mesa["every_ms_month"] == pytest.approx([1_000.0, 3_000.0])
    # Of the first month the first round was the quickest in Mesa, of the second month the second.
    assert mesa["undisturbed_ms_month"] == pytest.approx(1_000 * (0.5 + 0.5) / 2)
    assert columns["undisturbed_ms_month"] == pytest.approx(1_000 * (0.005 + 150.0) / 2)
    assert found["undisturbed_ratios"]["columns"] == pytest.approx(0.5 / 75.0025)
    assert mesa["bytes_person"] == pytest.approx(0.01 * 1024**2 / 20)
    (told,) = against_mesa.sheets([found])
    assert told.rows == (("9", "20", "2,000.0", "10.00", "200 times (100–300)", "", "524", "524"),)


def test_what_is_wanted_goes_by_what_was_asked_for(monkeypatch, capsys):
    install(monkeypatch)
    sizes = ("--households", "5000", "--households", "50000")
    assert run(["bench", "--place", "vaerebro", "-n", "1", *sizes, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["against_mesa"]
    (told,) = against_mesa.sheets(rows)
    assert [row[5] for row in told.rows] == [">= 100", ">= 200"] and told.rows[0][:2] == ("4,990", "10,000")


def test_a_ratio_of_one_round_has_no_spread_and_a_small_one_a_digit_more():
    assert against_mesa.times([54.4]) == "54 times"
    assert against_mesa.times([5.84, 9.96, 6.0]) == "6.0 times (5.8–10)"


def test_memory_that_the_system_does_not_tell_is_a_dash(monkeypatch, tmp_path, capsys):
    install(monkeypatch)
    for engine in ("columns", "mesa"):
        monkeypatch.setitem(FAKE, engine, FAKE[engine] | {"memory_mb": float("nan")})
    assert run([*BENCH, "-o", str(tmp_path)]) == 0
    capsys.readouterr()
    (row,) = kept.read(tmp_path)["usual"]["against_mesa"]
    assert row["engines"]["mesa"]["bytes_person"] is None
    assert against_mesa.sheets([row])[0].rows[0][-2:] == ("–", "–")


def test_without_the_source_the_comparison_is_left_out_in_one_line_and_all_else_goes_on(monkeypatch, tmp_path, capsys):
    asked = install(monkeypatch)
    monkeypatch.setattr(against_mesa, "source_is_here", lambda: False)
    assert run([*BENCH, "-o", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert [line for line in said.err.splitlines() if "Mesa" in line] == [
        "the comparison with Mesa is left out: it needs the source, whose tests/benchmarks is not installed"
    ]
    assert "Mesa agents" not in said.out and "Starting, seconds on the wall" in said.out
    assert [one["measure"] for one in asked] == ["bandwidth", "baseline", "start", "touched", "start"]
    assert run([*BENCH, "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["against_mesa"] == [] and said.err.count("\n") == 1
    assert (tmp_path / "bench.png").exists()


def test_the_source_is_here_and_not_beside_an_installed_package(tmp_path):
    assert Path(experiments.__file__).resolve().parents[1] == ROOT
    assert against_mesa.source_is_here()
    assert not against_mesa.source_is_here(tmp_path)
    program = tmp_path / "tests" / "benchmarks" / "measure.py"
    program.parent.mkdir(parents=True)
    shutil.copy(ROOT / program.relative_to(tmp_path), program)
    assert against_mesa.source_is_here(tmp_path)


def test_an_engine_is_timed_in_a_process_wherever_one_stands(monkeypatch, tmp_path):
    """A folder named like the one of the tests stands in the way of nobody."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "__init__.py").touch()
    monkeypatch.chdir(tmp_path)
    found = against_mesa.timed("mesa", "vaerebro", 100, 2, 1)
    assert found["engine"] == "mesa" and 80 < found["households"] < 120 and len(found["by_month"]) == 2
    assert found["process_seconds"] > sum(found["by_month"]) > 0
    with pytest.raises(RunError, match=r"the measurement .*\"nowhere\".* failed: .*place 'nowhere' is unknown"):
        against_mesa.timed("columns", "nowhere", 100, 1, 1)


def test_what_was_kept_of_the_moving_rule_alone_is_passed_over(monkeypatch, tmp_path, capsys):
    install(monkeypatch)
    assert run([*BENCH, "-n", "2", "-o", str(tmp_path)]) == 0
    told = json.loads((tmp_path / kept.NAME).read_text())
    del told["parts"]["usual"]["against_mesa"]
    told["parts"]["usual"]["rule"] = [OLD_ROW]
    (tmp_path / kept.NAME).write_text(json.dumps(told))
    line = (tmp_path / history.NAME).read_text()
    old = line.replace("five mechanisms, ", "moving rule, ")
    assert old != line
    (tmp_path / history.NAME).write_text(old)
    capsys.readouterr()
    assert run(["bench", "--saved", "-o", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "Today's rules" in said and "Starting" in said and "Mesa agents" not in said
    ((_, known),) = history.read(tmp_path, machine()).lines
    assert "moving rule, 5,000 households: on columns" in known
    assert run([*BENCH, "-n", "2", "-o", str(tmp_path), "--json"]) == 0
    said = capsys.readouterr()
    compared = {row["figure"] for row in json.loads(said.out)["compared"]}
    assert "vaerebro, 24 months: wishes" in compared and not [name for name in compared if "Mesa" in name]
    assert set(kept.read(tmp_path)["usual"]) >= {"against_mesa"} and "rule" not in kept.read(tmp_path)["usual"]
    # Measured again, it is compared with itself.
    assert run([*BENCH, "-n", "2", "-o", str(tmp_path), "--json"]) == 0
    compared = {row["figure"]: row["now"] for row in json.loads(capsys.readouterr().out)["compared"]}
    assert compared["five mechanisms, 5,000 households: Mesa over columns"] == pytest.approx(100.0)
    assert compared["five mechanisms, 5,000 households: on columns"] == pytest.approx(0.8)


def test_the_usual_sizes_are_those_for_which_a_ratio_is_wanted():
    assert set(against_mesa.WANTED) == set(against_mesa.HOUSEHOLDS) and usual.MONTHS == 240
