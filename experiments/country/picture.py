"""The municipalities as strips of bars, kind by kind and large before small; there is no map."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import NDArray

from experiments import figures
from experiments.figures import Picture

KINDS = {
    "core": "the capital", "suburb": "its suburbs", "outer": "towns around it", "city": "large cities",
    "town": "middle-sized towns", "rural": "country and islands",
}  # fmt: skip
NOTE = (
    "Numbers of residents are recalled statistics; tenures, homes, prices and all people are synthetic, made by rule. "
    "Read kinds of municipality and differences between scenarios, never one municipality."
)


def draw(table: pd.DataFrame, headline: str) -> Picture:
    """Residents gained or lost, vulnerable households at the end, and what each municipality gets or gives."""
    order = table.assign(rank=table["kind"].map({kind: k for k, kind in enumerate(KINDS)}))
    order = order.sort_values(["rank", "statistic_residents"], ascending=[True, False], ignore_index=True)
    taxed = bool((order["housing_tax_kr"] > 0).any())
    gained = 100.0 * (order["residents_end"] / order["residents_start"] - 1.0)
    strips = [
        ("Residents, change in %", gained),
        ("Vulnerable households, % at the end", 100.0 * order["share_vulnerable_end"]),
        (
            ("Housing tax: returned less paid,\nkr a resident and year", order["transfer_kr_per_resident_year"])
            if taxed
            else ("Moved in less moved out within\nDenmark, per 1,000 residents", _balance(order))
        ),
    ]
    with figures.style():
        sheet = figures.canvas(2.2 + 0.155 * len(order))
        axes = sheet.subplots(1, len(strips), sharey=True)
        for one, (title, values) in zip(np.ravel(axes), strips, strict=True):
            _strip(one, title, np.asarray(values, dtype=float), order)
        np.ravel(axes)[0].set_yticks(np.arange(len(order)), order["name"], fontsize=7.5)
        sheet.suptitle(f"Denmark, a synthetic country: {headline}\n{NOTE}", x=0.01, ha="left", fontsize=8.5, wrap=True)
        handles, labels = np.ravel(axes)[0].get_legend_handles_labels()
        sheet.legend(handles, labels, loc="outside lower left", ncols=6, frameon=False, fontsize=8.5)
        alt = "; ".join(
            f"{title.replace(chr(10), ' ')}: {np.nanmin(values):.3g} to {np.nanmax(values):.3g}"
            for title, values in strips
        )
        return figures.finish(sheet, "municipalities.png", alt, NOTE)


def _balance(table: pd.DataFrame) -> pd.Series:
    return 1000.0 * (table["moved_in"] - table["moved_out"]) / table["residents_start"]


def _strip(axes: Axes, title: str, values: NDArray[np.float64], table: pd.DataFrame) -> None:
    kinds = list(dict.fromkeys(table["kind"]))
    for k, kind in enumerate(kinds):
        rows = np.flatnonzero(table["kind"] == kind)
        axes.barh(rows, values[rows], color=figures.colour(k + 1), height=0.75, label=KINDS[kind])
        axes.axhline(rows[0] - 0.5, color=figures.HAIRLINE, linewidth=0.8)
    axes.axvline(0.0, color=figures.INK, linewidth=0.8)
    axes.set_title(title, fontsize=8.5)
    axes.set_ylim(len(table) - 0.5, -0.5)
    axes.grid(False, axis="y")
