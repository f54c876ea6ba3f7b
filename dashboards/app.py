"""The page: one estate, one run, one reader. Everything on it belongs to the page and ends with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import anywidget
import reacton.ipyvuetify as v
import solara
import traitlets

from agents.core import calendar
from dashboards import text
from dashboards.controls import Asking, RunButtons, Showing, choose, place_title
from dashboards.panels import discover as panels
from dashboards.panels.panel import Panel, Reader
from dashboards.session import Session
from dashboards.state import read
from geodata import place
from model.policies import discover as policies
from model.policies.bundles import exactly
from model.scenario import Scenario

ASSETS = Path(__file__).parent / "assets"
FEW = 2
"""More proposals than these are named by their numbers."""


class Address(anywidget.AnyWidget):
    """Keeps the browser's address, language and title in step, so that a link shows the same page."""

    _esm = ASSETS / "address.js"
    query = traitlets.Unicode("").tag(sync=True)
    language = traitlets.Unicode("en").tag(sync=True)
    title = traitlets.Unicode("").tag(sync=True)


@solara.component
def Layout(children: list[Any]) -> Any:
    """Our own frame: no app bar, no sidebar of the library."""
    return v.Html(tag="div", class_="boligliv", children=children)


@solara.component
def Page() -> None:
    """The whole page."""
    query = solara.use_router().search or ""
    first = solara.use_memo(lambda: read(query, place.names(), policies()), [])
    choices, change = solara.use_state(first)
    session = solara.use_memo(Session, [])
    scenario = choices.scenario()
    title = place_title(choices.place)
    solara.use_effect(session.open, [])
    solara.use_effect(lambda: session.word(choices, title), [choices.language, choices.attribute, title])
    solara.use_effect(lambda: session.ask(scenario), [scenario])
    language = choices.language
    with v.Html(tag="div", class_="page"):
        with v.Html(tag="header", class_="head"):
            with v.Html(tag="div"):
                v.Html(tag="h1", children=[text.say(language, "title")])
                v.Html(tag="p", children=[text.say(language, "subtitle")])
            Status(session, language, title)
            choose(
                text.say(language, "language"),
                [("English", "en"), ("Dansk", "da")],
                language,
                lambda chosen: change(replace(choices, language=chosen)),
                "language",
            )
            Address.element(query=choices.query(), language=language, title=f"{title} · Boligliv")
        with v.Html(tag="div", class_="side"):
            RunButtons(session, choices, change)
            Showing(choices, change)
            Asking(choices, change)
        with v.Html(tag="main", class_="middle"):
            v.Html(tag="h2", class_="visually-hidden", children=[text.say(language, "map")])
            v.Html(tag="div", class_="map-place", children=[session.map])
            Card(session, Reader(language, choices.origin))
        with v.Html(tag="aside", class_="curves", attributes={"aria-label": text.say(language, "curves")}):
            v.Html(tag="h2", class_="visually-hidden", children=[text.say(language, "curves")])
            v.Html(tag="div", class_="charts", children=list(session.charts))
            RunKey(session, language)


def scenario_title(language: str, scenario: Scenario) -> str:
    """The scenario in a few words: its policies or today's rules, law and seed."""
    known = policies()
    names = [n for n in scenario.policy_names if n in known]
    together = exactly(names)
    if together is not None:
        what = text.of(language, together.title)
    elif len(names) > FEW:
        numbers = ", ".join(map(str, sorted(known[n].number for n in names if known[n].number)))
        principles = [text.of(language, known[n].title) for n in names if not known[n].number]
        what = " + ".join([text.say(language, "several").format(numbers), *principles])
    else:
        what = " + ".join(text.of(language, known[n].title) for n in names) or text.say(language, "todays_rules")
    seed = text.say(language, "seed_of").format(scenario.seed)
    return f"{what}; {text.say(language, 'law_of').format(scenario.law)}; {seed}"


@solara.component
def Status(session: Session, language: str, title: str) -> None:
    """Month, speed reached, and what is being waited for."""
    view = session.view.value
    with v.Html(tag="div", class_="status", attributes={"role": "status"}):
        if view.failure:
            v.Html(tag="strong", class_="failure", children=[text.say(language, "failed").format(view.failure)])
        elif view.loading:
            v.ProgressLinear(indeterminate=True, attributes={"aria-label": text.say(language, "loading").format(title)})
            v.Html(tag="span", children=[text.say(language, "loading").format(title)])
        else:
            months = session.scenario.months if session.scenario else 0
            line = text.say(language, "month").format(calendar.label(view.month), view.month, months)
            v.Html(tag="strong", class_="month", children=[line])
            rate = text.say(language, "rate").format(text.number(language, view.speed, 1))
            tail = text.say(language, "finished") if view.finished else rate if view.playing else ""
            hint = "" if tail or view.home >= 0 else text.say(language, "no_home")
            v.Html(tag="span", children=[tail or hint])


@solara.component
def RunKey(session: Session, language: str) -> None:
    """What solid and dashed curves are, and what one run is worth."""
    before = session.view.value.before
    parts = [text.say(language, "now")]
    if before is not None:
        parts.append(text.say(language, "before").format(scenario_title(language, before)))
    with v.Html(tag="p", class_="note run-key"):
        v.Html(tag="strong", children=["; ".join(parts) + ". "])
        v.Html(
            tag="span",
            children=[f"{text.say(language, 'elsewhere_note')} {text.say(language, 'one_run_note')}"],
        )


@solara.component
def Card(session: Session, reader: Reader) -> None:
    """What the panels tell of the home that was clicked; nothing while none is."""
    view = session.view.value
    language = reader.language
    facts = dict(view.panels)
    if view.home < 0 or not facts:
        return
    with v.Html(tag="section", class_="card", attributes={"aria-label": text.say(language, "home")}):
        with v.Html(tag="div", class_="card-head"):
            v.Html(tag="h2", children=[text.say(language, "home")])
            close = text.say(language, "close_home")
            solara.Button(close, text=True, on_click=lambda: setattr(session.map, "selected", -1))
        if "household" not in facts:
            v.Html(tag="p", children=[text.say(language, "empty_home")])
        for panel in panels():
            if panel.name in facts:
                Facts(panel, facts[panel.name], reader)


@solara.component
def Facts(panel: Panel, facts: dict[str, Any], reader: Reader) -> None:
    """One panel as a list of terms and values."""
    with v.Html(tag="section", class_=f"facts facts-{panel.name}"):
        v.Html(tag="h3", children=[reader.of(panel.title)])
        with v.Html(tag="dl"):
            for label, value in panel.describe(facts, reader):
                v.Html(tag="dt", children=[label])
                v.Html(tag="dd", children=[value])
        if panel.note[0]:
            v.Html(tag="p", class_="note", children=[reader.of(panel.note)])
