"""The picture of a finding: its boxes on the studied ranges, and coverage against density on the way there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import fill

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from experiments import figures
from experiments.discovery.boxes import Finding
from experiments.discovery.futures import Dimension
from experiments.discovery.peel import Limit
from experiments.discovery.told import BETTER, SAME, UNCLEAR, WORSE
from experiments.discovery.words import Asked
from experiments.figures import Picture

TONES = {BETTER: "#117733", WORSE: "#CC6677", UNCLEAR: "#9a9a9a", SAME: "#d0d0d0"}


def picture(asked: Asked, name: str) -> Picture:
    """The boxes of one class of futures on a sheet; a panel for each box, and the trajectory."""
    found = asked.findings[name]
    known = {one.name: one for one in asked.futures.dimensions}
    heights = [0.55 + 0.55 * len(box.step.limits) for box in found.boxes]
    with figures.style():
        sheet = figures.canvas(sum(heights) + 4.4)
        grid = sheet.add_gridspec(len(heights) + 1, 1, height_ratios=[*heights, 3.0])
        for k, box in enumerate(found.boxes):
            axes = sheet.add_subplot(grid[k])
            _box(axes, asked, [(known[one.name], one) for one in box.step.limits], box.rows)
            before = " (of those outside the boxes before)" if k else ""
            axes.set_title(
                f"Box {k + 1}: {box.step.interest} of its {box.step.points} futures; coverage {box.step.coverage:.0%}, "
                f"density {box.step.density:.0%}{before}"
            )
        _trajectory(sheet.add_subplot(grid[len(heights)]), found)
        handles = [
            Line2D([], [], color=tone, marker="o", linestyle="none", label=text) for text, tone in TONES.items()
            if (asked.told.classes == text).any()
        ]  # fmt: skip
        sheet.legend(handles=handles, loc="outside lower left", ncols=4, frameon=False, fontsize=9)
        about = f"{asked.futures.where}; a dot is a future, filled inside the box"
        title = fill(f"Where {asked.alternative} is {name} than {asked.against}: {asked.aim.title}", 105)
        sheet.suptitle(f"{title}\n{about}", x=0.01, ha="left", fontsize=11, color=figures.INK)
        stem = re.sub(r"[^a-z0-9]+", "_", f"{asked.alternative} {asked.aim.key} {name}".lower()).strip("_")
        return figures.finish(sheet, f"box-{stem}.png", f"Boxes of futures in which it is {name}", "")


def _box(axes: Axes, asked: Asked, limits: Sequence[tuple[Dimension, Limit]], inner: np.ndarray) -> None:
    """Each limited dimension as a track over its studied range, the box on it, and every future as a dot."""
    tones = np.array([TONES[str(one)] for one in asked.told.classes])
    labels = []
    for row, (dimension, limit) in enumerate(limits):
        places, ends, words = _track(asked, dimension, limit)
        axes.add_patch(Rectangle((0, row - 0.26), 1, 0.52, color="#f3f3f3", zorder=1))
        for low, high in ends:
            axes.add_patch(Rectangle((low, row - 0.26), high - low, 0.52, color="#d6e2f3", zorder=2))
            for end in (low, high):
                axes.plot([end, end], [row - 0.26, row + 0.26], color=figures.INK, linewidth=1.2, zorder=3)
        shift = 0.4 * ((np.arange(len(places)) * 0.7549) % 1 - 0.5)
        axes.scatter(places[~inner], row + shift[~inner], s=15, facecolors="none", edgecolors=tones[~inner], zorder=4)
        axes.scatter(places[inner], row + shift[inner], s=17, color=tones[inner], zorder=5)
        for x, text in words:
            side = "left" if x < 0.01 else "right" if x > 0.99 else "center"
            axes.text(x, row + 0.44, text, fontsize=8, color=figures.SOFT, ha=side, va="center")
        labels.append(fill(dimension.name + (f" ({dimension.unit})" if dimension.unit else ""), 34))
    axes.set_yticks(range(len(limits)), labels)
    axes.set_ylim(len(limits) - 0.35, -0.5)
    axes.set_xlim(-0.01, 1.01)
    axes.set_xticks([])
    axes.grid(False)


def _track(
    asked: Asked, dimension: Dimension, limit: Limit
) -> tuple[np.ndarray, list[tuple[float, float]], list[tuple[float, str]]]:
    """Where the futures lie on a track from 0 to 1, where the box does, and what is written under it."""
    column = asked.futures.table[dimension.name]
    if limit.members is not None:
        words = sorted(map(str, column.unique()))
        width = 1 / len(words)
        jitter = ((np.arange(len(column)) * 0.618) % 1 - 0.5) * 0.7 * width
        places = np.array([(words.index(str(one)) + 0.5) * width for one in column]) + jitter
        ends = [(words.index(one) * width, (words.index(one) + 1) * width) for one in limit.members]
        return places, ends, [((k + 0.5) * width, word) for k, word in enumerate(words)]
    span = dimension.high - dimension.low
    low = 0.0 if limit.low is None else (limit.low - dimension.low) / span
    high = 1.0 if limit.high is None else (limit.high - dimension.low) / span
    told = [(0.0, f"{dimension.low:g}"), (1.0, f"{dimension.high:g}")]
    told += [(at, f"{end:.3g}") for at, end in ((low, limit.low), (high, limit.high)) if end is not None]
    taken = [one for one in told if one[0] in (0.0, 1.0) and min([abs(one[0] - at) for at, _ in told[2:]]) > 0.07]
    return (column.to_numpy(dtype=float) - dimension.low) / span, [(low, high)], [*taken, *told[2:]]


def _trajectory(axes: Axes, found: Finding) -> None:
    """Every box looked at: coverage against density, by how many dimensions it limits; those claimed ringed."""
    most = max(len(one.limits) for one in found.seen)
    for k in range(most + 1):
        some = [one for one in found.seen if len(one.limits) == k]
        if some:
            axes.plot(
                [100 * one.coverage for one in some], [100 * one.density for one in some], linestyle="none", marker="o",
                markersize=5, color=colormaps["Blues"](0.25 + 0.75 * k / max(most, 1)),
                label=f"{k} limited" if k else "all futures",
            )  # fmt: skip
    for k, box in enumerate(found.boxes, start=1):
        x, y = 100 * box.step.coverage, 100 * box.step.density
        axes.plot([x], [y], marker="o", markersize=13, markerfacecolor="none", color=figures.INK, linestyle="none")
        axes.annotate(f"box {k}", (x, y), xytext=(-11, 9), textcoords="offset points", fontsize=9, ha="right")
    axes.set_xlim(-3, 106)
    axes.set_ylim(0, 112)
    axes.set_xlabel("coverage: share of all such futures that the box holds, %")
    axes.set_ylabel("density: share of such\nfutures in the box, %")
    axes.set_title("On the way: every box looked at in the first round, by the number of limited assumptions")
    axes.legend(frameon=False, fontsize=8.5, loc="lower left", ncols=2)
