"""The page: one reader, one or two runs. Everything on it belongs to the page and ends with it."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

import reacton.ipyvuetify as v
import solara
import traitlets

from agents.core import calendar
from dashboards import forks, link, sending, text, views, wrong
from dashboards.clashes import Clashes, runnable
from dashboards.controls import place_title
from dashboards.desk import Desk
from dashboards.menu import Menu
from dashboards.scripts import PageWidget, script
from dashboards.serve import WARM
from dashboards.session import Session
from dashboards.state import THEMES
from dashboards.units import HOMES
from dashboards.views.view import View

THEME_NAMES = {
    "system": ("as on this machine", "som på denne maskine"),
    "light": ("light", "lyse"),
    "dark": ("dark", "mørke"),
}
ICONS = {"system": "mdi-theme-light-dark", "light": "mdi-white-balance-sunny", "dark": "mdi-weather-night"}

if WARM in os.environ:
    # This file is what the server runs: it begins here to load what the models of all pages share.
    forks.warm()
    sending.in_a_row()


class Address(PageWidget):
    """Keeps the browser's address, language, title and theme in step, so that a link shows the same page.

    `went` tells how often the browser's back and forward buttons were used, and to which query the last time: one may
    go back to the same page twice.
    """

    _esm = script("address.js")
    query = traitlets.Unicode("").tag(sync=True)
    language = traitlets.Unicode("en").tag(sync=True)
    title = traitlets.Unicode("").tag(sync=True)
    theme = traitlets.Unicode("system").tag(sync=True)
    went = traitlets.Tuple(traitlets.Int(), traitlets.Unicode(), default_value=(0, "")).tag(sync=True)


@solara.component
def Layout(children: list[Any]) -> Any:
    """Our own frame: no app bar, no sidebar of the library."""
    return v.Html(tag="div", class_="boligliv", children=children)


@solara.component
def Page() -> None:
    """The whole page: head, messages, and the view that is open."""
    query = solara.use_router().search or ""
    arrived = solara.use_memo(lambda: link.read(query), [])
    choices, setter = solara.use_state(arrived.choices)
    # One and the same from the first to the last time the page is made: what is given it can tell that nothing changed.
    change = solara.use_memo(lambda: setter, [])
    session = solara.use_memo(Session, [])
    title = place_title(choices.place)
    view = views.by_name(choices.view)
    scenario = choices.scenario()
    other = choices.other() if view.branches == 2 else None
    asked_for = solara.use_ref(False)
    # A page that only takes part in a workshop has no model of its own.
    at_work = asked_for.current = asked_for.current or view.branches > 0
    solara.use_effect(lambda: session.open() if at_work else None, [at_work])
    coloured = (choices.attribute, choices.level, choices.group, choices.view == "explore")
    solara.use_effect(lambda: session.word(choices, title), [choices.language, coloured, title])
    together = runnable(choices) and at_work
    solara.use_effect(lambda: session.ask(scenario, other) if together else None, [scenario, other, together])
    desk = Desk(session, choices, change)
    with v.Html(tag="div", class_=f"page page-{view.name}"):
        with v.Html(tag="header", class_="head"):
            with v.Html(tag="div", class_="head-title"):
                v.Html(tag="h1", children=[desk.say("title")])
                v.Html(tag="p", children=[desk.say("subtitle")])
            Navigation(desk)
            Status(desk, title if view.branches else "")
            languages = [("English", "en"), ("Dansk", "da")]
            Menu(desk.say("language"), languages, choices.language, desk.choose("language"), "language")
            ThemeSwitch(desk)
            Address.element(
                query=link.write(choices),
                language=choices.language,
                theme=choices.theme,
                title=f"{title} · Boligliv",
                on_went=lambda went: change(link.read(went[1]).choices),
            )
        Complaints(desk, arrived)
        Clashes(desk)
        view.shows(desk).key(view.name)
        Foot(desk)


@solara.component
def Navigation(desk: Desk) -> None:
    """The views by name; the open one is marked."""
    with v.Html(tag="nav", class_="views", attributes={"aria-label": desk.say("views")}):
        for view in views.discover():
            if view.tab:
                Tab(desk, view).key(view.name)


@solara.component
def Foot(desk: Desk) -> None:
    """What is reached from the foot of the page."""
    with v.Html(tag="footer", class_="foot"):
        for view in views.discover():
            if not view.tab:
                Tab(desk, view).key(view.name)


@solara.component
def Tab(desk: Desk, view: View) -> None:
    """One name in the navigation."""
    here = view.name == desk.choices.view
    tab = v.Html(
        tag="button",
        class_=f"view-tab view-tab-{view.name}" + (" view-open" if here else ""),
        attributes={"type": "button", **({"aria-current": "page"} if here else {})},
        children=[desk.of(view.title)],
    )
    v.use_event(tab, "click", lambda *_: desk.choose("view")(view.name))


@solara.component
def ThemeSwitch(desk: Desk) -> None:
    """One button that goes through the colours of the page: as the system, light, dark."""
    here = THEMES.index(desk.choices.theme)
    after = THEMES[(here + 1) % len(THEMES)]
    say = desk.say("theme").format(desk.of(THEME_NAMES[THEMES[here]]), desk.of(THEME_NAMES[after]))
    button = v.Btn(
        icon=True,
        class_="theme-switch",
        attributes={"aria-label": say, "title": say},
        children=[v.Icon(children=[ICONS[THEMES[here]]])],
    )
    v.use_event(button, "click", lambda *_: desk.choose("theme")(after))


@solara.component
def Complaints(desk: Desk, arrived: link.Read) -> None:
    """What was wrong in the address by which the reader came, until it is closed."""
    closed, close = solara.use_state(False)
    if closed or not (arrived.complaints or arrived.older):
        return
    with v.Html(tag="div", class_="complaints", attributes={"role": "alert"}):
        if arrived.older:
            v.Html(tag="p", children=[desk.say("older")])
            with v.Html(tag="ul"):
                for change in arrived.changes:
                    v.Html(tag="li", children=[desk.of(change)])
        if arrived.complaints:
            v.Html(tag="p", children=[desk.say("complaints")])
            with v.Html(tag="ul"):
                for complaint in arrived.complaints:
                    v.Html(tag="li", children=[wrong.say(desk.language, complaint)])
        solara.Button(desk.say("close_message"), text=True, on_click=lambda: close(True), classes=["close-message"])


@solara.component
def Status(desk: Desk, title: str) -> None:
    """Month, speed reached, and what is being waited for; after an error, the way to start again.

    Nothing where no run is shown and there is no `title`.
    """
    session = desk.session
    view = session.view.value
    failed = [branch for branch in session.branches if branch.told.value.failure]
    with v.Html(tag="div", class_="status", attributes={"role": "status"}):
        if not title:
            return
        if failed:
            words = desk.say("failed").format(failed[0].told.value.failure)
            v.Html(tag="strong", class_="failure", children=[words])
            solara.Button(desk.say("again"), text=True, on_click=lambda: session.again(failed[0]), classes=["again"])
        elif view.loading:
            v.ProgressLinear(indeterminate=True, attributes={"aria-label": desk.say("loading").format(title)})
            v.Html(tag="span", children=[desk.say("loading").format(title)])
        else:
            line = desk.say("month").format(calendar.label(view.month), view.month, desk.choices.months)
            v.Html(tag="strong", class_="month", children=[line])
            rate = desk.say("rate").format(text.number(desk.language, view.speed, 1))
            tail = desk.say("finished") if view.finished else rate if view.playing else ""
            v.Html(tag="span", children=[tail or hint(desk)])
        ChangedAssumptions(desk)


def hint(desk: Desk) -> str:
    """What can be clicked, while nothing is."""
    shown, by_home = desk.session.view.value, desk.choices.level == HOMES
    if desk.choices.view == "explore" and not by_home:
        return desk.say("no_unit") if shown.unit < 0 else ""
    return desk.say("no_home") if desk.choices.view in ("explore", "compare") and shown.home < 0 else ""


@solara.component
def ChangedAssumptions(desk: Desk) -> None:
    """How many numbers of the model differ from their defaults, and what puts all of them back."""
    choices = desk.choices
    names = {name for asked in (choices.a, choices.b) if asked is not None for name, _ in asked.parameters}
    if not names:
        return

    def back() -> None:
        other = None if choices.b is None else replace(choices.b, parameters=())
        desk.change(replace(choices, a=replace(choices.a, parameters=()), b=other))

    words = desk.say("assumptions").format(len(names))
    with v.Html(tag="span", class_="assumptions-changed"):
        v.Html(tag="strong", children=[words[:1].upper() + words[1:]])
        solara.Button(desk.say("put_back"), text=True, on_click=back, classes=["put-back"])
