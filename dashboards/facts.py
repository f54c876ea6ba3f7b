"""Lists of terms and values, each of which is one text to the browser: cell by cell they come too late to a click."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import solara

from dashboards.panels import discover as panels
from dashboards.panels.panel import Reader, Rows


@solara.component
def Sections(sections: Sequence[str]) -> None:
    """Sections one under the other."""
    solara.HTML(unsafe_innerHTML="".join(sections))


def section(name: str, title: str, rows: Rows, note: str = "") -> str:
    """A section as HTML: its title, (term, value) by (term, value), and a note under them.

    >>> section("home", "Home", [("Rooms", "< 3")])
    '<section class="facts facts-home"><h3>Home</h3><dl><dt>Rooms</dt><dd>&lt; 3</dd></dl></section>'
    """
    listed = "".join(f"<dt>{escape(term)}</dt><dd>{escape(value)}</dd>" for term, value in rows)
    below = f'<p class="note">{escape(note)}</p>' if note else ""
    return f'<section class="facts facts-{name}"><h3>{escape(title)}</h3><dl>{listed}</dl>{below}</section>'


def of_home(facts: dict[str, Any], reader: Reader) -> list[str]:
    """What the panels tell of a home, in their order."""
    return [
        section(one.name, reader.of(one.title), one.describe(facts[one.name], reader), reader.of(one.note))
        for one in panels()
        if one.name in facts
    ]
