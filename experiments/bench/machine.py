"""The machine that measures: what it is, and how to start a measurement on one thread of it."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.errors import RunError
from experiments.provenance import code_version, library_versions, python_version

ROOT = Path(__file__).resolve().parents[2]
"""The folder in which these packages lie: the root of a source checkout, or where libraries are installed."""
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
IDLE_LOAD = 0.5
"""Programs that may already be running when a machine still counts as idle."""
SAME = ("processor", "processors", "memory_gb", "system")
"""What two measurements must share to be of the same machine; versions may differ, and are told."""


def machine() -> dict[str, Any]:
    """Processor, memory, system, load and versions, for the line under the tables."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "processor": _processor(),
        "processors": os.cpu_count(),
        "memory_gb": _memory_gb(),
        "system": f"{platform.system()} {platform.machine()}",
        "load": load,
        "python": python_version(),
        "boligliv": code_version(),
        "libraries": {name: library_versions()[name] for name in ("mesa", "numpy", "numba")},
    }


def same(about: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two descriptions are of the same kind of machine."""
    return all(about.get(name) == other.get(name) for name in SAME)


def was_idle(about: Mapping[str, Any]) -> bool:
    """Whether nothing else seemed to run when the measurement began; unknown counts as no."""
    return about["load"] is not None and about["load"] < IDLE_LOAD


def line(about: dict[str, Any]) -> str:
    """The machine in one line."""
    libraries = ", ".join(f"{name} {number}" for name, number in about["libraries"].items())
    load = "" if about["load"] is None else f", load {about['load']:.1f} at the start"
    memory = "" if about["memory_gb"] is None else f", {about['memory_gb']} GB"
    return (
        f"{about['processor']}, {about['processors']} processors{memory}{load}, {about['system']}; one thread; "
        f"Python {about['python']}, {libraries}; boligliv {about['boligliv']}"
    )


@dataclass(frozen=True)
class Measurement:
    """A measurement under way in a process of its own; `begun` is the clock at its start."""

    asked: str
    process: subprocess.Popen[str]
    begun: float

    def answer(self) -> dict[str, Any]:
        """Wait for what it measured, with `process_seconds` from start to end; raises RunError if it fails."""
        said, wrong = self.process.communicate()
        seconds = time.perf_counter() - self.begun
        if self.process.returncode:
            raise RunError(f"the measurement {self.asked} failed: {_reason(self.process.returncode, wrong)}")
        found: dict[str, Any] = json.loads(said.strip().splitlines()[-1])
        return found | {"process_seconds": seconds}


def begin(measure: str, environment: Mapping[str, str] | None = None, **arguments: Any) -> Measurement:
    """Start a measurement in a fresh process on one thread."""
    asked = json.dumps({"measure": measure, **arguments})
    return started("experiments.bench.worker", [asked], asked, environment)


def started(
    module: str,
    words: Sequence[str],
    asked: str,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Measurement:
    """Start a module that measures and prints a line of JSON, in a fresh process on one thread; `asked` names it where
    it fails, and `folder` is where it runs when that is not here.
    """
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", module, *words],
        cwd=folder,
        env=surroundings() | dict(environment or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    return Measurement(asked, process, begun)


def measured(measure: str, **arguments: Any) -> dict[str, Any]:
    """What a fresh process measured, and `process_seconds` from its start to its end; raises RunError if it fails."""
    return begin(measure, **arguments).answer()


def surroundings() -> dict[str, str]:
    """The environment of a measuring process: these packages, and one thread."""
    paths = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return os.environ | ONE_THREAD | {"PYTHONPATH": paths}


def _reason(code: int, wrong: str) -> str:
    if code < 0:
        return f"the system ended it with signal {-code} (most often for want of memory)"
    return (wrong.strip().splitlines() or [f"code {code}"])[-1]


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for entry in information.read_text().splitlines():
            if entry.startswith("model name"):
                return entry.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def _memory_gb() -> int | None:
    """Memory of the machine in whole GB, None where the system does not tell."""
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024.0**3)
    except (AttributeError, ValueError, OSError):
        return None
