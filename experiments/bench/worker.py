"""One measurement in a process of its own, so that memory and compile caches are honest; prints a line of JSON."""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.bench.memory import peak_mb

if TYPE_CHECKING:
    from model.world import World

WARM_UP = 12
"""Months lived before the clock starts: the first December needs kernels that no other month does."""


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
    """Today's rules in a place for these months, after a warm-up in the same process; seconds of processor time."""
    from model.estate_model import EstateModel
    from model.scenario import Scenario

    warm = EstateModel(Scenario(place=place, months=min(WARM_UP, months)))
    warm.run()
    del warm
    return lived(place, months)


def lived(place: str, months: int) -> dict[str, Any]:
    """Build a place and live these months, with memory and what the columns hold at the end."""
    from experiments.bench.months import live
    from model.estate_model import EstateModel
    from model.scenario import Scenario

    gc.collect()
    clock = Clock()
    model = EstateModel(Scenario(place=place, months=months))
    build = clock.read()
    clock = Clock()
    phases, person_months = live(model, months)
    run = clock.read()
    return run | {
        "build_seconds": build["cpu_seconds"],
        "phase_seconds": phases,
        "persons": len(model.world.persons),
        "person_months": person_months,
        "peak_memory_mb": peak_mb(),
        "column_bytes": column_bytes(model.world),
    }


def size(place: str, months: int) -> dict[str, Any]:
    """A place of any size: as `lived`, after a warm-up on the smallest town, which adds little to the memory held."""
    from geodata.scaled import LEAST, SIGN, parts
    from model.estate_model import EstateModel
    from model.scenario import Scenario

    EstateModel(Scenario(place=f"{parts(place)[0]}{SIGN}{LEAST:g}", months=WARM_UP + 1)).run()
    return lived(place, months)


def touched(place: str, months: int) -> dict[str, Any]:
    """Bytes of columns that each phase reads and writes in the months after the first year, and how many persons."""
    from experiments.bench.months import live
    from experiments.bench.watch import Watch, parts
    from model.estate_model import EstateModel
    from model.scenario import Scenario

    model = EstateModel(Scenario(place=place, months=WARM_UP + months))
    while model.month < WARM_UP:
        model.step()
    watch = Watch(lambda: parts(model.world))
    _, person_months = live(model, months, watch.during)
    return {
        "person_months": person_months,
        "phases": {
            name: {"read_bytes": one.read_bytes, "written_bytes": one.written_bytes, "columns": len(one.read)}
            for name, one in watch.found.items()
        },
    }


def bandwidth(repetitions: int) -> dict[str, Any]:
    """How fast this machine copies memory, and sorts a fixed array."""
    from experiments.bench.bandwidth import bandwidth as timed

    return timed(repetitions)


def side(place: str, months: int, policy: str, gate: str, number: int) -> dict[str, Any]:
    """One of the runs that go side by side: it gets ready, waits at the gate, and is timed from when it opens."""
    from model.estate_model import EstateModel
    from model.scenario import Scenario

    chosen = ((policy, ()),) if policy else ()
    EstateModel(Scenario(place=place, policies=chosen, months=WARM_UP + 1)).run()
    model = EstateModel(Scenario(place=place, policies=chosen, months=months))
    folder = Path(gate)
    (folder / f"ready-{number}").touch()
    while not (folder / "open").exists():
        time.sleep(0.005)
    clock = Clock()
    model.run()
    return clock.read()


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
        "peak_memory_mb": peak_mb(),
    }


def sweep(**asked: Any) -> dict[str, Any]:
    """Runs in processes of this machine, bare or through a sweep."""
    from experiments.bench.sweep_worker import sweep as timed

    return timed(**asked)


def main() -> None:
    """Do what the JSON of the first argument asks for: {"measure": name, ...arguments}."""
    asked = json.loads(sys.argv[1])
    known: dict[str, Callable[..., dict[str, Any]]] = {
        "baseline": baseline, "size": size, "touched": touched, "bandwidth": bandwidth, "side": side,
        "start": start, "sweep": sweep,
    }  # fmt: skip
    measure = known[asked.pop("measure")]
    print(json.dumps(measure(**asked)))


if __name__ == "__main__":
    main()
