"""Numbers by how much they matter, with intervals and what luck alone would give; below, how much is chance."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments import figures
from experiments.sensitivity import words
from experiments.sensitivity.finding import Finding

MOST_NUMBERS = 40
"""Numbers shown; the others are in the table."""
TOTAL, FIRST = figures.POLICY_COLOURS[0], figures.POLICY_COLOURS[1]
FAINT = "#a8a8a8"
PARTS = (figures.POLICY_COLOURS[0], "#9a9a9a", "#dddddd")


@dataclass(frozen=True)
class Drawn:
    """The same picture twice: for a screen and for printing."""

    png: bytes
    svg: bytes


def picture(found: Finding, place: str) -> Drawn:
    """Draw one outcome."""
    shown = found.indices[:MOST_NUMBERS]
    told = math.isfinite(found.chance.share) and not found.still
    height = 2.5 + 0.32 * len(shown) + (0.75 if told else 0.0)
    with figures.style(), matplotlib.rc_context({"svg.hashsalt": "boligliv"}):
        sheet = figures.canvas(height)
        under = _under(found, place)
        top, bottom = 1.0 - (0.5 + 0.19 * len(under)) / height, 0.55 / height
        sheet.get_layout_engine().set(rect=(0.0, bottom, 1.0, top - bottom))  # type: ignore[union-attr,call-arg]
        if told:
            grid = sheet.subplots(2, 1, height_ratios=[0.32 * len(shown) + 0.6, 0.5])
            _numbers(grid[0], found)
            _chance(grid[1], found)
        else:
            _numbers(sheet.subplots(), found)
        sheet.text(0.012, 1 - 0.22 / height, words.title(found), fontsize=11.5, fontweight="bold", va="center")
        sheet.text(
            0.012, 1 - 0.38 / height, "\n".join(under), color=figures.SOFT, va="top", linespacing=1.35,
        )  # fmt: skip
        sheet.legend(
            handles=_legend(found, told), loc="lower left", ncols=4, frameon=False, fontsize=8.5,
            bbox_to_anchor=(0.005, 0.0),
        )  # fmt: skip
        return Drawn(_saved(sheet, "png", {"Software": None}), _saved(sheet, "svg", {"Date": None}))


def _under(found: Finding, place: str) -> list[str]:
    """Lines under the title."""
    setting = words.setting(found, place)
    return [f"{setting[:1].upper()}{setting[1:]}. {words.basis(found)}", *wrap(words.ranking(found), 130)]


def _saved(sheet: Any, kind: str, metadata: dict[str, None]) -> bytes:
    buffer = io.BytesIO()
    sheet.savefig(buffer, format=kind, dpi=figures.DPI, metadata=metadata)
    return buffer.getvalue()


def _numbers(axes: Axes, found: Finding) -> None:
    shown = found.indices[:MOST_NUMBERS]
    for k, one in enumerate(shown):
        colour = TOTAL if one.matters else FAINT
        shift = 0.0 if one.first is None else -0.13
        axes.plot([one.total.low, one.total.high], [k + shift] * 2, color=colour, linewidth=2.0, zorder=2)
        axes.plot([one.total.value], [k + shift], "o", color=colour, markersize=6.5, zorder=3)
        if one.first is not None:
            axes.plot([one.first.low, one.first.high], [k + 0.17] * 2, color=FIRST, linewidth=1.2, zorder=2)
            axes.plot([one.first.value], [k + 0.17], "D", color="white", mec=FIRST, markersize=4.5, zorder=3)
        if math.isfinite(one.alone):
            axes.plot([one.alone] * 2, [k + shift - 0.25, k + shift + 0.25], color=figures.INK, linewidth=1.4, zorder=4)
    axes.set_yticks(range(len(shown)), [one.number for one in shown])
    axes.set_ylim(len(shown) - 0.4, -0.6)
    ranks = axes.secondary_yaxis("right")
    ranks.set_yticks(range(len(shown)), [words.ranks(one) for one in shown])
    axes.text(1.02, 1.0, "rank", transform=axes.transAxes, fontsize=8.5, color=figures.SOFT, va="bottom")
    ranks.spines["right"].set_visible(False)
    ranks.tick_params(length=0)
    axes.axvline(0.0, color=figures.HAIRLINE, linewidth=1.0)
    if found.is_morris:
        unit = found.measure or "unit of the outcome"
        axes.set_xlabel(f"mean absolute effect over the number's whole range ({unit})")
    else:
        axes.set_xlabel("share of the variance of the points' means")
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)


def _chance(axes: Axes, found: Finding) -> None:
    """One bar: points, seeds, and both together, with the interval of the share of chance."""
    start = 0.0
    for part, colour in zip(found.chance.parts, PARTS, strict=True):
        axes.barh(0.0, part.share, left=start, color=colour, height=0.55)
        start += part.share
    edge = 1.0 - found.chance.share
    low, high = 1.0 - found.chance.high, 1.0 - found.chance.low
    axes.plot([low, high], [0.0, 0.0], color="white", linewidth=3.5, marker="|", markersize=10, markeredgewidth=3.0)
    axes.plot([low, high], [0.0, 0.0], color=figures.INK, linewidth=1.2, marker="|", markersize=8)
    axes.plot([edge], [0.0], "o", color=figures.INK, markersize=3.5)
    axes.set_xlim(0.0, 1.0)
    axes.set_ylim(-0.45, 0.45)
    axes.set_yticks([0.0], ["single runs"])
    axes.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
    axes.set_xlabel(
        f"variance of single runs: {words.percent(found.chance.share)} is chance "
        f"({words.percent(found.chance.low)} to {words.percent(found.chance.high)})"
    )
    axes.grid(visible=False)
    axes.tick_params(axis="y", length=0)


def _legend(found: Finding, told: bool) -> list[Any]:
    name = "mean absolute effect" if found.is_morris else "total index"
    handles: list[Any] = [
        Line2D([], [], color=TOTAL, marker="o", linewidth=2.0, label=f"{name}, 95 % interval"),
        Line2D([], [], color=FAINT, marker="o", linewidth=2.0, label="cannot be told from luck"),
    ]
    if not found.is_morris:
        handles.append(Line2D([], [], color=FIRST, marker="D", mfc="white", linewidth=1.2, label="first index"))
    if told:
        handles.append(Line2D([], [], color=figures.INK, marker="|", markersize=9, ls="none", label="luck alone gives"))
        names = ("points: what the numbers change", "seeds: shared by all points", "points x seeds")
        handles += [Patch(facecolor=colour, label=label) for colour, label in zip(PARTS, names, strict=True)]
        handles.append(
            Line2D([], [], color=figures.INK, marker="o", markersize=3.5, linewidth=1.2, label="share of chance, 95 %")
        )
    return handles
