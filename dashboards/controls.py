"""The left column: what is asked of the model, what is shown, and the buttons of the run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import reacton.ipyvuetify as v
import solara

from agents.core.parameter import Parameter
from dashboards import attributes, text
from dashboards.session import Session
from dashboards.state import LAWS, SPEEDS, Choices
from geodata import place
from model.policies import discover
from model.policies.policy import PAYERS, Policy

Change = Callable[[Choices], None]


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
    """Policies with their doses, letting law and seed: every change restarts the run."""
    language = choices.language

    def new_seed(*event: Any) -> None:
        change(choices.another_seed(str(event[-1])))

    with v.Html(tag="section", class_="panel", attributes={"aria-label": text.say(language, "scenario")}):
        v.Html(tag="h2", children=[text.say(language, "scenario")])
        for policy in discover().values():
            PolicySwitch(policy, choices, change)
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


@solara.component
def PolicySwitch(policy: Policy, choices: Choices, change: Change) -> None:
    """A policy's switch, its doses while it is on, and what its authors say of cost and doubts."""
    language = choices.language
    on = policy.name in choices.policies
    v.Switch(
        label=text.of(language, policy.title),
        v_model=on,
        on_v_model=lambda now: change(choices.switch(policy.name, bool(now))),
        dense=True,
        hide_details=True,
        class_=f"policy policy-{policy.name}",
    )
    with v.Html(tag="div", class_="policy-body"):
        if on:
            given = dict(choices.doses)
            for parameter in policy.parameters:
                Dose(parameter, given.get(parameter.name, parameter.value), choices, change)
        with v.Html(tag="details", class_="note"):
            v.Html(tag="summary", children=[text.say(language, "about_policy")])
            v.Html(tag="p", children=[text.of(language, policy.summary)])
            payers = ", ".join(text.of(language, PAYERS[who]) for who in policy.payers)
            v.Html(tag="p", children=[f"{text.say(language, 'pays')}: {payers}"])
            v.Html(
                tag="p",
                children=[
                    f"{text.say(language, 'doubts')}: {' '.join(text.of(language, b.text) for b in policy.barriers)}"
                ],
            )


@solara.component
def Dose(parameter: Parameter, value: float, choices: Choices, change: Change) -> None:
    """A slider over a parameter's range; the run restarts when it is let go, not while it moves."""
    language = choices.language
    shown, show = solara.use_state(value)
    solara.use_effect(lambda: show(value), [value])

    def let_go(*event: Any) -> None:
        change(choices.dose(parameter, float(event[-1])))

    step = slider_step(parameter)
    meaning = text.parameter(language, parameter.name, parameter.meaning)
    unit = text.unit(language, parameter.unit)
    label = f"{meaning}: {dose_text(language, parameter, shown)}"
    with v.Html(tag="div", class_="dose"):
        v.Html(tag="div", class_="dose-label", children=[label])
        slider = v.Slider(
            v_model=shown,
            on_v_model=lambda x: show(float(x)),
            min=parameter.low,
            max=parameter.high,
            step=step,
            dense=True,
            hide_details=True,
            class_=f"dose-{parameter.name.replace('.', '-')}",
            attributes={"aria-label": f"{meaning} ({unit})"},
        )
        v.use_event(slider, "change", let_go)


def slider_step(parameter: Parameter) -> float:
    """A step that gives about a hundred positions and round numbers.

    >>> from agents.core.parameter import Parameter
    >>> slider_step(Parameter("a.b", 0.05, 0.0, 0.2, "share", "s", "judgement", "m"))
    0.002
    """
    span = parameter.high - parameter.low
    if span <= 0:
        return 1.0
    step = span / 100.0
    power = 10.0 ** int(f"{step:e}".partition("e")[2])
    return float(f"{max(m for m in (1, 2, 5) if m * power <= step * (1 + 1e-9)) * power:.12g}")


def dose_text(language: str, parameter: Parameter, value: float) -> str:
    """A dose as a planner reads it: shares in per cent, other numbers with their unit."""
    if parameter.unit.startswith("share"):
        rest = text.unit(language, parameter.unit).removeprefix("share").removeprefix("andel").strip()
        return f"{text.number(language, 100 * value, 1)} %{' ' + rest if rest else ''}"
    if parameter.unit == "ratio":
        return f"× {text.number(language, value, 2)}"
    digits = 0 if slider_step(parameter) >= 1 else 2
    return f"{text.number(language, value, digits)} {text.unit(language, parameter.unit)}".strip()
