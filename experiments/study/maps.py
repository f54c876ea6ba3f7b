"""What a study can draw on a map: shares of each 100 m cell of the estate, kept at its horizons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import pandas as pd

from experiments.measures import key_of
from model.policies.policy import Text

MAPS: Mapping[str, tuple[str, str, Text]] = MappingProxyType(
    {
        "share_non_western": (
            "non_western",
            "persons",
            Text("residents of non-western origin", "ikke-vestlige beboere"),
        ),
        "share_vulnerable": ("vulnerable", "households", Text("vulnerable households", "udsatte husstande")),
    }
)
"""Shares by name: what is counted in a cell, of which count, and what they are called."""
HOMES = "households"
"""Kept beside each share, for a share of few households says little."""


def horizon_cells(cells: pd.DataFrame, years: Iterable[int], drawn: Iterable[str]) -> dict[str, dict[str, float]]:
    """Values of each cell in the last December of each horizon, by horizon (years from the start, as text) and key.

    `cells` is the recorder's table: month, cell and counts. A cell without people has no share.
    """
    found: dict[str, dict[str, float]] = {}
    names = tuple(drawn)
    for year in years:
        own = cells[cells["month"] == 12 * year - 1]
        values = {key_of(HOMES, str(row["cell"])): float(row["households"]) for row in own.to_dict("records")}
        for name in names:
            part, whole, _ = MAPS[name]
            lived_in = own[own[whole] > 0]
            shares = lived_in[part].astype(float) / lived_in[whole].astype(float)
            pairs = zip(lived_in["cell"], shares, strict=True)
            values |= {key_of(name, str(cell)): float(f"{share:.12g}") for cell, share in pairs}
        found[str(year)] = values
    return found
