"""Damage to tables: cells and columns of CSV and Parquet."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[Any]], Any]
CELLS = (
    "", "nan", "inf", "-inf", "1e999", "9" * 5000, "x", "x" * 8000, "\x00", '"', "'", "1,2", "yes", "\x1b[2J", "\u202e",
    "=cmd()", "-1", "0.5", "1.5", "../../x",
)  # fmt: skip


def damaged_csv(draw: Draw, content: bytes) -> bytes:
    """One cell, column or row is another."""
    lines = content.decode("utf-8", "replace").split("\n")
    k = draw(st.integers(0, min(len(lines) - 1, 12)))
    cells = lines[k].split(",")
    j = draw(st.integers(0, len(cells) - 1))
    cell = draw(st.sampled_from(CELLS))
    cells[j : j + 1] = draw(st.sampled_from(([cell], [cell], [cell], [], [cells[j], cell])))
    lines[k : k + 1] = draw(st.sampled_from(([",".join(cells)], [",".join(cells)], [], [lines[k]] * 2, ["," * 5000])))
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def damaged_parquet(draw: Draw, content: bytes) -> bytes:
    """The same table without a column, with nulls, of other types, or empty; whatever cannot be read stays as it is."""
    try:
        table = pd.read_parquet(io.BytesIO(content))
    except Exception:
        return content
    if table.columns.empty:
        return content
    column = draw(st.sampled_from(list(table.columns)))
    what = draw(st.integers(0, 8))
    if what == 0:
        table = table.drop(columns=column)
    elif what == 1:
        table[column] = None
    elif what == 2:
        table[column] = table[column].astype(str)
    elif what == 3:
        table[column] = np.nan
    elif what == 4:
        table[column] = draw(st.sampled_from((2**62, -1, 1e308, True, "x" * 5000, "\x00")))
    elif what == 5:
        table = table.head(0)
    elif what == 6:
        table = table.rename(columns={column: draw(st.sampled_from(("", "x" * 5000, "\x1b[2J", "é")))})
    elif what == 7:
        table[column] = [[1, 2]] * len(table)
    else:
        table = pd.concat([table, table])
    written = io.BytesIO()
    table.to_parquet(written, index=False)
    return written.getvalue()
