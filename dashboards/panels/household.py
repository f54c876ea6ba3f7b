"""Who lives in the home: household type, members, years, income and ties; origin only if it is shown."""

from __future__ import annotations

from typing import Any

from agents.codes import HouseholdType, Origin
from agents.core import calendar
from dashboards.panels.panel import Facts, Panel, Reader, Rows
from dashboards.unit_figures import KEY_BITS

TYPES = {
    HouseholdType.SINGLE_MAN: ("single man", "enlig mand"),
    HouseholdType.SINGLE_WOMAN: ("single woman", "enlig kvinde"),
    HouseholdType.COUPLE: ("couple", "par"),
    HouseholdType.COUPLE_WITH_CHILDREN: ("couple with children", "par med børn"),
    HouseholdType.SINGLE_WITH_CHILDREN: ("single with children", "enlig med børn"),
    HouseholdType.OTHER: ("several adults", "flere voksne"),
}
ORIGINS = {
    Origin.DANISH: ("Danish", "dansk"),
    Origin.WESTERN: ("Western", "vestlig"),
    Origin.NON_WESTERN: ("non-Western", "ikke-vestlig"),
}


def _collect(model: Any, home: int) -> Facts:
    world = model.world
    row = int(world.dwellings.household[home])
    if row < 0:
        return {}
    table = world.households
    return {
        "key": int(table.key[row] & KEY_BITS),
        "type": int(table.type[row]),
        "adults": int(table.adults[row]),
        "children": int(table.children[row]),
        "since": int(table.since[row]),
        "month": int(world.month),
        "income": float(table.income[row]),
        "origin": int(table.origin[row]),
        "ties": int(table.local_ties[row]),
    }


def _describe(facts: Facts, reader: Reader) -> Rows:
    years = (facts["month"] - facts["since"]) / 12.0
    since = calendar.label(facts["since"])
    rows = [
        (reader.of(("Type", "Type")), reader.of(TYPES[HouseholdType(facts["type"])])),
        (reader.of(("Adults, children", "Voksne, børn")), f"{facts['adults']}, {facts['children']}"),
        (
            reader.of(("Years in the home", "År i boligen")),
            f"{reader.number(years, 1)} ({reader.of(('since', 'siden'))} {since})",
        ),
        (
            reader.of(("Income after tax", "Indkomst efter skat")),
            f"{reader.number(round(facts['income'], -2))} {reader.of(('kr/month', 'kr./md.'))}",
        ),
        (reader.of(("Ties in the area", "Relationer i området")), str(facts["ties"])),
    ]
    if reader.origin:
        label = reader.of(("Origin (oldest adult)", "Herkomst (ældste voksne)"))
        rows.append((label, reader.of(ORIGINS[Origin(facts["origin"])])))
    return rows


PANEL = Panel(
    name="household",
    order=10,
    title=("Household", "Husstand"),
    collect=_collect,
    describe=_describe,
    note=(
        "A synthetic household: nobody real lives here.",
        "En syntetisk husstand: ingen virkelige mennesker bor her.",
    ),
)
