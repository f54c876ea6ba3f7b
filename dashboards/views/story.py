"""A story for who is here for the first time: guess, live ten years, see what came of it, four times."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import reacton.ipyvuetify as v
import solara

from dashboards.controls import Timeline, place_title
from dashboards.desk import Desk
from dashboards.menu import Menu
from dashboards.replications import words as figures
from dashboards.replications.tables import table
from dashboards.story.answers import HIGHER, LOWER, SAME, Answer, asks, measured, opened
from dashboards.story.chapters import CHAPTERS, LAST, PAIRS, SPEED, Chapter
from dashboards.story.words import say
from dashboards.views.view import View
from dashboards.workshop.words import LEFT_OUT
from geodata import place as places

GUESSES = (HIGHER, SAME, LOWER)


@solara.component
def Story(desk: Desk) -> None:
    """The page before, the chapters, and the page after."""
    number = desk.choices.chapter
    with v.Html(tag="div", class_="story"):
        if 1 <= number < LAST:
            Told(desk, number, CHAPTERS[number - 1]).key(str(number))
            Towns(desk, CHAPTERS[number - 1])
        elif number == LAST:
            End(desk)
        else:
            Before(desk)


@solara.component
def Before(desk: Desk) -> None:
    """What the story is about, and in which estate it plays."""
    with v.Html(tag="main", class_="story-page"):
        v.Html(tag="h2", children=[say(desk.language, "title")])
        for key in ("intro", "how", "vulnerable"):
            v.Html(tag="p", children=[say(desk.language, key, PAIRS)])
        estates = [(place_title(name), name) for name in places.names()]
        Menu(desk.say("estate"), estates, desk.choices.place, desk.choose("place"), "place")
        v.Html(tag="p", class_="note", children=[say(desk.language, "replaces")])
        Turn(desk, 1, "begin")


@solara.component
def Turn(desk: Desk, to: int, words: str, main: bool = True) -> None:
    """A button to another page of the story."""
    solara.Button(
        say(desk.language, words),
        on_click=lambda: desk.change(opened(desk.choices, to)),
        color="primary" if main else None,
        outlined=not main,
        classes=[f"story-{words}"],
    )


@solara.component
def Told(desk: Desk, number: int, chapter: Chapter) -> None:
    """The text of a chapter, the guess, and the answer when the runs have ended."""
    session, language = desk.session, desk.language
    answer = session.story.value[number - 1]
    now = session.ensemble.told.value
    found = measured(now, desk.choices, chapter)

    def note(**changes: Any) -> None:
        story = list(session.story.value)
        story[number - 1] = replace(story[number - 1], **changes)
        session.story.value = tuple(story)

    def stage() -> None:
        """Have both towns of the chapter on the maps, whatever the page asked before."""
        if opened(desk.choices, number) != desk.choices:
            desk.change(opened(desk.choices, number))

    def live() -> None:
        a, b = asks(desk.choices, chapter)
        session.play(float(SPEED))
        session.ensemble.start(a, b, PAIRS)

    def keep() -> None:
        if found is not None and answer.row is not found:
            note(row=found, place=desk.choices.place)

    solara.use_effect(stage, [desk.choices])
    solara.use_effect(keep, [found])
    shown = answer if answer.place == desk.choices.place else replace(answer, row=None)
    asked = (now.a, now.b) == asks(desk.choices, chapter)
    with v.Html(tag="main", class_="story-told"):
        v.Html(tag="p", class_="story-of", children=[say(language, "of", number, len(CHAPTERS))])
        v.Html(tag="h2", children=[desk.of(chapter.title)])
        for words in chapter.tells:
            v.Html(tag="p", children=[desk.of(words)])
        v.Html(tag="p", class_="story-asks", children=[desk.of(chapter.asks)])
        Guess(language, answer.guess, shown.row is not None, lambda guess: note(guess=guess))
        with v.Html(tag="div", class_="buttons", attributes={"role": "status"}):
            if shown.row is None:
                solara.Button(
                    say(language, "live"), icon_name="mdi-play", color="primary", on_click=live, classes=["story-live"],
                    disabled=answer.guess is None or (asked and now.busy),
                )  # fmt: skip
            if answer.guess is None:
                v.Html(tag="span", class_="note", children=[say(language, "guess_first")])
            elif asked and shown.row is None:
                v.Html(tag="span", class_="note", children=[figures.status(language, now)])
        if shown.row is not None:
            Found(desk, chapter, shown)
        with v.Html(tag="nav", class_="story-turn", attributes={"aria-label": say(language, "title")}):
            Turn(desk, number - 1, "back", main=False)
            Turn(desk, number + 1, "next" if number + 1 < LAST else "to_end", main=shown.row is not None)


@solara.component
def Guess(language: str, guess: int | None, closed: bool, take: Any) -> None:
    """More, about the same or fewer, before the runs have ended."""
    with v.RadioGroup(
        label=say(language, "guess"), v_model=guess, on_v_model=take, disabled=closed, row=True, dense=True,
        hide_details=True, class_="story-guess",
    ):  # fmt: skip
        for value in GUESSES:
            v.Radio(label=say(language, str(value)), value=value)


@solara.component
def Found(desk: Desk, chapter: Chapter, answer: Answer) -> None:
    """What the runs showed, whether the guess held, and what to make of it."""
    language, row = desk.language, answer.row
    if row is None:
        return
    told = {HIGHER: "up", LOWER: "down", SAME: "untold"}[answer.direction or SAME]
    own = say(language, "you_right") if answer.guess == answer.direction else ""
    if not own and answer.guess is not None:
        own = say(language, "you_wrong", say(language, str(answer.guess)).lower())
    with v.Html(tag="section", class_="story-found"):
        v.Html(tag="p", class_="story-verdict", children=[f"{say(language, told, PAIRS)} {own}".strip()])
        title = figures.titled(language, row.outcome)
        rows = [
            [say(language, key, desk.of(name)), figures.mean_and_error(language, level, row.outcome)]
            for key, name, level in zip(("left", "right"), chapter.names, (row.a, row.b), strict=True)
        ]
        rows += [[say(language, "difference"), figures.difference(language, row.difference, row.outcome)]]
        table(title, [title, say(language, "measured", PAIRS)], rows, "story")
        v.Html(tag="p", class_="note", children=[say(language, "error")])
        v.Html(tag="p", children=[desk.of(chapter.means)])


@solara.component
def Towns(desk: Desk, chapter: Chapter) -> None:
    """Both towns on one clock."""
    session = desk.session
    with v.Html(tag="aside", class_="story-towns", attributes={"aria-label": desk.say("map")}):
        with v.Html(tag="div", class_="story-maps"):
            for key, branch, name in zip(("left", "right"), (session.a, session.b), chapter.names, strict=True):
                with v.Html(tag="section", class_="cmp-map"):
                    v.Html(tag="h3", children=[say(desk.language, key, desk.of(name))])
                    with v.Html(tag="div", class_="map-place"):
                        v.Html(tag="div", class_="cmp-holder", children=[branch.map])
        Timeline(desk)
        schematic = desk.say("schematic") if places.load(desk.choices.place).schematic else ""
        v.Html(tag="p", class_="note", children=[" ".join(filter(None, (schematic, desk.say("synthetic"))))])


@solara.component
def End(desk: Desk) -> None:
    """All guesses beside what came out, and what none of it can tell."""
    language = desk.language
    head = [say(language, key) for key in ("chapter", "where", "guess", "difference")]
    head.append(figures.say(language, "verdict"))
    with v.Html(tag="main", class_="story-page"):
        v.Html(tag="h2", children=[say(language, "summed")])
        rows = [_line(desk, k) for k in range(len(CHAPTERS))]
        table(say(language, "summed"), head, rows, "summed")
        v.Html(tag="p", class_="note", children=[say(language, "error")])
        v.Html(tag="p", children=[say(language, "compare_them")])
        v.Html(tag="h2", children=[say(language, "end")])
        with v.Html(tag="ul"):
            for words in LEFT_OUT:
                v.Html(tag="li", children=[desk.of(words)])
        v.Html(tag="p", children=[say(language, "further")])
        with v.Html(tag="nav", class_="story-turn", attributes={"aria-label": say(language, "title")}):
            Turn(desk, len(CHAPTERS), "back", main=False)
            Turn(desk, 0, "again", main=False)


def _line(desk: Desk, k: int) -> list[str]:
    """One chapter in the table at the end."""
    chapter, answer, language = CHAPTERS[k], desk.session.story.value[k], desk.language
    guess = "–" if answer.guess is None else say(language, str(answer.guess))
    if answer.row is None:
        return [desk.of(chapter.title), "–", guess, "–", say(language, "not_lived")]
    outcome = f"{desk.of(chapter.title)}: {figures.titled(language, answer.row.outcome)}"
    told = {HIGHER: "up", LOWER: "down", SAME: "untold"}[answer.direction or SAME]
    return [
        outcome,
        place_title(answer.place),
        guess,
        figures.difference(language, answer.row.difference, answer.row.outcome),
        say(language, told, PAIRS),
    ]


VIEW = View("story", 5, ("Story", "Fortælling"), Story, branches=2)
