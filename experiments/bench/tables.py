"""What was measured as tables: places, phases with their memory floor, starts, pairs and sizes."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from experiments.bench import against_mesa
from experiments.bench.sheets import MEASURED, Sheet
from experiments.cli_console import number

FLOOR_WANTED = 20.0
MOST_TIMES = 1_000
"""Beyond this a floor is next to nothing, and how many times says no more."""
MILLION_WANTED = 8.0
COUNTED = (
    "A column that a phase takes counts as read once over its whole length, what it changes by cache lines; the floor "
    "is the time those bytes need at the measured speed of memory. A phase that looks at a few rows only can come "
    "below it."
)


def usual(found: Mapping[str, Any]) -> list[Sheet]:
    """The usual measurement."""
    rows = found["places"]
    phases = [_phases(row) for row in rows]
    # A folder kept before this comparison has another one in its place, which is passed over.
    mesa = against_mesa.sheets(found.get("against_mesa", ()))
    return [_places(found), *phases, _memory(rows), *mesa, _starts(found["start_up"])]


def _places(found: Mapping[str, Any]) -> Sheet:
    times = f"median of {found['repetitions']} runs" if found["repetitions"] > 1 else "one run"
    title = f"Today's rules, {found['months']} months after a warm-up, {times}"
    lines = (
        ("persons at the end", lambda row: number(row["persons"], 0)),
        ("processor time (s)", lambda row: number(row["cpu_seconds"], 2)),
        ("time on the wall (s)", lambda row: number(row["wall_seconds"], 2)),
        (f"million person-months a second (wanted {MILLION_WANTED:g})", _millions),
        ("nanoseconds a person-month", lambda row: number(row["ns_person_month"], 0)),
        ("most memory held (MB)", lambda row: number(row["peak_memory_mb"], 0)),
        ("of it columns (MB)", lambda row: number(sum(row["column_bytes"].values()) / 1e6, 1)),
        ("building the world again (s)", lambda row: number(row["build_seconds"], 2)),
        ("second start to the end of the first month (s)", lambda row: number(_started(row), 1)),
        ("of it importing (s)", lambda row: number(row["second_start"]["import_seconds"], 1)),
    )
    heads = ("", *(row["place"] for row in found["places"]))
    return Sheet(title, heads, tuple((label, *map(value, found["places"])) for label, value in lines))


def _millions(row: Mapping[str, Any]) -> str:
    return number(row["person_months_per_second"] / 1e6, 2)


def _started(row: Mapping[str, Any]) -> float:
    return float(row["second_start"]["process_seconds"])


def _phases(row: Mapping[str, Any]) -> Sheet:
    whole, floors = row["ns_person_month"], row["floor"]
    lines = []
    for phase, told in floors["phases"].items():
        ns, times = told["measured_ns"], told["times"]
        lines.append(
            (
                phase,
                number(ns, 1),
                f"{100 * ns / whole:.0f} %",
                number(told["columns"], 0),
                number(told["read_bytes"], 1),
                number(told["written_bytes"], 1),
                number(told["floor_ns"], 1),
                "–" if times is None else _times(times),
            )
        )
    total = sum(told["measured_ns"] for told in floors["phases"].values())
    least = sum(told["floor_ns"] for told in floors["phases"].values())
    taken, changed = (
        number(sum(told[key] for told in floors["phases"].values()), 1) for key in ("read_bytes", "written_bytes")
    )
    lines.append(("all", number(total, 1), "", "", taken, changed, number(least, 1), _times(total / least)))
    heads = ("phase", "ns", "share", "columns taken", "their bytes", "changed", "floor (ns)", "times the floor")
    return Sheet(f"A person-month in {row['place']} by phase", heads, tuple(lines), (_costliest(floors), COUNTED))


def _costliest(floors: Mapping[str, Any]) -> str:
    told = [f"{name} ({_over(floors['phases'][name]['times'])})" for name in floors["costliest"]]
    speed = floors["bytes_per_second"] / 1e9
    return (
        f"The costliest phases are {' and '.join(told)}; wanted {FLOOR_WANTED:g} times. Memory moves {speed:.1f} GB/s."
    )


def _over(times: float | None) -> str:
    return "no columns taken" if times is None else f"{_times(times)} times the floor"


def _times(value: float) -> str:
    if value > MOST_TIMES:
        return f"> {MOST_TIMES:,}"
    return number(value, 0 if value >= 9.95 else 1)


def _memory(rows: Sequence[Mapping[str, Any]]) -> Sheet:
    parts = dict.fromkeys(part for row in rows for part in row["column_bytes"])
    lines = [(part, *(number(row["column_bytes"].get(part, 0) / row["persons"], 1) for row in rows)) for part in parts]
    lines.append(("all", *(number(sum(row["column_bytes"].values()) / row["persons"], 1) for row in rows)))
    return Sheet("Bytes a person in columns", ("part", *(row["place"] for row in rows)), tuple(lines))


STARTS = {
    "help": "`boligliv --help` from nothing to its end",
    "importing": "importing the model",
    "second": "import, build Værebro Park, live a month: kernels compiled before",
    "first": "the same with every kernel to be compiled",
}


def _starts(found: Mapping[str, Sequence[float]]) -> Sheet:
    lines = tuple((STARTS[name], number(statistics.median(values), 2), _each(values)) for name, values in found.items())
    return Sheet("Starting, seconds on the wall", ("", "seconds", "each"), lines)


def _each(values: Sequence[float], digits: int = 2) -> str:
    return ", ".join(number(value, digits) for value in values)


def pair(found: Mapping[str, Any]) -> list[Sheet]:
    """Two runs side by side."""
    alone = [sum(one) for one in found["alone_seconds"]]
    together = [max(both) for both in found["together_seconds"]]
    rows = (
        ("one after the other (s)", _each(alone), ""),
        ("side by side in two processes (s)", _each(together), ""),
        (
            "how many times as much a second",
            f"{number(found['throughput'], 2)} (each: {_each(found['throughputs'])})",
            f">= {found['wanted']:g}",
        ),
    )
    return [Sheet(f"A pair of runs of {found['place']}, {found['months']} months each", MEASURED, rows)]


def scale(found: Mapping[str, Any]) -> list[Sheet]:
    """The same estate in towns of ever more homes."""
    sizes = found["sizes"]
    heads = ("place", "persons", "ns a person-month", "columns (bytes/person)", "most memory (bytes/person)",
             "most memory (MB)", "building (s)", f"{found['months']} months (s)")  # fmt: skip
    rows = tuple(
        (
            one["place"],
            f"{one['persons']:,}",
            number(one["ns_person_month"], 0),
            number(one["column_bytes_person"], 0),
            number(one["peak_bytes_person"], 0),
            number(one["peak_memory_mb"], 0),
            number(one["build_seconds"], 1),
            number(one["cpu_seconds"], 1),
        )
        for one in sizes
    )
    spread = (
        f"The dearest size costs {found['spread_percent']:.0f} % more for a person-month than the cheapest; wanted "
        f"{found['wanted_percent']:.0f} %."
    )
    by_phase = tuple((phase, *(number(one["phase_ns"][phase], 1) for one in sizes)) for phase in sizes[0]["phase_ns"])
    return [
        Sheet(f"Sizes of {found['place']}, {found['months']} months", heads, rows, (spread,)),
        Sheet("Nanoseconds a person-month by phase and size", ("phase", *(one["place"] for one in sizes)), by_phase),
    ]
