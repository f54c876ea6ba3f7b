"""Businesses act: shops live on their custom, contractors on contracts, employers on the region's market; all hire.

The jobs of a business are those that people of the municipality can hold. Which businesses there are follows the
places' facilities and the jobs of the region; sites and sizes of the made-up ones are drawn.
"""

from __future__ import annotations

import numpy as np

from model.levers import Lever
from model.mechanisms.businesses import demand, hiring, making, shops
from model.world import World

LEVERS = (
    Lever("businesses.partnership_share", "share", 0.0, 1.0, "place",
          "vacancies of partner businesses offered to jobless people of the estate first"),
    Lever("businesses.rent", "ratio", 0.0, 2.0, "place", "rent of the centre's shops over what the owner asks"),
    Lever("businesses.contracts", "ratio", 0.0, 5.0, "place", "contract volume on the estate over what is planned"),
)  # fmt: skip


def declare(world: World) -> None:
    """State the levers without any policy."""
    world.levers.base("businesses.partnership_share", 0.0)
    world.levers.base("businesses.rent", 1.0)
    world.levers.base("businesses.contracts", 1.0)


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
    hiring.seat(world, hiring.asking(world, loose))
