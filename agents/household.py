"""What a household is made of, and the Mesa agent that is a thin view on its row."""

from __future__ import annotations

import mesa

from agents.codes import HouseholdType, Origin, Rule
from agents.core.calendar import NEVER
from agents.core.columns import Column, Table
from agents.views import RowAgent

HOUSEHOLD_COLUMNS = (
    Column("dwelling", "i4", "row", "home; -1 while looking for the first one or on the way out", -1),
    Column("since", "i2", "month", "month of moving in"),
    Column("adults", "u1", "persons", "members of 18 or more"),
    Column("children", "u1", "persons", "members under 18"),
    Column("type", "u1", "HouseholdType", "composition"),
    Column("reference", "i4", "row", "reference person: the oldest adult", -1),
    Column("origin", "u1", "Origin", "origin group of the reference person"),
    Column("income", "f4", "kr/month after tax", "disposable income of all members"),
    Column("score", "f4", "0..5", "vulnerability: how many of five conditions, ties broken by income"),
    Column("wish", "u1", "Wish", "why the household looks for a home"),
    Column("wish_since", "i2", "month", "month since when it looks", NEVER),
    Column("need", "u1", "Need", "urgent social need known to the municipality"),
    Column("listed", "i2", "month", "earliest month when a member joined the waiting lists", NEVER),
    Column("rule", "u1", "Rule", "letting rule or market by which it came to its home"),
    Column("enrolled", "u4", "bits", "programmes in which the household takes part, a bit each"),
    Column("host", "i4", "row", "household it would leave: parents' home or the shared home; -1 none", -1),
    Column("came_from", "i2", "row", "place outside the municipality it came from, or lives in when away; -1 none", -1),
    Column("local_ties", "u1", "ties", "ties of its reference person to other households in the same area"),
    Column("home_learning", "f4", "SD", "home learning environment, doses included, relative to the national mean"),
    Column("home_dose", "f4", "SD", "what programmes have added to the home learning environment; fades"),
    Column("strain", "f4", "0..1", "strain: money, work, illness, crowding, being alone with children"),
    Column("strain_relief", "f4", "0..1", "what programmes have taken from the strain; fades"),
)


class Household(RowAgent):
    """A household as a Mesa agent: composition, income, vulnerability, home, and how it came there."""

    def __init__(
        self, model: mesa.Model, table: Table, row: int, dwellings: Table, cell_centres: dict[int, tuple[float, float]]
    ) -> None:
        super().__init__(model, table, row)
        self._dwellings = dwellings
        self._cell_centres = cell_centres

    @property
    def type_name(self) -> str:
        """Composition in words."""
        return HouseholdType(self.type).name.lower().replace("_", " ")

    @property
    def origin_name(self) -> str:
        """Official origin group of the reference person."""
        return Origin(self.origin).name.lower().replace("_", "-")

    @property
    def rule_name(self) -> str:
        """The letting rule or market by which it came to its home."""
        return Rule(self.rule).name.lower().replace("_", " ")

    @property
    def pos(self) -> tuple[float, float] | None:
        """Centre of the 100 m cell it lives in, metres in EPSG:25832; None without a home."""
        home = self.dwelling
        return None if home < 0 else self._cell_centres[int(self._dwellings.cell[home])]

    @pos.setter
    def pos(self, value: object) -> None:
        if value is not None:
            raise AttributeError("a household's place follows from its home")
