"""The left column: what is asked of the model, what is shown, and the buttons of the run."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import reacton.ipyvuetify as v
import solara

from agents.core import calendar
from dashboards import attributes, measures
from dashboards.clashes import runnable
from dashboards.desk import Desk
from dashboards.menu import Menu
from dashboards.state import LAWS, SPEEDS
from dashboards.switches import Theme
from dashboards.units import HOMES, LEVELS
from experiments.proposals import by_theme
from geodata import place


def place_title(name: str) -> str:
    """The title of a place with its municipality, as the menu shows it."""
    loaded = place.load(name)
    return f"{loaded.title}, {loaded.municipality_name}"


@solara.component
def RunButtons(desk: Desk) -> None:
    """Play or pause, one month, restart, speed."""
    session, choices = desk.session, desk.choices
    view = session.view.value

    def set_speed(speed: int) -> None:
        desk.choose("speed")(speed)
        if view.playing:
            session.play(float(speed))

    with v.Html(tag="section", class_="panel", attributes={"aria-label": desk.say("run")}):
        v.Html(tag="h2", children=[desk.say("run")])
        with v.Html(tag="div", class_="buttons"):
            busy = view.loading or bool(view.failure) or not runnable(choices)
            if view.playing:
                solara.Button(
                    desk.say("pause"),
                    icon_name="mdi-pause",
                    color="primary",
                    on_click=lambda: session.play(0.0),
                    classes=["play"],
                )
            else:
                solara.Button(
                    desk.say("play"),
                    icon_name="mdi-play",
                    color="primary",
                    disabled=busy or view.finished,
                    on_click=lambda: session.play(float(choices.speed)),
                    classes=["play"],
                )
            solara.Button(
                desk.say("step"),
                icon_name="mdi-step-forward",
                outlined=True,
                disabled=busy or view.finished,
                on_click=session.step,
                classes=["step"],
            )
            solara.Button(
                desk.say("reset"),
                icon_name="mdi-restart",
                outlined=True,
                disabled=view.loading or not runnable(choices),
                on_click=lambda: session.ask(choices.scenario(), choices.other(), restart=True),
                classes=["reset"],
            )
        items = [(str(speed), speed) for speed in SPEEDS]
        Menu(desk.say("speed"), items, choices.speed, set_speed, "speed")


@solara.component
def Timeline(desk: Desk) -> None:
    """The months of the run as a slider: any month lived is shown again, a later one is run to."""
    view, months = desk.session.view.value, desk.choices.months
    held, hold = solara.use_state(-1)
    solara.use_effect(lambda: hold(-1), [view.month])
    shown = view.month if held < 0 else held
    with v.Html(tag="div", class_="timeline"):
        v.Html(tag="span", class_="timeline-month", children=[calendar.label(shown)])
        slider = v.Slider(
            v_model=shown,
            on_v_model=lambda month: hold(int(month)),
            min=0,
            max=months,
            step=1,
            dense=True,
            hide_details=True,
            disabled=view.loading or bool(view.failure),
            class_="timeline-slider",
            attributes={"aria-label": desk.say("timeline")},
        )
        v.use_event(slider, "change", lambda *event: desk.session.show(int(event[-1])))
        lived = desk.say("lived_to").format(calendar.label(view.lived))
        v.Html(tag="span", class_="timeline-lived", children=[lived])


@solara.component
def Showing(desk: Desk, units: bool = False) -> None:
    """Estate, colours, whether origin is offered; with `units` also what one colour stands for."""
    choices = desk.choices
    with v.Html(tag="section", class_="panel", attributes={"aria-label": desk.say("view")}):
        v.Html(tag="h2", children=[desk.say("view")])
        estates = [(place_title(name), name) for name in place.names()]
        Menu(desk.say("estate"), estates, choices.place, desk.choose("place"), "place")
        menu = [(desk.of(a.title), a.name) for a in attributes.ATTRIBUTES if choices.origin or not a.about_origin]
        Menu(desk.say("colour"), menu, choices.attribute, lambda a: desk.change(choices.colour(a)), "attribute")
        if units:
            Units(desk)
        v.Switch(
            label=desk.say("show_origin"),
            v_model=choices.origin,
            on_v_model=lambda on: desk.change(choices.show_origin(bool(on))),
            dense=True,
            hide_details=True,
            class_="choice-origin",
        )


@solara.component
def Units(desk: Desk) -> None:
    """What one colour stands for, and of which class the share is shown."""
    choices = desk.choices
    levels = [(desk.of(words), level) for level, words in LEVELS.items()]
    Menu(desk.say("level"), levels, choices.level, desk.choose("level"), "level")
    if choices.level == HOMES or not measures.choosable(choices.attribute):
        return
    labels = attributes.by_name(choices.attribute).labels
    groups = [(desk.say("commonest"), measures.COMMONEST), *((desk.of(label), k) for k, label in enumerate(labels))]
    group = measures.group_of(choices.attribute, choices.group)
    Menu(desk.say("group"), groups, group, desk.choose("group"), "group")


@solara.component
def Asking(desk: Desk, branch: str = "a") -> None:
    """Proposals by theme with their numbers, letting law and seed: every change restarts the run."""
    choices, language = desk.choices, desk.language
    asked, ask = desk.asked(branch), desk.ask(branch)

    def new_seed(*event: Any) -> None:
        desk.change(choices.another_seed(str(event[-1])))

    with v.Html(tag="section", class_=f"panel asking asking-{branch}", attributes={"aria-label": desk.say("scenario")}):
        v.Html(tag="h2", children=[desk.say("scenario")])
        for theme, group in by_theme().items():
            Theme(theme, group, language, asked, ask)
        laws = [(desk.say("law_dated") if law == "dated" else desk.say("law_of").format(law), law) for law in LAWS]
        Menu(desk.say("law"), laws, asked.law, lambda law: ask(replace(asked, law=law)), "law")
        seed = v.TextField(
            label=desk.say("seed"),
            type="number",
            attributes={"min": 0},
            v_model=str(choices.seed),
            dense=True,
            outlined=True,
            hide_details=True,
            class_="choice choice-seed",
        )
        v.use_event(seed, "change", new_seed)
        v.Html(tag="p", class_="note", children=[desk.say("restart_note")])
