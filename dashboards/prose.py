"""A page of plain prose: Markdown of headings, paragraphs and lists shown as text, links by their words."""

from __future__ import annotations

import re

import reacton.ipyvuetify as v
import solara

HEADS = (("### ", "h4"), ("## ", "h3"), ("# ", "h2"))
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_MARKS = re.compile(r"\*\*|`|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)")
_ITEM = re.compile(r"(- |\d+\. )")

Block = tuple[str, tuple[str, ...]]


def blocks(text: str) -> tuple[Block, ...]:
    """The text as (tag, texts): headings and paragraphs of one text, lists of several.

    >>> blocks("# A\\n\\nOne *two*\\n[three](x.md).\\n\\n- a\\n  b\\n- c")
    (('h2', ('A',)), ('p', ('One two three.',)), ('ul', ('a b', 'c')))
    """
    found: list[Block] = []
    fresh = True
    for line in text.splitlines():
        words = line.strip()
        head = next(((mark, tag) for mark, tag in HEADS if line.startswith(mark)), None)
        item = _ITEM.match(line)
        if not words:
            fresh = True
        elif head is not None:
            found.append((head[1], (line.removeprefix(head[0]),)))
            fresh = True
        elif item is not None:
            tag = "ul" if item[1] == "- " else "ol"
            items = found.pop()[1] if found and found[-1][0] == tag else ()
            found.append((tag, (*items, line[item.end() :])))
            fresh = False
        elif fresh or not found:
            found.append(("p", (words,)))
            fresh = False
        else:
            tag, texts = found.pop()
            found.append((tag, (*texts[:-1], f"{texts[-1]} {words}")))
    return tuple((tag, tuple(map(plain, texts))) for tag, texts in found)


def plain(text: str) -> str:
    """A text without the marks of Markdown."""
    return _MARKS.sub("", _LINK.sub(r"\1", text))


@solara.component
def Prose(text: str, language: str) -> None:
    """The text on a page of its own, in its language, reached and scrolled by the keyboard."""
    with v.Html(tag="main", class_="statement", attributes={"lang": language, "tabindex": "0"}):
        for tag, texts in blocks(text):
            listed = tag in ("ul", "ol")
            items = [v.Html(tag="li", children=[words]) for words in texts] if listed else list(texts)
            v.Html(tag=tag, children=items)
