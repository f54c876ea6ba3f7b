"""What is counted of one municipality: who lives there now, and what happened since it was last asked."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np

from agents.codes import Origin, Tenure
from model.mechanisms.household_columns import ADULT_MONTHS

if TYPE_CHECKING:
    from model.country.municipality import Municipality

MUNICIPALITY = "municipality"
FLOWS = (
    "births", "deaths", "moved_out", "platform_out", "moved_in", "abroad_in", "abroad_turned_away", "abroad_out",
    "housing_tax_kr", "programmes_kr", "net_cost_kr",
)  # fmt: skip
"""Sums since last time: heads, and kr. `moved_in` found a home; `net_cost_kr` is the municipality's by the ledger of
persons, closed each December."""


class Tally:
    """Sums of one municipality since they were last taken."""

    def __init__(self) -> None:
        self._sums = dict.fromkeys(FLOWS, 0.0)
        self._read = 0

    def month(self, model: Municipality, moved_in: int) -> None:
        """Add the month just lived."""
        world = model.world
        counted = asdict(world.away.counted)  # type: ignore[attr-defined]
        for name in FLOWS:
            self._sums[name] += counted.get(name, 0)
        self._sums["births"] += world.counters.get("births", 0.0)
        self._sums["deaths"] += world.counters.get("deaths", 0.0)
        self._sums["moved_in"] += moved_in
        self._sums["housing_tax_kr"] += world.counters.get("tax_equalisation_revenue_kr", 0.0)
        self._sums["programmes_kr"] += sum(
            kr for (_, _, payer), kr in world.costs.booked.items() if payer == MUNICIPALITY
        )
        new = world.record.since(self._read)
        self._read += len(new)
        self._sums["net_cost_kr"] += sum(
            value
            for _, metric, unit, payer, value in new
            if (metric, unit, payer) == ("account_kr",) + (MUNICIPALITY,) * 2
        )

    def take(self, model: Municipality) -> dict[str, float]:
        """The sums, which start afresh, and who lives there now."""
        found = now(model) | self._sums
        self._sums = dict.fromkeys(FLOWS, 0.0)
        return found


def now(model: Municipality) -> dict[str, float]:
    """Heads, households and homes as they are."""
    world = model.world
    persons, households, stock = world.persons, world.households, world.dwellings
    here = households.alive & (households.dwelling >= 0)
    settled = np.flatnonzero(here)
    rows = persons.rows
    rows = rows[here[persons.household[rows]]]
    standing = stock.from_month < max(world.month, 1)
    tenure = stock.tenure[households.dwelling[settled]]
    of_person = stock.tenure[households.dwelling[persons.household[rows]]]
    out: dict[str, float] = {
        "residents": len(rows),
        "children": int((world.month - persons.birth_month[rows] < ADULT_MONTHS).sum()),
        "non_western": int((persons.origin[rows] == Origin.NON_WESTERN).sum()),
        "households": len(settled),
        "vulnerable": int(world.vulnerable(settled).sum()),
        "homes": int(standing.sum()),
        "vacant": int((standing & (stock.household < 0)).sum()),
        "income_kr": float(np.sum(households.income[settled], dtype=np.float64)),
    }
    for kind in Tenure:
        out[f"homes_{kind.name.lower()}"] = int((standing & (stock.tenure == kind)).sum())
        out[f"households_{kind.name.lower()}"] = int((tenure == kind).sum())
        out[f"residents_{kind.name.lower()}"] = int((of_person == kind).sum())
    return out
