"""Map and curves of the page as SVG: what is saved as a picture and stands in the printed report."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboards import text
from dashboards.attributes import HIDDEN, VACANT
from dashboards.charts import LineChart
from dashboards.maps import EstateMap

WIDTH = 900.0
MARGIN = 16.0
LINE = 19.0
INK, SOFT, GRID = "#1d1d1b", "#555550", "#e2e2de"
FONT = 'font-family="Roboto, Arial, sans-serif"'
CHART = (430.0, 190.0)

Points = NDArray[np.float32]


def map_svg(shown: EstateMap, title: str, note: str) -> str:
    """The estate as it is coloured on the page, with title, month, legend and note."""
    tiles = np.frombuffer(shown.tiles, dtype=np.float32).reshape(-1, 4, 2)
    codes = np.frombuffer(shown.classes, dtype=np.uint8)
    low, high = tiles.min(axis=(0, 1)), tiles.max(axis=(0, 1))
    scale = float((WIDTH - 2 * MARGIN) / max(1.0, high[0] - low[0]))
    depth = float((high[1] - low[1]) * scale)
    top = 3 * LINE + MARGIN

    def placed(points: Points) -> Points:
        return np.stack(
            [MARGIN + (points[..., 0] - low[0]) * scale, top + depth - (points[..., 1] - low[1]) * scale], axis=-1
        )

    at = placed(tiles)
    parts = [_text(MARGIN, MARGIN + 8, title, 17, bold=True), _text(MARGIN, MARGIN + 30, shown.month, 14)]
    ground: dict[str, Any] = dict(shown.ground)
    blocks = "".join(_path(placed(np.asarray(ring, dtype=np.float32))) for ring in ground["blocks"])
    parts.append(f'<path d="{blocks}" fill="none" stroke="#77776f" stroke-width="1.6"/>')
    for code in np.unique(codes):
        if code == HIDDEN:
            continue
        shape = "".join(_path(corners) for corners in at[codes == code])
        fill = "#ffffff" if code == VACANT else shown.palette[code]
        parts.append(f'<path d="{shape}" fill="{escape(fill)}"/>')
        if code == VACANT:
            crosses = "".join(_cross(corners) for corners in at[codes == code])
            parts.append(f'<path d="{crosses}" stroke="#111111" stroke-width="0.8"/>')
    y = top + depth + 2 * LINE
    parts.append(_text(MARGIN, y, shown.legend_title, 13, bold=True))
    total = max(1, int((codes != HIDDEN).sum()))
    rows = [(label, shown.palette[code], int((codes == code).sum())) for code, label in enumerate(shown.labels)]
    rows += [(shown.vacant_label, "", int((codes == VACANT).sum()))] if shown.vacant_label else []
    for label, fill, number in rows:
        y += LINE
        parts.append(
            f'<rect x="{MARGIN}" y="{y - 11}" width="13" height="13" fill="{fill or "#fff"}" stroke="#77776f"/>'
        )
        parts += [f'<path d="M{MARGIN} {y - 11}l13 13m0 -13l-13 13" stroke="#111"/>'] if not fill else []
        locale = shown.words.get("locale", "en")
        share = text.number(locale, 100 * number / total, 1)
        parts.append(_text(MARGIN + 20, y, f"{label}: {text.number(locale, number)} ({share} %)", 13))
    parts.append(_text(MARGIN, y + 1.5 * LINE, note, 12, SOFT))
    return _svg(WIDTH, y + 2.5 * LINE, title, parts)


def curves_svg(charts: Sequence[LineChart], title: str, note: str) -> str:
    """All small charts of the page under each other's title, two in a row; dashed is what is dashed on the page."""
    wide, tall = CHART
    parts = [_text(MARGIN, MARGIN + 8, title, 17, bold=True)]
    for number, chart in enumerate(charts):
        x, y = MARGIN + (number % 2) * (wide + 8), 2.5 * LINE + (number // 2) * tall
        parts.append(f'<g transform="translate({x} {y})">{"".join(_chart(chart, wide, tall - 14))}</g>')
    height = 2.5 * LINE + math.ceil(len(charts) / 2) * tall
    parts.append(_text(MARGIN, height + 10, note, 12, SOFT))
    return _svg(WIDTH, height + 2 * LINE, title, parts)


def _chart(chart: LineChart, wide: float, tall: float) -> list[str]:
    data, before = (_rows(values, len(chart.lines)) for values in (chart.data, chart.before))
    known = np.concatenate([data.ravel(), before.ravel(), np.asarray(chart.at_least, dtype=np.float32)])
    known = known[np.isfinite(known)]
    step = _nice(float(known.max() - known.min()) / 3)
    low, high = math.floor(known.min() / step + 1e-9) * step, math.ceil(known.max() / step - 1e-9) * step
    left, right, top, bottom = 46.0, wide - 10, 44.0, tall - 20

    def x(month: float) -> float:
        return left + (right - left) * month / max(1, chart.horizon)

    def y(value: float) -> float:
        return bottom - (bottom - top) * (value - low) / (high - low)

    parts = [_text(0, 12, chart.title, 13, bold=True), _text(0, 27, chart.unit, 11, SOFT)]
    digits = max(0, -math.floor(math.log10(step) + 1e-9) + (1 if "25" in f"{step:g}" else 0))
    for k in range(round((high - low) / step) + 1):
        value = low + k * step
        parts.append(f'<path d="M{left} {y(value):.1f}H{right}" stroke="{GRID}"/>')
        parts.append(_text(left - 5, y(value) + 4, text.number(chart.locale, value, digits), 11, SOFT, "end"))
    years = chart.horizon // 12
    every = 5 if years > 12 else 2 if years > 4 else 1
    for year in range(0, years + 1, every):
        parts.append(_text(x(12 * year), bottom + 15, str(chart.start_year + year), 11, SOFT, "middle"))
    place = wide - 10
    for line in reversed(chart.lines):
        parts.append(_text(place, 12, line["label"], 11, INK, "end"))
        place -= 6.2 * len(line["label"]) + 8
        parts.append(f'<path d="M{place - 12:.0f} 8h12" stroke="{line["colour"]}" stroke-width="3"/>')
        place -= 22
    for rows, dash, width in ((before, ' stroke-dasharray="4 3"', 1.1), (data, "", 2.0)):
        for line, values in zip(chart.lines, rows, strict=False):
            points = [(x(month), y(float(value))) for month, value in enumerate(values) if math.isfinite(value)]
            shape = "L".join(f"{a:.1f} {b:.1f}" for a, b in points)
            parts += (
                [f'<path d="M{shape}" fill="none" stroke="{line["colour"]}" stroke-width="{width}"{dash}/>']
                if points
                else []
            )
    return parts


def _rows(values: bytes, lines: int) -> Points:
    flat = np.frombuffer(values, dtype=np.float32)
    return flat.reshape(lines, -1) if flat.size else np.zeros((0, 0), dtype=np.float32)


def _nice(span: float) -> float:
    power = 10.0 ** math.floor(math.log10(max(span, 1e-9)))
    return next(m for m in (1.0, 2.0, 2.5, 5.0, 10.0) if m * power >= span * (1 - 1e-9)) * power


def _path(points: Points) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def _cross(corners: Points) -> str:
    a, b, c, d = (f"{x:.1f} {y:.1f}" for x, y in corners)
    return f"M{a}L{c}M{b}L{d}"


def _text(
    x: float, y: float, words: str, size: int, colour: str = INK, anchor: str = "start", *, bold: bool = False
) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}"{weight} {FONT}>'
        f"{escape(words)}</text>"
    )


def _svg(width: float, height: float, title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" role="img"><title>{escape(title)}</title>'
        f'<rect width="100%" height="100%" fill="#ffffff"/>{"".join(parts)}</svg>'
    )
