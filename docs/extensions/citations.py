"""A `[@key]` in a page or a docstring becomes a link to the source on the page of references."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from experiments.bibliography import PLAIN, authors, entries

PAGE = "references"
_CITED = re.compile(r"\[(@[\w:.-]+(?:;\s*@[\w:.-]+)*)((?:,[^\]]*)?)\]")
_FENCE = re.compile(r"(^```.*?^```|`[^`\n]+`)", re.MULTILINE | re.DOTALL)


def brief(key: str) -> str:
    """A source in two words: whose and when.

    >>> brief("duncan1955methodological")
    'Duncan and Duncan 1955'
    """
    if key in PLAIN:
        return PLAIN[key][0]
    fields = entries()[key]
    return f"{authors(fields.get('author', fields.get('editor', key)))} {fields.get('year', '')}".strip()


def resolved(text: str, link: Callable[[str, str], str], where: str) -> str:
    """The text with every `[@key]` as links; a key that is not in REFERENCES.bib is warned of."""

    def told(match: re.Match[str]) -> str:
        keys = [part.strip().removeprefix("@") for part in match[1].split(";")]
        unknown = [key for key in keys if key not in entries()]
        for key in unknown:
            _warn(key, where)
        return match[0] if unknown else "(" + "; ".join(link(brief(key), key) for key in keys) + match[2] + ")"

    return _CITED.sub(told, text)


def _warn(key: str, where: str) -> None:
    # Only a build has Sphinx at hand; the tests read pages without it.
    from sphinx.util import logging

    logging.getLogger(__name__).warning("'%s' is not in REFERENCES.bib", key, location=where)


def in_page(app: Any, page: str, source: list[str]) -> None:
    """Citations of a Markdown page, its code left alone."""
    depth = "../" * page.count("/")
    parts = _FENCE.split(source[0])
    for k in range(0, len(parts), 2):
        parts[k] = resolved(parts[k], lambda words, key: f"[{words}]({depth}{PAGE}.md#{key})", page)
    source[0] = "".join(parts)


def in_docstring(app: Any, what: str, name: str, thing: object, options: object, lines: list[str]) -> None:
    """Citations of a docstring."""
    text = resolved("\n".join(lines), lambda words, key: f"`{words} <{PAGE}.html#{key.replace('_', '-')}>`__", name)
    lines[:] = text.split("\n")


def setup(app: Any) -> dict[str, bool]:
    """What Sphinx asks of an extension."""
    app.connect("source-read", in_page)
    app.connect("autodoc-process-docstring", in_docstring)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
