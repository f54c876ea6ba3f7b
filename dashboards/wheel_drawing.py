"""The wheel of a proposal as a small picture (SVG) with the same in a table behind it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from html import escape

from dashboards import text
from dashboards.policies_words import WORDS
from dashboards.policies_words import ZONES as SHORT
from experiments.effects import MAIN_OUTCOMES
from experiments.measured import OUTCOME, ZONE, Effect, Measured
from experiments.zones import ZONES

WIDTH, HEIGHT = 340, 216
MIDDLE, SPAN = 50.0, 36.0
"""Radius of the ring of no effect, and from there to the rim and to the innermost ring."""
SECTOR = 2 * math.pi / len(ZONES)
WHOLE, HALF = 0.80 * SECTOR, 0.40 * SECTOR
BARE = 0.4
"""Half the length of an interval's end mark, in the picture's units times ten."""
MOST_DIGITS = 6
"""What is stored of an effect."""


@lru_cache(maxsize=512)
def svg(effects: tuple[Effect, ...], rim: float, title: str, language: str) -> str:
    """The picture; colours are the style sheet's, `title` is what a screen reader says."""
    parts = [f'<svg class="wheel" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">']
    for ring in (-rim, rim):
        parts.append(_ring(MIDDLE + SPAN * ring / rim, "wheel-ring"))
    for k, zone in enumerate(ZONES):
        own = [one for one in effects if one.zone == zone.key]
        for j, one in enumerate(own):
            width = WHOLE if len(own) == 1 else HALF
            parts.append(_bar(one, k * SECTOR + (j - (len(own) - 1) / 2) * width, width, rim))
    parts.append(_ring(MIDDLE, "wheel-zero"))
    for k, zone in enumerate(ZONES):
        x, y = _point(MIDDLE + SPAN + 10, k * SECTOR)
        side = math.sin(k * SECTOR)
        anchor = "middle" if abs(side) < 0.1 else "start" if side > 0 else "end"
        words = escape(text.of(language, SHORT[zone.key]))
        parts.append(f'<text class="wheel-name" x="{x:.1f}" y="{y + 4:.1f}" text-anchor="{anchor}">{words}</text>')
    x, y = _point(MIDDLE + SPAN, SECTOR / 2)
    parts.append(f'<text class="wheel-scale" x="{x + 3:.1f}" y="{y:.1f}">{signed(language, rim, 1)}</text>')
    return "".join((*parts, "</svg>"))


def spoken_title(found: Measured, proposal: str, title: str, year: int, language: str) -> str:
    """What the picture shows, in a sentence or two."""
    effects = found.of(proposal, ZONE, year)
    names = {zone.key: zone.title for zone in ZONES}
    told = [
        f"{text.of(language, names[one.zone])} ({_word(language, one.side)}) "
        f"{_word(language, 'better' if one.effect > 0 else 'worse')}"
        for one in effects
        if one.told
    ]
    rest = _word(language, "told_some").format("; ".join(told)) if told else _word(language, "told_none")
    return _word(language, "wheel_of").format(title, year, found.runs[proposal].pairs, rest)


def table(found: Measured, proposal: str, year: int, language: str) -> str:
    """The same in numbers: zones in standard deviations, then the main outcomes in their own units."""
    names = {zone.key: zone.title for zone in ZONES}
    zones = [
        (f"{text.of(language, names[one.zone])}, {_word(language, one.side)}", one, 1.0, "SD", 2)
        for one in found.of(proposal, ZONE, year)
    ]
    known = {outcome.key: outcome for outcome in MAIN_OUTCOMES}
    outcomes = [
        (text.of(language, known[one.key].title), one, 1.0, text.of(language, known[one.key].measure), 1)
        for one in found.of(proposal, OUTCOME, year)
        if one.key in known
    ]
    return _table(_word(language, "zone"), zones, language) + _table(_word(language, "outcomes"), outcomes, language)


def signed(language: str, value: float, digits: int) -> str:
    """A number with its sign; what rounds to nothing has none.

    >>> signed("da", -0.123, 2), signed("en", 0.001, 2)
    ('−0,12', '0.00')
    """
    shown = text.number(language, abs(value), digits)
    return shown if float(f"{value:.{digits}f}") == 0.0 else ("+" if value > 0 else "−") + shown


def _fine(value: float, ends: tuple[float, float], digits: int) -> int:
    """As many decimals as it takes for an effect that is told from none not to read as nothing.

    >>> _fine(0.034, (0.012, 0.056), 1), _fine(-1.9, (-2.0, -1.8), 1), _fine(0.0, (0.0, 0.0), 1)
    (2, 1, 1)
    """
    smallest = min(abs(value), *map(abs, ends))
    if not math.isfinite(smallest) or smallest == 0.0:
        return digits
    return next((k for k in range(digits, MOST_DIGITS) if round(smallest, k) != 0.0), MOST_DIGITS)


def _table(head: str, rows: Sequence[tuple[str, Effect, float, str, int]], language: str) -> str:
    heads = (head, *(_word(language, key) for key in ("effect", "interval", "verdict")))
    parts = ['<table class="effects"><thead><tr>']
    parts += [f'<th scope="col">{escape(one)}</th>' for one in heads]
    parts.append("</tr></thead><tbody>")
    for name, one, scale, unit, digits in rows:
        digits = _fine(scale * one.effect, (scale * one.low, scale * one.high), digits) if one.told else digits
        value = signed(language, scale * one.effect, digits)
        low, high = (signed(language, scale * end, digits) for end in (one.low, one.high))
        same = one.verdict == "identical"
        verdict = _word(language, "same" if same else "yes" if one.told else "no")
        cells = (f"{value} {unit}".strip(), "–" if same else f"[{low}; {high}]", verdict)
        parts.append(f'<tr><th scope="row">{escape(name)}</th>')
        parts += [f"<td>{escape(cell)}</td>" for cell in cells]
        parts.append("</tr>")
    return "".join((*parts, "</tbody></table>"))


def _bar(one: Effect, angle: float, width: float, rim: float) -> str:
    if not math.isfinite(one.effect):
        return ""
    kind = f"wheel-bar wheel-{one.side}{'' if one.told else ' wheel-untold'}"
    reach = max(-1.0, min(1.0, one.effect / rim)) * SPAN
    left, right = angle - 0.47 * width, angle + 0.47 * width
    shape = [f'<path class="{kind}" d="{_slice(MIDDLE, MIDDLE + reach, left, right)}"/>']
    if math.isfinite(one.low) and one.low != one.high:
        low, high = (MIDDLE + SPAN * max(-1.0, min(1.0, end / rim)) for end in (one.low, one.high))
        shape.append(_line(_point(low, angle), _point(high, angle)))
        for radius, end in ((low, one.low), (high, one.high)):
            if abs(end) <= rim:
                half = 10.0 * BARE / radius
                shape.append(_line(_point(radius, angle - half), _point(radius, angle + half)))
    return "".join(shape)


def _slice(inner: float, outer: float, left: float, right: float) -> str:
    (ax, ay), (bx, by) = _point(inner, left), _point(outer, left)
    (cx, cy), (dx, dy) = _point(outer, right), _point(inner, right)
    return (
        f"M{ax:.1f} {ay:.1f}L{bx:.1f} {by:.1f}A{outer:.1f} {outer:.1f} 0 0 1 {cx:.1f} {cy:.1f}"
        f"L{dx:.1f} {dy:.1f}A{inner:.1f} {inner:.1f} 0 0 0 {ax:.1f} {ay:.1f}Z"
    )


def _line(start: tuple[float, float], end: tuple[float, float]) -> str:
    return f'<path class="wheel-interval" d="M{start[0]:.1f} {start[1]:.1f}L{end[0]:.1f} {end[1]:.1f}"/>'


def _ring(radius: float, kind: str) -> str:
    return f'<circle class="{kind}" cx="{WIDTH / 2}" cy="{HEIGHT / 2}" r="{radius:.1f}"/>'


def _point(radius: float, angle: float) -> tuple[float, float]:
    return WIDTH / 2 + radius * math.sin(angle), HEIGHT / 2 - radius * math.cos(angle)


def _word(language: str, key: str) -> str:
    return text.of(language, WORDS[key])
