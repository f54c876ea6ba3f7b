"""The model against the same rules as plain Mesa agents: both live one town, by turns, each in a process of its own.

The agents are in `tests/benchmarks` of the source checkout, where tests show that they come to the same, and so is the
program that times one engine. They are there for the ratio only: an installed Boligliv has neither.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from experiments.bench.machine import ROOT, started
from experiments.bench.sheets import Sheet
from experiments.cli_console import number

MEASURE = "tests.benchmarks.measure"
MESA, COLUMNS = "mesa", "columns"
PLACE = "vollsmose"
"""The place that is sampled: Odense has the most homes."""
HOUSEHOLDS = (5_000, 50_000)
MONTHS = 12
WANTED = {5_000: 100.0, 50_000: 200.0}
"""How many times as fast as plain Mesa, by households asked for."""


def source_is_here(root: Path = ROOT) -> bool:
    """Whether the packages lie in a source checkout, with the Mesa version beside them."""
    return root.joinpath(*MEASURE.split(".")).with_suffix(".py").is_file()


def compared(engines: Sequence[str], place: str, households: int, months: int, rounds: int) -> dict[str, Any]:
    """Rounds of these engines in turn, another seed in each, so that a busy moment of the machine meets all.

    Keys: `asked` households, `households` and `people` that live in the first round's town; for each engine `ms_month`
    (processor time, median over rounds), `undisturbed_ms_month` (each month in the round where it took least: what
    others on the machine do can only add to it) and `bytes_person`; for each engine but Mesa what Mesa takes over it,
    in `ratios` round by round, in `undisturbed_ratios` of the months left in peace.
    """
    done = [{one: timed(one, place, households, months, seed) for one in engines} for seed in range(1, rounds + 1)]
    told = {engine: _middle([one[engine] for one in done]) for engine in engines}
    others = [engine for engine in engines if engine != MESA]
    peace = {engine: told[engine]["undisturbed_ms_month"] for engine in engines}
    return {
        "place": place,
        "asked": households,
        "households": done[0][MESA]["households"],
        "people": done[0][MESA]["people"],
        "months": months,
        "rounds": rounds,
        "engines": told,
        "ratios": {engine: [one[MESA]["seconds"] / one[engine]["seconds"] for one in done] for engine in others},
        "undisturbed_ratios": {engine: peace[MESA] / peace[engine] for engine in others},
    }


def timed(engine: str, place: str, households: int, months: int, seed: int) -> dict[str, Any]:
    """What one engine takes, in a process of its own; raises RunError if it fails."""
    asked = {"engine": engine, "place": place, "households": households, "months": months, "seed": seed}
    words = [word for name, value in asked.items() for word in (f"--{name}", str(value))]
    return started(MEASURE, words, json.dumps(asked), folder=ROOT).answer()


def _middle(runs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    every = [1000.0 * run["seconds"] for run in runs]
    return {
        "ms_month": statistics.median(every),
        "every_ms_month": every,
        "undisturbed_ms_month": 1000.0 * statistics.mean(_quickest(run["by_month"] for run in runs)),
        "bytes_person": statistics.median(1024.0**2 * run["memory_mb"] / run["people"] for run in runs),
    }


def _quickest(rounds: Iterable[Sequence[float]]) -> list[float]:
    """Of each month the round in which it took least."""
    return [min(month) for month in zip(*rounds, strict=True)]


def times(ratios: Sequence[float]) -> str:
    """The median of ratios with the lowest and the highest, where there are several."""
    middle = f"{_short(statistics.median(ratios))} times"
    return middle if len(ratios) == 1 else f"{middle} ({_short(min(ratios))}–{_short(max(ratios))})"


def _short(ratio: float) -> str:
    return number(ratio, 0 if ratio >= 9.95 else 1)


def sheets(rows: Sequence[Mapping[str, Any]]) -> list[Sheet]:
    """The table, or none where nothing was measured."""
    if not rows:
        return []
    heads = ("households", "people", "Mesa (ms)", "columns (ms)", "Mesa over columns", "wanted",
             "Mesa (bytes/person)", "columns (bytes/person)")  # fmt: skip
    title = "All five mechanisms, as Mesa agents and on columns: milliseconds of processor time a month, and memory"
    return [Sheet(title, heads, tuple(_row(row) for row in rows))]


def _row(row: Mapping[str, Any]) -> tuple[str, ...]:
    mesa, columns, wanted = row["engines"][MESA], row["engines"][COLUMNS], WANTED.get(row["asked"])
    return (
        f"{row['households']:,}",
        f"{row['people']:,}",
        number(mesa["ms_month"], 1),
        number(columns["ms_month"], 2),
        times(row["ratios"][COLUMNS]),
        "" if wanted is None else f">= {wanted:.0f}",
        number(mesa["bytes_person"], 0),
        number(columns["bytes_person"], 0),
    )
