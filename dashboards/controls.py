"""The left column: what is asked of the model, what is shown, and the buttons of the run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import reacton.ipyvuetify as v
import solara

from dashboards import attributes, text
from dashboards.session import Session
from dashboards.state import LAWS, SPEEDS, Change, Choices
from dashboards.switches import Theme
from experiments.proposals import by_theme
from geodata import place


def place_title(name: str) -> str:
    """The title of a place with its municipality, as the menu shows it."""
    loaded = place.load(name)
    return f"{loaded.title}, {loaded.municipality_name}"


def choose(label: str, items: list[tuple[str, Any]], value: Any, on_value: Callable[[Any], None], name: str) -> None:
    """A menu with a label; `name` marks it for tests and style sheets."""
    v.Select(
        label=label,
        items=[{"text": words, "value": item} for words, item in items],
        v_model=value,
        on_v_model=on_value,
        dense=True,
        outlined=True,
        hide_details=True,
        menu_props={"offsetY": True},
        class_=f"choice choice-{name}",
    )


@solara.component
def RunButtons(session: Session, choices: Choices, change: Change) -> None:
    """Play or pause, one month, restart, speed."""
    language = choices.language
    view = session.view.value

    def set_speed(speed: int) -> None:
        change(replace(choices, speed=speed))
        if view.playing:
            session.play(float(speed))

    with v.Html(tag="section", class_="panel", attributes={"aria-label": text.say(language, "run")}):
        v.Html(tag="h2", children=[text.say(language, "run")])
        with v.Html(tag="div", class_="buttons"):
            busy = view.loading or bool(view.failure)
            if view.playing:
                solara.Button(
                    text.say(language, "pause"),
                    icon_name="mdi-pause",
                    color="primary",
                    on_click=lambda: session.play(0.0),
                    classes=["play"],
                )
            else:
                solara.Button(
                    text.say(language, "play"),
                    icon_name="mdi-play",
                    color="primary",
                    disabled=busy or view.finished,
                    on_click=lambda: session.play(float(choices.speed)),
                    classes=["play"],
                )
            solara.Button(
                text.say(language, "step"),
                icon_name="mdi-step-forward",
                outlined=True,
                disabled=busy or view.finished,
                on_click=session.step,
                classes=["step"],
            )
            solara.Button(
                text.say(language, "reset"),
                icon_name="mdi-restart",
                outlined=True,
                disabled=view.loading,
                on_click=lambda: session.ask(choices.scenario(), restart=True),
                classes=["reset"],
            )
        items = [(str(speed), speed) for speed in SPEEDS]
        choose(text.say(language, "speed"), items, choices.speed, set_speed, "speed")


@solara.component
def Showing(choices: Choices, change: Change) -> None:
    """Estate, colours, whether origin is offered, language."""
    language = choices.language
    with v.Html(tag="section", class_="panel", attributes={"aria-label": text.say(language, "view")}):
        v.Html(tag="h2", children=[text.say(language, "view")])
        estates = [(place_title(name), name) for name in place.names()]
        choose(
            text.say(language, "estate"),
            estates,
            choices.place,
            lambda x: change(replace(choices, place=x)),
            "place",
        )
        menu = [
            (text.of(language, a.title), a.name) for a in attributes.ATTRIBUTES if choices.origin or not a.about_origin
        ]
        choose(
            text.say(language, "colour"),
            menu,
            choices.attribute,
            lambda x: change(replace(choices, attribute=x)),
            "attribute",
        )
        v.Switch(
            label=text.say(language, "show_origin"),
            v_model=choices.origin,
            on_v_model=lambda on: change(choices.show_origin(bool(on))),
            dense=True,
            hide_details=True,
            class_="choice-origin",
        )


@solara.component
def Asking(choices: Choices, change: Change) -> None:
    """Proposals by theme with their numbers, letting law and seed: every change restarts the run."""
    language = choices.language

    def new_seed(*event: Any) -> None:
        change(choices.another_seed(str(event[-1])))

    with v.Html(tag="section", class_="panel", attributes={"aria-label": text.say(language, "scenario")}):
        v.Html(tag="h2", children=[text.say(language, "scenario")])
        for theme, group in by_theme().items():
            Theme(theme, group, choices, change)
        laws = [
            (
                text.say(language, "law_dated") if law == "dated" else text.say(language, "law_of").format(law),
                law,
            )
            for law in LAWS
        ]
        choose(text.say(language, "law"), laws, choices.law, lambda x: change(replace(choices, law=x)), "law")
        seed = v.TextField(
            label=text.say(language, "seed"),
            type="number",
            attributes={"min": 0},
            v_model=str(choices.seed),
            dense=True,
            outlined=True,
            hide_details=True,
            class_="choice choice-seed",
        )
        v.use_event(seed, "change", new_seed)
        v.Html(tag="p", class_="note", children=[text.say(language, "restart_note")])
