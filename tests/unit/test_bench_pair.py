"""Runs side by side really start together, sizes are really lived, and what fails says why; how fast, no test asks."""

from __future__ import annotations

import pytest

from experiments.bench import pair, scale, worker
from experiments.bench.machine import _reason
from experiments.errors import RunError


@pytest.mark.slow
def test_a_pair_is_timed_alone_and_together():
    found = pair.run("vaerebro*0.05", 2, 1, quiet=True)
    (alone,), (together,) = found["alone_seconds"], found["together_seconds"]
    assert len(alone) == len(together) == 2 and min(alone + together) > 0
    assert found["throughput"] == pytest.approx(sum(alone) / max(together)) and found["throughputs"] == [
        found["throughput"]
    ]


def test_a_run_waits_at_the_gate(tmp_path):
    """Opened before it comes, the gate lets it through at once, and it has said that it was ready."""
    (tmp_path / "open").touch()
    found = worker.side("vaerebro*0.05", 1, "second_chance", str(tmp_path), 1)
    assert found["wall_seconds"] > 0 and (tmp_path / "ready-1").exists()


def test_a_run_that_cannot_begin_says_why():
    with pytest.raises(RunError, match="place 'nowhere' is unknown"):
        pair._timed("nowhere", 1, (0, 1))


def test_a_size_is_lived_whole(monkeypatch):
    monkeypatch.setattr(scale, "measured", lambda measure, **asked: getattr(worker, measure)(**asked))
    found = scale.run("vaerebro", 1, (0.1, 0.05), quiet=True)
    small, larger = found["sizes"]
    assert [small["place"], larger["place"]] == ["vaerebro*0.05", "vaerebro*0.1"]
    assert 5_000 < small["persons"] < 7_000 < larger["persons"] < 12_000
    for one in found["sizes"]:
        assert one["ns_person_month"] >= sum(one["phase_ns"].values()) > 0
        assert 200 < one["column_bytes_person"] < 2_000 and one["peak_bytes_person"] > one["column_bytes_person"]
    costs = [one["ns_person_month"] for one in found["sizes"]]
    assert found["spread_percent"] == pytest.approx(100 * (max(costs) / min(costs) - 1))


def test_a_process_that_the_system_ended_is_told():
    assert "signal 9" in _reason(-9, "") and "memory" in _reason(-9, "")
    assert _reason(1, "Traceback\nKeyError: 'x'\n") == "KeyError: 'x'" and _reason(3, "") == "code 3"
