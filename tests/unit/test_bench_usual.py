"""The benchmark runs on tiny settings and tells all it promises; how fast anything is, no test asks."""

from __future__ import annotations

import json

import pytest

from agents.core.columns import Table
from experiments.bench import worker as bench_worker
from experiments.bench.bandwidth import bandwidth, cache_mb
from experiments.bench.machine import line, machine, measured
from experiments.bench.months import live
from experiments.cli import run
from experiments.errors import RunError
from model.estate_model import PHASES, EstateModel
from model.scenario import Scenario
from tests.unit.bench_fake import FAKE, install


@pytest.fixture
def asked(monkeypatch):
    """Measurements answered at once; the list of what was asked."""
    return install(monkeypatch)


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
    assert place["ns_person_month"] == pytest.approx(500.0) and place["every_ns_person_month"] == [500.0, 500.0]
    assert place["phase_ns"]["deaths"] == pytest.approx([50.0, 50.0])
    assert told["start_up"] == {"help": [0.4, 0.4], "importing": [1.0, 1.0], "second": [2.0, 2.0]}
    assert place["second_start"] == FAKE["start"] and place["every_cpu_seconds"] == [2.0, 2.0]
    (size,) = told["against_mesa"]
    assert size["asked"] == 1000 and size["ratios"] == {"columns": pytest.approx([100.0, 100.0])}
    assert set(size["engines"]) == {"mesa", "columns"}
    engines = [(one["engine"], one["seed"]) for one in asked if one["measure"] == "engine"]
    assert engines == [("columns", 1), ("mesa", 1), ("columns", 2), ("mesa", 2)]


def test_every_place_is_measured_unless_told_otherwise(asked, capsys):
    assert run(["bench", "-n", "1"]) == 0
    said = capsys.readouterr()
    assert {one["place"] for one in asked if one["measure"] == "baseline"} >= {"vollsmose", "vaerebro"}
    assert {one["months"] for one in asked if one["measure"] == "baseline"} == {240}
    assert [one["households"] for one in asked if one["measure"] == "engine"] == [5_000, 5_000]
    for word in ("vollsmose", "vaerebro", "4,990", "10,000", "100 times", "second start", "wishes", "Bytes", "mesa"):
        assert word in said.out
    assert "vollsmose: 240 months, once" in said.err
    assert "all five mechanisms with 5,000 households, on columns and in Mesa, once" in said.err


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
    found = measured("start", place="vaerebro*0.05")
    assert found["process_seconds"] > found["import_seconds"] + found["build_seconds"] > 0


def test_a_measurement_that_fails_says_why():
    with pytest.raises(RunError, match=r"the measurement .*nowhere.* failed: .*place 'nowhere' is unknown"):
        measured("start", place="nowhere")


def test_the_model_is_measured_phase_by_phase():
    found = bench_worker.lived("vaerebro*0.1", 2)
    assert set(found) == set(FAKE["baseline"])
    assert set(found["phase_seconds"]) == {phase.name for phase in PHASES}
    assert found["person_months"] > 2 * 8_000 and found["peak_memory_mb"] > 0
    assert all(size > 0 for size in found["column_bytes"].values())
    # What lies between the phases is no work: the phases are nearly all of the processor's time.
    assert 0 < sum(found["phase_seconds"].values()) <= found["cpu_seconds"]


def test_months_phase_by_phase_are_the_months_of_the_model():
    scenario = Scenario(place="vaerebro*0.1", months=3)
    stepped, lived = EstateModel(scenario).run(), EstateModel(scenario)
    seconds, person_months = live(lived, 3)
    assert lived.record.series().equals(stepped.record.series())
    assert list(seconds) == [phase.name for phase in PHASES] and person_months > 3 * 8_000


def test_the_speed_of_memory_is_measured_each_time():
    found = bandwidth(3, megabytes=8)
    assert len(found["bytes_per_second"]) == len(found["yardstick_ms"]) == 3 and found["array_mb"] == 8
    assert min(found["bytes_per_second"]) > 1e8 and min(found["yardstick_ms"]) > 0 and cache_mb() >= 0


def test_a_start_is_told_in_its_parts():
    found = bench_worker.start("vaerebro")
    assert set(found) == {"import_seconds", "build_seconds", "first_month_seconds", "peak_memory_mb"}
    assert all(value >= 0 for value in found.values())
