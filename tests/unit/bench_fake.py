"""Measurements of the benchmark answered at once, with numbers that can be reckoned by hand."""

from __future__ import annotations

from typing import Any

from experiments.bench import against_mesa, pair, scale, start_up, usual
from model.estate_model import PHASES

NAMES = [phase.name for phase in PHASES]
LIVED = 4_000_000
COLUMNS = {"persons": 1_000_000, "households": 1_000_000, "dwellings": 1_000_000, "ties": 2_000_000}
FAKE: dict[str, dict[str, Any]] = {
    "baseline": {
        "wall_seconds": 2.5,
        "cpu_seconds": 2.0,
        "build_seconds": 0.5,
        # The first phase costs 100 ns a person-month, the second 50, the others 25.
        "phase_seconds": {name: LIVED * (100e-9, 50e-9, 25e-9)[min(k, 2)] for k, name in enumerate(NAMES)},
        "persons": 67_000,
        "person_months": LIVED,
        "peak_memory_mb": 400.0,
        "column_bytes": COLUMNS,
    },
    "touched": {
        "person_months": 1_000,
        # Every phase reads 30 and writes 20 bytes a person-month, the last one nothing at all.
        "phases": {
            name: {
                "read_bytes": 30_000 * (name != NAMES[-1]),
                "written_bytes": 20_000 * (name != NAMES[-1]),
                "columns": 3,
            }
            for name in NAMES
        },
    },
    # At 10 GB/s, 50 bytes take 5 ns.
    "bandwidth": {"bytes_per_second": [9e9, 10e9, 11e9], "array_mb": 256, "cache_mb": 8.0, "yardstick_ms": [8.0, 8.1]},
    "start": {"import_seconds": 1.0, "build_seconds": 0.5, "first_month_seconds": 0.2, "process_seconds": 2.0},
    # Of ten thousand people, a MB is 105 bytes for each.
    "mesa": {"households": 4_990, "people": 10_000, "seconds": 0.08, "by_month": [0.06, 0.1], "memory_mb": 50.0},
    "columns": {"households": 4_990, "people": 10_000, "seconds": 8e-4, "by_month": [6e-4, 1e-3], "memory_mb": 1.0},
}


def install(monkeypatch: Any) -> list[dict[str, Any]]:
    """Answer every measurement from FAKE; returns the list of what is asked from now on."""
    asked: list[dict[str, Any]] = []

    def answer(measure: str, **arguments: Any) -> dict[str, Any]:
        asked.append({"measure": measure, **arguments})
        if measure == "size":
            # A tenth of the town costs twice as much for a person-month.
            small = "*0.1" in arguments["place"]
            return FAKE["baseline"] | {"cpu_seconds": 4.0 if small else 2.0}
        return dict(FAKE[measure])

    def engine_timed(engine: str, place: str, households: int, months: int, seed: int) -> dict[str, Any]:
        asked.append({"measure": "engine", "engine": engine, "households": households, "seed": seed})
        return dict(FAKE[engine])

    def timed(place: str, months: int, numbers: Any) -> list[float]:
        asked.append({"measure": "side", "place": place, "months": months, "numbers": list(numbers)})
        return [10.0] if len(numbers) == 1 else [11.0, 12.5]

    for module in (usual, scale, start_up):
        monkeypatch.setattr(module, "measured", answer)
    monkeypatch.setattr(against_mesa, "timed", engine_timed)
    monkeypatch.setattr(start_up, "_help", lambda: 0.4)
    monkeypatch.setattr(start_up, "_first", lambda: 90.0)
    monkeypatch.setattr(pair, "_timed", timed)
    return asked
