"""What this process holds of the memory, now and at the most."""

from __future__ import annotations

import os
import platform
import resource
from pathlib import Path


def held_mb() -> float:
    """Memory this process holds now, in MB; nan where the system does not tell."""
    status = Path("/proc/self/statm")
    if not status.exists():
        return float("nan")
    return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024.0**2


def peak_mb() -> float:
    """Most memory this process has held so far, in MB; on Linux without what the starting process held."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024.0
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest / (1024.0**2 if platform.system() == "Darwin" else 1024.0)
