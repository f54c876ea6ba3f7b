"""What must hold after every month, whatever the scenario: nobody is lost and no home is let twice."""

from __future__ import annotations

import numpy as np

from model.estate_model import EstateModel


def check(model: EstateModel) -> None:
    """Raise AssertionError naming the first thing that does not hold."""
    world = model.world
    persons, households, stock = world.persons, world.households, world.dwellings
    people, homes_of = persons.rows, households.rows
    house = persons.household[people]
    assert (house >= 0).all() and households.alive[house].all(), "a person without a living household"
    members = np.bincount(house, minlength=households.capacity)
    assert (members[homes_of] > 0).all(), "a household without members"
    home = households.dwelling[homes_of]
    assert (home >= 0).all(), "a household without a home at the end of the month"
    assert len(np.unique(home)) == len(home), "two households in one home"
    assert (stock.household[home] == homes_of).all(), "a home that does not know its household"
    taken = np.flatnonzero(stock.household >= 0)
    assert len(taken) == len(home), "a home that names a household which does not live there"
    assert (stock.from_month[home] < model.month).all(), "somebody lives in a home not yet built"
    partner = persons.partner[people]
    paired = people[partner >= 0]
    assert (persons.partner[persons.partner[paired]] == paired).all(), "a partner who does not know"
    assert (persons.household[persons.partner[paired]] == persons.household[paired]).all(), "partners apart"
    assert len(np.unique(persons.key[people])) == len(people), "two persons with one key"
    assert len(np.unique(households.key[homes_of])) == len(homes_of), "two households with one key"
    ties = world.ties
    for column in range(ties.other.shape[1]):
        held = np.flatnonzero(ties.count > column)
        other = ties.other[held, column]
        assert persons.alive[held].all() and persons.alive[other].all(), "a tie to nobody"


def populations(model: EstateModel) -> dict[str, int]:
    """Persons in the estate and elsewhere in the municipality."""
    world = model.world
    rows = world.persons.rows
    estate = world.in_estate[world.persons.household[rows]]
    return {"estate": int(estate.sum()), "elsewhere": int((~estate).sum())}
