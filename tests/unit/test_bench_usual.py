"""The benchmark runs on tiny settings and tells all it promises; how fast anything is, no test asks."""

from __future__ import annotations

import json

import pytest

from agents.core.columns import Table
from experiments.bench import usual as bench
from experiments.bench import worker as bench_worker
from experiments.bench.machine import line, machine, measured
from experiments.cli import run
from experiments.errors import RunError
from model.estate_model import PHASES, EstateModel

FAKE = {
    "baseline": {
        "wall_seconds": 2.5,
        "cpu_seconds": 2.0,
        "build_seconds": 0.5,
        "phase_seconds": {phase.name: 0.1 for phase in PHASES},
        "persons": 67_000,
        "person_months": 4_000_000,
        "peak_memory_mb": 400.0,
        "column_bytes": {"persons": 1_000_000, "households": 1_000_000, "dwellings": 1_000_000, "ties": 2_000_000},
    },
    "start": {"import_seconds": 1.0, "build_seconds": 0.5, "first_month_seconds": 0.2, "process_seconds": 2.0},
    "mesa": {"wall_ms": 90.0, "cpu_ms": 80.0, "memory_mb": 50.0, "share_wishing": 0.01, "share_moved": 0.01},
    "columns": {"wall_ms": 0.9, "cpu_ms": 0.8, "memory_mb": 1.0, "share_wishing": 0.01, "share_moved": 0.01},
}


@pytest.fixture
def asked(monkeypatch):
    """Measurements answered at once; the list of what was asked."""
    asked: list[dict[str, object]] = []

    def answer(measure: str, **arguments: object) -> dict[str, object]:
        asked.append({"measure": measure, **arguments})
        return dict(FAKE[str(arguments.get("engine", measure))])

    monkeypatch.setattr(bench, "measured", answer)
    return asked


def test_the_json_tells_everything(asked, capsys):
    words = ["bench", "--place", "vaerebro", "--months", "24", "-n", "2", "--households", "1000", "--json"]
    assert run(words) == 0
    said = capsys.readouterr()
    assert said.err == ""
    told = json.loads(said.out)
    assert {key: told[key] for key in ("months", "repetitions")} == {"months": 24, "repetitions": 2}
    assert set(told["machine"]) >= {"processor", "processors", "system", "python", "libraries", "boligliv"}
    (place,) = told["places"]
    assert place["place"] == "vaerebro" and place["person_months_per_second"] == 2_000_000
    assert place["phase_seconds"] == FAKE["baseline"]["phase_seconds"]
    assert set(place["column_bytes"]) == {"persons", "households", "dwellings", "ties"}
    assert place["second_start"] == FAKE["start"] and place["every_cpu_seconds"] == [2.0, 2.0]
    (rule,) = told["rule"]
    assert rule["households"] == 1000 and rule["ratio"] == pytest.approx(100) and len(rule["ratios"]) == 2
    engines = [one["engine"] for one in asked if one["measure"] == "rule"]
    assert engines == ["mesa", "columns"] * 2


def test_every_place_and_both_sizes_are_measured_unless_told_otherwise(asked, capsys):
    assert run(["bench", "-n", "1"]) == 0
    said = capsys.readouterr()
    assert {one["place"] for one in asked if one["measure"] == "baseline"} >= {"vollsmose", "vaerebro"}
    assert {one["months"] for one in asked if one["measure"] == "baseline"} == {240}
    assert [one["households"] for one in asked if one["measure"] == "rule"] == [5_000, 5_000, 50_000, 50_000]
    for word in ("vollsmose", "vaerebro", "5,000", "50,000", "100 times", "second start", "wishes", "Bytes", "mesa"):
        assert word in said.out
    assert "vollsmose: 240 months, once" in said.err


def test_every_table_of_a_world_is_counted():
    world = EstateModel(months=1).world
    held = bench_worker.column_bytes(world)
    tables = {name: part for name, part in vars(world).items() if isinstance(part, Table)}
    assert {"persons", "households", "dwellings", "institutions", "businesses"} <= set(tables)
    assert all(held[name] == table.nbytes for name, table in tables.items())
    assert held["persons away"] == world.away.persons.nbytes
    assert held["ties"] >= world.ties.other.nbytes and {"lives", "account", "arrays"} <= set(held)


def test_an_unknown_place_is_refused_before_anything_is_measured(asked, capsys):
    assert run(["bench", "--place", "vaerebro", "--place", "volsmose"]) == 2
    assert "did you mean 'vollsmose'" in capsys.readouterr().err
    assert asked == []


def test_the_machine_is_told_in_one_line():
    told = line(machine())
    assert "\n" not in told and "one thread" in told and "numba" in told


def test_measurements_in_a_process_of_their_own():
    found = measured("rule", engine="columns", households=200, months=2, seed=1)
    assert found["process_seconds"] > 0 and found["wall_ms"] > 0 and found["memory_mb"] >= 0
    plain = bench_worker.rule("mesa", 200, 2, 1)
    assert set(plain) == set(found) - {"process_seconds"}


def test_a_measurement_that_fails_says_why():
    with pytest.raises(RunError, match=r"households.*KeyError: 'neither'"):
        measured("rule", engine="neither", households=200, months=1, seed=1)


def test_the_model_is_measured_phase_by_phase():
    found = bench_worker.baseline("vaerebro", 2)
    assert set(found) == set(FAKE["baseline"])
    assert set(found["phase_seconds"]) == {phase.name for phase in PHASES}
    assert found["person_months"] > 2 * 60_000 and found["peak_memory_mb"] > 0
    assert all(size > 0 for size in found["column_bytes"].values())


def test_a_start_is_told_in_its_parts():
    found = bench_worker.start("vaerebro")
    assert set(found) == {"import_seconds", "build_seconds", "first_month_seconds", "peak_memory_mb"}
    assert all(value >= 0 for value in found.values())
