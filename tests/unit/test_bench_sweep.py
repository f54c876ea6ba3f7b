"""The benchmark of sweeps on a stand-in: it tells all it promises; how fast anything is, no test asks."""

from __future__ import annotations

import json

import pytest

from experiments.bench import sweep as bench_sweep
from experiments.bench.memory import held_mb
from experiments.bench.sweep import _slope
from experiments.bench.sweep_worker import sweep
from experiments.cli import run
from tests.unit.study_fake import FAKE


@pytest.mark.parametrize("kind", ["bare", "swept"])
def test_every_run_is_timed_and_the_memory_noted_after_each(kind, tmp_path):
    found = sweep(kind, place="vaerebro", months=12, runs=5, workers=1, seed=3, folder=str(tmp_path), model=FAKE)
    assert found["seconds"] > 0 and len(found["memory_mb"]) == 5 and min(found["memory_mb"]) > 1
    # Bare runs write nothing.
    assert (tmp_path / "runs").exists() == (kind == "swept")


def test_the_slope_is_that_of_a_line_and_one_step_does_not_tilt_it():
    assert _slope([100.0 + 0.01 * k for k in range(100)]) == pytest.approx(10.0)
    assert _slope([100.0] * 60 + [130.0] * 5) == pytest.approx(0.0)


def test_the_command_sets_both_side_by_side(monkeypatch, capsys):
    """By hand: 10 s bare and 11 s swept are 10 % more; 1,000 runs at 11 s for 20 take 9.2 minutes."""
    asked = []

    def answer(measure, **arguments):
        if measure == "baseline":
            return {}
        asked.append((measure, arguments["kind"]))
        return {"seconds": 10.0 if arguments["kind"] == "bare" else 11.0, "memory_mb": [50.0] * 20}

    monkeypatch.setattr(bench_sweep, "measured", answer)
    words = ["bench", "--sweep", "--runs", "20", "-n", "2", "--months", "24", "-w", "2"]
    assert run([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["overhead_percent"] == pytest.approx(10.0) and told["slope_mb"] == 0.0
    assert told["projected_minutes"] == pytest.approx(1000 * 11 / 20 / 60)
    assert [kind for _, kind in asked] == ["bare", "swept", "swept", "bare"]
    assert run(words) == 0
    said = capsys.readouterr()
    assert "overhead of the sweep (%)" in said.out and "+10.0" in said.out and "20 runs" in said.err


def test_one_place_at_a_time(capsys):
    assert run(["bench", "--sweep", "--place", "vaerebro", "--place", "vollsmose"]) == 2
    assert capsys.readouterr().err == "boligliv: --place vollsmose: --sweep measures one place at a time\n"


def test_what_a_process_holds_is_told():
    assert held_mb() > 10
