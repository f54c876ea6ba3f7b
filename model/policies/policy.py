"""What a policy is: a proposal of the catalogue that bends named levers and is offered to whom it is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.core.columns import Rows
from agents.core.parameter import Parameter
from agents.participation import Subject

if TYPE_CHECKING:
    from model.world import World


class Text(NamedTuple):
    """The same sentence in English and in Danish."""

    en: str
    da: str


ACTORS: dict[str, Text] = {
    "municipality": Text("municipality", "kommunen"),
    "health visitors": Text("health visitors", "sundhedsplejen"),
    "daycare": Text("nurseries and kindergartens", "vuggestuer og børnehaver"),
    "schools": Text("schools", "skolerne"),
    "youth education": Text("youth education", "ungdomsuddannelserne"),
    "job centre": Text("job centre", "jobcentret"),
    "letting departments": Text("letting departments", "udlejende afdelinger"),
    "housing association": Text("housing association", "boligorganisationen"),
    "associations": Text("associations and volunteers", "foreninger og frivillige"),
    "centre owner": Text("owner of the centre", "centrets ejer"),
    "shops": Text("shops of the centre", "centrets butikker"),
    "contractors": Text("contractors", "entreprenører"),
    "firms": Text("firms", "virksomheder"),
    "residents": Text("residents", "beboerne"),
    "platform": Text("platform across municipalities", "platform på tværs af kommuner"),
    "state": Text("parliament and state", "Folketing og stat"),
    "fund": Text("funds", "fonde"),
}
"""Who may act in a proposal, in both languages."""

PAYERS: dict[str, Text] = {
    "state": Text("state", "staten"),
    "municipality": Text("municipality", "kommunen"),
    "housing association": Text("housing association", "boligorganisationen"),
    "fund": Text("fund", "fonde"),
    "firm": Text("firms", "virksomheder"),
}
"""Who may pay, in both languages."""


@dataclass(frozen=True)
class Barrier:
    """What can go wrong, as the catalogue says, and the parameter that lets it happen ('' when none does)."""

    text: Text
    parameter: str = ""


@dataclass(frozen=True)
class Offer:
    """Whom a proposal is offered to, and how they are taken in.

    `eligible` gives the rows that may be asked this month (those who take part already are passed over), `keeps` which
    of those taking part still fit (None: all), `need` who comes first when places are short, highest first (None: by
    lot), `group` the label of the group each of those joining meets in (-1 none; None: no groups). How many say yes,
    for how long, and how many there is room for are parameters of the policy; see `standard`.
    """

    to: Subject
    eligible: Callable[[World], Rows]
    keeps: Callable[[World, Rows], NDArray[np.bool_]] | None = None
    need: Callable[[World, Rows], NDArray[np.float64]] | None = None
    group: Callable[[World, Rows], NDArray[np.int64]] | None = None
    joined: Callable[[World, Rows], None] | None = None


@dataclass(frozen=True)
class Policy:
    """One proposal: who acts, for whom, what it costs whom, what can go wrong, and how it bends levers each month.

    `number` is its number in the catalogue (0: the catalogue's principle of common direction; from 17 on proposals of
    one's own), `theme` I to V, `actors` and `payers` keys of `ACTORS` and `PAYERS`, `alone` in which estate it can
    stand alone and why. `parameters` are its numbers and `danish` their meaning in Danish by short name (those of
    `standard` have theirs there). `bend` bends levers, `offers` say who is asked to take part, `bill` books what this
    month costs. The dose scales how many take part, each of whom gets all of it (levers `programme.*`), and whatever
    else is bent. `replaces` names the levers it replaces: two policies cannot replace the same one.
    """

    name: str
    number: int
    theme: str
    title: Text
    summary: Text
    eligible: Text
    actors: tuple[str, ...]
    payers: tuple[str, ...]
    barriers: tuple[Barrier, ...]
    alone: Text
    alone_in: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    danish: Mapping[str, str]
    bend: Callable[[World], None]
    bill: Callable[[World], None]
    offers: tuple[Offer, ...] = ()
    replaces: tuple[str, ...] = ()
