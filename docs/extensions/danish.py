"""Pages in Danish say so, for readers aloud and for browsers that offer to translate."""

from __future__ import annotations

from typing import Any


def say_language(app: Any, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Give a page of the list `Dansk` its own language."""
    if any(page in pages for caption, pages in app.config.contents if caption == "Dansk"):
        context["language"] = "da"


def setup(app: Any) -> dict[str, bool]:
    """What Sphinx asks of an extension."""
    app.connect("html-page-context", say_language)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
