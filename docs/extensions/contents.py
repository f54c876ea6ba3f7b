"""The margin of the site from one list in `conf.py`, so that the pages themselves stay plain Markdown."""

from __future__ import annotations

from typing import Any


def add_contents(app: Any, page: str, source: list[str]) -> None:
    """Give the first page a hidden table of contents for every list of `contents`."""
    if page != app.config.root_doc:
        return
    for caption, pages in app.config.contents:
        listed = "\n".join(pages)
        source[0] += f"\n\n```{{toctree}}\n:hidden:\n:caption: {caption}\n\n{listed}\n```\n"


def setup(app: Any) -> dict[str, bool]:
    """What Sphinx asks of an extension."""
    app.add_config_value("contents", (), "env")
    app.connect("source-read", add_contents)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
