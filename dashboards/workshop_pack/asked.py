"""The two sheets of questions, before and after."""

from __future__ import annotations

from html import escape

from dashboards import text
from dashboards.workshop_pack.questions import ABOUT, AGREE, Question, on
from dashboards.workshop_pack.sheet import LINE, TICK, blank, tag
from dashboards.workshop_pack.words import word


def questionnaire(language: str, when: str) -> str:
    """One sheet: anonymous, with the number of a slip as the only mark."""
    slip = f"<span>{escape(word(language, 'slip'))} {blank(20)}</span>"
    parts = [
        f'<div class="head">{tag("h1", word(language, when))}{slip}</div>',
        tag("p", word(language, "anonymous"), "soft"),
    ]
    about = ""
    for number, one in enumerate(on(when), 1):
        if one.about != about:
            about = one.about
            parts.append(tag("h2", text.of(language, ABOUT[about])))
        parts.append(_item(language, number, one))
    return "".join(parts)


def _item(language: str, number: int, one: Question) -> str:
    head = tag("h3", f"{number}. {text.of(language, one.words)}")
    if not one.choices:
        return f'<div class="item">{head}{LINE * 2}</div>'
    ticks = [f"{TICK}{escape(text.of(language, choice))}" for choice in one.choices]
    if one.choices == AGREE:
        spans = "".join(f"<span>{tick}</span>" for tick in ticks)
        return f'<div class="item">{head}<div class="scale">{spans}</div></div>'
    items = "".join(f"<li><span>{tick}</span></li>" for tick in ticks)
    return f'<div class="item">{head}<ul class="choices">{items}</ul></div>'
