"""Predictions against what the runs showed: dots on a scale, the outcome's interval as a band."""

from __future__ import annotations

import math

import reacton.ipyvuetify as v
import solara

from dashboards.fold import Fold
from dashboards.workshop.judging import TOLD, Compared, compared
from dashboards.workshop.seen import Seen
from dashboards.workshop.told import changed, digits, guessed, signed, verdict
from dashboards.workshop.words import of, say
from dashboards.workshop_pages.parts import line, table

ROWS = 3
"""Dots at the same place are stacked in so many rows before they cover each other."""


@solara.component
def Compare(seen: Seen, language: str) -> None:
    """Every outcome that was predicted."""
    line(say(language, "strip"), "note")
    with v.Html(tag="div", class_="workshop-compared"):
        for one in compared(seen):
            Outcome(one, language).key(one.found.matter.key)


@solara.component
def Outcome(one: Compared, language: str) -> None:
    """One outcome: in words, as a picture, and as a table."""
    about = one.found
    title, told = of(language, about.matter.title), verdict(language, about)
    counts = (one.count(1), one.count(0), one.count(-1), one.right, len(one.answers))
    summary = say(language, "predicted", *counts) if one.answers else say(language, "nobody_predicted")
    name = "told" if about.verdict == TOLD else "untold"
    with v.Html(tag="section", class_=f"workshop-card workshop-outcome workshop-outcome-{about.matter.key}"):
        v.Html(tag="h3", children=[title])
        with v.Html(tag="p"):
            v.Html(tag="strong", class_=f"workshop-{name}", children=[told[:1].upper() + told[1:]])
            v.Html(tag="span", children=[f". {changed(language, about)}." if about.known else "."])
        if about.known:
            Strip(one, language, f"{title}. {told}. {changed(language, about)}. {summary}")
        line(summary)
        if of(language, about.matter.note):
            line(of(language, about.matter.note), "note")
        if one.answers:
            Fold(say(language, "as_table"), "", "workshop-answers", lambda: Answers(one, language))


@solara.component
def Answers(one: Compared, language: str) -> None:
    """What each team predicted."""
    head = [say(language, key) for key in ("team", "prediction", "direction", "outcome")]
    body = [
        (
            answer.team,
            guessed(language, one.found.matter, answer.guess),
            say(language, "right" if answer.right else "wrong"),
            say(language, "within" if answer.inside else "outside"),
        )
        for answer in one.answers
    ]
    table(head, body, of(language, one.found.matter.title))


@solara.component
def Strip(one: Compared, language: str, words: str) -> None:
    """The scale from down to up with band, mean and dots."""
    about = one.found
    values = [about.change, about.low, about.high, *(answer.guess.change for answer in one.answers)]
    reach = 1.1 * max([abs(value) for value in values if not math.isnan(value)] + [about.matter.step])

    def at(value: float) -> float:
        return round(50 + 50 * value / reach, 2)

    with v.Html(tag="div", class_="workshop-strip", attributes={"role": "img", "aria-label": words}):
        if about.n > 1:
            left, right = at(about.low), at(about.high)
            v.Html(tag="div", class_="workshop-band", style_=f"left: {left}%; width: {max(0.4, right - left):.2f}%")
        v.Html(tag="div", class_="workshop-zero")
        v.Html(tag="div", class_="workshop-mean", style_=f"left: {at(about.change)}%")
        seen_at: dict[float, int] = {}
        for answer in one.answers:
            left = at(answer.guess.change)
            row = seen_at[left] = seen_at.get(left, -1) + 1
            style = f"left: {left}%; top: {6 + 13 * (row % ROWS)}px"
            v.Html(tag="div", class_="workshop-dot", style_=style, attributes={"title": answer.team})
        many = digits(about.matter)
        for value in (-reach, 0.0, reach):
            v.Html(
                tag="div",
                class_="workshop-mark",
                style_=f"left: {at(value)}%",
                children=[signed(language, value, many)],
            )
