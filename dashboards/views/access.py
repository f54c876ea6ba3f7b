"""The draft of the accessibility statement, reached from the foot of the page."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import solara

from dashboards.desk import Desk
from dashboards.prose import Prose
from dashboards.views.view import View

FILE = Path(__file__).resolve().parents[2] / "docs" / "tilgaengelighed.md"
MISSING = "Erklæringen følger ikke med denne udgave af programmet."


@lru_cache(maxsize=1)
def statement() -> str:
    """The statement as it is written."""
    return FILE.read_text(encoding="utf-8") if FILE.is_file() else MISSING


@solara.component
def Access(desk: Desk) -> None:
    """The statement; it is in Danish for every reader, as the law asks for."""
    Prose(statement(), "da")


VIEW = View("access", 900, ("Accessibility statement (in Danish)", "Tilgængelighedserklæring"), Access, tab=False)
