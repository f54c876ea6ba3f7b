"""Every number of the model and of the proposals: what it means, where it comes from, and a slider to change it."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial
from typing import Any

import reacton.ipyvuetify as v
import solara

from agents.core.parameter import GRADES, Parameter
from dashboards import text
from dashboards.assumptions import Group, Looked, assume, changed, find, groups, measured
from dashboards.assumptions_words import INFLUENCED, WORDS
from dashboards.desk import Desk
from dashboards.doses import Slider, dose_text
from dashboards.fold import Fold
from dashboards.menu import Menu
from dashboards.resting import RestingOn
from dashboards.views.view import View
from experiments import explain_danish
from experiments.bibliography import reference
from experiments.calibration import tuned

MOST_SHOWN = 60
"""More numbers than these are not shown at once for a search; groups folded away show any number."""
BRANCHES = ("ab", "a", "b")


@solara.component
def Assumptions(desk: Desk) -> None:
    """What is looked for on the left, the numbers that fit beside it."""
    looked, look = solara.use_state(Looked())
    branch, to_branch = solara.use_state("ab")
    branch = branch if desk.choices.b is not None else "a"
    asked = desk.asked(branch[0])
    found = find(looked, asked, desk.language)
    total = sum(len(ones) for _, ones in found)

    def change(parameter: Parameter, value: float) -> None:
        choices = desk.choices
        for one in branch:
            choices = replace(choices, **{one: assume(desk.asked(one), parameter, value)})  # type: ignore[arg-type]
        desk.change(choices)

    with v.Html(tag="div", class_="assumptions"):
        with v.Html(tag="div", class_="side"):
            Looking(desk, looked, look)
            if desk.choices.b is not None:
                names = {"ab": desk.of(WORDS["both"]), "a": "A", "b": "B"}
                Menu(desk.of(WORDS["branch"]), [(names[one], one) for one in BRANCHES], branch, to_branch, "branch")
            for key in ("note", "english"):
                v.Html(tag="p", class_="note", children=[desk.of(WORDS[key])])
            RestingOn(desk)
        with v.Html(tag="main", class_="assumptions-found"):
            words = desk.of(WORDS["found"]).format(text.number(desk.language, total), len(found))
            told = words if found else desk.of(WORDS["nothing"])
            v.Html(tag="p", class_="note", attributes={"role": "status"}, children=[told])
            room = MOST_SHOWN
            for proposal, key in ((False, "mechanisms"), (True, "proposals")):
                if any(group.proposal == proposal for group, _ in found):
                    v.Html(tag="h2", children=[desk.of(WORDS[key])])
                for group, ones in found:
                    if group.proposal == proposal:
                        open_at_first = looked.anything and room >= len(ones)
                        room -= len(ones) if looked.anything else 0
                        Numbers(desk, group, ones, asked, change, open_at_first).key(f"{group.name}{looked}")


@solara.component
def Looking(desk: Desk, looked: Looked, look: Any) -> None:
    """Words to search, grade of evidence, only those changed or measured."""

    def only(name: str, on: Any) -> None:
        chosen = {name: bool(on)}
        look(replace(looked, **chosen))  # type: ignore[arg-type]

    everything = sum(len(group.parameters) for group in groups())
    with v.Html(tag="section", class_="panel"):
        v.TextField(
            label=desk.of(WORDS["look"]).format(text.number(desk.language, everything)),
            v_model=looked.words,
            on_v_model=lambda words: look(replace(looked, words=str(words or "")[:100])),
            dense=True,
            outlined=True,
            hide_details=True,
            class_="choice choice-search",
        )
        grades = [(explain_danish.grade(one, text.spoken(desk.language)), one) for one in GRADES]
        items = [(desk.of(WORDS["all"]), ""), *grades]
        Menu(desk.of(WORDS["grade"]), items, looked.grade, lambda one: look(replace(looked, grade=one)), "grade")
        for name in ("changed", "measured"):
            v.Switch(
                label=desk.of(WORDS[name]),
                v_model=getattr(looked, name),
                on_v_model=partial(only, name),
                dense=True,
                hide_details=True,
                class_=f"only-{name}",
            )


@solara.component
def Numbers(desk: Desk, group: Group, ones: tuple[Parameter, ...], asked: Any, change: Any, at_first: bool) -> None:
    """One group folded away, with how many of its numbers are changed."""
    other = changed(asked)
    number = sum(one.name in other for one in ones)
    aside = desk.say("changed").format(number) if number else str(len(ones))

    def body() -> None:
        if group.proposal and group.name not in asked.policies:
            v.Html(tag="p", class_="note", children=[desk.of(WORDS["off"])])
        for one in ones:
            value = (dict(asked.doses) | other).get(one.name, one.value)
            mark = " ●" if one.name in other else ""
            meaning = text.parameter(desk.language, one.name, one.meaning)
            told = f"{dose_text(desk.language, one, value)}{mark}"
            title = meaning[:1].upper() + meaning[1:]
            about = partial(About, desk, one, value, partial(change, one))
            Fold(title, told, f"number number-{one.name.replace('.', '-')}", about).key(one.name)

    Fold(desk.of(group.title), aside, f"theme group-{group.name}", body, at_first)


@solara.component
def About(desk: Desk, one: Parameter, value: float, change: Any) -> None:
    """Everything about a number, and what changes it."""
    spoken = text.spoken(desk.language)
    low, high, usual = (dose_text(desk.language, one, x) for x in (one.low, one.high, one.value))
    grade = explain_danish.grade(one.grade, spoken)
    rows = [
        (desk.of(WORDS["range"]), f"{low} – {high} ({desk.of(WORDS['default']).format(usual)})"),
        (desk.of(WORDS["source"]), reference(one.source, spoken)),
        (desk.of(WORDS["grade"]), grade),
        (desk.of(WORDS["influence"]), influence_text(desk, one)),
        (desk.of(WORDS["name"]), one.name),
    ]
    if one.tuned_to:
        rows.insert(3, (desk.of(WORDS["set_against"]), tuned.in_words(one, spoken)))

    with v.Html(tag="div", class_="number-about"):
        if one.low < one.high:
            Slider(one, value, desk.language, change)
            Exact(desk, one, value, change)
        else:
            v.Html(tag="p", class_="note", children=[desk.of(WORDS["fixed"])])
        with v.Html(tag="dl"):
            for label, words in rows:
                v.Html(tag="dt", children=[label])
                v.Html(tag="dd", children=[words])


@solara.component
def Exact(desk: Desk, one: Parameter, value: float, change: Any) -> None:
    """A field in which the value is typed."""

    def exact(*event: Any) -> None:
        try:
            wanted = float(str(event[-1]).replace(",", "."))
        except ValueError:
            return
        if math.isfinite(wanted):
            change(wanted)

    field = v.TextField(
        label=f"{desk.of(WORDS['exact'])} ({text.unit(desk.language, one.unit)})",
        type="number",
        v_model=f"{value:.10g}",
        attributes={"min": one.low, "max": one.high, "step": "any"},
        dense=True,
        outlined=True,
        hide_details=True,
        class_="choice number-exact",
    )
    v.use_event(field, "change", exact)


def influence_text(desk: Desk, one: Parameter) -> str:
    """For which outcomes a number was found to matter, and in which study."""
    studies: dict[str, dict[bool, list[str]]] = {}
    for row in measured().get(one.name, []):
        place = tuned.NAMES.get(row.place, row.place)
        study = desk.of(WORDS["study"]).format(place, row.months, row.runs, row.made)
        outcome = desk.of(INFLUENCED.get(row.outcome, (row.outcome.replace("|", ", "),) * 2))
        studies.setdefault(study, {True: [], False: []})[row.matters].append(outcome)
    told = []
    for study, found in studies.items():
        keys = ((True, "matters"), (False, "matters_not"))
        lines = [
            desk.of(WORDS[key]).format(text.listed(desk.language, found[told_from]))
            for told_from, key in keys
            if found[told_from]
        ]
        told.append(f"{', '.join(lines)} ({study})")
    return "; ".join(told) or desk.of(WORDS["not_measured"])


VIEW = View("assumptions", 60, ("Assumptions", "Antagelser"), Assumptions)
