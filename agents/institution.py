"""What an institution is made of, and the Mesa agent that is a thin view on its row."""

from __future__ import annotations

import mesa
import numpy as np

from agents.codes import InstitutionKind
from agents.core.columns import Column, Table
from agents.views import RowAgent

INSTITUTION_COLUMNS = (
    Column("kind", "u1", "InstitutionKind", "what kind of institution"),
    Column("area", "i4", "row", "area it stands in; -1 for the whole municipality", -1),
    Column("department", "i4", "row", "letting department; -1 for other kinds", -1),
    Column("east", "f8", "m, EPSG:25832", "where it stands"),
    Column("north", "f8", "m, EPSG:25832", "where it stands"),
    Column("synthetic", "?", "", "made up to fill the municipality; not a named institution"),
    Column("places", "i4", "persons", "room: children, pupils, clients or members"),
    Column("roll", "i4", "persons", "persons attending now"),
    Column("quality", "f4", "SD", "quality for those who attend, relative to the national mean"),
    Column("quality_dose", "f4", "SD", "what programmes have added to quality; fades"),
    Column("push", "f4", "SD per year", "skill that programmes give to all who attend"),
    Column("lift", "f4", "SD per year", "agency that programmes give to all who attend"),
    Column("enrolled", "u4", "bits", "programmes in which the institution takes part, a bit each"),
    Column("staff", "f4", "full-time posts", "staff now"),
    Column("moved", "f4", "share", "share of staff effort moved to those with the greatest need"),
    Column("budget", "f8", "kr/month", "budget"),
    Column("spent", "f8", "kr/month", "spent this month"),
    Column("measured", "i4", "persons", "those who once attended whose result came in this month"),
    Column("good", "i4", "persons", "those among them with a good result"),
    Column("peers", "f4", "SD", "mean skill of those who attend"),
    Column("minority", "f4", "share", "non-western share of those who attend"),
    Column("fragile", "f4", "share", "share of those who attend who come from strained homes"),
)


class Institution(RowAgent):
    """An institution as a Mesa agent: what it is for, how many it has room for and serves, its staff and budget.

    Rules and shares that it applies are levers, so that a policy changes what it does without reaching into it.
    """

    def __init__(self, model: mesa.Model, table: Table, row: int, title: str) -> None:
        super().__init__(model, table, row)
        self.title = title

    @property
    def kind_name(self) -> str:
        """What kind of institution, in words."""
        return InstitutionKind(self.kind).name.lower().replace("_", " ")

    @property
    def pos(self) -> tuple[float, float] | None:
        """Where it stands, metres in EPSG:25832; None for those that serve the whole municipality."""
        return (self.east, self.north) if self.east else None

    @pos.setter
    def pos(self, value: object) -> None:
        if value is not None:
            raise AttributeError("an institution's place is given by the geography")


class LettingDepartment(Institution):
    """A letting department (*afdeling*): the homes it lets and those that stand vacant now."""

    def __init__(self, model: mesa.Model, table: Table, row: int, title: str, dwellings: Table) -> None:
        super().__init__(model, table, row, title)
        self._dwellings = dwellings
        self._homes = np.flatnonzero(dwellings.alive & (dwellings.department == self.department))

    @property
    def homes(self) -> int:
        """Homes of the department."""
        return len(self._homes)

    @property
    def vacant(self) -> int:
        """Homes without a household now."""
        return int((self._dwellings.household[self._homes] < 0).sum())
