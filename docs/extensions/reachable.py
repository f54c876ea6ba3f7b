"""What scrolls sideways can be reached with the keyboard, and captions of the margin say how deep they lie."""

from __future__ import annotations

from typing import Any

MENDED = (
    ("body", "<pre>", '<pre tabindex="0">'),
    ("body", '<div class="table-wrapper', '<div tabindex="0" class="table-wrapper'),
    ("furo_navigation_tree", 'role="heading"', 'role="heading" aria-level="2"'),
)
"""In which part of a page what is put for what."""
AFTER_THE_THEME = 900


def mend(app: Any, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Add what the theme leaves out."""
    for part, given, wanted in MENDED:
        if part in context:
            context[part] = context[part].replace(given, wanted)


def setup(app: Any) -> dict[str, bool]:
    """What Sphinx asks of an extension."""
    app.connect("html-page-context", mend, priority=AFTER_THE_THEME)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
