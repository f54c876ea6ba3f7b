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

`boligliv bench` has the first two of these beside all else that it measures, and keeps and compares them; rounds and
ratios are taken by the same `experiments.bench.against_mesa`, which starts this program once for every engine.
"""

from __future__ import annotations

import argparse
import gc
import json
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from experiments.bench.against_mesa import COLUMNS, MESA, MONTHS, PLACE, compared, times
from experiments.bench.machine import line, machine
from experiments.bench.memory import held_mb
from experiments.bench.sheets import Sheet, show
from experiments.cli_console import number, out, print_json, say
from model.estate_model import EstateModel
from tests.benchmarks.mesa_town.copying import copied
from tests.benchmarks.small_month import built, small_place, small_step

WHOLE = "whole"
ENGINES = (COLUMNS, MESA, WHOLE)


def _month(model: EstateModel, engine: str) -> Callable[[], None]:
    return model.step if engine == WHOLE else partial(small_step, model)


def _load_kernels(place_name: str, engine: str) -> None:
    """A hamlet lives a year and a month, so that no compiled kernel is loaded while the clock runs."""
    step = _month(built(small_place(place_name, 200), 1, neutral=engine != WHOLE), engine)
    for _ in range(1 if engine == MESA else 13):
        step()


def measured(engine: str, place_name: str, households: int, months: int, seed: int) -> dict[str, Any]:
    """Processor seconds a month of one engine, in this process."""
    _load_kernels(place_name, engine)
    place = small_place(place_name, households)
    gc.collect()
    before = held_mb()
    model = built(place, seed, neutral=engine != WHOLE)
    step = _month(model, engine)
    step()
    people, homes = int(model.world.persons.alive.sum()), int(model.world.households.alive.sum())
    if engine == MESA:
        gc.collect()
        before = held_mb()
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
        "memory_mb": held_mb() - before,
    }  # fmt: skip


def sheet(found: Mapping[str, Any]) -> Sheet:
    """What was measured, an engine a row."""
    title = f"{found['households']:,} households, {found['people']:,} people, {found['rounds']} rounds"
    heads = ("", "ms a month", "undisturbed", "bytes a person", "Mesa takes", "undisturbed")
    rows = []
    for engine, told in found["engines"].items():
        costs = (number(told["ms_month"], 2), number(told["undisturbed_ms_month"], 2), number(told["bytes_person"], 0))
        ratios = found["ratios"].get(engine)
        shown = (times(ratios), times([found["undisturbed_ratios"][engine]])) if ratios else ("", "")
        rows.append((engine, *costs, *shown))
    return Sheet(title, heads, tuple(rows))


def main() -> None:
    """Measure, or be one of the processes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--place", default=PLACE, help="the place that is sampled; Odense has the most homes")
    for name, usual in (("households", 5000), ("months", MONTHS), ("rounds", 3), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--engine", choices=ENGINES, help="only this one, in this process; prints JSON")
    parser.add_argument("--json", action="store_true", help="print everything that was measured")
    given = parser.parse_args()
    if given.engine:
        print(json.dumps(measured(given.engine, given.place, given.households, given.months, given.seed)))
        return
    about = machine()
    found = compared(ENGINES, given.place, given.households, given.months, given.rounds)
    if given.json:
        print_json({"machine": about, **found})
    else:
        show(sheet(found), out())
        say(line(about))


if __name__ == "__main__":
    main()
