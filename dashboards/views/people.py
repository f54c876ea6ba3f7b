"""The view of people: a child followed from cradle to job, an allocation explained, a household's network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reacton.ipyvuetify as v
import solara

from dashboards.branch import Branch
from dashboards.controls import Asking, RunButtons, Showing, Timeline
from dashboards.desk import Desk
from dashboards.fold import Fold
from dashboards.people import child, ego, why
from dashboards.scripts import ASSETS
from dashboards.titles import scenario_title
from dashboards.views.view import View

Pair = tuple[str, str]


@dataclass(frozen=True)
class Part:
    """One of the three parts: its name and title, its buttons, what it shows of a branch, and its note."""

    name: str
    title: Pair
    pick: Callable[[Desk], Any]
    shows: Callable[[Desk, Branch, str], Any]
    note: Pair


PARTS = (
    Part("child", ("Follow a child", "Følg et barn"), child.Children, child.Life, child.NOTE),
    Part("why", ("Why this family?", "Hvorfor denne familie?"), why.Latest, why.Why, why.NOTE),
    Part("network", ("Network", "Netværk"), ego.Households, ego.Network, ego.NOTE),
)


@solara.component
def People(desk: Desk) -> None:
    """Controls, one map a branch, and beside them the part that is open."""
    session = desk.session
    opened, open_ = solara.use_state(PARTS[0].name)
    part = next(one for one in PARTS if one.name == opened)
    branches = (("a", session.a), ("b", session.b)) if desk.choices.b is not None else (("a", session.a),)

    def clear() -> Callable[[], None]:
        def leave() -> None:
            session.a.map.trail = session.b.map.trail = []

        return leave

    solara.use_effect(clear, [opened])
    with v.Html(tag="div", class_="people"):
        with v.Html(tag="div", class_="side"):
            solara.Style(ASSETS / "people.css")
            RunButtons(desk)
            Showing(desk)
            Fold(desk.say("scenario"), "", "people-asking", lambda: Asking(desk))
        with v.Html(tag="main", class_="middle people-maps"):
            v.Html(tag="h2", class_="visually-hidden", children=[desk.say("map")])
            for name, branch in branches:
                if len(branches) > 1:
                    Heading(desk, branch, name)
                v.Html(tag="div", class_="map-place", children=[branch.map])
            Timeline(desk)
        with v.Html(tag="section", class_="people-told", attributes={"aria-label": desk.of(VIEW.title)}):
            with v.Html(tag="div", class_="people-parts", attributes={"role": "group"}):
                for one in PARTS:
                    Tab(desk, one, one.name == opened, open_).key(one.name)
            part.pick(desk).key(f"pick-{part.name}")
            with v.Html(tag="div", class_="people-branches"):
                for name, branch in branches:
                    with v.Html(tag="div", class_="people-branch"):
                        if len(branches) > 1:
                            Heading(desk, branch, name)
                        part.shows(desk, branch, name).key(f"{part.name}-{name}")
            v.Html(tag="p", class_="note people-note", children=[desk.of(part.note)])


@solara.component
def Heading(desk: Desk, branch: Branch, name: str) -> None:
    """Which branch this is."""
    scenario = desk.choices.scenario() if name == "a" else desk.choices.other()
    title = scenario_title(desk.language, scenario) if scenario is not None else ""
    v.Html(tag="h2", class_="people-which", children=[f"{name.upper()}: {title}"])


@solara.component
def Tab(desk: Desk, part: Part, here: bool, open_: Callable[[str], None]) -> None:
    """The button that opens a part."""
    tab = v.Html(
        tag="button",
        class_=f"people-part people-part-{part.name}" + (" people-part-open" if here else ""),
        attributes={"type": "button", "aria-pressed": "true" if here else "false"},
        children=[desk.of(part.title)],
    )
    v.use_event(tab, "click", lambda *_: open_(part.name))


VIEW = View("people", 40, ("People", "Mennesker"), People, branches=2)
