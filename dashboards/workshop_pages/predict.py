"""Predict first: each team says which way an outcome goes and by how much."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import reacton.ipyvuetify as v
import solara

from dashboards import text
from dashboards.workshop.matters import Matter, by_key
from dashboards.workshop.room import Room
from dashboards.workshop.seen import Guess, Seen
from dashboards.workshop.told import digits, level
from dashboards.workshop.typed import Refused
from dashboards.workshop.words import of, say
from dashboards.workshop_pages.follow import Attempt
from dashboards.workshop_pages.parts import Message, Press, line
from experiments.statistics import estimate

DIRECTIONS = (("up", 1), ("same", 0), ("down", -1))


def without(language: str, seen: Seen, matter: Matter) -> str:
    """What the outcome is in the last year without proposals, as soon as that has been run."""
    base = seen.values(seen.setting.base)
    if base is None:
        return say(language, "without_soon")
    own = estimate([run.get(matter.key, float("nan")) for run in base])
    return say(language, "without", level(language, matter, own))


@solara.component
def Outcomes(seen: Seen, language: str) -> None:
    """What is asked, for the facilitator's screen."""
    line(say(language, "predict_note"))
    with v.Html(tag="ul", class_="workshop-outcomes"):
        for key in seen.setting.asked:
            with v.Html(tag="li"):
                v.Html(tag="strong", children=[of(language, by_key()[key].title)])
                v.Html(tag="span", children=[without(language, seen, by_key()[key])])


@solara.component
def Predict(room: Room, seen: Seen, language: str, key: str, team: str) -> None:
    """The team's form; handed in as a whole, changed until the facilitator goes on."""
    before = next((one.guesses for one in seen.teams if one.name == team), None)
    start: Mapping[str, tuple[int | None, float]] = {
        asked: (before[asked].direction, before[asked].size) if before else (None, 0.0) for asked in seen.setting.asked
    }
    # Read when it is handed in, not when the page was last drawn: a click may come in between.
    given = solara.use_reactive(start)
    message, show = solara.use_state("")
    closed = seen.guessed

    def hand_in() -> None:
        if any(direction is None for direction, _ in given.value.values()):
            raise Refused("unanswered")
        room.guess(key, {asked: Guess(direction or 0, size) for asked, (direction, size) in given.value.items()})

    line(say(language, "is_late" if closed else "predict_note"))
    for asked in seen.setting.asked:
        matter = by_key()[asked]

        def answer(direction: int | None, size: float, asked: str = asked) -> None:
            given.value = {**given.value, asked: (direction, size)}

        Asked(matter, without(language, seen, matter), language, *given.value[asked], answer, closed).key(asked)
    Message(message)
    if before is not None and not closed:
        line(say(language, "handed_in"), "workshop-handed-in")
    words = say(language, "hand_in_again" if before else "hand_in")
    Press(words, lambda: Attempt(language, show)(hand_in), "hand-in", main=True, disabled=closed)


@solara.component
def Asked(
    matter: Matter,
    base: str,
    language: str,
    direction: int | None,
    size: float,
    answer: Callable[[int | None, float], None],
    closed: bool,
) -> None:
    """One outcome: up, no change or down, and how much."""
    title = of(language, matter.title)
    with v.Html(tag="fieldset", class_=f"workshop-asked workshop-asked-{matter.key}", attributes={"disabled": closed}):
        v.Html(tag="legend", children=[title])
        v.Html(tag="p", class_="note", children=[base])
        with v.RadioGroup(
            row=True,
            dense=True,
            hide_details=True,
            disabled=closed,
            v_model=None if direction is None else str(direction),
            on_v_model=lambda chosen: answer(int(chosen), size),
            attributes={"aria-label": title},
        ):
            for words, value in DIRECTIONS:
                v.Radio(label=say(language, words), value=str(value), class_=f"workshop-{words}")
        if direction:
            with v.Html(tag="div", class_="workshop-size"):
                shown = f"{text.number(language, size, digits(matter))} {of(language, matter.unit)}"
                v.Html(tag="span", class_="workshop-size-shown", children=[f"{say(language, 'by')} {shown}"])
                Size(matter, f"{title} ({of(language, matter.unit)})", size, closed, lambda x: answer(direction, x))


@solara.component
def Size(matter: Matter, label: str, size: float, closed: bool, on_size: Callable[[float], None]) -> None:
    """How much: a slider from nothing to the largest change that can be predicted."""

    def moved(value: Any) -> None:
        on_size(min(matter.reach, max(0.0, float(value))))

    v.Slider(
        v_model=size,
        on_v_model=moved,
        min=0.0,
        max=matter.reach,
        step=matter.step,
        dense=True,
        hide_details=True,
        disabled=closed,
        class_=f"workshop-slider workshop-slider-{matter.key}",
        attributes={"aria-label": label},
    )
