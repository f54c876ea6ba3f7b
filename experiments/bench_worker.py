"""One measurement in a process of its own, so that memory and compile caches are honest; prints a line of JSON."""

from __future__ import annotations

import gc
import json
import platform
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from model.world import World

WARM_UP = 12
"""Months lived before the clock starts: the first December needs kernels that no other month does."""


def peak_memory() -> float:
    """Most memory this process has held so far, in MB; on Linux without what the starting process held."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024.0
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest / (1024.0**2 if platform.system() == "Darwin" else 1024.0)


class Clock:
    """Seconds on the wall and of the processor since it was made."""

    def __init__(self) -> None:
        self._wall, self._processor = time.perf_counter(), time.process_time()

    def read(self) -> dict[str, float]:
        """The seconds so far."""
        return {
            "wall_seconds": time.perf_counter() - self._wall,
            "cpu_seconds": time.process_time() - self._processor,
        }


def column_bytes(world: World) -> dict[str, int]:
    """Bytes held by each part of a world that is made of columns, those away by table, and by single arrays."""
    parts = vars(world) | {f"{name} away": part for name, part in vars(world.away).items()}
    held = {name: part for name, part in parts.items() if hasattr(part, "nbytes")}
    tables = {name: int(part.nbytes) for name, part in held.items() if not hasattr(part, "dtype")}
    return tables | {"arrays": sum(int(part.nbytes) for part in held.values() if hasattr(part, "dtype"))}


def baseline(place: str, months: int) -> dict[str, Any]:
    """Today's rules in a place for these months, after a warm-up in the same process."""
    from model.estate_model import EstateModel
    from model.scenario import Scenario

    warm = EstateModel(Scenario(place=place, months=min(WARM_UP, months)))
    warm.run()
    del warm
    gc.collect()
    clock = Clock()
    model = EstateModel(Scenario(place=place, months=months))
    build = clock.read()
    world, person_months = model.world, 0
    clock = Clock()
    while model.month < months:
        person_months += len(world.persons)
        model.step()
    run = clock.read()
    return run | {
        "build_seconds": build["cpu_seconds"],
        "phase_seconds": dict(model.phase_seconds),
        "persons": len(world.persons),
        "person_months": person_months,
        "peak_memory_mb": peak_memory(),
        "column_bytes": column_bytes(world),
    }


def start(place: str) -> dict[str, Any]:
    """A start from nothing: import the program, build the world of a place and live its first month."""
    clock = Clock()
    from model.estate_model import EstateModel
    from model.scenario import Scenario

    imported = clock.read()["wall_seconds"]
    model = EstateModel(Scenario(place=place))
    built = clock.read()["wall_seconds"]
    model.step()
    return {
        "import_seconds": imported,
        "build_seconds": built - imported,
        "first_month_seconds": clock.read()["wall_seconds"] - built,
        "peak_memory_mb": peak_memory(),
    }


def rule(engine: str, households: int, months: int, seed: int) -> dict[str, Any]:
    """The moving rule in a made-up town, by `mesa` or on `columns`: medians of a month after three of warm-up."""
    import statistics

    from experiments.bench_columns import ColumnsTown
    from experiments.bench_mesa import MesaTown
    from experiments.bench_town import build, default_numbers

    engines: dict[str, type[ColumnsTown] | type[MesaTown]] = {"columns": ColumnsTown, "mesa": MesaTown}
    town, numbers = build(households, seed), default_numbers()
    before = peak_memory()
    world = engines[engine](town, numbers, seed)
    for _ in range(3):
        world.step()
    steps = []
    for _ in range(months):
        clock = Clock()
        world.step()
        steps.append(clock.read())
    outcome = world.outcome()
    return {
        "wall_ms": 1000.0 * statistics.median(step["wall_seconds"] for step in steps),
        "cpu_ms": 1000.0 * statistics.median(step["cpu_seconds"] for step in steps),
        "memory_mb": peak_memory() - before,
        "share_wishing": outcome.share_wishing,
        "share_moved": outcome.share_moved,
    }


def sweep(**asked: Any) -> dict[str, Any]:
    """Runs in processes of this machine, bare or through a sweep."""
    from experiments.bench_sweep_worker import sweep as timed

    return timed(**asked)


def main() -> None:
    """Do what the JSON of the first argument asks for: {"measure": name, ...arguments}."""
    asked = json.loads(sys.argv[1])
    known: dict[str, Callable[..., dict[str, Any]]] = {
        "baseline": baseline, "start": start, "rule": rule, "sweep": sweep,
    }  # fmt: skip
    measure = known[asked.pop("measure")]
    print(json.dumps(measure(**asked)))


if __name__ == "__main__":
    main()
