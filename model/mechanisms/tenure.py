"""TENURE: tenants who save up through the rent own a part of their home after some years, and all of it after more.

A programme may put those who take part on a clock that starts when they join (levers `tenure.part_owner_after` and
`tenure.owner_after`, counted in months). A part-owner has no need to leave in order to own. An owner's home leaves
social housing: later it is sold, not let, and is no longer there for municipal assignment. A part of a department's
homes may also be let at a lower rent for upkeep that residents do themselves (*AlmenBolig+*). Without a programme
nobody is on a clock and every home is let at its rent.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.codes import Tenure
from agents.core import draws
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from agents.participation import Subject
from model.levers import Lever
from model.world import World

FloatArray = NDArray[np.float64]
NEVER_MONTHS = 1200.0
"""Months to ownership where there is no clock."""
PARAMETERS = (
    Parameter("tenure.price_ratio", 0.75, 0.5, 1.0, "ratio", "judgement", "judgement",
              "price of a home that was social housing, over the municipality's median price per m2"),
)  # fmt: skip
LEVERS = (
    Lever("tenure.part_owner_after", "months", 0.0, NEVER_MONTHS, "programme",
          "saving up through the rent until the household owns a part of its home"),
    Lever("tenure.owner_after", "months", 0.0, NEVER_MONTHS, "programme",
          "living in the home from joining until the household owns all of it"),
    Lever("tenure.upkeep_share", "share of homes", 0.0, 1.0, "department",
          "homes let at a lower rent for upkeep done by residents"),
    Lever("tenure.upkeep_rent", "ratio", 0.3, 1.0, "department", "rent of these homes, over what it else would be"),
)  # fmt: skip


def declare(world: World) -> None:
    """State the levers without any policy."""
    world.levers.base("tenure.part_owner_after", NEVER_MONTHS)
    world.levers.base("tenure.owner_after", NEVER_MONTHS)
    world.levers.base("tenure.upkeep_share", 0.0)
    world.levers.base("tenure.upkeep_rent", 1.0)


def same_home(world: World, name: str, rows: Rows) -> NDArray[np.bool_]:
    """Which of these households, who take part, still rent the social home they had on joining, shape as `rows`."""
    households, stock, part = world.households, world.dwellings, world.participation
    joined = np.full(households.capacity, -1, dtype=np.int64)
    entries = part.entries(name, Subject.HOUSEHOLD)
    joined[part.table.row[entries]] = part.table.since[entries]
    home = households.dwelling[rows]
    settled = (home >= 0) & (households.since[rows] < joined[rows])
    return np.asarray(settled & (stock.tenure[home] == Tenure.ALMENE))


def due(world: World, lever: str) -> Rows:
    """Household rows on a clock that have taken part for as long as the lever asks, this month included, by key."""
    part, found = world.participation, [np.empty(0, dtype=np.int64)]
    value = world.levers.value(f"tenure.{lever}")
    for name, slot in part.slots.items():
        if value[slot] >= NEVER_MONTHS:
            continue
        entries = part.entries(name, Subject.HOUSEHOLD)
        rows = part.table.row[entries].astype(np.int64)
        long = world.month + 1 - part.table.since[entries].astype(np.int64) >= value[slot]
        # Who left or died since the start of the month is swept out at the start of the next.
        here = world.households.alive[rows] & (world.households.key[rows] == part.table.who[entries])
        rows = rows[long & here]
        found.append(rows[same_home(world, name, rows)])
    return np.unique(np.concatenate(found)) if len(found) > 1 else found[0]


def holds(world: World, wish_to_own: float) -> FloatArray:
    """By what a part of the home multiplies the wish to move, for every household row, (households.capacity,).

    A part-owner who could afford to own is not pushed out by the wish to (`wish_to_own`, log hazard).
    """
    households = world.households
    out = np.ones(households.capacity)
    rows = due(world, "part_owner_after")
    out[rows[households.income[rows] > world.p("moving.own_income")]] = np.exp(-wish_to_own)
    return out


def usual_price_m2(world: World) -> float:
    """Median price of owner-occupied homes outside the estate, kr/m2."""
    stock, n = world.dwellings, world.place.n_estate
    owned = n + np.flatnonzero((stock.tenure[n:] == Tenure.OWNER) & (stock.price[n:] > 0) & (stock.area_m2[n:] > 0))
    return float(np.median(stock.price[owned] / stock.area_m2[owned]))


def step(world: World) -> None:
    """Whoever has lived long enough on the clock owns the home from now on."""
    rows = due(world, "owner_after")
    if len(rows) == 0:
        return
    stock, home = world.dwellings, world.households.dwelling[rows].astype(np.int64)
    stock.tenure[home] = Tenure.OWNER
    stock.price[home] = stock.area_m2[home] * (world.p("tenure.price_ratio") * usual_price_m2(world))
    stock.rent[home] = 0.0
    world.counters["homes_owned_after_renting"] = len(rows)


def kept_up_by_residents(world: World, dwelling_rows: Rows) -> NDArray[np.bool_]:
    """Which of these homes are let at a lower rent for upkeep by residents: a lasting lot, shape as `dwelling_rows`."""
    stock = world.dwellings
    department = stock.department[dwelling_rows].astype(np.int64)
    share = np.append(world.levers.value("tenure.upkeep_share"), 0.0)[department]
    lot = draws.uniform(world.scenario.seed, "tenure.upkeep", 0, stock.key[dwelling_rows])
    return np.asarray((lot < share) & (stock.tenure[dwelling_rows] == Tenure.ALMENE))


def rent_as_let(world: World, dwelling_rows: Rows) -> FloatArray:
    """Rent at which these social homes are let now, kr/month, shape as `dwelling_rows`."""
    stock = world.dwellings
    rent = stock.rent[dwelling_rows].astype(np.float64)
    ratio = np.append(world.levers.value("tenure.upkeep_rent"), 1.0)[stock.department[dwelling_rows].astype(np.int64)]
    return np.where(kept_up_by_residents(world, dwelling_rows), rent * ratio, rent)
