"""How cost and memory grow with the size of the place: the same estate in towns of ever more homes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from experiments.bench.machine import machine, measured
from experiments.cli_console import tell
from geodata.scaled import SIGN

FACTORS = (0.1, 1.0, 8.0, 91.0)
"""Around Værebro Park: some 9,000, 68,000, 520,000 and 6 million people, the last as many as live in the country."""
MONTHS = 24
SPREAD_WANTED = 30.0
"""Per cent by which the dearest size may cost more for a person-month than the cheapest."""


def run(place: str, months: int, factors: Sequence[float] | None = None, quiet: bool = False) -> dict[str, Any]:
    """Each size in a process of its own on one thread; `spread_percent` is the dearest size over the cheapest."""
    about, sizes = machine(), []
    for factor in sorted(set(factors or FACTORS)):
        name = place if factor == 1.0 else f"{place}{SIGN}{factor:g}"
        if not quiet:
            tell(f"{name}: {months} months")
        sizes.append(_size(name, factor, measured("size", place=name, months=months)))
    costs = [one["ns_person_month"] for one in sizes]
    return {
        "machine": about,
        "place": place,
        "months": months,
        "sizes": sizes,
        "spread_percent": 100.0 * (max(costs) / min(costs) - 1.0),
        "wanted_percent": SPREAD_WANTED,
    }


def _size(name: str, factor: float, found: dict[str, Any]) -> dict[str, Any]:
    lived, persons = found["person_months"], found["persons"]
    return {
        "place": name,
        "factor": factor,
        "persons": persons,
        "ns_person_month": 1e9 * found["cpu_seconds"] / lived,
        "phase_ns": {phase: 1e9 * seconds / lived for phase, seconds in found["phase_seconds"].items()},
        "column_bytes_person": sum(found["column_bytes"].values()) / persons,
        "peak_memory_mb": found["peak_memory_mb"],
        "peak_bytes_person": 1024.0**2 * found["peak_memory_mb"] / persons,
        "build_seconds": found["build_seconds"],
        "cpu_seconds": found["cpu_seconds"],
    }
