"""The first view: the estate on its map, beside it curves, segregation or the list, and what is asked."""

from __future__ import annotations

from collections.abc import Callable

import reacton.ipyvuetify as v
import solara

from dashboards import beside
from dashboards.beside.tab import Tab
from dashboards.card import Card
from dashboards.controls import Asking, RunButtons, Showing, Timeline
from dashboards.desk import Desk
from dashboards.views.view import View

BESIDE = ("Beside the map", "Ved siden af kortet")


@solara.component
def Explore(desk: Desk) -> None:
    """Controls, map, and beside the map what is chosen."""
    session = desk.session
    tab = next(one for one in beside.discover() if one.name == desk.choices.beside)
    with v.Html(tag="div", class_="explore"):
        with v.Html(tag="div", class_="side"):
            RunButtons(desk)
            Showing(desk, units=True)
            Asking(desk)
        with v.Html(tag="main", class_="middle"):
            v.Html(tag="h2", class_="visually-hidden", children=[desk.say("map")])
            v.Html(tag="div", class_="map-place", children=[session.map])
            Timeline(desk)
            Card(desk)
        with v.Html(tag="aside", class_="curves", attributes={"aria-label": desk.of(BESIDE)}):
            with v.Html(tag="nav", class_="beside-tabs", attributes={"aria-label": desk.of(BESIDE)}):
                for one in beside.discover():
                    Open(one, desk.of(one.title), one is tab, desk.choose("beside")).key(one.name)
            tab.shows(desk).key(f"tab-{tab.name}")


@solara.component
def Open(tab: Tab, title: str, here: bool, choose: Callable[[object], None]) -> None:
    """The button that opens a tab."""
    button = v.Html(
        tag="button",
        class_=f"view-tab beside-tab beside-tab-{tab.name}" + (" view-open" if here else ""),
        attributes={"type": "button", **({"aria-current": "true"} if here else {})},
        children=[title],
    )
    v.use_event(button, "click", lambda *_: choose(tab.name))


VIEW = View("explore", 10, ("Explore", "Udforsk"), Explore)
