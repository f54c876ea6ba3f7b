"""The country in a few lines: municipalities by kind."""

from __future__ import annotations

from typing import Any

import pandas as pd

from experiments.country.picture import KINDS

WHOLE = 98
"""Municipalities of Denmark."""


def kinds(table: pd.DataFrame) -> list[dict[str, Any]]:
    """A row for each kind of municipality, and the country.

    `statistic` is residents about 2015, `in_the_run` the synthetic ones at the end, `social_%` of them in social
    housing, `vulnerable_%` of households, `came` and `left` moves from and to other municipalities, `net_mio_kr` what
    the housing tax gave back beyond what was paid.
    """
    rows = [_row(KINDS[kind], table[table["kind"] == kind]) for kind in KINDS if (table["kind"] == kind).any()]
    return [*rows, _row("Denmark" if len(table) == WHOLE else "all of these", table)]


def _row(title: str, part: pd.DataFrame) -> dict[str, Any]:
    start, end = part["residents_start"].sum(), part["residents_end"].sum()
    row: dict[str, Any] = {
        "kind": title,
        "number": len(part),
        "statistic": int(part["statistic_residents"].sum()),
        "in_the_run": int(end),
        "change_%": round(100.0 * (end / start - 1.0), 2),
        "social_%": round(100.0 * part["residents_almene_end"].sum() / end, 1),
        "vulnerable_%": round(100.0 * part["vulnerable_end"].sum() / part["households_end"].sum(), 2),
        "came": int(part["moved_in"].sum()),
        "left": int(part["moved_out"].sum()),
    }
    if (part["housing_tax_kr"] > 0).any():
        paid, back = part["housing_tax_kr"].sum(), part["returned_kr"].sum()
        row |= {"tax_mio_kr": round(paid / 1e6, 1), "net_mio_kr": round((back - paid) / 1e6, 1) + 0.0}
    return row
