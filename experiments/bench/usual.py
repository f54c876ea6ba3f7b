"""The usual measurement: each place month by month and phase by phase, the memory floor, the same rules as plain
Mesa agents, and how long a start takes.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import Any

from experiments.bench import against_mesa, start_up
from experiments.bench.floor import WATCHED_MONTHS, floor
from experiments.bench.machine import machine, measured
from experiments.cli_console import tell

MONTHS = 240
COPIES = 7
"""Times that memory is copied to know its speed: each takes a fraction of a second."""
MIDDLE = ("wall_seconds", "cpu_seconds", "build_seconds", "peak_memory_mb")
Rows = list[dict[str, Any]]


def run(
    places: Sequence[str] | None,
    months: int,
    repetitions: int,
    households: Sequence[int] | None = None,
    whole: bool = False,
    quiet: bool = False,
) -> dict[str, Any]:
    """Every measurement, each in a fresh process on one thread; numbers are medians over the repetitions.

    Keys: `machine`, `months`, `repetitions`, `bandwidth`, `places` (an entry for each place), `against_mesa` (one for
    each size, none without the source) and `start_up`. With `whole` the larger town is set against Mesa too, and a
    start without compiled kernels is among the starts.
    Raises GeodataError for an unknown place before anything runs.
    """
    from geodata import place as known

    names = list(dict.fromkeys(places or known.names()))
    for name in names:
        known.path_of(name)
    with_mesa = against_mesa.source_is_here()
    if not with_mesa:
        tell("the comparison with Mesa is left out: it needs the source, whose tests/benchmarks is not installed")
    about = machine()
    speed = measured("bandwidth", repetitions=max(COPIES, repetitions))
    rows = []
    for name in names:
        _note(f"{name}: {months} months, {_times(repetitions)}", quiet)
        rows.append(_place(name, months, repetitions, speed["bytes_per_second"]))
    plain = []
    for count in (households or against_mesa.HOUSEHOLDS[: None if whole else 1]) if with_mesa else ():
        _note(f"all five mechanisms with {count:,} households, on columns and in Mesa, {_times(repetitions)}", quiet)
        plain.append(_against_mesa(count, repetitions))
    _note(f"starting from nothing, {_times(repetitions)}", quiet)
    return {
        "machine": about,
        "months": months,
        "repetitions": repetitions,
        "bandwidth": speed,
        "places": rows,
        "against_mesa": plain,
        "start_up": start_up.run(repetitions, whole),
    }


def _place(name: str, months: int, repetitions: int, bytes_per_second: Sequence[float]) -> dict[str, Any]:
    runs = [measured("baseline", place=name, months=months) for _ in range(repetitions)]
    starts = [measured("start", place=name) for _ in range(repetitions)]
    middle = {key: _median(runs, key) for key in MIDDLE}
    every_phase = [run["phase_seconds"] for run in runs]
    lived = runs[0]["person_months"]
    phase_ns = {phase: [1e9 * one[phase] / lived for one in every_phase] for phase in every_phase[0]}
    start = {key: _median(starts, key) for key in starts[0] if key.endswith("_seconds")}
    touched = measured("touched", place=name, months=min(WATCHED_MONTHS, months))
    return {
        "place": name,
        "persons": runs[0]["persons"],
        "person_months": lived,
        **middle,
        "person_months_per_second": lived / middle["cpu_seconds"],
        "ns_person_month": 1e9 * middle["cpu_seconds"] / lived,
        "phase_seconds": {phase: _median(every_phase, phase) for phase in every_phase[0]},
        "phase_ns": phase_ns,
        "floor": floor(phase_ns, touched, bytes_per_second),
        "column_bytes": runs[0]["column_bytes"],
        "second_start": start,
        "every_ns_person_month": [1e9 * run["cpu_seconds"] / lived for run in runs],
        "every_cpu_seconds": [run["cpu_seconds"] for run in runs],
        "every_build_seconds": [run["build_seconds"] for run in runs],
        "every_peak_memory_mb": [run["peak_memory_mb"] for run in runs],
    }


def _against_mesa(households: int, repetitions: int) -> dict[str, Any]:
    engines = (against_mesa.COLUMNS, against_mesa.MESA)
    return against_mesa.compared(engines, against_mesa.PLACE, households, against_mesa.MONTHS, repetitions)


def _median(rows: Rows, key: str) -> float:
    return float(statistics.median(row[key] for row in rows))


def _times(repetitions: int) -> str:
    return "once" if repetitions == 1 else f"{repetitions} times"


def _note(text: str, quiet: bool) -> None:
    if not quiet:
        tell(text)
