"""How far the Mesa version and the columns are apart, over towns that both start from, with the error of that.

python -m tests.benchmarks.agreeing --households 1500 --months 24 --seeds 12 --workers 2
"""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import NamedTuple

import numpy as np

from tests.benchmarks.mesa_town.copying import copied
from tests.benchmarks.mesa_town.counting import month_of_town, month_of_world, of_town, of_world
from tests.benchmarks.small_month import built, small_place, small_step

STANDARD_ERRORS = 4.0


class Apart(NamedTuple):
    """One aggregate: its mean in the columns and in Mesa, over seeds, and the standard error of the difference."""

    name: str
    columns: float
    mesa: float
    error: float

    @property
    def errors(self) -> float:
        """The difference in standard errors; 0 where both are the same in every town."""
        return (self.mesa - self.columns) / self.error if self.error else 0.0

    @property
    def beyond(self) -> bool:
        """Whether chance is no good reason for the difference."""
        return abs(self.mesa - self.columns) > STANDARD_ERRORS * self.error


def lived(
    place_name: str, households: int, months: int, changed: dict[str, float], seed: int
) -> tuple[dict[str, float], dict[str, float]]:
    """What a town comes to in the columns and in Mesa, months after both started from the same state.

    Numbers that are `changed` differ in Mesa alone, to see whether a difference in a rule would be found.
    """
    model = built(small_place(place_name, households, seed), seed)
    town = copied(model.world, changed)
    flows: tuple[dict[str, float], dict[str, float]] = ({}, {})
    for _ in range(months):
        small_step(model)
        town.step()
        for found, month in zip(flows, (month_of_world(model), month_of_town(town)), strict=True):
            for name, number in month.items():
                found[name] = found.get(name, 0.0) + number / months
    return {**of_world(model.world).stocks(), **flows[0]}, {**of_town(town).stocks(), **flows[1]}


def apart(
    households: int,
    months: int,
    seeds: int,
    workers: int = 1,
    place: str = "vaerebro",
    changed: dict[str, float] | None = None,
) -> list[Apart]:
    """Every aggregate compared over seeds 1..n, each seed a town of its own."""
    work = partial(lived, place, households, months, changed or {})
    if workers > 1:
        with ProcessPoolExecutor(workers) as pool:
            found = list(pool.map(work, range(1, seeds + 1)))
    else:
        found = [work(seed) for seed in range(1, seeds + 1)]
    out = []
    for name in found[0][0]:
        these, those = (np.array([one[side][name] for one in found]) for side in (0, 1))
        error = float((those - these).std(ddof=1) / np.sqrt(seeds))
        out.append(Apart(name, float(these.mean()), float(those.mean()), error))
    return out


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("households", 1500), ("months", 24), ("seeds", 12), ("workers", 1)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--place", default="vaerebro")
    given = parser.parse_args()
    print(f"{'':30}{'columns':>12}{'Mesa':>12}{'error':>10}{'errors':>8}")
    for one in apart(given.households, given.months, given.seeds, given.workers, given.place):
        mark = "  <--" if one.beyond else ""
        print(f"{one.name:30}{one.columns:12.4f}{one.mesa:12.4f}{one.error:10.4f}{one.errors:8.1f}{mark}")


if __name__ == "__main__":
    main()
