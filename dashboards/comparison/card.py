"""The home that was clicked on one of the maps: what it is, and who lives there in A and in B."""

from __future__ import annotations

from typing import Any

import reacton.ipyvuetify as v
import solara

from dashboards.branch import Branch
from dashboards.desk import Desk
from dashboards.facts import Sections, of_home
from dashboards.panels.panel import Reader

Pair = tuple[str, str]

IN: dict[str, Pair] = {"a": ("In A, {}", "I A, {}"), "b": ("In B, {}", "I B, {}")}
SAME: Pair = ("The same household lives here in both.", "Den samme husstand bor her i begge.")
OTHERS: Pair = ("Another household lives here in B than in A.", "I B bor en anden husstand her end i A.")
EMPTY_BOTH: Pair = ("The home is empty in both.", "Boligen er tom i begge.")
EMPTY_ONE: Pair = ("The home is empty in one of the two.", "Boligen er tom i den ene af de to.")
OF_THE_HOME = "home"


@solara.component
def ComparedHome(desk: Desk) -> None:
    """The card; nothing while no home is chosen."""
    session = desk.session
    a, b = session.a.told.value, session.b.told.value
    told = {"a": dict(a.panels), "b": dict(b.panels)}
    if a.home < 0 or a.home != b.home or not (told["a"] and told["b"]):
        return
    reader = Reader(desk.language, desk.choices.origin)
    names = session.a.map.names.split("\n")
    with v.Html(tag="section", class_="cmp-card", attributes={"aria-label": desk.say("home")}):
        with v.Html(tag="div", class_="card-head"):
            v.Html(
                tag="h2", children=[f"{desk.say('home')}: {names[a.home]}" if a.home < len(names) else desk.say("home")]
            )
            solara.Button(desk.say("close_home"), text=True, on_click=lambda: setattr(session.a.map, "selected", -1))
        v.Html(tag="p", class_="cmp-card-same", children=[desk.of(who(told["a"], told["b"]))])
        with v.Html(tag="div", class_="cmp-card-columns"):
            with v.Html(tag="div", class_="cmp-card-home"):
                shared = told["a"].get(OF_THE_HOME) or told["b"].get(OF_THE_HOME)
                if shared:
                    Sections(of_home({OF_THE_HOME: {**shared, "vacant_since": None}}, reader))
            Side(desk, "a", session.a, told["a"], reader)
            Side(desk, "b", session.b, told["b"], reader)


@solara.component
def Side(desk: Desk, which: str, branch: Branch, told: dict[str, Any], reader: Reader) -> None:
    """Who lives there in one of the two."""
    with v.Html(tag="div", class_=f"cmp-card-{which}"):
        v.Html(tag="h3", children=[desk.of(IN[which]).format(branch.map.month)])
        if not household(told):
            v.Html(tag="p", children=[desk.say("empty_home")])
        Sections(of_home({name: facts for name, facts in told.items() if name != OF_THE_HOME}, reader))


def household(told: dict[str, Any]) -> int:
    """By what the household that lives there is known, 0 for nobody."""
    return int(told.get("household", told.get("then", {})).get("key", 0))


def who(a: dict[str, Any], b: dict[str, Any]) -> Pair:
    """Whether the same household lives there in both."""
    first, second = household(a), household(b)
    if not (first and second):
        return EMPTY_ONE if first or second else EMPTY_BOTH
    return SAME if first == second else OTHERS
