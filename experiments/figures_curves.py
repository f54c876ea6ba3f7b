"""Curves over the years: small multiples, one line and band per scenario, named at the end of the line."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from agents.core.calendar import START_YEAR, parse
from experiments import figures
from experiments.report_data import PlaceReport, pick
from experiments.report_numbers import measure, number
from model.letting.rulebook import law_versions


@dataclass(frozen=True)
class Panel:
    """One small multiple: which series, for whom, and what to call it."""

    metric: str
    unit: str
    group: str | None = None
    title: str = ""
    smooth: bool = False


COMPOSITION = (
    Panel("share_vulnerable", "estate", title="Vulnerable households in the estate"),
    Panel("share_vulnerable", "elsewhere", title="Vulnerable households elsewhere in the municipality"),
    Panel("share_outside_work", "estate", title="Aged 18-64 outside work and education, estate"),
    Panel("share_non_western", "estate", title="Residents of non-western origin, estate"),
    Panel(
        "vulnerable_elsewhere_max_share",
        "elsewhere",
        title="Most burdened department elsewhere: vulnerable",
    ),
    Panel("reputation", "estate", title="Reputation of the estate"),
)
HOMES = (
    Panel("turnover", "estate", title="Moves out of the estate", smooth=True),
    Panel("waiting_months", "estate", "ordinary", title="Months waited on the ordinary list", smooth=True),
    Panel("vacancy_days", "estate", title="Days a home stands empty", smooth=True),
    Panel("refusals", "estate", title="Refusals per letting", smooth=True),
    Panel("assigned_waiting", "municipality", title="Households in urgent need still waiting"),
    Panel("mean_income", "estate", title="Mean disposable income, estate"),
)


def curves(report: PlaceReport, panels: Sequence[Panel], name: str, heading: str) -> figures.Picture | None:
    """A sheet of small multiples, one for each panel that has curves; None when none has."""
    found = [(panel, rows) for panel in panels if not (rows := _rows(report.curves, panel)).empty]
    if not found:
        return None
    columns = 2 if len(found) > 1 else 1
    lines = -(-len(found) // columns)
    with figures.style():
        sheet = figures.canvas(2.75 * lines + 0.2)
        grid = list(np.atleast_1d(sheet.subplots(lines, columns)).ravel())
        for axes, (panel, rows) in zip(grid, found, strict=False):
            _draw(axes, report, panel, rows)
        for blank in grid[len(found) :]:
            blank.set_visible(False)
    caption = (
        f"{report.place.title}: {heading}. Line: mean of {report.runs} runs; band: the middle 90 "
        "% of the runs. "
        "Axes need not start at zero. "
        + (
            "Dotted upright lines: the law changes, or the base takes the estate on or off the official list. "
            if events(report)
            else ""
        )
        + ("Curves marked (12 months) are running means." if any(panel.smooth for panel, _ in found) else "")
    ).strip()
    alt = " ".join(_in_words(report, panel, rows) for panel, rows in found)
    return figures.finish(sheet, f"{report.place.name}-{name}.png", alt, caption)


def segregation(report: PlaceReport) -> figures.Picture | None:
    """Dissimilarity of vulnerable households at each level, with the grey band that is chance alone."""
    rows = pick(report.curves, "dissimilarity", group="vulnerable")
    levels = [level for level in ("cell", "department", "district") if (rows["unit"] == level).any()]
    if not levels:
        return None
    words = {
        "cell": "between 100 m cells",
        "department": "between departments",
        "district": "estate and polling districts",
    }
    with figures.style():
        sheet = figures.canvas(3.4)
        for axes, level in zip(np.atleast_1d(sheet.subplots(1, len(levels))), levels, strict=True):
            chance = [pick(report.base.series, f"dissimilarity.{end}", level, "vulnerable") for end in ("low", "high")]
            if all(len(part) for part in chance):
                low, high = (part.groupby("month")["value"].mean() for part in chance)
                axes.fill_between(_years(low.index), low, high, color="#d9d9d9", linewidth=0, label="chance")
                axes.text(
                    _years(low.index)[0],
                    float(low.iloc[0]),
                    " chance",
                    fontsize=8.5,
                    color=figures.SOFT,
                    va="top",
                )
            panel = Panel("dissimilarity", level, "vulnerable", title=words[level].capitalize())
            _draw(axes, report, panel, rows[rows["unit"] == level], names=False)
            axes.set_ylim(0, 1.12 * axes.get_ylim()[1])
        handles = [
            sheet.axes[0].plot([], [], color=figures.colour(i), linestyle=figures.dashes(i), label=side.name)[0]
            for i, side in enumerate(report.sides)
        ]
        sheet.legend(handles=handles, loc="outside lower center", ncols=len(handles), frameon=False)
    caption = (
        f"{report.place.title}: dissimilarity of vulnerable and other households (0: mixed "
        "evenly; 1: wholly apart), "
        "with the range that random placing in the same homes would give (grey). A line inside "
        "the grey band says "
        "nothing about sorting."
    )
    alt = " ".join(
        _in_words(
            report,
            Panel("dissimilarity", level, "vulnerable", title=words[level]),
            rows[rows["unit"] == level],
        )
        for level in levels
    )
    return figures.finish(sheet, f"{report.place.name}-segregation.png", alt, caption)


def _rows(curves_: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    rows = pick(curves_, panel.metric, panel.unit)
    if panel.group is not None:
        return rows[rows["group"] == panel.group]
    groups = rows["group"].unique()
    return rows[rows["group"] == ("all" if "all" in groups else groups[0])] if len(groups) else rows


def _draw(axes: Axes, report: PlaceReport, panel: Panel, rows: pd.DataFrame, names: bool = True) -> None:
    how = measure(panel.metric)
    ends: list[tuple[int, float]] = []
    for position, side in enumerate(report.sides):
        line = rows[rows["scenario"] == side.name].sort_values("month")
        if line.empty:
            continue
        values = line.set_index("month")[["mean", "low", "high"]] * how.factor
        if panel.smooth and len(values) > 24:
            values = values.rolling(12, min_periods=6).mean().dropna()
        time = _years(values.index)
        paint = figures.colour(position)
        axes.fill_between(time, values["low"], values["high"], color=paint, alpha=0.13, linewidth=0)
        axes.plot(time, values["mean"], color=paint, linestyle=figures.dashes(position), linewidth=1.8)
        ends.append((position, float(values["mean"].iloc[-1])))
    title = panel.title or how.title
    axes.set_title("\n".join(textwrap.wrap(title + (" (12 months)" if panel.smooth else ""), 52)))
    axes.set_ylabel(how.unit, fontsize=8.5)
    axes.margins(x=0.01)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5))
    if abs(axes.get_ylim()[1]) >= 1000:
        axes.yaxis.set_major_formatter(lambda value, _: number(value, 0))
    _events(axes, report)
    if names and ends:
        _name_ends(axes, report, ends)


def _name_ends(axes: Axes, report: PlaceReport, ends: list[tuple[int, float]]) -> None:
    low, high = axes.get_ylim()
    last = axes.get_xlim()[1]
    lines = [textwrap.wrap(report.sides[position].name, 17) for position, _ in ends]
    sizes = [(0.02 + 0.066 * len(parts)) * (high - low) for parts in lines]
    room = 0.1 * (high - low)
    heights = figures.spread([value for _, value in ends], sizes, low - room, high + room)
    for (position, _), height, parts in zip(ends, heights, lines, strict=True):
        axes.annotate(
            "\n".join(parts), (last, height), xytext=(4, 0), textcoords="offset points", fontsize=8,
            color=figures.colour(position), va="center", annotation_clip=False, linespacing=0.95,
        )  # fmt: skip


def events(report: PlaceReport) -> list[tuple[float, str]]:
    """When the law changes, and when the estate gets on or off the list in most runs of the base."""
    found: list[tuple[float, str]] = []
    months = report.base.scenario.months
    if any(side.scenario.law == "dated" for side in report.sides):
        for name, written in law_versions().items():
            if name != "dated" and 0 < parse(written) < months:
                found.append((START_YEAR + parse(written) / 12, f"law {name}"))
    listed = pick(report.base.series, "labelled", "estate").groupby("month")["value"].mean() >= 0.5
    turned = listed[listed != listed.shift(fill_value=bool(listed.iloc[0]))] if len(listed) else listed
    found += [(START_YEAR + int(month) / 12, "listed" if on else "off the list") for month, on in turned.items()]
    return found


def _events(axes: Axes, report: PlaceReport) -> None:
    """Hairlines at the events, named at the top."""
    for time, words in events(report):
        axes.axvline(time, color=figures.SOFT, linewidth=0.8, linestyle=(0, (2, 2)), zorder=0)
        axes.text(time, axes.get_ylim()[1], f" {words}", fontsize=7.5, color=figures.SOFT, va="top")


def _years(months: pd.Index) -> np.ndarray:
    return START_YEAR + np.asarray(months, dtype=float) / 12


def _in_words(report: PlaceReport, panel: Panel, rows: pd.DataFrame) -> str:
    how = measure(panel.metric)
    parts = []
    for side in report.sides:
        line = rows[rows["scenario"] == side.name].sort_values("month")["mean"] * how.factor
        if len(line):
            parts.append(f"{side.name} from {line.iloc[0]:.{how.decimals}f} to {line.iloc[-1]:.{how.decimals}f}")
    return f"{panel.title or how.title} ({how.unit}): {'; '.join(parts)}."
