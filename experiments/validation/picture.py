"""The picture of a pattern: each part's expected range, every run as a dot, and the mean with its interval."""

from __future__ import annotations

import math
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from numpy.typing import NDArray

from experiments import figures
from experiments.figures import Picture
from experiments.validation.form import Part
from experiments.validation.verdict import FAIL, PASS, Judged, Result
from experiments.validation.words import told

TONES = {PASS: "#117733", FAIL: "#CC6677"}
MARKS = {PASS: "o", FAIL: "X"}
RANGE = "#d6e2f3"


def draw(result: Result, values: dict[str, NDArray[np.float64]]) -> Picture:
    """One sheet for a pattern, a strip for each part; `values` are those of each run by part."""
    n = len(result.parts)
    with figures.style():
        sheet = figures.canvas(1.3 + 0.95 * n)
        for k, judged in enumerate(result.parts):
            part = result.pattern.parts[judged.part]
            _strip(sheet.add_subplot(n, 1, k + 1), part, judged, values[judged.part])
        sheet.suptitle(
            f"{result.pattern.title.en}: {result.verdict}\n{fill(result.pattern.claim.en, 118)}",
            x=0.01, ha="left", fontsize=10, color=figures.INK,
        )  # fmt: skip
        handles = [
            Patch(color=RANGE, label="expected"),
            Line2D([], [], color=figures.SOFT, marker="|", linestyle="none", label="a run"),
            *(
                Line2D([], [], color=TONES.get(said, figures.SOFT), marker=MARKS.get(said, "D"), label=f"mean: {said}")
                for said in dict.fromkeys(one.verdict for one in result.parts)
            ),
        ]
        sheet.legend(handles=handles, loc="outside lower left", ncols=5, frameon=False, fontsize=8.5)
        alt = "; ".join(told(result.pattern.parts[one.part], one) for one in result.parts)
        return figures.finish(sheet, f"{result.pattern.name}.png", alt, "")


def _strip(axes: Axes, part: Part, judged: Judged, values: NDArray[np.float64]) -> None:
    known = values[~np.isnan(values)]
    shown = [*known, *(end for end in (part.low, part.high, judged.low, judged.high) if math.isfinite(end))]
    low, high = (min(shown), max(shown)) if shown else (0.0, 1.0)
    room = 0.12 * (high - low) or 1.0
    left, right = low - room, high + room
    axes.axvspan(max(part.low, left), min(part.high, right), color=RANGE, zorder=1)
    axes.plot(known, np.full(len(known), -0.55), "|", color=figures.SOFT, markersize=7, zorder=3)
    tone = TONES.get(judged.verdict, figures.SOFT)
    if math.isfinite(judged.low):
        axes.plot([judged.low, judged.high], [0.2, 0.2], color=tone, linewidth=2.2, zorder=4)
    if math.isfinite(judged.mean):
        axes.plot(judged.mean, 0.2, MARKS.get(judged.verdict, "D"), color=tone, markersize=7, zorder=5)
    axes.set_xlim(left, right)
    axes.set_ylim(-1.1, 1.0)
    axes.set_yticks([])
    axes.set_title(fill(f"{part.title.en} ({part.unit})", 120), fontsize=9, fontweight="normal")
    axes.grid(False)
