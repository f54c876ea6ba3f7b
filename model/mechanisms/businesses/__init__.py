"""Businesses act: shops live on their custom, contractors on contracts, employers on the region's market; all hire.

The jobs of a business are those that people of the municipality can hold. Which businesses there are follows the
places' facilities and the jobs of the region; sites and sizes of the made-up ones are drawn.
"""

from __future__ import annotations

import numpy as np

from model.levers import Lever
from model.mechanisms.businesses import demand, hiring, making, reserved, shops
from model.world import World

LEVERS = (
    Lever("businesses.partnership_share", "share", 0.0, 1.0, "place",
          "vacancies of partner businesses offered to jobless people of the estate first"),
    Lever("businesses.rent", "ratio", 0.0, 2.0, "place", "rent of the centre's shops over what the owner asks"),
    Lever("businesses.tenancy_terms", "share", 0.0, 1.0, "place", "shops of the centre bound by terms to hire locally"),
    Lever("businesses.tenancy_offered", "share", 0.0, 1.0, "place",
          "vacancies of shops so bound offered to jobless people of the estate first"),
    Lever("businesses.unit_appeal", "ratio", 0.0, 5.0, "place",
          "how many come to look at an empty unit of the centre, over what it else would be"),
    Lever("businesses.reserved_share", "share", 0.0, 0.5, "place",
          "contractors' jobs on the estate kept for people of it whom programmes present"),
    Lever("businesses.apprenticeships", "share", 0.0, 1.0, "place",
          "those taken on in kept jobs, young or with a basic course, who begin an apprenticeship"),
    Lever("businesses.presents", "share per month", 0.0, 1.0, "programme",
          "jobless people taking part who are presented to contractors that keep jobs"),
    Lever("businesses.contracts", "ratio", 0.0, 5.0, "place", "contract volume on the estate over what is planned"),
)  # fmt: skip


def declare(world: World) -> None:
    """State the levers without any policy."""
    world.levers.base("businesses.partnership_share", 0.0)
    world.levers.base("businesses.rent", 1.0)
    world.levers.base("businesses.contracts", 1.0)
    for name in ("tenancy_terms", "tenancy_offered", "reserved_share", "apprenticeships", "presents"):
        world.levers.base(f"businesses.{name}", 0.0)
    world.levers.base("businesses.unit_appeal", 1.0)


def start(world: World) -> None:
    """The businesses of 1 January 2015, and where everybody employed works."""
    making.make(world)
    demand.contract(world)
    hiring.recount(world)


def step(world: World) -> None:
    """Count who works where; businesses open, close, grow and shrink; the hired of the month take a workplace."""
    loose = hiring.recount(world)
    demand.grow(world)
    shrunk = demand.contract(world)
    closed = shops.act(world)
    hiring.lay_off_surplus(world, np.concatenate([shrunk, closed]))
    hiring.through_partnership(world, world.levers.number("businesses.partnership_share"))
    kept = reserved.fill(world, demand.bent_jobs(world))
    hiring.seat(world, hiring.asking(world, loose), kept)
