"""First children, for proposals that begin with a birth; pregnancy is not in the model."""

from __future__ import annotations

import numpy as np

from agents.core.columns import Rows
from model.world import World


def firstborn(world: World) -> Rows:
    """Children born last month who are their mother's first as far as the model knows, in a home, ascending rows."""
    persons = world.persons
    born = np.flatnonzero(persons.alive & (persons.birth_month == world.month - 1) & (persons.mother >= 0))
    born = born[world.households.dwelling[persons.household[born]] >= 0]
    if len(born) == 0:
        return born
    mother = persons.mother[born]
    children = np.bincount(persons.mother[persons.alive & (persons.mother >= 0)], minlength=persons.capacity)
    return born[children[mother] == 1]
