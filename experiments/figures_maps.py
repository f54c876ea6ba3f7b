"""Maps of an estate on the 100 m grid: who lives where, and where a policy makes a difference."""

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
    largest,
    legend,
    painted,
    panel_title,
    round_up,
    share_bar,
    sheet_of,
)
from experiments.report_data import (
    SMALL_UNIT,
    PlaceReport,
    cell_households,
    cell_shares,
    last_month,
    mean_over_runs,
    paired,
)
from experiments.report_numbers import written_month
from experiments.report_words import upper

FADED = 0.22
"""Opacity of a cell whose difference is inside the Monte-Carlo error."""


def estate_maps(report: PlaceReport) -> figures.Picture | None:
    """Who lives where: the share of vulnerable households per cell at the start and each end."""
    if report.base.cells.empty:
        return None
    cells = estate_cells(report.place)
    seeds, names = report.shared_seeds, list(cells["cell"])
    end = last_month(report.base.cells)
    first = int(report.base.cells["month"].min())
    shares = [mean_over_runs(cell_shares(report.base.cells, first, names, seeds))]
    homes = [cell_households(report.base.cells, first, names, seeds)]
    titles = [f"Start\n{written_month(0)}"]
    for side in report.sides:
        shares.append(mean_over_runs(cell_shares(side.cells, end, names, seeds)))
        homes.append(cell_households(side.cells, end, names, seeds))
        titles.append(f"{upper(side.name)}\n{written_month(end)}")
    top = round_up(max(largest(share, households) for share, households in zip(shares, homes, strict=True)))
    scale = ScalarMappable(Normalize(0, top), figures.SEQUENTIAL)
    with figures.style():
        sheet, panels = sheet_of(report.place, len(titles))
        for axes, title, share, households in zip(panels, titles, shares, homes, strict=False):
            draw_cells(axes, cells, painted(share, scale), households)
            draw_ground(axes, report.place)
            panel_title(axes, title, panels)
        furniture(panels[0], report.place)
        legend(sheet, report.place, [])
        share_bar(sheet, scale, panels, "share of households that are vulnerable (per cent)")
    caption = (
        f"{report.place.title}: share of vulnerable households in each 100 m cell of the national "
        "grid, mean of "
        f"{len(seeds)} runs. Hatched: fewer than {SMALL_UNIT} households, where a share says little."
    )
    alt = f"{len(titles)} maps of {report.place.title}. " + " ".join(
        f"{title.replace(chr(10), ', ')}: cells run from {np.nanmin(share):.0%} to "
        f"{np.nanmax(share):.0%} vulnerable households."
        for title, share in zip(titles, shares, strict=True)
        if np.isfinite(share).any()
    )
    return figures.finish(sheet, f"{report.place.name}-maps.png", alt, caption)


def difference_maps(report: PlaceReport) -> figures.Picture | None:
    """Where a policy makes a difference: paired change per cell, faded where chance could do it."""
    if report.base.cells.empty or len(report.sides) < 2:
        return None
    cells = estate_cells(report.place)
    seeds, names = report.shared_seeds, list(cells["cell"])
    end = last_month(report.base.cells)
    base = cell_shares(report.base.cells, end, names, seeds)
    homes = cell_households(report.base.cells, end, names, seeds)
    results = [(side.name, *paired(base, cell_shares(side.cells, end, names, seeds))) for side in report.sides[1:]]
    limit = round_up(max(0.02, *(largest(np.abs(mean), homes) for _, mean, _, _ in results)))
    scale = ScalarMappable(Normalize(-limit, limit), figures.DIVERGING)
    told_apart: list[str] = []
    with figures.style():
        sheet, panels = sheet_of(report.place, len(results))
        for axes, (name, mean, _, half) in zip(panels, results, strict=False):
            sure = np.isfinite(half) & (np.abs(mean) > half)
            strength = np.where(sure | ~np.isfinite(mean), 1.0, FADED)
            colours = [(*rgba[:3], float(alpha)) for rgba, alpha in zip(painted(mean, scale), strength, strict=True)]
            draw_cells(axes, cells, colours, homes, framed=sure)
            draw_ground(axes, report.place)
            panel_title(axes, upper(name), panels)
            told_apart.append(f"{name}: {int(sure.sum())} of {int(np.isfinite(mean).sum())} lived-in cells differ")
        furniture(panels[0], report.place)
        legend(
            sheet,
            report.place,
            [
                Patch(facecolor="white", edgecolor=figures.INK, label="framed: beyond chance"),
                Patch(facecolor=figures.DIVERGING(0.9), alpha=FADED, label="faded: within Monte-Carlo error"),
            ],
        )
        share_bar(sheet, scale, panels, "change in percentage points", signs=True)
    caption = (
        f"{report.place.title}, {written_month(end)}: difference in the share of vulnerable "
        "households per cell, paired on the "
        f"same draws ({len(seeds)} runs). Purple: fewer vulnerable households than under "
        f"{report.base.name}; orange: "
        f"more. With many cells, about one in twenty stands out by chance alone."
    )
    alt = f"Difference maps of {report.place.title}. " + "; ".join(told_apart) + "."
    return figures.finish(sheet, f"{report.place.name}-difference.png", alt, caption)
