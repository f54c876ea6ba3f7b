"""The numbers of a proposal that is switched on: sliders, the dose and those of the catalogue before the others."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import reacton.ipyvuetify as v
import solara

from agents.core import calendar
from agents.core.parameter import Parameter
from dashboards import text
from dashboards.asked import Asked, ChangeAsked
from dashboards.fold import Fold
from model.policies.policy import Policy

WHOLE = "share of the whole"
"""The unit of the dose: a plain percentage."""
SCALE = re.compile(r"0(?:\.\.|-)1")
"""A unit that says no more than that the number lies between 0 and 1."""


@dataclass(frozen=True)
class InOrder:
    """A proposal's numbers as a planner needs them: its `dose`, those `told` in the catalogue, then `more`."""

    dose: tuple[Parameter, ...]
    told: tuple[Parameter, ...]
    more: tuple[Parameter, ...]

    @property
    def first(self) -> tuple[Parameter, ...]:
        """Those that come before the others."""
        return (*self.dose, *self.told)


def in_order(policy: Policy) -> InOrder:
    """The proposal's numbers in the order in which they are shown."""
    dose = tuple(one for one in policy.parameters if one.name == f"{policy.name}.dose")
    told = tuple(one for one in policy.parameters if one.grade == "catalogue" and one not in dose)
    return InOrder(dose, told, tuple(one for one in policy.parameters if one not in (*dose, *told)))


@solara.component
def Numbers(policy: Policy, language: str, asked: Asked, ask: ChangeAsked, before: tuple[str, ...] = ()) -> None:
    """The numbers folded away, with how many of them were changed; those named in `before` stand before the fold."""
    order = in_order(policy)
    first, more = ([one for one in part if one.name not in before] for part in (order.first, order.more))

    def body() -> None:
        Sliders(tuple(first), language, asked, ask)
        if more:
            title = text.say(language, "more_numbers").format(len(more))
            Fold(title, _changed(language, asked, more), "more", further).key("more")

    def further() -> None:
        Sliders(tuple(more), language, asked, ask)

    with v.Html(tag="div", class_="numbers"):
        if before:
            Sliders(tuple(one for one in policy.parameters if one.name in before), language, asked, ask)
        if first or more:
            Fold(text.say(language, "numbers"), _changed(language, asked, (*first, *more)), "numbers", body)


@solara.component
def Sliders(parameters: tuple[Parameter, ...], language: str, asked: Asked, ask: ChangeAsked) -> None:
    """A slider for each of these numbers of a proposal."""
    given = dict(asked.doses)
    with v.Html(tag="div", class_="sliders"):
        for one in parameters:
            Slider(one, given.get(one.name, one.value), language, partial(_dose, asked, ask, one)).key(one.name)


def _dose(asked: Asked, ask: ChangeAsked, parameter: Parameter, value: float) -> None:
    ask(asked.dose(parameter, value))


def _changed(language: str, asked: Asked, parameters: Sequence[Parameter]) -> str:
    given = dict(asked.doses)
    number = sum(one.name in given for one in parameters)
    return text.say(language, "changed").format(number) if number else ""


@solara.component
def Slider(parameter: Parameter, value: float, language: str, on_value: Callable[[float], None]) -> None:
    """A slider over a parameter's range; its value counts when it is let go, not while it moves."""
    shown, show = solara.use_state(value)
    solara.use_effect(lambda: show(value), [value])

    def let_go(*event: Any) -> None:
        on_value(float(event[-1]))

    step = slider_step(parameter)
    meaning = text.parameter(language, parameter.name, parameter.meaning)
    meaning = text.say(language, "dose") if parameter.unit == WHOLE else meaning[:1].upper() + meaning[1:]
    unit = text.unit(language, parameter.unit)
    with v.Html(tag="div", class_="dose"):
        v.Html(
            tag="div",
            class_="dose-label",
            children=[f"{meaning}: ", v.Html(tag="b", children=[dose_text(language, parameter, shown)])],
        )
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
    """A number as a planner reads it: shares in per cent, years as a month, other numbers with their unit."""
    unit, digits = text.unit(language, parameter.unit), -math.floor(math.log10(slider_step(parameter)))
    if parameter.unit.startswith("share"):
        rest = "" if parameter.unit == WHOLE else unit.removeprefix("share").removeprefix("andel").strip()
        return f"{text.short(language, 100 * value, max(0, digits - 2))} % {rest}".strip()
    if parameter.unit == "year":
        return calendar.label(round((value - calendar.START_YEAR) * 12))
    shown = text.short(language, value, max(0, digits))
    if parameter.unit == "ratio":
        return f"× {shown}"
    return f"{shown} {SCALE.split(unit)[-1].strip()}".strip()
