"""The scripts of the page's own widgets, each put together of its parts: the browser loads nothing by URL."""

from __future__ import annotations

from pathlib import Path

ASSETS = Path(__file__).parent / "assets"


def script(*parts: str) -> str:
    """Files of `dashboards/assets` one after the other; the last one has what the widget draws."""
    return "\n".join((ASSETS / part).read_text(encoding="utf-8") for part in parts)
