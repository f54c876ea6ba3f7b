"""Whether the model's numbers stand as they are set, or are drawn for each run from what was measured."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import reacton.ipyvuetify as v
import solara

from dashboards.menu import Menu
from dashboards.replications import words
from experiments.calibration.posterior import Posterior, stored_of
from experiments.calibration.posterior import read as read_anew
from model.scenario import Scenario


@lru_cache(maxsize=8)
def read(name: str) -> Posterior:
    """A stored posterior; a page asks for it each time it is drawn."""
    return read_anew(name)


@lru_cache(maxsize=8)
def known(place: str) -> tuple[str, ...]:
    """The names of the stored posteriors of a place."""
    return stored_of(place)


@solara.component
def Numbers(language: str, asked: tuple[Scenario, ...], chosen: str, take: Callable[[str], None]) -> None:
    """The choice, where the place has been calibrated; and why there is none when fitted numbers are set by hand.

    Of several calibrations those can be chosen of whose numbers none is set.
    """
    names = known(asked[0].place)
    if not names:
        return
    free = [name for name in names if not by_hand((name,), asked)]
    with v.Html(tag="div", class_="ensemble-numbers"):
        if not free:
            clash = ", ".join(by_hand(names, asked))
            v.Html(tag="p", class_="note", children=[words.say(language, "drawn_clash").format(clash)])
            return
        titles = [words.calibration(language, name, read(name).about["calibration"]) for name in free]
        drawn = [(words.say(language, "drawn").format(title), name) for title, name in zip(titles, free, strict=True)]
        items = [(words.say(language, "as_set"), ""), *drawn]
        Menu(words.say(language, "model_numbers"), items, chosen, take, "posterior")
        if chosen:
            number = len(read(chosen).sample.columns)
            v.Html(tag="p", class_="note", children=[words.say(language, "drawn_note").format(number)])


def usable(chosen: str, asked: tuple[Scenario, ...]) -> str:
    """The posterior that was chosen, or '' where these scenarios cannot draw from it."""
    names = known(asked[0].place)
    return chosen if chosen in names and not by_hand((chosen,), asked) else ""


def by_hand(names: tuple[str, ...], asked: tuple[Scenario, ...]) -> list[str]:
    """Fitted numbers that one of the scenarios sets, sorted."""
    fitted = {str(number) for name in names for number in read(name).sample.columns}
    return sorted(fitted & {name for scenario in asked for name, _ in scenario.parameters})
