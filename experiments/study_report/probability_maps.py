"""Where a value rises: the share of replications in which a cell of the estate has more than under the reference."""

from __future__ import annotations

import numpy as np
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.patches import Patch

from experiments import figures
from experiments.figures_ground import (
    draw_cells,
    draw_ground,
    estate_cells,
    furniture,
    legend,
    painted,
    panel_title,
    share_bar,
    sheet_of,
)
from experiments.figures_maps import FADED
from experiments.report_words import upper
from experiments.rises import FEWEST_PAIRS, Rises, rises
from experiments.study.maps import HOMES, MAPS
from experiments.study_report.data import FloatArray, Ground, StudyRuns
from experiments.study_report.main_effects import BY_POINT, BY_SEED, ground_words
from geodata import place as places
from geodata.place import Place

MOST_PICTURES, MOST_PANELS = 6, 6


def by_seed(before: FloatArray, after: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Values of a cell to be paired, from both sides (n_design_points, n_seeds): seed by seed the mean over the points
    at which somebody lives there on both sides; with a single seed, point by point.
    """
    if before.shape[1] == 1:
        before, after = before.T, after.T
    there = np.isfinite(before) & np.isfinite(after)
    count = there.sum(axis=0)
    sides = [np.where(there, side, 0.0).sum(axis=0)[count > 0] / count[count > 0] for side in (before, after)]
    return sides[0], sides[1]


def pictures(found: StudyRuns, anchor: str) -> list[figures.Picture]:
    """A sheet for each map of the study in each ground, at the last horizon, one panel an alternative."""
    if len(found.study.alternatives) < 2 or found.cells.empty:
        return []
    asked = [(g, ground, name) for name in found.study.maps for g, ground in enumerate(found.grounds)]
    sheets = (_sheet(found, ground, name, f"{anchor}-{name}-{g}.png") for g, ground, name in asked[:MOST_PICTURES])
    return [sheet for sheet in sheets if sheet is not None]


def _sheet(found: StudyRuns, ground: Ground, name: str, file: str) -> figures.Picture | None:
    place, year, study = places.load(ground.place), found.study.years[-1], found.study
    cells = estate_cells(place)
    others = [a for a in range(len(study.alternatives)) if a != found.reference][:MOST_PANELS]
    told = {a: _of_cells(found, ground, name, a, place) for a in others}
    most = max(one.pairs for ones in told.values() for one in ones)
    if not most:
        return None
    homes = np.array([_mean(found.of_cell(ground, HOMES, cell, year)[found.reference]) for cell in cells["cell"]])
    scale = ScalarMappable(Normalize(0.0, 1.0), figures.DIVERGING)
    by = BY_SEED if study.replications > 1 else BY_POINT
    with figures.style():
        sheet, panels = sheet_of(place, len(others))
        for axes, (a, ones) in zip(panels, told.items(), strict=True):
            share, sure = np.array([one.share for one in ones]), np.array([one.sure for one in ones])
            strength = np.where(sure | ~np.isfinite(share) | (most < FEWEST_PAIRS), 1.0, 2 * FADED)
            colours = [(*rgba[:3], float(alpha)) for rgba, alpha in zip(painted(share, scale), strength, strict=True)]
            draw_cells(axes, cells, colours, homes, framed=sure)
            draw_ground(axes, place)
            panel_title(axes, upper(found.called[a]), panels)
        furniture(panels[0], place)
        extra = [Patch(facecolor="white", edgecolor=figures.INK, label="framed: beyond chance")]
        legend(sheet, place, extra if most >= FEWEST_PAIRS else [])
        share_bar(sheet, scale, panels, f"share of {by}s in which it rises (per cent)")
    reference, what = found.called[found.reference], MAPS[name][2].en
    caption = (
        f"{place.title}{ground_words(found, ground)}, after {year} year{'s' * (year > 1)}: in how many of {most} {by}s "
        f"the share of {what} in a 100 m cell is higher than under {reference} on the same draws (a tie counts half). "
        "Purple: lower nearly always; orange: higher nearly always; grey: as often up as down. "
        + (f"With fewer than {FEWEST_PAIRS} {by}s no cell can be told from chance. " if most < FEWEST_PAIRS else
           "Framed: ups against downs cannot be chance (sign test, 95 %); faded: they can. With many cells, about one "
           "in twenty stands out by chance alone. ")
        + "It tells how often, not how much."
    )  # fmt: skip
    alt = f"Maps of {place.title}: where the share of {what} rises. " + " ".join(
        f"{found.called[a]}: higher in most {by}s in {sum(one.share > 0.5 for one in ones)} cells, lower in "
        f"{sum(one.share < 0.5 for one in ones)}, beyond chance in {sum(one.sure for one in ones)}."
        for a, ones in told.items()
    )
    return figures.finish(sheet, file, alt, caption)


def _of_cells(found: StudyRuns, ground: Ground, name: str, a: int, place: Place) -> list[Rises]:
    year = found.study.years[-1]
    ones = []
    for cell in estate_cells(place)["cell"]:
        values = found.of_cell(ground, name, str(cell), year)
        ones.append(rises(*by_seed(values[found.reference], values[a])))
    return ones


def _mean(values: FloatArray) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else 0.0
