"""Curves with bands in the browser: the mean of many runs and how far they spread."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets

from dashboards import text
from dashboards.charts import CHARTS, Chart, Plot, difference_unit
from dashboards.replications.summary import Band, Summary
from dashboards.scripts import script


class BandChart(Plot):
    """One chart: `data` is `(lines, 3, months)`, the middle and both edges of each line.

    `sparse` data has values in some months only, nan in the others.
    """

    _esm = script("plot.js", "bands.js")
    sparse = traitlets.Bool(False).tag(sync=True)


def shown_lines(chart: Chart) -> list[int]:
    """The lines of a chart that an ensemble shows: those of the estate."""
    return [k for k, line in enumerate(chart.lines) if line.unit == "estate"]


def fill(widget: BandChart, chart: Chart, summary: Summary | None, difference: bool, language: str) -> None:
    """Draw what the runs say so far."""
    at, own = CHARTS.index(chart), shown_lines(chart)
    many = len(own) > 1
    drawn: list[Band] = []
    lines: list[dict[str, Any]] = []
    for side in (0,) if difference else (0, 1):
        band = None if summary is None else summary.differences[at] if difference else summary.levels[side][at]
        if band is None or not band.shape[2]:
            continue
        branch = "B − A" if difference else "AB"[side]
        for k in own:
            label = f"{branch}, {text.of(language, chart.lines[k].label)}" if many else branch
            lines.append({"label": label, "colour": chart.lines[k].colour, "dash": side == 1})
            drawn.append(band[k : k + 1])
    months = drawn[0].shape[2] if drawn else 240
    with widget.hold_sync():
        unit = difference_unit(language, chart) if difference else text.of(language, chart.unit)
        widget.title, widget.unit = text.of(language, chart.title), unit
        widget.locale, widget.horizon = language, months
        widget.at_least = [0.0, 0.0] if difference else list(chart.at_least)
        widget.lines = lines
        widget.data = np.concatenate(drawn).astype(np.float32).tobytes() if drawn else b""
