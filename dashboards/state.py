"""What a reader has chosen, as one value: what is asked, what is shown, and where in time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from dashboards import attributes
from dashboards.asked import MONTHS, Asked
from dashboards.measures import COMMONEST
from dashboards.units import HOMES
from model.scenario import Scenario

LAWS = ("2010", "2015", "2018", "2021", "dated")
SPEEDS = (1, 2, 5, 10, 25)
THEMES = ("system", "light", "dark")
"""Colours of the page; "system" follows the reader's machine."""
LARGEST_SEED = 2**31 - 1
HIGHEST_CEILING = 1e6
"""Million kr; a ceiling above it is none."""
METERS = ("law", "uncontested")
CEILINGS = ("whole", "year")


@dataclass(frozen=True)
class Choices:
    """All choices of one page.

    `a` and `b` are what is asked of the two branches (`b` is None while nothing is compared): same place, same
    draws. `view` is the part of the page that is open, `chapter` the page of the story; `person` the ID of who is
    followed, "" for nobody yet; `level` is what one colour of the map stands for, `group` the class whose share is
    shown of units (-1 the commonest); `room` and `room_key` the workshop the page is in and its key there.
    `ceiling` is what may be spent, million kr (0: no ceiling), in present value of the "whole" or in each "year".
    `beside` is what stands beside the map in Explore: `measure` and `apart` are the index and the group of its
    segregation, `criteria` tells whether its meter counts the contested criterion.
    """

    language: str = "en"
    view: str = "explore"
    beside: str = "curves"
    measure: str = "dissimilarity"
    apart: str = "vulnerable"
    criteria: str = "law"
    place: str = "vaerebro"
    attribute: str = "vulnerability"
    level: str = HOMES
    group: int = COMMONEST
    origin: bool = False
    seed: int = 1
    months: int = MONTHS
    speed: int = 5
    theme: str = "system"
    ceiling: float = 0.0
    ceiling_of: str = "whole"
    room: str = ""
    room_key: str = ""
    a: Asked = field(default_factory=Asked)
    b: Asked | None = None
    person: str = ""
    chapter: int = 0

    def scenario(self) -> Scenario:
        """The question of the first branch."""
        return self.a.scenario(self.place, self.seed, self.months)

    def other(self) -> Scenario | None:
        """The question of the second branch, if there is one."""
        return None if self.b is None else self.b.scenario(self.place, self.seed, self.months)

    def another_seed(self, written: str) -> Choices:
        """These choices with another seed; what is not a whole number from 0 changes nothing."""
        return replace(self, seed=min(int(written[:40]), LARGEST_SEED)) if written.isdecimal() else self

    def show_origin(self, on: bool) -> Choices:
        """These choices with origin offered or not; without it the map falls back to vulnerability."""
        about = attributes.by_name(self.attribute).about_origin
        return replace(self, origin=on).colour("vulnerability" if about and not on else self.attribute)

    def colour(self, attribute: str) -> Choices:
        """These choices with the map coloured by an attribute; a class of another one is chosen no longer."""
        return replace(self, attribute=attribute, group=self.group if attribute == self.attribute else COMMONEST)


Change = Callable[[Choices | Callable[[Choices], Choices]], None]
"""What takes new choices, or what makes them from those there are by then."""
