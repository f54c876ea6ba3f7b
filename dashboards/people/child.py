"""Follow a child: one life from cradle to job, in each branch."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

import reacton.ipyvuetify as v
import solara

from agents.core import calendar
from dashboards.branch import Branch
from dashboards.desk import Desk
from dashboards.people import lanes, words
from dashboards.people.answers import use_answer
from dashboards.people.danish import Teller
from dashboards.people.widgets import LifeLine
from dashboards.people.widgets import kept as one_picture


@solara.component
def Children(desk: Desk) -> None:
    """Buttons that choose another child; the first child of the run is followed until one is chosen."""
    session, person = desk.session, desk.choices.person
    offered = use_answer(session.a, "children", home=session.view.value.home)
    pool, home = (offered["pool"], offered["home"]) if offered else ([], [])

    def first() -> None:
        if not person and pool:
            desk.choose("person")(pool[0])

    solara.use_effect(first, [person, pool])

    def another(among: list[str]) -> None:
        place = among.index(person) + 1 if person in among else 0
        desk.choose("person")(among[place % len(among)])

    with v.Html(tag="div", class_="people-pick"):
        solara.Button(
            desk.of(("Another child", "Et andet barn")),
            outlined=True,
            disabled=not pool,
            on_click=lambda: another(pool),
            classes=["another-child"],
        )
        solara.Button(
            desk.of(("A child of the chosen home", "Et barn i den valgte bolig")),
            outlined=True,
            disabled=not home,
            on_click=lambda: another(home),
            classes=["child-of-home"],
        )
        hint = desk.of(
            (
                "“Another child” goes through those who lived here and were under six in January 2015. "
                "Or choose a home on the map.",
                "“Et andet barn” går gennem dem, der boede her og var under seks år i januar 2015. "
                "Eller vælg en bolig på kortet.",
            )
        )
        v.Html(tag="p", class_="note", children=[hint])


@solara.component
def Life(desk: Desk, branch: Branch, name: str) -> None:
    """One branch's life of the person chosen: timeline and sentences; the homes are joined on the branch's map."""
    person = desk.choices.person
    life = use_answer(branch, "child", wanted=bool(person), person=person)
    kept: Any = solara.use_ref(None)
    if life is not None:
        kept.current = life
    # While a newer answer is under way the last one of the same person stays on screen.
    life = kept.current if kept.current is not None and (not kept.current or kept.current["person"] == person) else None
    shown = branch.told.value.month
    trail = tuple(_trail(life, shown)) if life else ()
    solara.use_effect(lambda: setattr(branch.map, "trail", list(trail)), [trail])
    picture = one_picture(LifeLine)

    def draw() -> None:
        if life and shown >= life["first"]:
            told = ("Timeline; told in words below. {}", "Tidslinje; fortalt i ord nedenfor. {}")
            with picture.hold_sync():
                picture.drawing = lanes.drawing(desk.language, life, shown, desk.choices.months)
                picture.label = desk.of(told).format(_heading(desk, life))

    solara.use_effect(draw, [life, shown, desk.choices.months, desk.language])
    with v.Html(tag="section", class_=f"life-of life-of-{name}"):
        if not person or life is None:
            v.Html(tag="p", class_="note", children=[desk.of(("Looking up …", "Slår op …"))]).key("note")
            return
        if not life or shown < life["first"]:
            v.Html(tag="p", class_="note nobody", children=[desk.of(_NOBODY)]).key("note")
            return
        heading = _heading(desk, life)
        v.Html(tag="h3", class_="life-heading", children=[heading]).key("heading")
        v.Html(tag="div", children=[picture]).key("picture")
        Sentences(desk, life, shown)


_NOBODY = (
    "Nobody with this ID has lived in the estate in this branch by the month shown.",
    "Ingen med dette id har boet i området i denne gren til og med den viste måned.",
)


@solara.component
def Sentences(desk: Desk, life: Mapping[str, Any], shown: int) -> None:
    """The life in words, a line for each month in which something happened."""
    with v.Html(tag="ol", class_="life-story"):
        for month, line in story(desk.language, life, shown, desk.choices.months):
            age = (month - life["birth"]) // 12
            with v.Html(tag="li"):
                v.Html(tag="b", children=[f"{calendar.label(month)} ({age})"])
                v.Html(tag="span", children=[line])


def story(language: str, life: Mapping[str, Any], shown: int, months: int) -> list[tuple[int, str]]:
    """Months and what happened in them, up to the month shown; the state at the end only of what is lived."""
    teller = Teller(life)
    told = []
    for month, _, what, data, english in life["moments"]:
        if month >= max(shown, 1) or (what == "end" and (shown < life["lived"] or month == life["first"])):
            continue
        if what == "ties" and month - life["birth"] < lanes.ADULT and not any(data["layers"].values()):
            continue
        if what == "end" and life["lived"] < months:
            english = english.replace("The run ends: ", "So far: ")
        sentence = teller.tell(month, what, data, english) if language == "da" else english
        told.append((month, sentence))
    return [(month, " ".join(line for _, line in group)) for month, group in groupby(told, key=lambda one: one[0])]


def _trail(life: Mapping[str, Any], shown: int) -> list[int]:
    """Homes in the estate up to the month shown; a stay elsewhere is a number that no home has."""
    known = [home for month, home in life["homes"] if month < max(shown, 1)]
    return [home if life["places"][home]["kind"] == "estate" else -1 for home in known]


def _heading(desk: Desk, life: Mapping[str, Any]) -> str:
    who = desk.of(("A girl", "En pige") if life["female"] else ("A boy", "En dreng"))
    born = desk.of(("{}, born {} · ID {}", "{}, født {} · id {}"))
    return born.format(who, calendar.label(life["birth"]), life["person"])


NOTE = (
    "The bands at the top are the catalogue's themes, from before birth to a job; gates are ✓ passed or ✗ missed. "
    "“Ties then” are all ties / those across the estate's border; in the model nearly all ties are held by adults, so "
    "children have few of their own. One run is one run: much in a single life is chance. "
    f"{words.SYNTHETIC[0]}",
    "Båndene øverst er katalogets temaer, fra før fødslen til job; porte er ✓ klaret eller ✗ ikke klaret. "
    "“Relationer da” er alle relationer / dem over områdets grænse; i modellen er det næsten kun voksne, der har "
    "relationer, så børn har få af deres egne. Én kørsel er én kørsel: meget i et enkelt liv er tilfældigt. "
    f"{words.SYNTHETIC[1]}",
)
