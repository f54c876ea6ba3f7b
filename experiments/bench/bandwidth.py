"""What this machine can do at best: how fast it copies memory, and a fixed piece of work to know it again by."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np

LEAST_MB, MOST_MB = 256, 512
"""Length of the array that is copied: well beyond caches, as far as the memory of a laptop allows."""
YARDSTICK = 1_000_000


def cache_mb() -> float:
    """The largest cache of the processor in MB as the system tells it, 0 where it does not."""
    sizes = [path.read_text().strip() for path in Path("/sys/devices/system/cpu/cpu0/cache").glob("index*/size")]
    return max((float(size.rstrip("K")) / 1024.0 for size in sizes if size.endswith("K")), default=0.0)


def bandwidth(repetitions: int, megabytes: int | None = None) -> dict[str, object]:
    """Bytes a second of processor time that go through memory when an array is copied, read and written counted; all
    repetitions.

    `yardstick_ms` is how long sorting a fixed array took in each: when it is longer than before, the machine itself was
    slower.
    """
    long = megabytes or int(np.clip(2 * cache_mb(), LEAST_MB, MOST_MB))
    source = np.ones(long * 1024**2 // 8)
    # Filled once before the clock starts: the system gives memory out when it is first written.
    target = np.zeros_like(source) + 1.0
    work = np.modf(np.arange(YARDSTICK) * 0.6180339887498949)[0]
    speeds, sorting = [], []
    for _ in range(repetitions):
        begun = time.process_time()
        np.copyto(target, source)
        speeds.append(2.0 * source.nbytes / (time.process_time() - begun))
        begun = time.process_time()
        np.sort(work)
        sorting.append(1e3 * (time.process_time() - begun))
    return {"bytes_per_second": speeds, "array_mb": long, "cache_mb": cache_mb(), "yardstick_ms": sorting}
