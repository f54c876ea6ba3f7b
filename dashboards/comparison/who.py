"""Who gains and who loses: what became of the residents of January 2015 in A and in B, by group."""

from __future__ import annotations

from typing import Any

import numpy as np
import reacton.ipyvuetify as v
import solara

from agents.core import calendar
from dashboards import text
from dashboards.comparison import people
from dashboards.comparison.asking import Heard, use_answers
from dashboards.comparison.people import OUTCOMES, Fate, Outcome, Residents
from dashboards.comparison.table import Row, table
from dashboards.desk import Desk
from dashboards.menu import Menu

Pair = tuple[str, str]

ASKED: Pair = ("What became of them", "Hvad blev der af dem")
HEAD: tuple[Pair, ...] = (
    ("Residents of January 2015", "Beboere i januar 2015"),
    ("Persons", "Personer"),
    ("A", "A"),
    ("B", "B"),
    ("B minus A", "B minus A"),
    ("Chance alone", "Ren tilfældighed"),
    ("Yes in B only", "Ja kun i B"),
    ("Yes in A only", "Ja kun i A"),
)
HEAD_MONEY: tuple[Pair, ...] = (
    ("1,000 kr or more higher in B", "Mindst 1.000 kr. højere i B"),
    ("1,000 kr or more lower in B", "Mindst 1.000 kr. lavere i B"),
)
CAPTION: Pair = ("{} in {}: one run of A and one of B", "{} i {}: én kørsel af A og én af B")
NOTE: Pair = (
    "The same persons in both runs, wherever they live now. “Chance alone” is how far B minus A would stray, nineteen "
    "times in twenty, if homes fared by tossing coins; differences beyond it are bold. It is a rough measure of two "
    "single runs, and of many groups one in twenty is bold by luck. Moving away counts neither as gain nor as loss.",
    "De samme personer i begge kørsler, uanset hvor de bor nu. “Ren tilfældighed” er, hvor langt B minus A i nitten "
    "ud af tyve tilfælde ville svinge, hvis boligerne klarede sig ved plat eller krone; forskelle ud over det står med "
    "fed. Det er et groft mål for to enkelte kørsler, og af mange grupper er én ud af tyve fed ved et tilfælde. At "
    "flytte tæller hverken som gevinst eller tab.",
)
INCOME_NOTE: Pair = (
    "Incomes are those of the last month that was run, {}.",
    "Indkomster er fra den senest kørte måned, {}.",
)
OTHERS: Pair = (
    "A and B did not begin with the same people, because a number of the population differs: persons cannot be "
    "compared one by one.",
    "A og B begyndte ikke med de samme mennesker, fordi et tal om befolkningen er forskelligt: personer kan ikke "
    "sammenlignes én for én.",
)
WAIT: Pair = ("Reading both runs …", "Læser begge kørsler …")
FAILED: Pair = ("This cannot be told: {}", "Det kan ikke fortælles: {}")


@solara.component
def Who(desk: Desk) -> None:
    """The menu of outcomes, and the table of groups with a bar for each difference."""
    chosen, choose_one = solara.use_state(OUTCOMES[0].name)
    outcome = next(one for one in OUTCOMES if one.name == chosen)
    heard = use_answers(desk, "residents")
    with v.Html(tag="div", class_="cmp-part cmp-who"):
        Menu(desk.of(ASKED), [(desk.of(one.title), one.name) for one in OUTCOMES], chosen, choose_one, "outcome")
        if waiting(desk, heard):
            return
        assert heard is not None
        a, b = Residents.of(heard.a), Residents.of(heard.b)
        if not people.same_people(a, b):
            v.Html(tag="p", class_="note", children=[desk.of(OTHERS)])
            return
        Fates(desk, people.fates(a, b, outcome, desk.choices.origin), outcome, heard.month)
        when = desk.of(INCOME_NOTE).format(calendar.label(a.lived)) if outcome.money else ""
        v.Html(tag="p", class_="note", children=[f"{desk.of(NOTE)} {when}"])


def waiting(desk: Desk, heard: Heard | None) -> bool:
    """Says that answers are awaited, or why there are none; gives whether that is so."""
    if heard is None:
        v.Html(tag="p", class_="note cmp-wait", children=[desk.of(WAIT)])
    elif heard.failure:
        v.Html(tag="p", class_="note", children=[desk.of(FAILED).format(heard.failure)])
    return heard is None or bool(heard.failure)


@solara.component
def Fates(desk: Desk, fates: list[Fate], outcome: Outcome, month: int) -> None:
    """The table; a heading before each kind of group."""
    widest = max((abs(one.difference) for one in fates if np.isfinite(one.difference)), default=0.0)
    head = [desk.of(words) for words in (HEAD if not outcome.money else (*HEAD[:6], *HEAD_MONEY))]
    rows: list[Row] = []
    heading: Pair = ("", "")
    for one in fates:
        if one.group.heading != heading:
            heading = one.group.heading
            rows.append(((desk.of(heading),), ""))
        rows.append((_cells(desk.language, one, outcome, widest), "cmp-beyond" if one.beyond else ""))
    caption = desk.of(CAPTION).format(desk.of(outcome.title), calendar.label(month))
    table(caption, head, rows, "who")


def _cells(language: str, one: Fate, outcome: Outcome, widest: float) -> list[Any]:
    def amount(value: float) -> str:
        if outcome.money:
            return text.number(language, round(value, -1)) if one.n else "–"
        share = f" ({text.number(language, 100 * value / one.n)} %)" if one.n else ""
        return f"{text.number(language, value)}{share}"

    chance = f"± {text.number(language, one.chance)}" if np.isfinite(one.chance) else "–"
    return [
        text.of(language, one.group.title),
        text.number(language, one.n),
        amount(one.a),
        amount(one.b),
        bar(language, one.difference, widest, -1 if outcome.money else 0),
        chance,
        text.number(language, one.more),
        text.number(language, one.fewer),
    ]


def bar(language: str, value: float, widest: float, digits: int = 0) -> Any:
    """A signed number with a bar that goes right of the middle where B has more, left where it has less."""
    if not np.isfinite(value):
        return "–"
    shown = text.number(language, round(value, digits) + 0.0, max(0, digits))
    sign = "+" if value > 0 and shown != text.number(language, 0.0, max(0, digits)) else ""
    width = 50.0 * abs(value) / widest if widest > 0 else 0.0
    side = "more" if value > 0 else "fewer"
    strip = v.Html(tag="span", class_=f"cmp-bar cmp-{side}", style_=f"width: {width:.1f}%")
    scale = v.Html(tag="span", class_="cmp-scale", attributes={"aria-hidden": "true"}, children=[strip])
    number = v.Html(tag="span", class_="cmp-number", children=[f"{sign}{shown}".replace("-", "−")])
    return v.Html(tag="span", class_="cmp-signed", children=[scale, number])
