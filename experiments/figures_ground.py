"""The ground of every map: cells, outline and blocks, legend, scale bar and north arrow."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.collections import PatchCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path as Outline

from experiments import figures
from experiments.report_data import SMALL_UNIT
from experiments.report_numbers import number, signed
from geodata.place import Place

CELL_M = 100
Colour = tuple[float, float, float, float]


def painted(values: np.ndarray, scale: ScalarMappable) -> list[Colour]:
    """The colour of each value `(n,)`, light grey where there is none."""
    colours = np.asarray(scale.to_rgba(np.nan_to_num(values)), dtype=float)
    colours[~np.isfinite(values)] = to_rgba(figures.NO_DATA)
    return [(float(r), float(g), float(b), float(a)) for r, g, b, a in colours]


def share_bar(
    sheet: figures.Canvas, scale: ScalarMappable, panels: Sequence[Axes], words: str, signs: bool = False
) -> None:
    """The colour bar of shares in per cent, or of their changes in percentage points with signs."""
    bar = sheet.colorbar(scale, ax=list(panels), shrink=0.65, aspect=28, pad=0.015)
    bar.set_label(words)
    write = signed if signs else number
    top = max(abs(edge) for edge in bar.ax.get_ylim())
    bar.ax.yaxis.set_major_formatter(lambda value, _: write(100 * value, 0 if top >= 0.08 else 1))
    bar.outline.set_visible(False)


def estate_cells(place: Place) -> pd.DataFrame:
    """The 100 m cells that touch the estate."""
    return place.cells[place.cells["in_estate"]]


def extent(cells: pd.DataFrame) -> tuple[float, float, float, float]:
    """West, east, south and north of these cells."""
    return (
        float(cells["e_min"].min()),
        float(cells["e_min"].max() + CELL_M),
        float(cells["n_min"].min()),
        float(cells["n_min"].max() + CELL_M),
    )


def frame(place: Place) -> tuple[float, float, float, float]:
    """Bounds of the estate's cells and its outline together."""
    west, east, south, north = extent(estate_cells(place))
    left, bottom, right, top = place.outline.bounds
    return min(west, left), max(east, right), min(south, bottom), max(north, top)


def sheet_of(place: Place, panels: int) -> tuple[figures.Canvas, list[Axes]]:
    """A sheet with as many map panels as asked, in rows that keep each map readable."""
    west, east, south, north = frame(place)
    shape = (north - south) / (east - west)
    most = 4 if shape > 1.3 else 3 if shape > 1.05 else 2
    lines = -(-panels // most)
    columns = -(-panels // lines)
    rows = -(-panels // columns)
    wide = min(8.8 / columns, 4.4)
    height = rows * (wide * shape + 0.45) + 0.55
    sheet = figures.canvas(min(height, 14.0), min(figures.WIDTH_IN, wide * columns + 1.3), maps=True)
    axes = list(np.atleast_1d(sheet.subplots(rows, columns)).ravel())
    for blank in axes[panels:]:
        blank.set_visible(False)
    for panel in axes[:panels]:
        figures.bare(panel)
        panel.set_xlim(west - 20, east + 20)
        panel.set_ylim(south - 110, north + 20)
    return sheet, axes[:panels]


def panel_title(axes: Axes, words: str, panels: Sequence[Axes]) -> None:
    """A bold title, broken so that it stays over its own panel."""
    grid = panels[0].get_gridspec()
    width = max(18, 92 // (grid.ncols if grid else 1))
    axes.set_title("\n".join(part for line in words.split("\n") for part in textwrap.wrap(line, width)))


def largest(shares: np.ndarray, households: np.ndarray) -> float:
    """The largest value among cells with enough households to mean something."""
    solid = shares[np.isfinite(shares) & (households >= SMALL_UNIT)]
    return float(solid.max()) if solid.size else 0.1


def draw_cells(
    axes: Axes,
    cells: pd.DataFrame,
    colours: Sequence[Colour],
    households: np.ndarray,
    framed: np.ndarray | None = None,
) -> None:
    """Squares in their colours `(n_cells,)`, hatched where too few live there, framed where asked."""
    squares = [Rectangle((e, n), CELL_M, CELL_M) for e, n in zip(cells["e_min"], cells["n_min"], strict=True)]
    axes.add_collection(PatchCollection(squares, facecolors=colours, edgecolors="white", linewidths=0.6, zorder=1))
    few = [square for square, homes in zip(squares, households, strict=True) if 0 < homes < SMALL_UNIT]
    if few:
        axes.add_collection(
            PatchCollection(few, facecolors="none", edgecolors=figures.SOFT, hatch="////", linewidths=0, zorder=2)
        )
    if framed is not None and framed.any():
        kept = [square for square, inside in zip(squares, framed, strict=True) if inside]
        axes.add_collection(PatchCollection(kept, facecolors="none", edgecolors=figures.INK, linewidths=0.8, zorder=4))


def draw_ground(axes: Axes, place: Place) -> None:
    """Outline and blocks: context drawn thinly over the cells."""
    x, y = place.outline.exterior.xy
    axes.plot(x, y, color=figures.SOFT, linewidth=1.0, linestyle=(0, (4, 2)), zorder=3)
    blocks = []
    for shape in place.buildings.geometry:
        for part in getattr(shape, "geoms", [shape]):
            blocks.append(PathPatch(Outline(np.asarray(part.exterior.coords)[:, :2])))
    axes.add_collection(
        PatchCollection(blocks, facecolors="#ffffff99", edgecolors=figures.INK, linewidths=0.35, zorder=3)
    )


def legend(sheet: figures.Canvas, place: Place, extra: list[Patch]) -> None:
    """What blocks, outline and hatching mean, below the maps; says where blocks are schematic."""
    schematic = len(place.buildings) > 0 and bool(place.buildings["schematic"].all())
    handles = [
        Patch(facecolor="white", edgecolor=figures.INK, linewidth=0.5,
              label="block (schematic position and form)" if schematic else "block"),
        Patch(facecolor="white", edgecolor=figures.SOFT, linestyle="--", label="approximate outline"),
        Patch(facecolor=figures.NO_DATA, label="no home of the estate"),
        Patch(facecolor="white", hatch="////", linewidth=0, label=f"fewer than {SMALL_UNIT} households"),
        *extra,
    ]  # fmt: skip
    wide = sheet.get_size_inches()[0]
    sheet.legend(handles=handles, loc="outside lower center", ncols=3 if wide > 8 else 2, frameon=False, fontsize=8.5)


def furniture(axes: Axes, place: Place, whole: bool = False) -> None:
    """Scale bar and north arrow (grid north of EPSG:25832)."""
    west, east, south, _ = extent(place.cells) if whole else frame(place)
    width = east - west
    length = next(step for step in (5000, 2000, 1000, 500, 200, 100, 50) if step <= width * 0.35 or step == 50)
    label = f"{length // 1000} km" if length >= 1000 else f"{length} m"
    depth = south - (0.0 if whole else 60)
    axes.plot([west, west + length], [depth, depth], color=figures.INK, linewidth=3, solid_capstyle="butt", zorder=5)
    axes.text(west + length + width * 0.02, depth, label, va="center", fontsize=8.5)
    axes.annotate(
        "N", xy=(0.97, 0.98), xytext=(0.97, 0.88), xycoords="axes fraction", ha="center", va="center",
        fontsize=9, fontweight="bold", arrowprops={"arrowstyle": "-|>", "color": figures.INK},
    )  # fmt: skip


def round_up(value: float) -> float:
    """The next readable limit of a share: multiples of 5 % (2 % below 10 %)."""
    step = 0.02 if value < 0.1 else 0.05
    return max(step, float(np.ceil(round(value / step, 6)) * step))
