"""The figures of a measurement that are set beside earlier ones: each with a unit and all its repetitions."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from experiments.bench.against_mesa import COLUMNS

Kind = Literal["time", "memory", "rate"]
"""What more of it means: a longer time and a lower rate are slower, more memory is more."""


@dataclass(frozen=True)
class Figure:
    """One figure: its unit, what kind it is, and what each repetition gave."""

    name: str
    unit: str
    kind: Kind
    values: tuple[float, ...]


def figures(parts: Mapping[str, Mapping[str, Any]]) -> list[Figure]:
    """All figures of the parts that were measured (`usual`, `pair`, `scale`, `sweep`, `page`, `sessions`).

    A name tells all that must be equal for two figures to be compared: place, months and size. What took no time that
    the clock can tell, or did not come to an end, is left out.
    """
    known = {
        "usual": _usual, "pair": _pair, "scale": _scale, "sweep": _sweep, "page": _page, "sessions": _sessions,
    }  # fmt: skip
    every = [figure for name, found in parts.items() for figure in known[name](found)]
    return [one for one in every if one.values and all(math.isfinite(value) and value > 0 for value in one.values)]


def _one(name: str, unit: str, kind: Kind, values: Sequence[float] | float) -> Figure:
    every = values if isinstance(values, Sequence) else (values,)
    return Figure(name, unit, kind, tuple(float(value) for value in every))


def _usual(found: Mapping[str, Any]) -> Iterator[Figure]:
    yield _one("this machine: copying memory", "bytes/s", "rate", found["bandwidth"]["bytes_per_second"])
    yield _one("this machine: sorting a fixed array", "ms", "time", found["bandwidth"]["yardstick_ms"])
    for row in found["places"]:
        head = f"{row['place']}, {found['months']} months"
        yield _one(f"{head}: person-month", "ns", "time", row["every_ns_person_month"])
        for phase, values in row["phase_ns"].items():
            yield _one(f"{head}: {phase}", "ns/person-month", "time", values)
        yield _one(f"{head}: most memory held", "MB", "memory", row["every_peak_memory_mb"])
        yield _one(f"{head}: building the world", "s", "time", row["every_build_seconds"])
    for row in found["against_mesa"]:
        head = f"five mechanisms, {row['asked']:,} households"
        yield _one(f"{head}: on columns", "ms/month", "time", row["engines"][COLUMNS]["every_ms_month"])
        yield _one(f"{head}: Mesa over columns", "times", "rate", row["ratios"][COLUMNS])
    for name, values in found["start_up"].items():
        yield _one(f"start: {name}", "s", "time", values)


def _pair(found: Mapping[str, Any]) -> Iterator[Figure]:
    head = f"{found['place']}, {found['months']} months"
    yield _one(f"{head}: two runs side by side over one after the other", "times", "rate", found["throughputs"])


def _scale(found: Mapping[str, Any]) -> Iterator[Figure]:
    for size in found["sizes"]:
        head = f"size {size['place']}, {found['months']} months"
        yield _one(f"{head}: person-month", "ns", "time", size["ns_person_month"])
        yield _one(f"{head}: most memory held", "bytes/person", "memory", size["peak_bytes_person"])
        yield _one(f"{head}: building the world", "s", "time", size["build_seconds"])


def _sweep(found: Mapping[str, Any]) -> Iterator[Figure]:
    head = f"sweep, {found['place']}, {found['months']} months, {found['runs']} runs, {found['workers']} processes"
    yield _one(f"{head}: runs swept", "runs/s", "rate", found["swept_runs_per_second"])
    yield _one(f"{head}: most memory of the driver", "MB", "memory", found["driver_mb"])


def _page(found: Mapping[str, Any]) -> Iterator[Figure]:
    head = f"page, {found['place']}"
    yield _one(f"{head}: first view", "s", "time", found["every_first_view_seconds"])
    yield _one(f"{head}: frames while playing", "frames/s", "rate", found["frames_a_second"])
    for kind, told in found["answers"].items():
        yield _one(f"{head}: answer to {kind}", "ms", "time", told["every"])


def _sessions(found: Mapping[str, Any]) -> Iterator[Figure]:
    head = f"{found['sessions']} pages, {found['place']}"
    yield _one(f"{head}: work of the server", "ms/step", "time", found["server_ms_a_step"])
    yield _one(f"{head}: memory while playing", "MB", "memory", found["memory_during"]["all"])
