"""What households are follows from their members: counted, priced and scored anew each month."""

from __future__ import annotations

import numpy as np

from agents.participation import Subject
from model.mechanisms import household_columns, income, programmes, vulnerability
from model.mechanisms.homes_wanted import forget_if_alone
from model.world import World


def step(world: World) -> None:
    """Recount members, incomes and vulnerability of every household."""
    persons, households = world.persons, world.households
    household_columns.refresh(persons, households, world.month, world.values)
    persons.income[:] = income.person_income(persons, households, world.month, world.values)
    for name, kr in programmes.bent(world, "income"):
        persons.income[world.participation.rows(name, Subject.PERSON)] += np.float32(kr)
    households.income[:] = income.household_income(persons, households, world.month, world.values)
    households.score[:] = vulnerability.household_score(persons, households, world.month, world.values)
    forget_if_alone(world)


def scatter(world: World) -> None:
    """The null model's start: the same households dealt at random over the same homes."""
    households, stock = world.households, world.dwellings
    rows = np.flatnonzero(households.alive & (households.dwelling >= 0))
    homes = np.sort(households.dwelling[rows])
    order = np.argsort(world.uniform("null.scatter", households.key[rows]), kind="stable")
    stock.household[homes] = rows[order]
    households.dwelling[rows[order]] = homes
