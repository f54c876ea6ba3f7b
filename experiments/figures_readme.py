"""The picture of the README: both estates at the start, and at the end under two scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap

import numpy as np
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize

from experiments import figures
from experiments.figures_ground import (
    draw_cells,
    draw_ground,
    estate_cells,
    frame,
    furniture,
    legend,
    painted,
    round_up,
    share_bar,
)
from experiments.report_data import PlaceReport, cell_households, cell_shares, last_month, mean_over_runs
from experiments.report_numbers import written_month
from experiments.report_read import read
from experiments.report_words import upper


def readme_picture(store_dir: Path, out: Path, any_version: bool = False) -> Path:
    """Draw the comparisons in a folder of runs, one row a place: start, base, proposals; returns `out`."""
    picture = compose(read(store_dir, any_version))
    out.parent.mkdir(parents=True, exist_ok=True)
    hidden = out.with_name(f".unfinished-{out.name}")
    hidden.write_bytes(picture.png)
    hidden.replace(out)
    return out


def compose(reports: Sequence[PlaceReport]) -> figures.Picture:
    """The picture of these places; the alternative shown is the last, the one with the most proposals."""
    rows = [_shares(report) for report in reports]
    top = round_up(max(float(np.nanmax(share[homes >= 10])) for row in rows for _, share, homes in row))
    scale = ScalarMappable(Normalize(0, top), figures.SEQUENTIAL)
    shapes = [
        (north - south) / (east - west) for west, east, south, north in (frame(report.place) for report in reports)
    ]
    with figures.style():
        sheet = figures.canvas(sum(2.75 * shape + 0.45 for shape in shapes) + 0.5, maps=True)
        grid = sheet.subplots(len(rows), 3, squeeze=False, gridspec_kw={"height_ratios": shapes})
        for line, report, row in zip(grid, reports, rows, strict=True):
            cells = estate_cells(report.place)
            west, east, south, north = frame(report.place)
            for axes, (title, share, homes) in zip(line, row, strict=True):
                figures.bare(axes)
                axes.set_xlim(west - 20, east + 20)
                axes.set_ylim(south - 110, north + 20)
                draw_cells(axes, cells, painted(share, scale), homes)
                draw_ground(axes, report.place)
                axes.set_title("\n".join(part for one in title.split("\n") for part in wrap(one, 33)), fontsize=9)
            furniture(line[0], report.place)
        legend(sheet, reports[0].place, [])
        share_bar(sheet, scale, list(grid.ravel()), "share of households that are vulnerable (per cent)")
    places = " and ".join(report.place.title for report in reports)
    words = f"{places} on the 100 m grid: share of vulnerable households, mean of {reports[0].runs} runs."
    return figures.finish(sheet, "readme.png", words, words)


def _shares(report: PlaceReport) -> list[tuple[str, np.ndarray, np.ndarray]]:
    """Title, share and households per cell for the three maps of a place."""
    names = list(estate_cells(report.place)["cell"])
    end, first = last_month(report.base.cells), int(report.base.cells["month"].min())
    found = []
    for words, side, month in (
        ("start", report.base, first), (report.base.name, report.base, end),
        (report.sides[-1].name, report.sides[-1], end),
    ):  # fmt: skip
        title = f"{report.place.title}, {written_month(0 if month == first else month)}\n{upper(words)}"
        share = mean_over_runs(cell_shares(side.cells, month, names, report.shared_seeds))
        found.append((title, share, cell_households(side.cells, month, names, report.shared_seeds)))
    return found
