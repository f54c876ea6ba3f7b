"""The picture of a budget: for each outcome cost against effect, from nothing to all, with the ceiling."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from experiments import figures
from experiments.discovery.aims import Aim
from experiments.discovery.budget import BestSet, Screen
from experiments.figures import Picture
from model.policies import discover

FRONT, TOGETHER, ALONE = figures.POLICY_COLOURS[0], figures.POLICY_COLOURS[1], figures.SOFT
MOST_BARS = 14
"""Sets of a front whose intervals are drawn; more would hide each other."""


def picture(screen: Screen, sets: Sequence[BestSet], ceiling: float, payer: str) -> Picture:
    """A panel for each outcome: the front of sets added up, proposals alone, the chosen set, and sets measured."""
    aims = screen.aims
    with figures.style():
        sheet = figures.canvas(3.1 * len(aims) + 0.9)
        rows = sheet.subplots(len(aims), 1, squeeze=False)[:, 0]
        for k, (axes, aim) in enumerate(zip(rows, aims, strict=True)):
            _panel(axes, screen, sets, k, aim, ceiling)
        who = {"all": "all payers", "public": "the public purse"}.get(payer, payer)
        rows[-1].set_xlabel(f"spent on the proposals by {who}, present value, million kr\n\n{fill(_key(screen), 130)}")
        handles = [
            Line2D([], [], color=ALONE, marker="s", linestyle="none", label="a proposal alone"),
            Line2D([], [], color=FRONT, marker="o", label="front of sets, effects added up"),
            Line2D([], [], color=TOGETHER, marker="D", linestyle="none", label="chosen set measured together"),
            Line2D([], [], color=figures.INK, linestyle="--", label="ceiling"),
        ]
        sheet.legend(handles=handles, loc="outside lower left", ncols=4, frameon=False, fontsize=9)
        about = f"{screen.futures.where}; bars are 95 % intervals"
        sheet.suptitle(f"What a budget buys, by outcome\n{about}", x=0.01, ha="left", fontsize=10.5, color=figures.INK)
        return figures.finish(sheet, "budget.png", "Cost of sets of proposals against their effect", "")


def _panel(axes: Axes, screen: Screen, sets: Sequence[BestSet], k: int, aim: Aim, ceiling: float) -> None:
    front = screen.front(aim)
    numbers = _numbers()
    cost = np.array([one.mean for _, one, _ in front]) / 1e6
    effect = aim.scale * np.array([one.mean for _, _, one in front])
    axes.step(cost, effect, where="post", color=FRONT, linewidth=1.2, zorder=2)
    axes.plot(cost, effect, color=FRONT, marker="o", markersize=4, linestyle="none", zorder=3)
    for j in sorted(set(np.linspace(0, len(front) - 1, min(MOST_BARS, len(front))).astype(int).tolist())):
        _bar(axes, cost[j], aim.scale * front[j][2].low, aim.scale * front[j][2].high, FRONT)
    for one in screen.singles():
        x, y = one.cost.mean / 1e6, aim.scale * one.effects[k].mean
        axes.plot([x], [y], color=ALONE, marker="s", markersize=4.5, linestyle="none", zorder=4)
        axes.annotate(
            str(numbers[one.policy]), (x, y), xytext=(5, 4), textcoords="offset points", fontsize=8, ha="left",
            color=figures.INK, zorder=7,
        )  # fmt: skip
    for chosen in sets:
        both = chosen.together
        if both is not None and chosen.aim == aim:
            x, pair = both.cost.mean / 1e6, both.effects[k]
            _bar(axes, x, aim.scale * pair.low, aim.scale * pair.high, TOGETHER)
            axes.plot(
                [x], [aim.scale * pair.mean], color=TOGETHER, marker="D", markersize=6, linestyle="none", zorder=6
            )
    axes.axvline(ceiling / 1e6, color=figures.INK, linestyle="--", linewidth=1.0, zorder=1)
    axes.axhline(0, color=figures.INK, linewidth=0.8, zorder=1)
    axes.set_title(fill(f"{aim.title} ({aim.wish} is better)", 88))
    axes.set_xlim(left=-0.02 * max(ceiling / 1e6, float(cost.max())))
    axes.set_ylabel(f"change, {aim.change}" if aim.change else "change")


def _numbers() -> dict[str, int]:
    """The catalogue's number of each policy."""
    return {name: policy.number for name, policy in discover().items()}


def _key(screen: Screen) -> str:
    """What the numbers in the picture stand for."""
    numbers = _numbers()
    named = sorted((numbers[policy], policy) for _, policy in screen.items)
    return "   ".join(f"{number}\u00a0{name}" for number, name in named)


def _bar(axes: Axes, x: float, low: float, high: float, tone: str) -> None:
    if np.isfinite(low) and np.isfinite(high):
        axes.plot([x, x], [low, high], color=tone, linewidth=1.3, alpha=0.75, zorder=2)
