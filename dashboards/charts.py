"""The curves beside the map: which series they show, and the small chart that draws them in the browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import traitlets
from numpy.typing import NDArray

from dashboards import text
from dashboards.scripts import PageWidget, script

YEAR = 12

ESTATE_COLOUR, ELSEWHERE_COLOUR, IN_COLOUR, OUT_COLOUR = "#332288", "#b0802b", "#117733", "#CC6677"
THE_ESTATE = ("estate", "området")
ELSEWHERE = ("elsewhere", "udenfor")

Values = NDArray[np.float32]


@dataclass(frozen=True)
class Line:
    """One curve: which monthly series it shows, and its label as (English, Danish)."""

    metric: str
    unit: str
    group: str
    label: tuple[str, str]
    colour: str


@dataclass(frozen=True)
class Chart:
    """Curves on one pair of axes: `factor` turns a series into the unit shown, `window` months are averaged.

    `at_least` is the range of the vertical axis that is always shown, so that curves of two runs compare.
    """

    name: str
    title: tuple[str, str]
    unit: tuple[str, str]
    lines: tuple[Line, ...]
    factor: float = 1.0
    window: int = 1
    at_least: tuple[float, float] = (0.0, 1.0)


def _estate(metric: str) -> Line:
    return Line(metric, "estate", "all", THE_ESTATE, ESTATE_COLOUR)


def _elsewhere(metric: str, group: str = "all") -> Line:
    return Line(metric, "elsewhere", group, ELSEWHERE, ELSEWHERE_COLOUR)


def _moves(group: str) -> tuple[Line, ...]:
    return (
        Line("in_movers", "estate", group, ("in", "ind"), IN_COLOUR),
        Line("out_movers", "estate", group, ("out", "ud"), OUT_COLOUR),
    )


CHARTS: tuple[Chart, ...] = (
    Chart(
        "vulnerable",
        ("Vulnerable households", "Udsatte husstande"),
        ("% with 3+ of 5 conditions", "% med 3+ af 5 forhold"),
        (_estate("share_vulnerable"), _elsewhere("share_vulnerable")),
        factor=100.0,
        at_least=(0.0, 10.0),
    ),
    Chart(
        "reputation",
        ("Reputation", "Omdømme"),
        ("scale 0 to 1", "skala 0 til 1"),
        (_estate("reputation"),),
        at_least=(0.0, 0.1),
    ),
    Chart(
        "turnover",
        ("Moves out", "Fraflytninger"),
        ("per 100 homes a year, 12-month mean", "pr. 100 boliger om året, 12-mdrs. snit"),
        (_estate("turnover"),),
        window=YEAR,
        at_least=(0.0, 10.0),
    ),
    Chart(
        "moves",
        ("Moves in and out", "Flytninger ind og ud"),
        ("households of the estate a year, 12-month mean", "områdets husstande om året, 12-mdrs. snit"),
        _moves("all"),
        factor=float(YEAR),
        window=YEAR,
        at_least=(0.0, 50.0),
    ),
    Chart(
        "moves_vulnerable",
        ("… of them vulnerable", "… heraf udsatte"),
        ("households of the estate a year, 12-month mean", "områdets husstande om året, 12-mdrs. snit"),
        _moves("vulnerable"),
        factor=float(YEAR),
        window=YEAR,
        at_least=(0.0, 10.0),
    ),
    Chart(
        "vacancy",
        ("Empty homes", "Tomme boliger"),
        ("% of social homes, empty for over a month", "% af de almene boliger, tomme i over en måned"),
        (_estate("vacancy_rate"), _elsewhere("vacancy_rate", "social")),
        factor=100.0,
        at_least=(0.0, 2.0),
    ),
)

_POINTS = ("percentage points", "procentpoint")


def difference_unit(language: str, chart: Chart) -> str:
    """The unit of a difference between two runs: of shares it is percentage points.

    >>> difference_unit("en", CHARTS[0])
    'percentage points with 3+ of 5 conditions'
    """
    unit = text.of(language, chart.unit)
    first, _, rest = unit.partition(" ")
    return f"{text.of(language, _POINTS)} {rest}" if first == "%" else unit


LINES: tuple[Line, ...] = tuple(line for chart in CHARTS for line in chart.lines)
"""All curves in the order in which the model's process sends their values."""


class Curves:
    """The series of one run, month by month: `raw` is `(lines, horizon + 1)`, nan where not reached."""

    def __init__(self, horizon: int) -> None:
        self.horizon = horizon
        self.raw: Values = np.full((len(LINES), horizon + 1), np.nan, dtype=np.float32)
        self.months = 0

    def add(self, month: int, values: Values) -> None:
        """Set the values `(lines,)` of one month; months past the horizon are not kept."""
        if 0 <= month <= self.horizon:
            self.raw[:, month] = values
            self.months = max(self.months, month + 1)

    def of(self, chart: Chart) -> Values:
        """What a chart draws `(lines of the chart, months)`: in its unit, averaged over its window."""
        start = CHARTS.index(chart)
        first = sum(len(c.lines) for c in CHARTS[:start])
        return smooth(self.raw[first : first + len(chart.lines), : self.months] * chart.factor, chart.window)


def smooth(values: Values, window: int) -> Values:
    """Mean of the last `window` months, of those there are at the start; nan is left out."""
    if window <= 1 or values.shape[1] == 0:
        return values.astype(np.float32)
    known = np.isfinite(values)
    total = np.cumsum(np.where(known, values, 0.0), axis=1, dtype=np.float64)
    number = np.cumsum(known, axis=1)
    total[:, window:] -= total[:, :-window].copy()
    number[:, window:] -= number[:, :-window].copy()
    return np.where(number > 0, total / np.maximum(number, 1), np.nan).astype(np.float32)


class Plot(PageWidget):
    """Months in the browser, with a title and a scale: `lines` say how each line of `data` (float32) is drawn.

    `cursor` is the month marked because the past is shown, -1 for none.
    """

    title = traitlets.Unicode("").tag(sync=True)
    unit = traitlets.Unicode("").tag(sync=True)
    lines: traitlets.List[Any] = traitlets.List().tag(sync=True)
    locale = traitlets.Unicode("en").tag(sync=True)
    horizon = traitlets.Int(240).tag(sync=True)
    start_year = traitlets.Int(2015).tag(sync=True)
    at_least = traitlets.List(default_value=[0.0, 1.0]).tag(sync=True)
    data = traitlets.Bytes(b"").tag(sync=True)
    cursor = traitlets.Int(-1).tag(sync=True)


class LineChart(Plot):
    """One small chart: `data` and `before` have a row a line, `before` drawn dashed."""

    _esm = script("plot.js", "chart.js")
    before = traitlets.Bytes(b"").tag(sync=True)
