"""Eight hours of a planner at the dashboard, as fast as the page allows, and whether memory grows.

    python -m tests.endurance.long_play --deeds 480 --minutes 10 --seed 1

A real server, a real Chromium, one tab that stays open. After every so many deeds the page is brought to the same place
and what is held is measured; the verdict on each quantity is a slope with its standard error.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from experiments.cli_console import tell
from experiments.page import browser as b
from experiments.page.memory import under
from experiments.page.server import Server, served
from tests.endurance.held import UNITS, Growth, Held, growth, held
from tests.endurance.planner import PATIENCE_MS, REST, Planner

EVERY = 20
"""Deeds between two measurements."""
WARM_DEEDS = 60
"""What is loaded at first use has been after so many; measurements before do not count."""
SECONDS_TO_END = 60.0
"""A process of runs waits some seconds for more of them before it ends."""


@dataclass
class Told:
    """What came of it."""

    deeds: Counter[str] = field(default_factory=Counter)
    after: list[int] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    tracebacks: int = 0
    seconds: float = 0.0

    @property
    def growth(self) -> list[Growth]:
        """How each quantity grows from the moment at which all has been loaded, or half of the time has passed."""
        warm = min(WARM_DEEDS, self.after[-1] / 2.0)
        first = sum(deeds < warm for deeds in self.after)
        return [growth(name, self.after[first:], [one[name] for one in self.held[first:]]) for name in UNITS]

    def __str__(self) -> str:
        done = ", ".join(f"{name} {count}" for name, count in self.deeds.most_common())
        return "\n".join(
            [
                f"{self.deeds.total()} deeds in {self.seconds:.0f} s, measured {len(self.held)} times: {done}",
                *map(str, self.growth),
                f"  errors of the page: {self.errors or 'none'}; errors in the log: {self.tracebacks}; "
                f"processes left behind: {self.left or 'none'}",
            ]
        )


def endure(browser: Any, server: Server, deeds: int, seed: int, every: int = EVERY, seconds: float = 1e9) -> Told:
    """Do so many things, or as many as there are seconds for, and measure; all is closed in the end."""
    told, began = Told(), time.monotonic()
    before, alone = len(under(server.process)), 0
    context = browser.new_context(viewport={"width": 1440, "height": 900}, service_workers="block")
    context.set_default_timeout(PATIENCE_MS)
    context.on("weberror", lambda error: told.errors.append(str(error.error)))
    context.on("console", lambda message: message.type == "error" and told.errors.append(message.text))
    page = context.new_page()
    page.goto(f"{server.url}/?{REST}")
    b.ready(page)
    debugger = context.new_cdp_session(page)
    debugger.send("Performance.enable")
    planner = Planner(page, server.url, random.Random(seed))
    while True:
        planner.rests()
        alone = alone or len(under(server.process))
        _wait_until_no_more_than(alone, server)
        told.after.append(told.deeds.total())
        told.held.append(held(server.process, debugger))
        figures = ", ".join(f"{name} {value:.0f}" for name, value in told.held[-1].items())
        tell(f"{told.deeds.total()} of {deeds} deeds, {time.monotonic() - began:.0f} s: {figures}")
        if told.deeds.total() >= deeds or time.monotonic() - began > seconds:
            break
        for _ in range(every):
            name = planner.does_something()
            told.deeds[name] += 1
            failure = page.locator(".failure")
            if failure.count():
                told.errors.append(f"{name}: {failure.first.inner_text()}")
    context.close()
    told.seconds = time.monotonic() - began
    _wait_until_no_more_than(before, server)
    told.left = under(server.process)[before:]
    told.tracebacks = server.log().count("Traceback")
    return told


def _wait_until_no_more_than(processes: int, server: Server) -> None:
    """Give those that did runs the time to end; what is there after that is measured as it is."""
    deadline = time.monotonic() + SECONDS_TO_END
    while len(under(server.process)) > processes and time.monotonic() < deadline:
        time.sleep(0.5)


def main() -> None:
    """Play as long as is asked for and say what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance.long_play", description=__doc__)
    parser.add_argument("--deeds", type=int, default=480)
    parser.add_argument("--minutes", type=float, default=10.0, help="end after so many, however much was done")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with b.chromium("long_play") as browser, served() as server:
        print(endure(browser, server, chosen.deeds, chosen.seed, seconds=60.0 * chosen.minutes))


if __name__ == "__main__":
    main()
