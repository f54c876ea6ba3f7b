"""What the panels tell of the home that was clicked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import reacton.ipyvuetify as v
import solara

from dashboards.desk import Desk
from dashboards.facts import Sections, of_home
from dashboards.maps import EstateMap
from dashboards.panels.panel import Reader
from dashboards.unit_card import UnitCard
from dashboards.units import HOMES


@solara.component
def Card(desk: Desk) -> None:
    """What the panels tell of the home that was clicked, or what the unit is like; nothing while none is.

    The card of a home opens with its name at once: what the model knows of it follows when its month is over.
    """
    view = desk.session.view.value
    home = use_selected(desk.session.map)
    facts = dict(view.panels)
    if view.unit >= 0 and "unit" in facts:
        UnitCard(desk, facts["unit"])
        return
    names = desk.session.map.names.split("\n")
    if not 0 <= home < len(names) or desk.choices.level != HOMES:
        return
    with v.Html(tag="section", class_="card", attributes={"aria-label": desk.say("home")}):
        with v.Html(tag="div", class_="card-head"):
            v.Html(tag="h2", children=[desk.say("home")])
            close = desk.say("close_home")
            solara.Button(close, text=True, on_click=lambda: setattr(desk.session.map, "selected", -1))
        v.Html(tag="p", class_="card-name", children=[names[home]])
        if view.home != home or not facts:
            return
        if "household" not in facts and "then" not in facts:
            v.Html(tag="p", children=[desk.say("empty_home")])
        Sections(of_home(facts, Reader(desk.language, desk.choices.origin)))


def use_selected(shown: EstateMap) -> int:
    """The home that is chosen on a map, -1 for none, as soon as it is."""
    chosen, choose = solara.use_state(shown.selected)

    def listen() -> Callable[[], None]:
        def heard(change: Any) -> None:
            choose(change["new"])

        shown.observe(heard, "selected")
        choose(shown.selected)
        return lambda: shown.unobserve(heard, "selected")

    solara.use_effect(listen, [])
    return chosen
