"""Two paired runs side by side in two processes, against one after the other: what a second core gives."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from experiments.bench.machine import Measurement, begin, machine
from experiments.cli_console import tell

POLICIES = ("", "second_chance")
"""The base and the proposal of the pair, on the same draws."""
WANTED = 1.8
MONTHS, LONGEST_WAIT = 60, 600.0


def run(place: str, months: int, repetitions: int, quiet: bool = False) -> dict[str, Any]:
    """Months alone and side by side, `repetitions` times; building and compiling lie before the clock.

    `throughputs` is how many times as much gets done a second by both together as by one after the other.
    """
    about = machine()
    alone, together = [], []
    for repetition in range(repetitions):
        if not quiet:
            tell(f"{place}: two runs of {months} months alone and side by side, {repetition + 1}")
        alone.append([seconds for k in range(len(POLICIES)) for seconds in _timed(place, months, [k])])
        together.append(_timed(place, months, range(len(POLICIES))))
    throughputs = [sum(one) / max(both) for one, both in zip(alone, together, strict=True)]
    return {
        "machine": about,
        "place": place,
        "months": months,
        "repetitions": repetitions,
        "alone_seconds": alone,
        "together_seconds": together,
        "throughput": statistics.median(throughputs),
        "throughputs": throughputs,
        "wanted": WANTED,
    }


def _timed(place: str, months: int, numbers: Sequence[int]) -> list[float]:
    """Seconds on the wall of these runs of the pair, which all begin when the last of them is ready."""
    with tempfile.TemporaryDirectory(prefix="boligliv-bench-") as folder:
        gate = Path(folder)
        asked = {"place": place, "months": months, "gate": folder}
        sides = [begin("side", None, policy=POLICIES[number], number=number, **asked) for number in numbers]
        try:
            _wait(gate, sides)
            (gate / "open").touch()
            return [side.answer()["wall_seconds"] for side in sides]
        finally:
            for side in sides:
                if side.process.poll() is None:
                    side.process.kill()
                    side.process.communicate()


def _wait(gate: Path, sides: Sequence[Measurement]) -> None:
    """Until all are ready, or one has ended, whose answer then says why."""
    until = time.monotonic() + LONGEST_WAIT
    while len(list(gate.glob("ready-*"))) < len(sides) and time.monotonic() < until:
        if any(side.process.poll() is not None for side in sides):
            return
        time.sleep(0.01)
