"""The drawing style of reports: one palette, one font size, pictures as bytes."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure as Canvas

INK = "#222222"
SOFT = "#6b6b6b"
HAIRLINE = "#c9c9c9"
PAPER = "#ffffff"
NO_DATA = "#efefef"
BASE_COLOUR = "#222222"
POLICY_COLOURS = ("#332288", "#CC6677", "#117733", "#88CCEE", "#882255", "#DDCC77")
"""Tol's muted scheme, in the order that keeps the first three apart for every kind of colour vision."""
POLICY_DASHES: tuple[tuple[float, tuple[float, ...] | None], ...] = (
    (0, (5, 1.5)),
    (0, (1.5, 1)),
    (0, (6, 1.5, 1.5, 1.5)),
    (0, (3, 1)),
    (0, (8, 2)),
    (0, (1, 2)),
)
SEQUENTIAL = "viridis_r"
DIVERGING = LinearSegmentedColormap.from_list(
    "purple_orange_on_grey", ["#5e3c99", "#b2abd2", "#ececec", "#fdb863", "#e66101"]
)
WIDTH_IN = 10.0
DPI = 140
COLUMN_PX = 1070
"""Width of the report's column on screen."""

_STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 9.5,
    "axes.titlesize": 10.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.edgecolor": HAIRLINE,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#ececec",
    "grid.linewidth": 0.8,
    "text.color": INK,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "figure.facecolor": PAPER,
    "hatch.linewidth": 0.5,
    "hatch.color": SOFT,
}


@dataclass(frozen=True)
class Picture:
    """A finished picture: file name without folder, PNG bytes, words for who cannot see it, and a caption."""

    name: str
    png: bytes
    alt: str
    caption: str
    width: int
    height: int

    @property
    def shown_width(self) -> int:
        """Width on the page in CSS pixels: a sheet of full width fills the column."""
        return round(self.width / DPI * COLUMN_PX / WIDTH_IN)

    @property
    def shown_height(self) -> int:
        """Height on the page in CSS pixels, so that the page does not jump while it loads."""
        return round(self.height / DPI * COLUMN_PX / WIDTH_IN)


@contextmanager
def style() -> Iterator[None]:
    """Draw inside this block in the report's style; the caller's own settings come back afterwards."""
    with matplotlib.rc_context(_STYLE):  # type: ignore[arg-type,unused-ignore]
        yield


def canvas(height_in: float, width_in: float = WIDTH_IN, maps: bool = False) -> Canvas:
    """An empty sheet of the report's width (inches); made without pyplot, so nothing global is kept."""
    sheet = Canvas(figsize=(width_in, height_in), dpi=DPI, layout="compressed" if maps else "constrained")
    FigureCanvasAgg(sheet)
    return sheet


def finish(sheet: Canvas, name: str, alt: str, caption: str) -> Picture:
    """The sheet as a PNG picture without a time stamp, so the same result gives the same bytes."""
    buffer = io.BytesIO()
    sheet.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None})
    png = buffer.getvalue()
    width, height = struct.unpack(">II", png[16:24])
    return Picture(name, png, alt, caption, width, height)


def colour(position: int) -> str:
    """The colour of a scenario: 0 is today's rules, 1 and up are the alternatives."""
    return BASE_COLOUR if position == 0 else POLICY_COLOURS[(position - 1) % len(POLICY_COLOURS)]


def dashes(position: int) -> tuple[float, tuple[float, ...] | None] | str:
    """The line style of a scenario, so that lines can be told apart without colour."""
    return "solid" if position == 0 else POLICY_DASHES[(position - 1) % len(POLICY_DASHES)]


def spread(values: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Middles of direct labels `sizes` high: near to `values`, not overlapping, inside low..high."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    heights = [float(value) for value in values]
    for _ in range(100):
        for one, next_one in pairwise(order):
            overlap = (sizes[one] + sizes[next_one]) / 2 - (heights[next_one] - heights[one])
            if overlap > 0:
                heights[one] -= overlap / 2
                heights[next_one] += overlap / 2
    floor = low
    for i in order:
        heights[i] = max(heights[i], floor + sizes[i] / 2)
        floor = heights[i] + sizes[i] / 2
    ceiling = high
    for i in reversed(order):
        heights[i] = min(heights[i], ceiling - sizes[i] / 2)
        ceiling = heights[i] - sizes[i] / 2
    return heights


def bare(axes: Axes) -> None:
    """Make an axes a map: equal scale, no ticks, no frame, no grid."""
    axes.set_aspect("equal")
    axes.set_xticks([])
    axes.set_yticks([])
    axes.grid(False)
    for spine in axes.spines.values():
        spine.set_visible(False)
