"""What a month costs in the columns and in the Mesa version of the same rules: seconds, ratio with spread, memory.

    python -m tests.benchmarks.measure --households 5000 --months 12 --rounds 3

Both live the same town: homes of a place sampled to so many households, built by the model, which lives one month; the
Mesa version goes on from a copy of that, and the clock runs for the months after. Each engine runs in a process of its
own, one after the other, in every round. Time is processor time of the one thread that works. A ratio is taken in each
round, and its median, lowest and highest are shown; beside it stands the ratio of the quickest round of every month,
for other work on the machine chills the caches of the quick more than those of the slow. Measured are:

* `columns`: the phases that both versions have (`small_month`), which is the comparison of like with like;
* `mesa`: the same rules as agents;
* `whole`: the model as it is used, with ledger, life records, followed leavers, shops and all metrics on top.

Memory is what the process grows by for the town: for the columns from before the building to after the last month,
for Mesa from before the agents are made; the place, the libraries and the compiled kernels are there already.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from importlib.metadata import version
from typing import Any

from model.estate_model import EstateModel
from tests.benchmarks.mesa_town.copying import copied
from tests.benchmarks.small_month import built, small_place, small_step

ENGINES = ("columns", "mesa", "whole")
PAGE = resource.getpagesize()


def resident() -> int:
    """Bytes of memory that this process holds now; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as told:
            return int(told.read().split()[1]) * PAGE
    except OSError:
        return 0


def _month(model: EstateModel, engine: str) -> Callable[[], None]:
    return model.step if engine == "whole" else partial(small_step, model)


def _load_kernels(place_name: str, engine: str) -> None:
    """A hamlet lives a year and a month, so that no compiled kernel is loaded while the clock runs."""
    step = _month(built(small_place(place_name, 200), 1, neutral=engine != "whole"), engine)
    for _ in range(1 if engine == "mesa" else 13):
        step()


def measured(engine: str, place_name: str, households: int, months: int, seed: int) -> dict[str, Any]:
    """Processor seconds a month of one engine, in this process."""
    _load_kernels(place_name, engine)
    place = small_place(place_name, households)
    gc.collect()
    before = resident()
    model = built(place, seed, neutral=engine != "whole")
    step = _month(model, engine)
    step()
    people, homes = int(model.world.persons.alive.sum()), int(model.world.households.alive.sum())
    if engine == "mesa":
        gc.collect()
        before = resident()
        town = copied(model.world)
        step = town.step
    gc.collect()
    seconds = []
    for _ in range(months):
        begun = time.process_time()
        step()
        seconds.append(time.process_time() - begun)
    return {
        "engine": engine, "households": homes, "people": people, "seconds": sum(seconds) / months, "by_month": seconds,
        "bytes": resident() - before,
    }  # fmt: skip


def in_a_process(engine: str, given: argparse.Namespace, seed: int) -> dict[str, Any]:
    """The same in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.measure", "--engine", engine, "--seed", str(seed)]
    for name in ("place", "households", "months"):
        command += [f"--{name}", str(getattr(given, name))]
    one_thread = {name: "1" for name in ("NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    done = subprocess.run(command, env=os.environ | one_thread, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{engine} with {given.households} households failed:\n{done.stderr}")
    return json.loads(done.stdout)


def compared(given: argparse.Namespace) -> dict[str, Any]:
    """Rounds of all engines in turn, the ratios of each round, and the ratio of what each takes when left in peace."""
    rounds = [{engine: in_a_process(engine, given, seed) for engine in ENGINES} for seed in range(1, given.rounds + 1)]
    ratios = {
        engine: [one["mesa"]["seconds"] / one[engine]["seconds"] for one in rounds] for engine in ("columns", "whole")
    }
    undisturbed = {engine: statistics.mean(_quickest(one[engine]["by_month"] for one in rounds)) for engine in ENGINES}
    return {"rounds": rounds, "ratios": ratios, "undisturbed": undisturbed}


def _quickest(rounds: Iterable[list[float]]) -> list[float]:
    """Of each month the round in which it took least: what others on the machine do can only add to it."""
    return [min(month) for month in zip(*rounds, strict=True)]


def show(found: dict[str, Any]) -> None:
    """Print the table."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("mesa", "numpy", "numba"))
    print(f"Python {platform.python_version()}, {libraries}; {platform.machine()}, {os.cpu_count()} cores")
    first = found["rounds"][0]["mesa"]
    print(f"{first['households']:,} households, {first['people']:,} people, {len(found['rounds'])} rounds")
    for engine in ENGINES:
        runs = [one[engine] for one in found["rounds"]]
        seconds = statistics.median(run["seconds"] for run in runs)
        size = statistics.median(run["bytes"] / run["people"] for run in runs)
        peace = found["undisturbed"][engine]
        line = f"{engine:8}{seconds * 1000:9.2f} ms a month, {peace * 1000:.2f} undisturbed, {size:,.0f} bytes a person"
        if engine in found["ratios"]:
            ratios = found["ratios"][engine]
            line += f"   Mesa takes {statistics.median(ratios):.0f} times ({min(ratios):.0f}-{max(ratios):.0f})"
            line += f", undisturbed {found['undisturbed']['mesa'] / peace:.0f}"
        print(line)


def main() -> None:
    """Measure, or be one of the processes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--place", default="vollsmose", help="the place that is sampled; Odense has the most homes")
    for name, usual in (("households", 5000), ("months", 12), ("rounds", 3), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--engine", choices=ENGINES, help="only this one, in this process; prints JSON")
    parser.add_argument("--json", action="store_true", help="print everything that was measured")
    given = parser.parse_args()
    if given.engine:
        print(json.dumps(measured(given.engine, given.place, given.households, given.months, given.seed)))
        return
    found = compared(given)
    if given.json:
        print(json.dumps(found))
    else:
        show(found)


if __name__ == "__main__":
    main()
