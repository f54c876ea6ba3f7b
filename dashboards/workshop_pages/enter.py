"""Before there is a room: join one by its code, or open one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import reacton.ipyvuetify as v
import solara

from dashboards import text
from dashboards.desk import Desk
from dashboards.menu import Menu
from dashboards.titles import scenario_title
from dashboards.workshop.matters import FIRST_ASKED, MOST_ASKED, by_key
from dashboards.workshop.rooms import rooms
from dashboards.workshop.setting import MONTHS, PAIRS, PARTS, Setting
from dashboards.workshop.told import end_year
from dashboards.workshop.typed import CODE_LETTERS, Refused, code
from dashboards.workshop.words import of, say
from dashboards.workshop_pages.follow import Attempt
from dashboards.workshop_pages.parts import Message, Press, heading, line
from experiments.proposals import catalogue
from geodata import place
from model.policies.bundles import bundles
from model.scenario import Scenario

Enter_ = Callable[[str, str], None]
"""Takes the code and the key by which the page is in a room."""
THIS_PAGE = ""
USUAL_MONTHS = 60


@solara.component
def Enter(desk: Desk, went_in: Enter_) -> None:
    """Two ways in."""
    with v.Html(tag="div", class_="workshop-enter"):
        Join(desk.language, desk.choices.room, went_in)
        Open(desk, went_in)


@solara.component
def Join(language: str, known: str, went_in: Enter_) -> None:
    """For a team: the code and a name."""
    typed = solara.use_reactive(known)
    name = solara.use_reactive("")
    message, show = solara.use_state("")

    def join() -> None:
        if len(code(typed.value)) != CODE_LETTERS:
            raise Refused("no_code")
        room = rooms().find(typed.value)
        went_in(room.seen.code, room.join(name.value))

    with v.Html(tag="section", class_="workshop-card workshop-join"):
        heading(say(language, "join_title"))
        line(say(language, "join_note"), "note")
        solara.InputText(say(language, "code"), value=typed, classes=["workshop-code-field"])
        solara.InputText(say(language, "team_name"), value=name, classes=["workshop-name-field"])
        Message(message)
        Press(say(language, "join"), lambda: Attempt(language, show)(join), "join-button", main=True)


@solara.component
def Open(desk: Desk, went_in: Enter_) -> None:
    """For the facilitator: what the room is about."""
    language, choices = desk.language, desk.choices
    own = choices.a.policies
    usual_asked: tuple[str, ...] = FIRST_ASKED
    asked_of, ask_of = solara.use_state(THIS_PAGE if own else "second_chance")
    usual = choices.months if choices.months in MONTHS[:2] else USUAL_MONTHS
    months, set_months = solara.use_state(usual)
    pairs, set_pairs = solara.use_state(PAIRS[1])
    part, set_part = solara.use_state(PARTS[1])
    asked = solara.use_reactive(usual_asked)
    message, show = solara.use_state("")

    def treated() -> Scenario:
        whole = replace(choices.scenario(), months=months)
        if asked_of == THIS_PAGE:
            return whole
        together = bundles().get(asked_of)
        names = together.members if together is not None else (asked_of,)
        return replace(whole, policies=tuple((name, ()) for name in names))

    def opened() -> None:
        room = rooms().open(Setting(treated(), pairs, asked.value, part))
        went_in(room.seen.code, room.key)

    def tick(key: str, on: bool) -> None:
        asked.value = tuple(one for one in by_key() if (on if one == key else one in asked.value))

    here = say(language, "this_page", scenario_title(language, choices.scenario()))
    questions = [(here, THIS_PAGE)] if own else []
    titles = ((one, of(language, one.title)) for one in catalogue())
    questions += [(f"{one.number}. {title}" if one.number else title, one.name) for one, title in titles]
    questions += [(of(language, one.title), one.name) for one in bundles().values()]
    with v.Html(tag="section", class_="workshop-card workshop-open"):
        heading(say(language, "open_title"))
        line(say(language, "open_note"), "note")
        with v.Html(tag="div", class_="workshop-choices"):
            estates = [(place.load(name).title, name) for name in place.names()]
            Menu(desk.say("estate"), estates, choices.place, desk.choose("place"), "workshop-place")
            Menu(say(language, "question"), questions, asked_of, ask_of, "workshop-question")
            far = [(_far(language, replace(choices.scenario(), months=n)), n) for n in sorted({*MONTHS, months})]
            Menu(say(language, "horizon"), far, months, set_months, "workshop-months")
            many = [(say(language, "pairs_few", n), n) for n in PAIRS]
            Menu(say(language, "pairs"), many, pairs, set_pairs, "workshop-pairs")
            parts = [(say(language, "part_of", text.number(language, 100 * one)), one) for one in PARTS]
            Menu(say(language, "part"), parts, part, set_part, "workshop-part")
        line(say(language, "pairs_note"), "note")
        with v.Html(tag="fieldset", class_="workshop-ticks"):
            v.Html(tag="legend", children=[say(language, "asked")])
            for key, matter in by_key().items():
                Tick(
                    of(language, matter.title),
                    key in asked.value,
                    key,
                    tick,
                    key not in asked.value and len(asked.value) >= MOST_ASKED,
                )
        Message(message)
        Press(say(language, "open"), lambda: Attempt(language, show)(opened), "open-button", main=True)


@solara.component
def Tick(words: str, on: bool, name: str, tick: Callable[[str, bool], None], disabled: bool = False) -> None:
    """A box to tick."""
    v.Checkbox(
        label=words,
        v_model=on,
        on_v_model=lambda now: tick(name, bool(now)),
        disabled=disabled,
        dense=True,
        hide_details=True,
        class_=f"workshop-tick workshop-tick-{name}",
    )


def _far(language: str, scenario: Scenario) -> str:
    years = text.short(language, scenario.months / 12, 1)
    return say(language, "until", years, end_year(Setting(scenario)))
