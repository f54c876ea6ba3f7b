"""Other beginnings than that of January 2015, for patterns that ask what letting and choosing make of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from agents.core import draws
from model.world import World


def mixed(world: World) -> None:
    """Households outside the estate change homes by lot with others of the same number of rooms, whatever the tenure.

    The stock, the people and the estate stay as they are in January 2015.
    """
    households, stock = world.households, world.dwellings
    rows = households.rows[households.dwelling[households.rows] >= world.place.n_estate]
    homes = households.dwelling[rows]
    luck = draws.uniform(world.scenario.seed, "start.mixed", 0, households.key[rows])
    rooms = stock.rooms[homes]
    households.dwelling[rows[np.lexsort((luck, rooms))]] = homes[np.lexsort((homes, rooms))]
    stock.household[households.dwelling[rows]] = rows


STARTS: Mapping[str, Callable[[World], None]] = {"": lambda world: None, "mixed": mixed}
"""How runs of the bank may begin, by name; '' as January 2015 was."""
