"""How long one waits before anything happens: the help of the command, importing, a first start and a second one."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from typing import Any

from experiments.bench.machine import begin, measured, surroundings
from experiments.errors import RunError

PLACE = "vaerebro"


def run(repetitions: int, cold: bool = False) -> dict[str, Any]:
    """Seconds on the wall of each start, all repetitions.

    `help` is `boligliv --help` from nothing to its end; `second` a start with compiled kernels in their cache: import,
    build Værebro Park and live a month, of which `importing` are for importing; `first` the same where every kernel
    must be compiled, once and only with `cold`, since it takes minutes.
    """
    helps = [_help() for _ in range(repetitions)]
    starts = [measured("start", place=PLACE) for _ in range(repetitions)]
    found = {
        "help": helps,
        "importing": [one["import_seconds"] for one in starts],
        "second": [one["process_seconds"] for one in starts],
    }
    return found | ({"first": [_first()]} if cold else {})


def _help() -> float:
    begun = time.perf_counter()
    process = subprocess.run(
        [sys.executable, "-m", "experiments.cli", "--help"], env=surroundings(), capture_output=True, check=False
    )
    if process.returncode:
        raise RunError(f"`boligliv --help` ended with code {process.returncode}")
    return time.perf_counter() - begun


def _first() -> float:
    with tempfile.TemporaryDirectory(prefix="boligliv-bench-") as folder:
        return float(begin("start", {"NUMBA_CACHE_DIR": folder}, place=PLACE).answer()["process_seconds"])
