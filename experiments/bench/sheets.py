"""A table of figures as the console prints it and as a page holds it."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

MEASURED = ("", "measured", "wanted")
"""Heads of a table that sets what was measured beside what is wanted."""


@dataclass(frozen=True)
class Sheet:
    """A table: its title, the heads of its columns, rows of text, and sentences to stand under it."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


def show(sheet: Sheet, console: Console) -> None:
    """Print a table, numbers to the right, and what stands under it."""
    table = Table(title=Text(sheet.title), title_justify="left", header_style="bold")
    for number, head in enumerate(sheet.heads):
        table.add_column(head, justify="right" if number else "left", overflow="fold")
    for row in sheet.rows:
        table.add_row(*map(Text, row))
    console.print(table)
    for note in sheet.notes:
        console.print(note, markup=False, soft_wrap=True)


def markdown(sheet: Sheet) -> str:
    """The table for a page, under its title."""
    lines = [f"### {sheet.title}", "", _row(sheet.heads), _row(["---", *["---:"] * (len(sheet.heads) - 1)])]
    lines += [_row(row) for row in sheet.rows]
    for note in sheet.notes:
        lines += ["", note]
    return "\n".join(lines) + "\n"


def _row(cells: tuple[str, ...] | list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") or " " for cell in cells) + " |"
