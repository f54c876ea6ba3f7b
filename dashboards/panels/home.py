"""The home itself: department, place in the block, rooms, area and rent."""

from __future__ import annotations

from typing import Any

from agents.core import calendar
from dashboards.panels.panel import Facts, Panel, Reader, Rows


def _collect(model: Any, home: int) -> Facts:
    world = model.world
    table = world.dwellings
    place = world.place
    return {
        "label": str(place.dwellings["label"].iloc[home]),
        "department": str(place.departments["title"].loc[int(table.department[home])]),
        "building": int(table.building[home]) + 1,
        "stairway": int(table.stairway[home]) + 1,
        "storey": int(place.dwellings["storey"].iloc[home]),
        "rooms": int(table.rooms[home]),
        "area_m2": float(table.area_m2[home]),
        "rent": float(table.rent[home]),
        "vacant_since": int(table.vacant_since[home]) if table.household[home] < 0 else None,
    }


def still_true(model: Any, home: int) -> Facts:
    """What is true of a home in every month: all but since when it is empty now."""
    return {**_collect(model, home), "vacant_since": None}


def _describe(facts: Facts, reader: Reader) -> Rows:
    level = f"{facts['storey']}." if reader.language == "da" else str(facts["storey"])
    ground = reader.of(("ground floor", "stuen"))
    rows = [
        (reader.of(("Department", "Afdeling")), facts["department"]),
        (
            reader.of(("Block, stairway, storey", "Blok, opgang, etage")),
            f"{facts['building']}, {facts['stairway']}, {level if facts['storey'] else ground}",
        ),
        (
            reader.of(("Rooms, area", "Værelser, areal")),
            f"{facts['rooms']}, {reader.number(facts['area_m2'])} m²",
        ),
        (
            reader.of(("Rent", "Husleje")),
            f"{reader.number(facts['rent'])} {reader.of(('kr/month', 'kr./md.'))}",
        ),
    ]
    if facts["vacant_since"] is not None:
        rows.append((reader.of(("Empty since", "Tom siden")), calendar.label(facts["vacant_since"])))
    return rows


PANEL = Panel(name="home", order=40, title=("Home", "Bolig"), collect=_collect, describe=_describe)
