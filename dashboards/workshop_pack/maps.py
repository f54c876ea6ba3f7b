"""Maps to draw on: the estate with its homes, and where it lies. Nobody who lives there is on them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboards import maps, place_names, text
from dashboards.unit_shapes import shapes
from dashboards.units import AREAS
from dashboards.workshop_pack.words import word
from geodata import place as places

INK, SOFT, HOME, BLOCK, ESTATE = "#1d1d1b", "#55554f", "#e4e2da", "#77776f", "#cc3311"
FONT = 'font-family="Segoe UI, Roboto, Arial, sans-serif"'
LONGEST = 1000.0
"""The longer side of a map in its own units."""
BAR_M = {True: 200.0, False: 2000.0}
"""Length of the scale bar, metres: of the estate, of the municipality."""
MARGIN = 60.0
HALO = 'stroke="#fff" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'

LETTER = 0.56
"""Width of a letter, of the size of the writing."""

Points = NDArray[np.float64]
Name = tuple[float, float, str]


class Frame:
    """From metres east and north to the picture, north up; `width` and `height` of the picture."""

    def __init__(self, corners: Points, around_m: float) -> None:
        self._low = corners.min(axis=0) - around_m
        span = corners.max(axis=0) + around_m - self._low
        self.scale = float(LONGEST / span.max())
        self.width, self.height = (float(side) for side in span * self.scale)

    def __call__(self, points: Points) -> Points:
        east, north = np.moveaxis((np.asarray(points, dtype=float) - self._low) * self.scale, -1, 0)
        return np.stack([east, self.height - north], axis=-1)


def estate_svg(name: str, language: str) -> str:
    """Every home as an empty tile in its block, with centres and schools by name."""
    drawn = maps.drawing(name)
    ground: dict[str, Any] = drawn.ground
    homes = drawn.tiles.astype(float)
    outline = np.concatenate([np.array(ring) for ring in ground["outline"]])
    at = Frame(np.concatenate([homes.reshape(-1, 2), outline]), MARGIN)
    parts = [_paths((at(np.array(ring)) for ring in ground["outline"]), f'fill="none" stroke="{SOFT}" '
                    'stroke-width="1.5" stroke-dasharray="8 6"')]  # fmt: skip
    parts.append(_paths((at(np.array(ring)) for ring in ground["blocks"]), f'fill="#fff" stroke="{BLOCK}"'))
    parts.append(_paths((at(tile) for tile in homes), f'fill="{HOME}"'))
    if len(ground["departments"]) > 1:
        for title, x, top in ground["departments"]:
            east, south = at(np.array([x, top]))
            parts.append(_text(east, south - 8, title, 18, bold=True))
    for _, title, x, y in ground["facilities"]:
        east, south = at(np.array([x, y]))
        if 0 < east < at.width and 0 < south < at.height:
            parts.append(f'<circle cx="{east:.1f}" cy="{south:.1f}" r="7" fill="{INK}"/>')
            # What stands in brackets in the data is a remark and no name.
            parts.append(_text(east, south + 27, place_names.called(language, title).partition(" (")[0], 18))
    many = f"{text.number(language, len(homes))} {word(language, 'homes')}"
    return _svg(at, parts, f"{places.load(name).title}: {many}", BAR_M[True])


def municipality_svg(name: str) -> str:
    """The polling districts of the municipality by name, and the estate among them."""
    place, found = places.load(name), shapes(name, AREAS)
    at = Frame(found.points.astype(float), 200.0)
    rings: dict[int, list[Points]] = {}
    starts = np.concatenate([[0], np.cumsum(found.rings[:, 1])])
    for (unit, count), start in zip(found.rings.tolist(), starts.tolist(), strict=False):
        rings.setdefault(unit, []).append(at(found.points[start : start + count].astype(float)))
    others = [unit for unit in rings if unit]
    parts = [_paths(rings[unit], f'fill="#f4f3ee" stroke="{BLOCK}" stroke-width="1.2"') for unit in others]
    parts.append(_paths(rings[0], f'fill="{ESTATE}" fill-opacity="0.35" stroke="{ESTATE}" stroke-width="2.5"'))
    size = 13 if len(others) > 20 else 17
    names = [(*_middle(rings[unit]), found.names[unit]) for unit in others]
    top = min(float(ring[:, 1].min()) for ring in rings[0])
    own = (_middle(rings[0])[0], top - 10, place.title)
    parts += [_text(*one, size) for one in _apart([own, *names], size)[1:]]
    parts.append(_text(*own, 20, bold=True))
    return _svg(at, parts, f"{place.title}, {place.municipality_name}", BAR_M[False])


def _apart(names: list[Name], size: int) -> list[Name]:
    """The names that cover none before them."""
    kept: list[Name] = []
    for x, y, words in names:
        wide = LETTER * size
        clear = (
            abs(y - other_y) > 1.2 * size or abs(x - other_x) > wide * (len(words) + len(other)) / 2
            for other_x, other_y, other in kept
        )
        if all(clear):
            kept.append((x, y, words))
    return kept


def _middle(rings: list[Points]) -> tuple[float, float]:
    largest = max(rings, key=lambda ring: float(np.ptp(ring[:, 0]) * np.ptp(ring[:, 1])))
    x, y = (largest.min(axis=0) + largest.max(axis=0)) / 2
    return float(x), float(y)


def _paths(rings: Iterable[Points], style: str) -> str:
    shape = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in rings)
    return f'<path d="{shape}" fill-rule="evenodd" {style}/>'


def _text(x: float, y: float, words: str, size: int, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="middle" fill="{INK}" {HALO}{weight} {FONT}>'
        f"{escape(words)}</text>"
    )


def _svg(at: Frame, parts: list[str], title: str, bar_m: float) -> str:
    long, foot = bar_m * at.scale, at.height + 26
    said = f"{bar_m:.0f} m" if bar_m < 1000 else f"{bar_m / 1000:.0f} km"
    parts = [
        *parts,
        f'<path d="M10 {foot - 5:.1f}v5h{long:.1f}v-5" fill="none" stroke="{INK}" stroke-width="1.6"/>',
        f'<text x="{20 + long:.1f}" y="{foot:.1f}" font-size="14" {FONT}>{said}</text>',
        f'<path d="M{at.width - 16:.1f} {foot:.1f}v-26m-6 8l6 -8l6 8" fill="none" stroke="{INK}" stroke-width="1.6"/>',
        f'<text x="{at.width - 30:.1f}" y="{foot:.1f}" font-size="14" text-anchor="end" {FONT}>N</text>',
    ]
    width, height = at.width, at.height + 36
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
        f'aria-label="{escape(title)}">{"".join(parts)}</svg>'
    )
