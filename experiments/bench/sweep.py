"""The benchmark of sweeps: what a sweep costs over its bare runs, whether its driver's memory grows, and how long
1,000 runs would take.

The same runs are done twice by as many processes: bare, where nobody keeps what comes back, and through a sweep, with
its plan, journal and segments. Compiled kernels are in their cache before the clock starts; processes start inside it.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from experiments.bench.machine import machine, measured
from experiments.bench.sheets import MEASURED, Sheet
from experiments.cli_console import number, tell

OVERHEAD_WANTED = 10.0
"""Per cent of the time of bare runs that a sweep may take besides."""
RUNS_PROJECTED, MINUTES_WANTED = 1000, 40.0
FLAT_MB = 20.0
"""Growth of the driver over 1,000 runs that is still called flat."""


def run(place: str, months: int, runs: int, repetitions: int, workers: int, quiet: bool = False) -> dict[str, Any]:
    """Bare runs and a sweep by turns, each in a process of its own with `workers` processes under it.

    `overhead_percent` is the median over the repetitions of the sweep's time against the bare runs' beside it;
    `slope_mb` the growth of the driver's memory over 1,000 runs by a straight line through what it held after each.
    """
    about, pairs = machine(), []
    # Compiles what is not compiled yet, so that no run pays for it.
    measured("baseline", place=place, months=min(months, 24))
    for repetition in range(repetitions):
        if not quiet:
            tell(f"{place}: {runs} runs of {months} months on {workers} processes, bare and swept, {repetition + 1}")
        pairs.append(_pair(place, months, runs, workers, repetition))
    overheads = [100.0 * (swept["seconds"] / bare["seconds"] - 1.0) for bare, swept in pairs]
    each = {name: statistics.median(one[k]["seconds"] for one in pairs) for k, name in enumerate(("bare", "swept"))}
    slopes = [_slope(swept["memory_mb"]) for _, swept in pairs]
    return {
        "machine": about,
        "place": place,
        "months": months,
        "runs": runs,
        "workers": workers,
        "repetitions": repetitions,
        "bare_runs_per_second": runs / each["bare"],
        "swept_runs_per_second": runs / each["swept"],
        "overhead_percent": statistics.median(overheads),
        "every_overhead_percent": overheads,
        "driver_mb": max(max(swept["memory_mb"]) for _, swept in pairs),
        "slope_mb": statistics.median(slopes),
        "every_slope_mb": slopes,
        "projected_minutes": RUNS_PROJECTED * each["swept"] / runs / 60.0,
        "projected_months": months,
    }


def _pair(place: str, months: int, runs: int, workers: int, repetition: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both by turns, the first one first in every other repetition, so that a busy moment of the machine meets both."""
    with tempfile.TemporaryDirectory(prefix="boligliv-bench-") as folder:
        asked = {"place": place, "months": months, "runs": runs, "workers": workers, "seed": 1 + repetition * runs}
        kinds = ("bare", "swept") if repetition % 2 == 0 else ("swept", "bare")
        found = {kind: measured("sweep", kind=kind, folder=str(Path(folder)), **asked) for kind in kinds}
    return found["bare"], found["swept"]


def _slope(memory_mb: Sequence[float]) -> float:
    """Growth in MB over 1,000 runs by Theil and Sen's line, which one large step does not tilt; the first quarter, in
    which buffers fill, is left out.
    """
    from scipy.stats import theilslopes

    settled = list(memory_mb)[len(memory_mb) // 4 :]
    return 1000.0 * float(theilslopes(settled).slope) if len(settled) > 2 else float("nan")


def sheets(found: Mapping[str, Any]) -> list[Sheet]:
    """What was measured beside what is wanted."""
    title = f"{found['runs']} runs of {found['place']} of {found['months']} months on {found['workers']} processes"
    spread = ", ".join(f"{one:+.1f}" for one in found["every_overhead_percent"])
    slope = found["slope_mb"]
    flat = "unknown" if slope is None or slope != slope else f"{slope:+.1f}"
    rows = (
        ("runs a second, bare", number(found["bare_runs_per_second"], 3), ""),
        ("runs a second, swept", number(found["swept_runs_per_second"], 3), ""),
        ("overhead of the sweep (%)", f"{found['overhead_percent']:+.1f} (each: {spread})", f"< {OVERHEAD_WANTED:.0f}"),
        ("most memory of the driver (MB)", number(found["driver_mb"], 0), ""),
        ("its growth over 1,000 runs (MB)", flat, f"flat: < {FLAT_MB:.0f}"),
        (
            f"{RUNS_PROJECTED:,} runs of {found['projected_months']} months would take (minutes)",
            number(found["projected_minutes"], 1),
            f"<= {MINUTES_WANTED:.0f} for 240 months on two processors",
        ),
    )
    return [Sheet(title, MEASURED, rows)]
