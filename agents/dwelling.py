"""What a dwelling is made of."""

from __future__ import annotations

from agents.core.columns import Column

DWELLING_COLUMNS = (
    Column("cell", "i4", "row", "100 m cell of the national grid"),
    Column("building", "i4", "row", "building inside the estate; -1 elsewhere", -1),
    Column("stairway", "i4", "row", "stairway inside the estate; elsewhere eight homes side by side", -1),
    Column("department", "i2", "row", "letting department (afdeling); -1 when not social housing", -1),
    Column("area", "i2", "row", "area with a name: department of the estate or polling district"),
    Column("tenure", "u1", "Tenure", "form of tenure"),
    Column("rooms", "u1", "rooms", "rooms, kitchen not counted"),
    Column("area_m2", "f4", "m2", "floor area"),
    Column("rent", "f4", "kr/month", "rent; zero for owner-occupied homes"),
    Column("price", "f4", "kr", "cash price; zero for rented homes"),
    Column("youth", "?", "", "reserved for young people (ungdomsbolig)"),
    Column("from_month", "i2", "month", "month when it is built; 0 or earlier: stands at the start"),
    Column("household", "i4", "row", "household living here; -1 vacant", -1),
    Column("vacant_since", "i2", "month", "month when it became vacant", 0),
)
