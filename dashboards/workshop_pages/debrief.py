"""The last step: what surprised, what the rules did, what is left out, what to talk about, what to take home."""

from __future__ import annotations

import reacton.ipyvuetify as v
import solara

from dashboards import text
from dashboards.workshop import export
from dashboards.workshop.judging import compared, lettings
from dashboards.workshop.seen import Seen
from dashboards.workshop.told import verdict
from dashboards.workshop.words import LEFT_OUT, QUESTIONS, of, rule, say
from dashboards.workshop_pages.budget import Reveal
from dashboards.workshop_pages.parts import heading, line, table

KINDS = (("csv", export.as_csv), ("json", export.as_json), ("html", export.as_html))


@solara.component
def Debrief(seen: Seen, language: str) -> None:
    """Everything to talk about, in one page."""
    with v.Html(tag="section", class_="workshop-card workshop-surprised"):
        heading(say(language, "surprised"))
        Surprised(seen, language)
    if lettings(seen):
        with v.Html(tag="section", class_="workshop-card"):
            heading(say(language, "rule_did"))
            Rules(seen, language)
    if seen.spent:
        with v.Html(tag="section", class_="workshop-card"):
            Reveal(seen, language)
    for title, pairs in (("leaves_out", LEFT_OUT), ("talk", QUESTIONS)):
        with v.Html(tag="section", class_="workshop-card"):
            heading(say(language, title))
            with v.Html(tag="ul"):
                for pair in pairs:
                    v.Html(tag="li", children=[of(language, pair)])
    with v.Html(tag="section", class_="workshop-card workshop-export"):
        heading(say(language, "export"))
        with v.Html(tag="div", class_="workshop-row"):
            for kind, make in KINDS:
                solara.FileDownload(
                    lambda make=make: make(seen, language),
                    filename=f"{say(language, 'file')}-{seen.code}.{kind}",
                    label=say(language, kind),
                ).key(kind)


@solara.component
def Surprised(seen: Seen, language: str) -> None:
    """Outcomes in which teams had the direction wrong, most of them first."""
    wrong = sorted((one for one in compared(seen) if one.surprise > 0), key=lambda one: -one.surprise)
    if not wrong:
        line(say(language, "no_surprise"))
        return
    with v.Html(tag="ul"):
        for one in wrong:
            title, told = of(language, one.found.matter.title), verdict(language, one.found)
            count = len(one.answers)
            words = say(language, "surprise_line", title, count - one.right, count, told)
            v.Html(tag="li", children=[words])


@solara.component
def Rules(seen: Seen, language: str) -> None:
    """Homes let by each rule, without and with the room's scenario."""
    line(say(language, "rule_note"), "note")
    head = [say(language, key) for key in ("rule", "base", "with")]
    body = [
        (rule(language, row.rule), text.number(language, row.base, 1), text.number(language, row.treated, 1))
        for row in lettings(seen)
    ]
    table(head, body, say(language, "rule_did"))
