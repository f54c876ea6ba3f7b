"""Effects along the numbers of a study: curves with bands at levels, points with means in bins."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from agents.core.parameter import Parameter
from experiments import figures
from experiments.effects import VALUE
from experiments.measures import Measure
from experiments.report_numbers import plain
from experiments.report_words import upper
from experiments.study.form import policies_of
from experiments.study_report.data import FloatArray, Ground, StudyRuns
from experiments.study_report.main_effects import ground_words
from experiments.study_report.outcomes import described
from experiments.study_report.partial import Along, along, share_explained
from experiments.vocabulary import vocabulary

MOST_OUTCOMES, MOST_NUMBERS, MOST_GROUNDS = 4, 6, 3
Line = tuple[int, FloatArray]
"""Position of an alternative and its response (n_design_points, n_seeds)."""


def pictures(found: StudyRuns, known: Mapping[str, Parameter], anchor: str) -> list[figures.Picture]:
    """A sheet for each of the first outcomes in each of the first grounds: one panel a number, at the last horizon."""
    if found.study.design is None:
        return []
    sheets = (
        _sheet(found, ground, described(key), known, f"{anchor}-along-{g}-{k}.png")
        for g, ground in enumerate(found.grounds[:MOST_GROUNDS])
        for k, key in enumerate(found.outcomes[:MOST_OUTCOMES])
    )
    return [sheet for sheet in sheets if sheet is not None]


def _sheet(
    found: StudyRuns, ground: Ground, outcome: Measure, known: Mapping[str, Parameter], name: str
) -> figures.Picture | None:
    year, study = found.study.years[-1], found.study
    levels = outcome.scale * found.of(ground, outcome.key, year)
    against = len(study.alternatives) > 1
    sign = -1.0 if outcome.metric == VALUE and against else 1.0
    lines: list[Line] = [
        (a, sign * (levels[a] - levels[found.reference]) if against else levels[a])
        for a in range(len(study.alternatives))
        if not against or a != found.reference
    ]
    panels = []
    for k, number in enumerate(study.varied):
        own = [line for line in lines if _meets(number.name, study.alternatives[line[0]])]
        drawn = [(a, one) for a, response in own if (one := along(found.numbers[:, k], response)) is not None]
        if drawn:
            weight = max(share_explained(found.numbers[:, k], response) for _, response in own)
            panels.append((weight, number.name, drawn))
    if not panels:
        return None
    panels = sorted(panels, key=lambda panel: -panel[0])[:MOST_NUMBERS]
    binned = any(one.binned for _, _, drawn in panels for _, one in drawn)
    columns = min(len(panels), 2 if len(panels) in (2, 4) else 3)
    rows = -(-len(panels) // columns)
    what = f"{outcome.title.en}{ground_words(found, ground)}, after {year} year{'s' * (year > 1)}"
    with figures.style():
        sheet = figures.canvas(3.1 * rows + 0.85, figures.WIDTH_IN if columns > 1 else 6.5)
        grid = list(np.atleast_1d(sheet.subplots(rows, columns, sharey=True)).ravel())
        for axes, (_, number_name, drawn) in zip(grid, panels, strict=False):
            _panel(axes, known.get(number_name), number_name, drawn, against)
        for blank in grid[len(panels) :]:
            blank.set_visible(False)
        unit = outcome.measure.en
        sheet.suptitle(
            "\n".join(textwrap.wrap(what, 100 if columns > 1 else 62)),
            x=0.01,
            ha="left",
            fontsize=10.5,
            fontweight="bold",
        )
        for axes in grid[::columns]:
            axes.set_ylabel(", ".join(filter(None, ("difference" if against else "", unit))), fontsize=8.5)
        positions = sorted({a for _, _, drawn in panels for a, _ in drawn})
        handles = [
            grid[0].plot(
                [],
                [],
                color=figures.POLICY_COLOURS[_place(a)],
                linestyle=figures.POLICY_DASHES[_place(a)],
                label=found.called[a],
            )[0]
            for a in positions
        ]
        sheet.legend(handles=handles, loc="outside lower center", ncols=min(4, len(handles)), frameon=False)
    reference = found.called[found.reference]
    caption = (
        f"{what}: {f'difference to {reference}' if against else 'value'} along each varied number, the other numbers "
        "at all their values. "
        + ("Points: one point of the design, mean of its seeds. Line: mean of about equally many points, with its 95 % "
           "interval over them. " if binned else "Line: mean at each level; band: its 95 % interval. ")
        + (f"The {MOST_NUMBERS} numbers along which it changes most. " if len(study.varied) > MOST_NUMBERS else "")
        + "The vertical axes are the same; they need not start at zero."
    )  # fmt: skip
    alt = f"{what}. " + " ".join(
        f"Along {number_name}: "
        + "; ".join(f"{found.called[a]} from {plain(one.mean[0])} to {plain(one.mean[-1])}" for a, one in drawn)
        + "."
        for _, number_name, drawn in panels
    )
    return figures.finish(sheet, name, alt, caption)


def _panel(axes: Axes, parameter: Parameter | None, name: str, drawn: list[tuple[int, Along]], against: bool) -> None:
    order = sorted({a for a, _ in drawn})
    for a, one in drawn:
        paint, dash = figures.POLICY_COLOURS[_place(a)], figures.POLICY_DASHES[_place(a)]
        if one.binned:
            axes.plot(one.points, one.values, ".", color=paint, alpha=0.3, markersize=4, zorder=1)
            # Intervals of several lines stand side by side.
            shift = (order.index(a) - (len(order) - 1) / 2) * 0.012 * (one.at[-1] - one.at[0])
            axes.errorbar(
                one.at + shift, one.mean, [one.mean - one.low, one.high - one.mean], color=paint, linestyle=dash,
                linewidth=1.6, elinewidth=1.1, capsize=2.5, marker="o", markersize=3.5, zorder=3,
            )  # fmt: skip
        else:
            axes.fill_between(one.at, one.low, one.high, color=paint, alpha=0.15, linewidth=0)
            axes.plot(one.at, one.mean, color=paint, linestyle=dash, marker="o", markersize=4, linewidth=1.8)
    if against:
        axes.axhline(0.0, color=figures.SOFT, linewidth=0.9, zorder=0)
    axes.set_title(
        "\n".join(textwrap.wrap(upper(parameter.meaning if parameter else name), 38)[:3]),
        fontsize=9,
        fontweight="normal",
    )
    unit = "" if parameter is None or parameter.unit in ("", "1") else f" ({parameter.unit})"
    axes.set_xlabel("\n".join(textwrap.wrap(f"{name}{unit}", 42)), fontsize=8.5)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5))


def _meets(number: str, alternative: str) -> bool:
    """Whether an alternative has anything to do with a number: those of a policy are nothing to the others."""
    words = vocabulary()
    owner = number.partition(".")[0]
    return number in words.parameters or owner in policies_of(alternative, words)


def _place(a: int) -> int:
    return (a - 1) % len(figures.POLICY_COLOURS)
