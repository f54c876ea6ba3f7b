"""What A and B ask: the difference in sentences, and the controls that change it."""

from __future__ import annotations

from dataclasses import replace

import reacton.ipyvuetify as v
import solara

from dashboards.asked import Asked
from dashboards.comparison import differs
from dashboards.desk import Desk
from dashboards.fold import Fold
from dashboards.menu import Menu
from dashboards.state import LAWS
from dashboards.switches import Theme
from experiments.proposals import by_theme
from model.scenario import BEHAVIOURS

Pair = tuple[str, str]

TITLE: Pair = ("What differs between A and B", "Forskellen mellem A og B")
SHARED: Pair = (
    "Same estate, same people in January 2015, same draws (seed {}), one clock.",
    "Samme boligområde, samme mennesker i januar 2015, samme tilfældigheder (frø {}), ét ur.",
)
ONE_RUN: Pair = (
    "One run of each, chance included: after some years one chance draws the next, so homes and persons differ also "
    "where the proposals changed nothing for them. Repeat both before you conclude.",
    "Én kørsel af hver, med tilfældigheder: efter nogle år trækker det ene tilfælde det næste med sig, så boliger og "
    "personer er forskellige, også hvor forslagene intet ændrede for dem. Gentag begge, før du konkluderer.",
)
CHANGE: Pair = ("Change {}", "Ændr {}")
COPY: Pair = ("Let B ask the same as A", "Lad B spørge om det samme som A")
SWAP: Pair = ("Swap A and B", "Byt A og B om")
BEHAVIOUR: Pair = ("Behaviour towards others' origin", "Adfærd over for andres herkomst")
RESTARTS: Pair = (
    "Any change restarts both runs in January 2015.",
    "Enhver ændring starter begge kørsler forfra i januar 2015.",
)
LAW: Pair = ("Letting law", "Udlejningslov")


@solara.component
def Differences(desk: Desk) -> None:
    """What is asked differently, and how to change it."""
    choices = desk.choices
    a, b = desk.asked("a"), desk.asked("b")
    with v.Html(tag="section", class_="panel cmp-differs", attributes={"aria-label": desk.of(TITLE)}):
        v.Html(tag="h2", children=[desk.of(TITLE)])
        with v.Html(tag="div", attributes={"role": "status"}), v.Html(tag="ul"):
            for sentence in differs.sentences(desk.language, a, b):
                v.Html(tag="li", children=[sentence])
        v.Html(tag="p", class_="note", children=[desk.of(SHARED).format(choices.seed)])
        Fold(desk.of(CHANGE).format("B"), "", "asked-b", lambda: Questions(desk, "b"), True)
        Fold(desk.of(CHANGE).format("A"), "", "asked-a", lambda: Questions(desk, "a"))
        with v.Html(tag="div", class_="buttons cmp-buttons"):
            solara.Button(
                desk.of(COPY),
                outlined=True,
                disabled=differs.alike(a, b),
                on_click=lambda: desk.change(replace(choices, b=a)),
                classes=["cmp-copy"],
            )
            solara.Button(
                desk.of(SWAP),
                outlined=True,
                disabled=differs.alike(a, b),
                on_click=lambda: desk.change(replace(choices, a=b, b=a)),
                classes=["cmp-swap"],
            )
        v.Html(tag="p", class_="note", children=[f"{desk.of(RESTARTS)} {desk.of(ONE_RUN)}"])


@solara.component
def Questions(desk: Desk, branch: str) -> None:
    """Proposals with their numbers, law and behaviour of one branch."""
    asked, ask = desk.asked(branch), desk.ask(branch)
    with v.Html(tag="div", class_=f"asking asking-{branch}"):
        for theme, group in by_theme().items():
            Theme(theme, group, desk.language, asked, ask).key(theme)
        laws = [(differs.law(desk.language, law), law) for law in LAWS]
        Menu(desk.of(LAW), laws, asked.law, lambda law: ask(replace(asked, law=law)), f"law-{branch}")
        ways = [(_behaviour(desk, name), name) for name in BEHAVIOURS]
        Menu(desk.of(BEHAVIOUR), ways, asked.behaviour, lambda way: ask(_behaving(asked, way)), f"behaviour-{branch}")


def _behaving(asked: Asked, way: str) -> Asked:
    return replace(asked, behaviour=way)


def _behaviour(desk: Desk, name: str) -> str:
    words = desk.of(differs.BEHAVIOURS[name])
    return words[:1].upper() + words[1:]
