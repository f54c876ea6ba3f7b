"""Proposals that cannot be at work together, told in the page before anything is run."""

from __future__ import annotations

from collections.abc import Callable

import reacton.ipyvuetify as v
import solara

from agents.core import calendar
from dashboards import text
from dashboards.asked import Asked
from dashboards.desk import Desk
from dashboards.state import Choices
from experiments import explain_danish
from model.policies import conflicts, discover
from model.policies.conflicts import Conflict

WORDS = {
    "title": (
        "These two proposals cannot be at work together, so nothing new has been run.",
        "De to forslag kan ikke virke samtidig, så intet nyt er kørt.",
    ),
    "why": (
        "“{}” and “{}” both replace the same lever ({}) from {} on. Switch one of them off, or let one end before the "
        "other begins (its numbers “year”).",
        "“{}” og “{}” erstatter begge det samme håndtag ({}) fra {}. Slå det ene fra, eller lad det ene ophøre, før "
        "det andet begynder (årstallene under tal).",
    ),
    "off": ("Switch off “{}”", "Slå “{}” fra"),
}


def clash(asked: Asked) -> Conflict | None:
    """The first two proposals switched on that replace one lever at the same time; None when all go together."""
    doses: dict[str, dict[str, float]] = {name: {} for name in asked.policies}
    for full, value in asked.doses:
        policy, _, short = full.partition(".")
        if policy in doses:
            doses[policy][short] = value
    return conflicts.conflict(doses)


def runnable(choices: Choices) -> bool:
    """Whether what is asked of both branches can be run."""
    return all(asked is None or clash(asked) is None for asked in (choices.a, choices.b))


def lever_meaning(name: str, language: str) -> str:
    """What a lever is, in words; one that no mechanism declares is told by its name."""
    # Only now: with the mechanisms come their compiled kernels, which the page has no other use for.
    from model.estate_model import MECHANISMS_WITH_LEVERS

    declared = {lever.name: lever.meaning for mechanism in MECHANISMS_WITH_LEVERS for lever in mechanism.LEVERS}
    return explain_danish.lever(name, declared.get(name, name), text.spoken(language))


@solara.component
def Clashes(desk: Desk) -> None:
    """For each branch the two proposals that cannot go together, with a way out."""
    with v.Html(tag="div", class_="clashes"):
        for branch in ("a", "b") if desk.choices.b is not None else ("a",):
            found = clash(desk.asked(branch))
            if found is not None:
                OneClash(desk, branch, found).key(f"{branch}{found}")


@solara.component
def OneClash(desk: Desk, branch: str, found: Conflict) -> None:
    """Two proposals by name, the lever they fight for, and a button for each."""
    titles = {name: text.of(desk.language, discover()[name].title) for name in (found.first, found.second)}
    lever = lever_meaning(found.lever, desk.language)

    def switch_off(name: str) -> Callable[[], None]:
        return lambda: desk.ask(branch)(desk.asked(branch).switch(name, False))

    with v.Html(tag="div", class_=f"complaints clash clash-{branch}", attributes={"role": "alert"}):
        which = f"{branch.upper()}: " if desk.choices.b is not None else ""
        v.Html(tag="p", children=[v.Html(tag="strong", children=[which + desk.of(WORDS["title"])])])
        v.Html(tag="p", children=[desk.of(WORDS["why"]).format(*titles.values(), lever, calendar.label(found.month))])
        for name, title in titles.items():
            words = desk.of(WORDS["off"]).format(title)
            solara.Button(words, outlined=True, on_click=switch_off(name), classes=["switch-off", f"switch-off-{name}"])
