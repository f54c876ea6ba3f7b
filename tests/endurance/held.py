"""What a page, its server and its models hold at a moment, and whether it grows: a slope with its standard error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scipy import stats

from experiments.page.memory import held_mb, models_of, under

DAY = 480
"""What a planner does in eight hours, one thing a minute."""
BOUND = 0.10
"""What counts as flat: less growth in a day than a tenth of what is held."""
SURELY = 2.0
"""Standard errors."""
UNITS = {
    "server": "MB", "models": "MB", "copied": "MB", "page": "MB", "nodes": "", "listeners": "", "threads": "",
    "files": "", "processes": "",
}  # fmt: skip
"""What is measured: memory of the server, of its processes with a model, of the process they are copies of, and of the
page's script after a collection; its nodes and listeners; the server's threads, open files and sockets, processes."""

Held = dict[str, float]


@dataclass(frozen=True)
class Growth:
    """How something grows with what is done: `level` is the middle of it, `slope` a deed, with its standard error."""

    name: str
    level: float
    slope: float
    error: float
    samples: int

    def surely_above(self, bound: float) -> bool:
        """Whether it grows in a day by more than such a share of what is held, whatever chance did."""
        return DAY * (self.slope - SURELY * self.error) > bound * self.level

    def surely_below(self, bound: float) -> bool:
        """Whether it does not, whatever chance did."""
        return DAY * (self.slope + SURELY * self.error) < bound * self.level

    @property
    def verdict(self) -> str:
        """Flat, or growing, when two standard errors tell; otherwise neither is shown."""
        return "flat" if self.surely_below(BOUND) else "grows" if self.surely_above(BOUND) else "not told"

    def __str__(self) -> str:
        unit = f" {UNITS[self.name]}" if UNITS[self.name] else ""
        hundred, day = (f"{times * self.slope:+.2f} ± {times * self.error:.2f}" for times in (100, DAY))
        return (
            f"  {self.name:<10} {self.level:9.1f}{unit:<3} growth in 100 deeds {hundred}, in eight hours {day}: "
            f"{self.verdict}"
        )


def held(server: int, browser: Any) -> Held:
    """What is held now; `browser` is a session with the page's debugger."""
    browser.send("HeapProfiler.collectGarbage")
    page = {one["name"]: one["value"] for one in browser.send("Performance.getMetrics")["metrics"]}
    models, every, own = models_of(server), under(server), Path(f"/proc/{server}")
    return {
        "server": held_mb([server]),
        "models": held_mb(models),
        "copied": held_mb([one for one in every if one not in (server, *models)]),
        "page": page["JSHeapUsedSize"] / 2**20,
        "nodes": page["Nodes"],
        "listeners": page["JSEventListeners"],
        "threads": float(len(list((own / "task").iterdir()))),
        "files": float(len(list((own / "fd").iterdir()))),
        "processes": float(len(every)),
    }


def growth(name: str, deeds: Sequence[int], values: Sequence[float]) -> Growth:
    """The straight line through what was held after so many deeds.

    >>> found = growth("server", [0, 100, 200, 300], [200.0, 201.0, 202.0, 203.0])
    >>> found.slope, found.error, found.verdict
    (0.01, 0.0, 'flat')
    """
    line = stats.linregress(deeds, values)
    level = sorted(values)[len(values) // 2]
    return Growth(name, level, round(float(line.slope), 12), round(float(line.stderr), 12), len(values))
