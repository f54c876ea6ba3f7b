"""How far each phase is from the least time that its columns could take to go through the memory of this machine."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

WATCHED_MONTHS = 12
"""A whole year is watched, since some phases act by the calendar."""
COSTLIEST = 2


def floor(
    phase_ns: Mapping[str, Sequence[float]], touched: Mapping[str, Any], bytes_per_second: Sequence[float]
) -> dict[str, Any]:
    """By phase: bytes a person-month, the nanoseconds they take at the speed of memory, those measured, and how many
    times the floor that is (None where a phase touches nothing); and the phases that cost most, the costliest first.
    """
    speed, lived = statistics.median(bytes_per_second), touched["person_months"]
    phases = {}
    for name, values in phase_ns.items():
        moved = touched["phases"][name]
        each = (moved["read_bytes"] + moved["written_bytes"]) / lived
        least, measured = 1e9 * each / speed, statistics.median(values)
        phases[name] = {
            "columns": moved["columns"],
            "read_bytes": moved["read_bytes"] / lived,
            "written_bytes": moved["written_bytes"] / lived,
            "floor_ns": least,
            "measured_ns": measured,
            "times": measured / least if least else None,
        }
    ranked = sorted(phases, key=lambda name: -phases[name]["measured_ns"])
    return {"bytes_per_second": speed, "phases": phases, "costliest": ranked[:COSTLIEST]}
