"""Pictures of robustness: regret by alternative, how often thresholds hold, and effects under each submodel."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from experiments import figures
from experiments.discovery.chance import Guess
from experiments.discovery.futures import Futures
from experiments.discovery.regret import KINDS, Enough, Regret
from experiments.discovery.told import BETTER, WORSE
from experiments.discovery.verdicts import Verdict
from experiments.figures import Picture

SIDES = {BETTER: "#117733", WORSE: "#CC6677"}
MARKS = ("D", "s", "o")
LINE = 0.42


def regret(futures: Futures, found: Sequence[Regret]) -> Picture:
    """A panel for each outcome: the mean, 90th percentile and largest regret of each alternative."""
    aims = list(dict.fromkeys(one.aim for one in found))
    names = list(futures.alternatives)
    height = sum(0.95 + LINE * len(names) for _ in aims) + 0.75
    with figures.style():
        sheet = figures.canvas(height)
        rows = sheet.subplots(len(aims), 1, squeeze=False)[:, 0]
        for axes, aim in zip(rows, aims, strict=True):
            for one in (one for one in found if one.aim == aim):
                y = names.index(one.alternative)
                for k, kind in enumerate(KINDS):
                    _dot(axes, aim.scale * np.array(_ends(one.guess[kind])), y + (k - 1) * 0.24, _colour(k), MARKS[k])
            _lines(axes, names)
            axes.set_xlim(left=0)
            axes.set_title(fill(f"{aim.title} ({aim.wish} is better)", 80))
            axes.set_xlabel(f"regret, {aim.change}" if aim.change else "regret")
        handles = [Line2D([], [], color=_colour(k), marker=MARKS[k], label=kind) for k, kind in enumerate(KINDS)]
        sheet.legend(handles=handles, loc="outside lower left", ncols=3, frameon=False, fontsize=9)
        _title(sheet, f"How much one can regret an alternative over {len(futures.table)} futures", futures)
        return figures.finish(sheet, "regret.png", "Regret of each alternative", "")


def enough(futures: Futures, found: Sequence[Enough], needs: Sequence[str]) -> Picture:
    """The share of futures in which thresholds hold, all together and one by one."""
    names, texts = [one.alternative for one in found], ["all together", *needs]
    step = 0.78 / len(texts)
    with figures.style():
        sheet = figures.canvas(1.6 + max(LINE, 0.24 * len(texts)) * len(names) + 0.26 * len(texts))
        axes = sheet.subplots()
        for one in found:
            y = names.index(one.alternative)
            for k, guess in enumerate((one.together, *one.each)):
                place = y + (k - (len(texts) - 1) / 2) * step
                _dot(axes, 100 * np.array(_ends(guess)), place, figures.colour(k), MARKS[k % len(MARKS)])
        _lines(axes, names)
        axes.set_xlim(-2, 102)
        axes.set_xlabel("share of futures in which it holds, %")
        handles = [
            Line2D([], [], color=figures.colour(k), marker=MARKS[k % len(MARKS)], label=text)
            for k, text in enumerate(texts)
        ]
        sheet.legend(handles=handles, loc="outside lower left", ncols=1, frameon=False, fontsize=9)
        _title(sheet, "How often an alternative is good enough", futures)
        return figures.finish(sheet, "enough.png", "Share of futures in which thresholds hold", "")


def verdicts(futures: Futures, found: Sequence[Verdict]) -> Picture:
    """A panel for each outcome: what each alternative changes under each submodel."""
    aims = list(dict.fromkeys(one.aim for one in found))
    lines = max(len(one.under) for one in found)
    names = list(dict.fromkeys(one.alternative for one in found))
    height = len(aims) * (0.95 + 0.27 * lines * len(names)) + 0.8
    with figures.style():
        sheet = figures.canvas(height)
        rows = sheet.subplots(len(aims), 1, squeeze=False)[:, 0]
        for axes, aim in zip(rows, aims, strict=True):
            labels: list[str] = []
            for one in (one for one in found if one.aim == aim):
                for under in one.under:
                    ends = aim.scale * np.array([under.pair.mean, under.pair.low, under.pair.high])
                    _dot(axes, ends, len(labels), SIDES.get(under.told, figures.SOFT), "o")
                    labels.append(f"{one.alternative}, {under.submodel}")
            _lines(axes, labels)
            axes.axvline(0, color=figures.INK, linewidth=1.0, zorder=1)
            axes.set_title(fill(f"{aim.title} ({aim.wish} is better)", 80))
            axes.set_xlabel(f"change against {found[0].against}" + (f", {aim.change}" if aim.change else ""))
        handles = [
            *(Line2D([], [], color=tone, marker="o", label=name) for name, tone in SIDES.items()),
            Line2D([], [], color=figures.SOFT, marker="o", label="cannot be told apart"),
        ]
        sheet.legend(handles=handles, loc="outside lower left", ncols=3, frameon=False, fontsize=9)
        _title(sheet, f"Does it hold under every {found[0].factor}?", futures)
        return figures.finish(sheet, "verdicts.png", "Effects under each submodel", "")


def _dot(axes: Axes, ends: np.ndarray, y: float, tone: str, mark: str) -> None:
    """A value with its interval (value, low, high)."""
    value, low, high = ends
    if np.isfinite(low) and np.isfinite(high):
        axes.plot([low, high], [y, y], color=tone, linewidth=1.6, zorder=3, solid_capstyle="butt")
    axes.plot([value], [y], color=tone, marker=mark, markersize=5.5, zorder=4, linestyle="none")


def _ends(guess: Guess) -> tuple[float, float, float]:
    return guess.value, guess.low, guess.high


def _lines(axes: Axes, names: Sequence[str]) -> None:
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.grid(axis="y", visible=False)


def _title(sheet: figures.Canvas, text: str, futures: Futures) -> None:
    about = f"{futures.where}, {len(futures.seeds)} seeds; lines are 95 % intervals"
    sheet.suptitle(f"{text}\n{about}", x=0.01, ha="left", fontsize=10.5, color=figures.INK)


def _colour(k: int) -> str:
    return figures.POLICY_COLOURS[k]
