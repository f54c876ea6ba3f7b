"""What a business is made of, and the Mesa agent that is a thin view on its row."""

from __future__ import annotations

import mesa

from agents.codes import Sector
from agents.core.columns import Column, Table
from agents.views import RowAgent

BUSINESS_COLUMNS = (
    Column("sector", "u1", "Sector", "what kind of workplace"),
    Column("area", "i4", "row", "area it stands in; -1 outside the municipality or unknown", -1),
    Column("east", "f8", "m, EPSG:25832", "where it stands"),
    Column("north", "f8", "m, EPSG:25832", "where it stands"),
    Column("synthetic", "?", "", "made up to fill the labour market; not a named business"),
    Column("open", "?", "", "in business now"),
    Column("jobs", "i4", "jobs", "jobs it can fill with people of the municipality"),
    Column("filled", "i4", "jobs", "jobs now held by people of the municipality"),
    Column("skilled", "f4", "share", "share of its jobs that ask for more than basic schooling"),
    Column("by_ties", "f4", "share", "share of its hirings through people who work there"),
    Column("partner", "?", "", "has a partnership on hiring with the estate"),
    Column("floor_m2", "f4", "m2", "floor space let to it; 0 outside the centre"),
    Column("rent", "f4", "kr/month", "rent it pays"),
    Column(
        "custom",
        "f4",
        "visits/month",
        "visits the site and trade draw where income, order and name are as at the start",
    ),
    Column("footfall", "f4", "visits/month", "customers' visits"),
    Column("losing", "u1", "months", "months in a row with a loss"),
    Column("since", "i2", "month", "month of opening or closing"),
)


class Business(RowAgent):
    """A business as a Mesa agent: where it stands, its jobs and how it hires."""

    def __init__(self, model: mesa.Model, table: Table, row: int, title: str) -> None:
        super().__init__(model, table, row)
        self.title = title

    @property
    def sector_name(self) -> str:
        """What kind of workplace, in words."""
        return Sector(self.sector).name.lower()

    @property
    def pos(self) -> tuple[float, float]:
        """Where it stands, metres in EPSG:25832."""
        return (self.east, self.north)

    @pos.setter
    def pos(self, value: object) -> None:
        if value is not None:
            raise AttributeError("a business's place is given by the geography")
