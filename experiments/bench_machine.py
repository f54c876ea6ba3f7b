"""The machine that measures: what it is, and how to start a measurement on one thread of it."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from experiments.errors import RunError
from experiments.provenance import code_version, library_versions, python_version

ONE_THREAD = dict.fromkeys(
    (
        "OMP_NUM_THREADS",
        "MKL_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "NUMBA_NUM_THREADS",
        "NUMEXPR_NUM_THREADS",
    ),
    "1",
)


def machine() -> dict[str, Any]:
    """Processor, system, load and versions, for the line under the tables."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "processor": _processor(),
        "processors": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "load": load,
        "python": python_version(),
        "boligliv": code_version(),
        "libraries": {name: library_versions()[name] for name in ("mesa", "numpy", "numba")},
    }


def line(about: dict[str, Any]) -> str:
    """The machine in one line."""
    libraries = ", ".join(f"{name} {number}" for name, number in about["libraries"].items())
    load = "" if about["load"] is None else f", load {about['load']:.1f} at the start"
    return (
        f"{about['processor']}, {about['processors']} processors{load}, {about['system']}; one thread; "
        f"Python {about['python']}, {libraries}; boligliv {about['boligliv']}"
    )


def measured(measure: str, **arguments: Any) -> dict[str, Any]:
    """What a fresh process measured, and `process_seconds` from its start to its end; raises RunError if it fails."""
    root = str(Path(__file__).resolve().parent.parent)
    paths = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
    asked = json.dumps({"measure": measure, **arguments})
    begun = time.perf_counter()
    process = subprocess.run(
        [sys.executable, "-m", "experiments.bench_worker", asked],
        env=os.environ | ONE_THREAD | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - begun
    if process.returncode:
        said = process.stderr.strip().splitlines() or [f"code {process.returncode}"]
        raise RunError(f"the measurement {asked} failed: {said[-1]}")
    found: dict[str, Any] = json.loads(process.stdout.strip().splitlines()[-1])
    return found | {"process_seconds": seconds}


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for entry in information.read_text().splitlines():
            if entry.startswith("model name"):
                return entry.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()
