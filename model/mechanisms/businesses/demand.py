"""Work that comes from outside: the region's jobs by year, and contracts on the estate by date."""

from __future__ import annotations

import numpy as np

from agents.codes import Sector
from agents.core import calendar
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from geodata import labour_market
from model.mechanisms.businesses import reserved
from model.mechanisms.businesses.making import residents_share
from model.world import World

P = Parameter
PARAMETERS = (
    P("contracts.renovated_vollsmose", 1800.0, 1000.0, 2500.0, "homes", "boligsocialthus", "register",
      "homes of Vollsmose to be renovated 2018-2030; only the contract volume, the homes stay as they are here"),
    P("contracts.demolished_vollsmose", 1000.0, 0.0, 1500.0, "homes", "boligsocialthus", "register",
      "homes of Vollsmose to be taken down 2018-2030; only the contract volume"),
    P("contracts.from_vollsmose", 2018.0, 2015.0, 2025.0, "year", "boligsocialthus", "register", "first year of both"),
    P("contracts.to_vollsmose", 2030.0, 2025.0, 2040.0, "year", "boligsocialthus", "register", "last year of both"),
    P("contracts.renovated_vaerebro", 700.0, 0.0, 1345.0, "homes", "judgement", "judgement",
      "homes of Vaerebro Park renovated"),
    P("contracts.demolished_vaerebro", 0.0, 0.0, 300.0, "homes", "judgement", "judgement",
      "homes of Vaerebro Park taken down"),
    P("contracts.from_vaerebro", 2021.0, 2015.0, 2030.0, "year", "judgement", "judgement", "first year of both"),
    P("contracts.to_vaerebro", 2028.0, 2020.0, 2040.0, "year", "judgement", "judgement", "last year of both"),
    P("contracts.years_per_renovation", 1.0, 0.3, 2.0, "job-years", "judgement", "judgement",
      "work on the site for each home renovated, some million kr"),
    P("contracts.years_per_demolition", 0.15, 0.05, 0.4, "job-years", "judgement", "judgement", "each home taken down"),
    P("contracts.upkeep", 0.006, 0.002, 0.02, "jobs per home", "judgement", "judgement", "ordinary upkeep"),
)  # fmt: skip


def contract_jobs(world: World) -> float:
    """Jobs with contractors on the estate this month, before counting who holds them."""
    based_on = world.place.based_on
    jobs = world.p("contracts.upkeep") * world.place.n_estate
    first, last = (world.p(f"contracts.{end}_{based_on}") for end in ("from", "to"))
    if first <= calendar.year(world.month) <= last:
        for kind, each in (("renovated", "years_per_renovation"), ("demolished", "years_per_demolition")):
            years = last - first + 1.0
            jobs += world.p(f"contracts.{kind}_{based_on}") * world.p(f"contracts.{each}") / years
    return jobs


def bent_jobs(world: World) -> float:
    """The same after what policies do to the volume of contracts."""
    return contract_jobs(world) * world.levers.number("businesses.contracts")


def contract(world: World) -> Rows:
    """Contractors take on as many jobs as the contracts pay for: those kept, and of the others the part that people of
    the municipality hold; returns them.
    """
    table = world.businesses
    rows = reserved.contractors(world)
    if len(rows):
        others = 1.0 - world.levers.number("businesses.reserved_share")
        local = contract_jobs(world) * others * residents_share(world)
        each = local * world.levers.number("businesses.contracts") / len(rows)
        ordinary = np.floor(each + (np.arange(len(rows)) + 0.5) / len(rows)).astype(int)
        table.jobs[rows] = ordinary + reserved.kept(world, rows, bent_jobs(world))
    return rows


def grow(world: World) -> None:
    """Each January employers and other firms follow the region's jobs; shrinking, they wait for people to leave."""
    if calendar.month_of_year(world.month) != 1 or world.month == 0:
        return
    table, region = world.businesses, world.place.municipality_name
    now = calendar.year(world.month)
    ratio = labour_market.jobs(region, now) / labour_market.jobs(region, now - 1)
    rows = np.flatnonzero(table.alive & np.isin(table.sector, (Sector.EMPLOYER, Sector.OTHER)))
    wanted = np.floor(table.jobs[rows] * ratio + world.uniform("businesses.growth", table.key[rows])).astype(int)
    table.jobs[rows] = np.where(ratio == 1.0, table.jobs[rows], np.maximum(wanted, table.filled[rows]))
