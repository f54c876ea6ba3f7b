"""Sheets of A4: what stands on one is text and never markup unless it was made here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

STYLE = (Path(__file__).parent.parent / "assets" / "workshop_pack.css").read_text(encoding="utf-8")


def sheet(body: str, foot: str, number: int, kind: str = "") -> str:
    """One side of A4."""
    return (
        f'<section{_class(f"sheet {kind}".strip())} id="sheet-{number}">{body}'
        f'<footer class="foot"><span>{escape(foot)}</span><span>{number}</span></footer></section>'
    )


def page(language: str, title: str, sheets: Iterable[str]) -> str:
    """The whole document; it asks for nothing outside itself."""
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body>\n" + "\n".join(sheets) + "\n</body></html>\n"
    )


def tag(name: str, words: str, kind: str = "") -> str:
    """Words in an element."""
    return f"<{name}{_class(kind)}>{escape(words)}</{name}>"


def listed(items: Iterable[str]) -> str:
    """Words as a list."""
    return f"<ul>{''.join(tag('li', words) for words in items)}</ul>"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with headings for its columns; each row's first cell heads the row."""
    top = "".join(f'<th scope="col">{escape(words)}</th>' for words in head)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(tag("td", words) for words in row[1:])}</tr>'
        for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


LINE = '<div class="write"></div>'
TICK = '<span class="tick"></span>'


def blank(width_mm: float) -> str:
    """A line to write on."""
    return f'<span class="blank" style="width: {width_mm:g}mm">&nbsp;</span>'
