"""The whole pack: sheets in their order, as one page of HTML that opens and prints without a network."""

from __future__ import annotations

from dashboards.workshop_pack import cards, sheets
from dashboards.workshop_pack.about import About
from dashboards.workshop_pack.asked import questionnaire
from dashboards.workshop_pack.questions import AFTER, BEFORE
from dashboards.workshop_pack.sheet import page, sheet
from dashboards.workshop_pack.words import word
from experiments.provenance import package_version

CARDS, ASKED, DENSE = "cards", "questions", "dense"

Part = tuple[str, str, tuple[str, ...], str]
"""Title, how many to print, the sheets, and their kind."""


def parts(about: About) -> tuple[Part, ...]:
    """Everything after the facilitator's sheet."""
    language = about.language

    def part(title: str, copies: str, *bodies: str, kind: str = "") -> Part:
        return word(language, title), word(language, copies), bodies, kind

    return (
        part("map_estate", "one_each_team", sheets.estate_map(about), sheets.municipality_map(about)),
        part("rules", "one_each_team", sheets.rules(about), kind=DENSE),
        part("prediction_sheet", "one_each_team", sheets.predictions(about)),
        part("cards", "one_set_team", *cards.fronts(about), kind=CARDS),
        part("backs", "backs_note", *cards.backs(about), kind=CARDS),
        part("board", "one_each_team", sheets.board(about)),
        part(BEFORE, "one_each_person", questionnaire(language, BEFORE), kind=ASKED),
        part(AFTER, "one_each_person", questionnaire(language, AFTER), kind=ASKED),
    )


def html(about: About) -> str:
    """The pack as text; the same question and program give the same text."""
    language, found = about.language, parts(about)
    listed, number, made = [], 2, []
    foot = f"{word(language, 'pack')}: {about.title}. {word(language, 'made_by', package_version())}"
    for title, copies, bodies, kind in found:
        last = number + len(bodies) - 1
        listed.append((str(number) if last == number else f"{number}-{last}", title, copies))
        made += [sheet(body, foot, number + k, kind) for k, body in enumerate(bodies)]
        number = last + 1
    first = sheet(sheets.contents(about, listed), foot, 1)
    return page(language, f"{word(language, 'pack')}: {about.title}", [first, *made])
