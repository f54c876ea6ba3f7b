"""The country in a few lines: municipalities by kind."""

from __future__ import annotations

from typing import Any

import pandas as pd

from experiments.country.picture import KINDS


def kinds(table: pd.DataFrame) -> list[dict[str, Any]]:
    """A row for each kind of municipality, and the country."""
    rows = [_row(KINDS[kind], table[table["kind"] == kind]) for kind in KINDS if (table["kind"] == kind).any()]
    return [*rows, _row("Denmark" if len(table) == 98 else "all of these", table)]


def _row(title: str, part: pd.DataFrame) -> dict[str, Any]:
    start, end = part["residents_start"].sum(), part["residents_end"].sum()
    row: dict[str, Any] = {
        "municipalities": title,
        "number": len(part),
        "residents_2015_statistic": int(part["statistic_residents"].sum()),
        "residents_in_the_run": int(end),
        "change_%": round(100.0 * (end / start - 1.0), 2),
        "social_housing_%": round(100.0 * part["residents_almene_end"].sum() / end, 1),
        "vulnerable_%": round(100.0 * part["vulnerable_end"].sum() / part["households_end"].sum(), 2),
        "moved_in": int(part["moved_in"].sum()),
        "moved_out": int(part["moved_out"].sum()),
    }
    if (part["housing_tax_kr"] > 0).any():
        paid, back = part["housing_tax_kr"].sum(), part["returned_kr"].sum()
        row["housing_tax_mio_kr"], row["returned_less_paid_mio_kr"] = (
            round(paid / 1e6, 1),
            round((back - paid) / 1e6, 1),
        )
    return row
