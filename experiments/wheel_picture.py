"""The wheel drawn: a ring for no effect, outwards better and inwards worse, with 95 % intervals."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import fill
from typing import Any

import matplotlib
import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.projections.polar import PolarAxes

from experiments import figures
from experiments.wheel import Sector, Wheel
from experiments.zones import LOST, PERSONS, PLACE, SIDES, ZONES
from model.policies.policy import Text

COLOURS = {PERSONS: figures.POLICY_COLOURS[0], PLACE: figures.POLICY_COLOURS[2]}
SCALES = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
"""Ends of the axis to choose from, in standard units: never so short that a small effect looks large."""
HOLE = 0.35
"""What is left free in the middle, as a part of the axis to one side."""
SECTOR = 2 * math.pi / len(ZONES)
WHOLE, HALF = 0.80 * SECTOR, 0.40 * SECTOR

WORDS: dict[str, Text] = {
    "after": Text("after {} years", "efter {} år"),
    "after_one": Text("after one year", "efter ét år"),
    "runs": Text("{} paired runs", "{} parrede kørsler"),
    "run": Text("one paired run, so no interval", "én parret kørsel og derfor intet interval"),
    "none": Text("cannot be told from no effect", "kan ikke skelnes fra ingen virkning"),
    "interval": Text("95 % interval", "95 %-interval"),
    "zero": Text("no effect", "ingen virkning"),
    "axis": Text(
        "Outwards is better, inwards worse; rings in standard deviations between people.",
        "Udad er bedre, indad værre; ringene er standardafvigelser mellem mennesker.",
    ),
    "inferred": Text("(name inferred)", "(navn udledt)"),
}


@dataclass(frozen=True)
class WheelPicture:
    """The same picture twice: for a screen and for printing."""

    png: bytes
    svg: bytes


def picture(wheel: Wheel, place_title: str, spoken: int = 0) -> WheelPicture:
    """Draw a wheel for each horizon side by side; `spoken` 0 English, 1 Danish."""
    with figures.style(), matplotlib.rc_context({"svg.hashsalt": "boligliv", "hatch.linewidth": 0.6}):
        n = len(wheel.years)
        sheet = figures.canvas(7.0, max(10.0, 5.6 * n))
        sheet.get_layout_engine().set(rect=(0.0, 0.145, 1.0, 0.755))  # type: ignore[union-attr,call-arg]
        grid = sheet.subplots(1, n, subplot_kw={"projection": "polar"}, squeeze=False)[0]
        end = scale_end(wheel.sectors)
        for axes, year in zip(grid, wheel.years, strict=True):
            _draw(axes, [one for one in wheel.sectors if one.year == year], end, spoken)
            heading = WORDS["after" if year > 1 else "after_one"][spoken].format(year)
            axes.text(0.0, 1.06, heading, transform=axes.transAxes, fontsize=12, fontweight="bold", ha="center")
        runs = WORDS["run"][spoken] if wheel.pairs == 1 else WORDS["runs"][spoken].format(wheel.pairs)
        name = wheel.proposal.title[spoken]
        title = f"{name[:1].upper()}{name[1:]}: {place_title}"
        sheet.text(0.02, 0.965, title, fontsize=14, fontweight="bold", ha="left", va="center")
        sheet.text(0.02, 0.925, f"{runs}. {WORDS['axis'][spoken]}", color=figures.SOFT, ha="left", va="center")
        sheet.legend(
            handles=_legend(spoken), loc="lower left", ncols=3, frameon=False, fontsize=9, bbox_to_anchor=(0.01, 0.055)
        )
        note = fill(LOST[spoken], 175 if n > 1 else 150)
        sheet.text(0.02, 0.008, note, fontsize=8, color=figures.SOFT, ha="left", va="bottom")
        return WheelPicture(_saved(sheet, "png", {"Software": None}), _saved(sheet, "svg", {"Date": None}))


def _saved(sheet: Any, kind: str, metadata: dict[str, None]) -> bytes:
    buffer = io.BytesIO()
    sheet.savefig(buffer, format=kind, dpi=figures.DPI, metadata=metadata)
    return buffer.getvalue()


def scale_end(sectors: Sequence[Sector]) -> float:
    """The end of the axis, in standard units, that holds every effect and interval."""
    ends = [value for one in sectors for value in (one.pair.mean, one.pair.low, one.pair.high) if math.isfinite(value)]
    furthest = max((abs(value) for value in ends), default=0.0)
    return next((end for end in SCALES if furthest <= end), SCALES[-1])


def _draw(axes: PolarAxes, sectors: Sequence[Sector], end: float, spoken: int) -> None:
    middle = end * (1 + HOLE)
    axes.set_theta_zero_location("N")
    axes.set_theta_direction(-1)
    axes.set_ylim(0, middle + end)
    axes.grid(False)
    axes.spines["polar"].set_visible(False)
    around = np.linspace(0, 2 * math.pi, 361)
    for ring in (-end, -end / 2, 0.0, end / 2, end):
        strong = ring == 0.0
        axes.plot(
            around, np.full_like(around, middle + ring), color=figures.INK if strong else figures.HAIRLINE,
            linewidth=1.6 if strong else 0.6, zorder=5 if strong else 1,
        )  # fmt: skip
        if ring:
            axes.text(
                SECTOR / 2, middle + ring, f"{ring:+g}".replace("-", "−"), fontsize=7.5, color=figures.SOFT,
                ha="center", va="center", zorder=6, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6},
            )  # fmt: skip
    for k, zone in enumerate(ZONES):
        own = [one for one in sectors if one.zone.key == zone.key]
        for j, one in enumerate(own):
            width = WHOLE if len(own) == 1 else HALF
            _bar(axes, one, k * SECTOR + (j - (len(own) - 1) / 2) * width, width, middle, end)
    axes.set_xticks([k * SECTOR for k in range(len(ZONES))])
    axes.set_xticklabels([_name(k, spoken) for k in range(len(ZONES))], fontsize=9.5, color=figures.INK)
    axes.tick_params(axis="x", pad=17)
    axes.set_yticks([])


def _name(k: int, spoken: int) -> str:
    title = fill(ZONES[k].title[spoken], 18, break_long_words=False)
    return f"{title}\n{WORDS['inferred'][spoken]}" if ZONES[k].inferred else title


def _bar(axes: PolarAxes, one: Sector, angle: float, width: float, middle: float, end: float) -> None:
    mean, colour = one.pair.mean, COLOURS[one.side]
    if not math.isfinite(mean):
        return
    clipped = float(np.clip(mean, -end, end))
    axes.bar(
        angle, clipped, width=width * 0.94, bottom=middle, zorder=2, linewidth=1.0, edgecolor=colour,
        facecolor=colour if one.told else "#e4e4e4", hatch=None if one.told else "////", alpha=0.9 if one.told else 1.0,
    )  # fmt: skip
    low, high = one.pair.low, one.pair.high
    if not math.isfinite(low) or low == high:
        return
    low, high = (float(np.clip(value, -end, end)) for value in (low, high))
    lines = [([angle, angle], [middle + low, middle + high])]
    for value in (low, high):
        # A cap as long on paper wherever it stands.
        half = 0.05 * end / (middle + value)
        lines.append(([angle - half, angle + half], [middle + value] * 2))
    for x, y in lines:
        axes.plot(x, y, color="white", linewidth=3.0, zorder=4)
        axes.plot(x, y, color=figures.INK, linewidth=1.2, zorder=6)


def _legend(spoken: int) -> list[Any]:
    sides = [Patch(facecolor=COLOURS[side], label=SIDES[side][spoken]) for side in (PERSONS, PLACE)]
    return [
        *sides,
        Patch(facecolor="#e4e4e4", edgecolor=figures.SOFT, hatch="////", label=WORDS["none"][spoken]),
        Line2D([], [], color=figures.INK, linewidth=1.1, marker="_", label=WORDS["interval"][spoken]),
        Line2D([], [], color=figures.INK, linewidth=1.6, label=WORDS["zero"][spoken]),
    ]
