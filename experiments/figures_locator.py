"""The map that says where an estate lies in its municipality."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize, to_rgba
from matplotlib.patches import Patch

from experiments import figures
from experiments.figures_ground import CELL_M, extent, furniture, painted, round_up, share_bar
from experiments.report_data import PlaceReport, pick
from geodata.place import Place

OUTLINE = "#CC3311"
BUILT_UP = "#cfcfcf"
OPEN_LAND = "#f1f1ee"


def locator_map(report: PlaceReport) -> figures.Picture | None:
    """Where the estate lies in its municipality, with the share of vulnerable by district if known."""
    place = report.place
    cells = place.cells
    if cells.empty:
        return None
    shares = _district_shares(report)
    scale = ScalarMappable(Normalize(0, round_up(max(shares.values(), default=0.1))), figures.SEQUENTIAL)
    picture = _picture(place, shares, scale)
    west, east, south, north = extent(cells)
    with figures.style():
        wide = min(6.6, 5.2 * (east - west) / (north - south))
        sheet = figures.canvas(wide * (north - south) / (east - west) + 0.5, wide + (1.0 if shares else 0.1))
        axes = sheet.add_subplot()
        figures.bare(axes)
        axes.imshow(picture, origin="lower", extent=(west, east, south, north), interpolation="nearest")
        x, y = place.outline.exterior.xy
        axes.plot(x, y, color=OUTLINE, linewidth=1.8)
        centre = place.outline.centroid
        axes.annotate(
            place.title,
            (centre.x, centre.y),
            xytext=(26, 26),
            textcoords="offset points",
            fontweight="bold",
            bbox={"boxstyle": "round,pad=0.25", "facecolor": "white", "edgecolor": "none", "alpha": 0.85},
            arrowprops={"arrowstyle": "-", "color": figures.INK},
        )
        furniture(axes, place, whole=True)
        if shares:
            share_bar(sheet, scale, [axes], "vulnerable households, per cent")
            what = f"share of vulnerable households by polling district at the end under {report.base.name}"
        else:
            axes.legend(
                handles=[
                    Patch(color=BUILT_UP, label="built-up cell"),
                    Patch(color=OPEN_LAND, label="other cell"),
                ],
                loc="upper center",
                bbox_to_anchor=(0.5, 0),
                ncols=2,
                frameon=False,
            )
            what = "built-up cells of the land-cover map"
    caption = f"{place.title} (red outline) in {place.municipality_name} municipality: {what}."
    return figures.finish(sheet, f"{place.name}-municipality.png", caption, caption)


def _district_shares(report: PlaceReport) -> dict[str, float]:
    rows = pick(report.base.series, "share_vulnerable")
    rows = rows[rows["unit"].isin(set(report.place.districts))]
    rows = rows[rows["month"] == rows["month"].max()] if len(rows) else rows
    return {str(name): float(value) for name, value in rows.groupby("unit")["value"].mean().items()}


def _picture(place: Place, shares: Mapping[str, float], scale: ScalarMappable) -> np.ndarray:
    """The municipality as one pixel a cell, `(rows, columns, 4)`; transparent outside."""
    cells = place.cells
    columns = ((cells["e_min"] - cells["e_min"].min()) // CELL_M).to_numpy(dtype=int)
    rows = ((cells["n_min"] - cells["n_min"].min()) // CELL_M).to_numpy(dtype=int)
    share = cells["district"].map(shares).to_numpy(dtype=float)
    urban = cells["urban"].to_numpy(dtype=bool)
    plain = np.where(urban[:, None], to_rgba(BUILT_UP), to_rgba(OPEN_LAND))
    coloured = np.array(painted(share, scale))
    coloured[:, 3] = np.where(urban, 1.0, 0.35)
    picture = np.zeros((rows.max() + 1, columns.max() + 1, 4))
    picture[rows, columns] = np.where(np.isfinite(share)[:, None], coloured, plain)
    return picture
