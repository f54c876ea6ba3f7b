"""A plain table: what screen readers read, and what stands behind every picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import reacton.ipyvuetify as v

Cell = Any
Row = tuple[Sequence[Cell], str]
"""Cells, the first of which heads the row, and a class; a row of one cell heads the rows after it."""


def table(caption: str, head: Sequence[str], rows: Sequence[Row], name: str) -> Any:
    """An HTML table; cells are texts or elements, `name` marks it for tests and style sheets."""
    body = [_row(cells, kind, len(head)) for cells, kind in rows]
    heads = [v.Html(tag="th", attributes={"scope": "col"}, children=[words]) for words in head]
    return v.Html(
        tag="table",
        class_=f"figures figures-{name}",
        children=[
            v.Html(tag="caption", children=[caption]),
            v.Html(tag="thead", children=[v.Html(tag="tr", children=heads)]),
            v.Html(tag="tbody", children=body),
        ],
    )


def _row(cells: Sequence[Cell], kind: str, width: int) -> Any:
    first = cells[0]
    if len(cells) == 1:
        alone = v.Html(tag="th", attributes={"scope": "rowgroup", "colspan": width}, children=[first])
        return v.Html(tag="tr", class_=f"figures-heading {kind}", children=[alone])
    head = v.Html(tag="th", attributes={"scope": "row"}, children=[first])
    rest = [v.Html(tag="td", children=[cell]) for cell in cells[1:]]
    return v.Html(tag="tr", class_=kind, children=[head, *rest])
