"""The picture of a benchmark: cost by phase with the memory floor, cost over size, and now beside earlier."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes

from experiments import figures
from experiments.bench.compare import SAME, Change
from experiments.figures import Picture

NAME = "bench.png"
TONES = {"slower": "#CC6677", "more": "#CC6677", "faster": "#117733", "less": "#117733", SAME: figures.SOFT}
MARKS = {"slower": ">", "more": ">", "faster": "<", "less": "<", SAME: "o"}
PLACES = ("#88CCEE", "#DDCC77", "#CC6677")
"""Light enough for the marks of the floor to be seen on them."""
MOST_CHANGES = 30
"""Figures told beside earlier ones in the picture: those furthest from one; the table has them all."""


def draw(parts: Mapping[str, Mapping[str, Any]], changes: Sequence[Change]) -> Picture | None:
    """One sheet with a panel for each thing that was measured; None where nothing of it was."""
    heights, panels = [], []
    if "usual" in parts:
        phases = parts["usual"]["places"][0]["phase_ns"]
        heights.append(0.9 + 0.16 * len(phases) * len(parts["usual"]["places"]))
        panels.append(lambda axes: _phases(axes, parts["usual"]))
    if "scale" in parts:
        heights.append(3.0)
        panels.append(lambda axes: _sizes(axes, parts["scale"]))
    shown = sorted(changes, key=lambda one: -abs(math.log(one.ratio)))[:MOST_CHANGES]
    if shown:
        heights.append(0.9 + 0.2 * len(shown))
        panels.append(lambda axes: _changes(axes, shown))
    if not panels:
        return None
    with figures.style():
        sheet = figures.canvas(sum(heights))
        grid = sheet.add_gridspec(len(panels), 1, height_ratios=heights)
        for number, panel in enumerate(panels):
            panel(sheet.add_subplot(grid[number]))
        return figures.finish(sheet, NAME, _words(parts, changes), "")


def _phases(axes: Axes, found: Mapping[str, Any]) -> None:
    """Bars of each place by phase, the costliest on top; a mark where the memory floor of the columns lies."""
    rows = found["places"]
    order = sorted(rows[0]["phase_ns"], key=lambda name: rows[0]["floor"]["phases"][name]["measured_ns"])
    thick = 0.8 / len(rows)
    for number, row in enumerate(rows):
        heights = [k + thick * ((len(rows) - 1) / 2 - number) for k in range(len(order))]
        told = [row["floor"]["phases"][name] for name in order]
        colour = PLACES[number % len(PLACES)]
        axes.barh(heights, [one["measured_ns"] for one in told], thick, color=colour, label=row["place"])
        axes.plot([one["floor_ns"] for one in told], heights, "|", color=figures.INK, markersize=6)
    axes.plot([], [], "|", color=figures.INK, label="memory floor of the columns taken")
    axes.set_yticks(range(len(order)), order)
    axes.set_ylim(-0.7, len(order) - 0.3)
    axes.set_xlabel("nanoseconds a person-month")
    axes.set_title(f"Cost of a person-month by phase, {found['months']} months")
    axes.legend(frameon=False, loc="lower right")


def _sizes(axes: Axes, found: Mapping[str, Any]) -> None:
    """Cost over the number of people, with the band in which it counts as flat."""
    sizes = found["sizes"]
    people, costs = ([one[key] for one in sizes] for key in ("persons", "ns_person_month"))
    cheapest = min(costs)
    axes.axhspan(cheapest, cheapest * (1.0 + found["wanted_percent"] / 100.0), color="#d6e2f3", label="flat")
    axes.plot(people, costs, "o-", color=figures.INK, label="nanoseconds a person-month")
    axes.set_xscale("log")
    axes.set_ylim(0.0, 1.15 * max(costs))
    axes.set_xlabel("persons")
    axes.set_ylabel("ns a person-month")
    axes.set_title(f"Cost over size: {found['place']}, {found['months']} months on one core")
    for one in sizes:
        text = f"{one['ns_person_month']:.0f} ns, {one['peak_bytes_person'] / 1e3:.1f} kB a person"
        axes.annotate(text, (one["persons"], one["ns_person_month"]), (0, 7), textcoords="offset points",
                      fontsize=8, ha="center")  # fmt: skip
    axes.margins(x=0.15)
    axes.legend(frameon=False, loc="lower left")


def _changes(axes: Axes, shown: Sequence[Change]) -> None:
    """Now over earlier with its interval; right of one is more of it, and the mark tells slower from faster."""
    for height, one in enumerate(reversed(shown)):
        tone = TONES[one.verdict]
        if math.isfinite(one.low):
            axes.plot([one.low, one.high], [height, height], color=tone, linewidth=1.6)
        axes.plot([one.ratio], [height], MARKS[one.verdict], color=tone, markersize=5)
    axes.axvline(1.0, color=figures.INK, linewidth=0.8)
    axes.set_xscale("log")
    axes.set_xlim(min(0.5, *(0.9 * one.ratio for one in shown)), max(2.0, *(1.1 * one.ratio for one in shown)))
    ticks = [tick for tick in (0.1, 0.25, 0.5, 0.8, 1.0, 1.25, 2.0, 4.0, 10.0) if _inside(tick, axes.get_xlim())]
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.set_xticks([], minor=True)
    axes.set_yticks(range(len(shown)), [f"{one.figure.name}: {one.verdict}" for one in reversed(shown)], fontsize=7.5)
    axes.set_xlabel("now over earlier")
    axes.set_title("Now beside earlier on the same machine")


def _inside(value: float, ends: tuple[float, float]) -> bool:
    return ends[0] <= value <= ends[1]


def _words(parts: Mapping[str, Mapping[str, Any]], changes: Sequence[Change]) -> str:
    words = []
    if "usual" in parts:
        words += [f"{row['place']}: {row['ns_person_month']:.0f} ns a person-month" for row in parts["usual"]["places"]]
    if "scale" in parts:
        words.append(f"the dearest size costs {parts['scale']['spread_percent']:.0f} % more than the cheapest")
    words += [f"{one.figure.name}: {one.verdict}" for one in changes if one.verdict != SAME]
    return "; ".join(words)
