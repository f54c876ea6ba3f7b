"""Why this family? Each letting of the chosen home in sentences, in each branch."""

from __future__ import annotations

from typing import Any

import reacton.ipyvuetify as v
import solara

from dashboards.branch import Branch
from dashboards.desk import Desk
from dashboards.fold import Fold
from dashboards.people import letting_words, words
from dashboards.people.answers import use_answer
from experiments.trace import Letting


@solara.component
def Latest(desk: Desk) -> None:
    """Buttons that go from one letting of the estate to the one before or after it."""
    session = desk.session
    home = session.view.value.home
    found = use_answer(session.a, "home_lettings", home=home)
    shown = session.view.value.month
    latest = [(month, one) for month, one in found["latest"] if month < shown] if found else []
    homes = list(dict.fromkeys(one for _, one in latest))
    place = homes.index(home) if home in homes else -1

    def go(step: int) -> None:
        session.map.selected = homes[min(max(place + step, 0), len(homes) - 1)] if place >= 0 else homes[0]

    with v.Html(tag="div", class_="people-pick"):
        for words_of, step, name in (
            (("The letting before", "Udlejningen før"), 1, "letting-before"),
            (("The letting after", "Udlejningen efter"), -1, "letting-after"),
        ):
            solara.Button(
                desk.of(words_of),
                outlined=True,
                disabled=not homes or (place == 0 and step < 0),
                on_click=lambda step=step: go(step),
                classes=[name],
            )
        hint = desk.of(
            (
                "Choose a home on the map, or go through the latest lettings of the run.",
                "Vælg en bolig på kortet, eller gå gennem de seneste udlejninger i kørslen.",
            )
        )
        v.Html(tag="p", class_="note", children=[hint])


@solara.component
def Why(desk: Desk, branch: Branch, name: str) -> None:
    """One branch's lettings of the home chosen on the first map, the latest one open."""
    home = desk.session.view.value.home
    found = use_answer(branch, "home_lettings", wanted=home >= 0, home=home)
    shown = branch.told.value.month
    with v.Html(tag="section", class_=f"why why-{name}"):
        if home < 0:
            v.Html(tag="p", class_="note", children=[desk.of(_CHOOSE)]).key("note")
            return
        v.Html(tag="h3", children=[desk.session.map.names.split("\n")[home]]).key("heading")
        if found is None:
            v.Html(tag="p", class_="note", children=[desk.of(("Looking up …", "Slår op …"))]).key("note")
            return
        told = [Letting(home, "", tuple(offers)) for offers in found["lettings"] if offers[-1]["month"] < shown]
        if not told:
            v.Html(tag="p", class_="note never-let", children=[desk.of(_NEVER)]).key("note")
        for k, letting in enumerate(reversed(told)):
            One(desk, letting, found["household"], k == 0).key(f"{home}-{len(told) - k}")


@solara.component
def One(desk: Desk, letting: Letting, household: int, open_: bool) -> None:
    """One letting: what came of it, and its steps."""
    heading, steps = letting_words.tell(desk.language, letting)
    tenant = letting.tenant
    lives = tenant is not None and int(tenant["household"]) == household

    def body() -> Any:
        with v.Html(tag="div"):
            now = desk.of(("The household still lives here. ", "Husstanden bor her endnu. ")) if lives else ""
            v.Html(tag="p", class_="note", children=[now + letting_words.summary(desk.language, letting)])
            with v.Html(tag="ol", class_="letting-steps"):
                for step in steps:
                    v.Html(tag="li", class_="letting-rule" if step[:2] == "20" else "", children=[step])

    Fold(heading, "", "letting", body, at_first=open_)


_CHOOSE = ("Choose a home on the map first.", "Vælg først en bolig på kortet.")
_NEVER = (
    "This home has not been let in the run so far: whoever lives here lived here in January 2015.",
    "Boligen er ikke udlejet i kørslen endnu: den, der bor her, boede her i januar 2015.",
)
NOTE = (
    f"{letting_words.HOW_TO_READ[0]} {words.SYNTHETIC[0]}",
    f"{letting_words.HOW_TO_READ[1]} {words.SYNTHETIC[1]}",
)
