"""What households are follows from their members: counted, priced and scored anew each month."""

from __future__ import annotations

import numpy as np

from agents.participation import Subject
from model.mechanisms import income, programmes, vulnerability
from model.mechanisms.homes_wanted import forget_if_alone
from model.mechanisms.recount import recount
from model.world import World


def step(world: World) -> None:
    """Bring members, incomes and vulnerability of every household up to date: those in which something has changed are
    counted anew.
    """
    persons, households, month, values = world.persons, world.households, world.month, world.values
    world.touched.compare(persons)
    paid = [(world.participation.rows(name, Subject.PERSON), kr) for name, kr in programmes.bent(world, "income")]
    for rows in (world.paid_besides, *(rows for rows, _ in paid)):
        world.touch(persons.household[rows])
    part = recount(world)
    persons.income[part.rows] = income.person_income(persons, households, month, values, part.rows)
    for rows, kr in paid:
        persons.income[rows] += np.float32(kr)
    world.paid_besides = np.concatenate([np.empty(0, dtype=np.int64), *(rows for rows, _ in paid)])
    households.income[part.homes] = income.household_income(persons, households, month, values, part)
    households.score[part.homes] = vulnerability.household_score(persons, households, month, values, part)
    world.touched.done()
    forget_if_alone(world)


def scatter(world: World) -> None:
    """The null model's start: the same households dealt at random over the same homes."""
    households, stock = world.households, world.dwellings
    rows = np.flatnonzero(households.alive & (households.dwelling >= 0))
    homes = np.sort(households.dwelling[rows])
    order = np.argsort(world.uniform("null.scatter", households.key[rows]), kind="stable")
    stock.household[homes] = rows[order]
    households.dwelling[rows[order]] = homes
