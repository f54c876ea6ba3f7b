"""Those who once lived in the estate and now live outside the municipality, with their households."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from agents.core import draws
from agents.core.calendar import NEVER
from agents.core.columns import Rows, Table
from agents.household import HOUSEHOLD_COLUMNS
from agents.person import PERSON_COLUMNS

if TYPE_CHECKING:
    from model.world import World

LEFT_BEHIND = ("institution", "workplace", "club", "programme")
"""Columns of a person that name a row of the municipality."""
HERE_ONLY = ("dwelling", "reference", "wish", "wish_since", "need", "listed", "enrolled", "host", "local_ties")
"""Columns of a household that do not go along."""


@dataclass
class Away:
    """Persons and households outside the municipality that hold somebody with a life record.

    Keys stay. A household has no home (`dwelling` -1) and `came_from` names the place where it lives now. Mothers and
    partners are remembered by row among those who left together; institutions, workplaces, clubs and programmes stay
    behind, and ties are cut.
    """

    persons: Table = field(default_factory=lambda: Table(PERSON_COLUMNS))
    households: Table = field(default_factory=lambda: Table(HOUSEHOLD_COLUMNS))

    def follow(self, world: World, household_rows: Rows, members: Rows, destination: NDArray[np.integer]) -> None:
        """Take a copy of the leaving households with at least one recorded member, with all their `members`."""
        world.lives.enrol_residents(world, members)
        recorded = members[world.persons.record[members] >= 0]
        if len(recorded) == 0:
            return
        known = np.zeros(world.households.capacity, dtype=bool)
        known[world.persons.household[recorded]] = True
        kept = known[household_rows]
        source, goal = household_rows[kept], destination[kept]
        going = members[known[world.persons.household[members]]]
        place = np.full(world.households.capacity, -1, dtype=np.int64)
        place[source] = self._house(world, source, world.households.key[source], goal)
        self._admit(world, going, place[world.persons.household[going]])

    def follow_alone(self, world: World, person_rows: Rows, destination: NDArray[np.integer]) -> None:
        """Take a copy of persons who leave their household behind and live by themselves from now on."""
        world.lives.enrol_residents(world, person_rows)
        recorded = world.persons.record[person_rows] >= 0
        if not recorded.any():
            return
        going, goal = person_rows[recorded], destination[recorded]
        keys = draws.child_keys(world.persons.key[going], "alone away", world.month)
        source = world.persons.household[going].astype(np.int64)
        self._admit(world, going, self._house(world, source, keys, goal))

    def _house(
        self, world: World, source: Rows, keys: NDArray[np.uint64], destination: NDArray[np.integer]
    ) -> NDArray[np.int64]:
        """Households here like those they come from, living in their destination; returns their rows here."""
        rows = self.households.add(keys)
        self.households.copy_rows(rows, world.households, source)
        self.households.key[rows] = keys
        for name in HERE_ONLY:
            getattr(self.households, name)[rows] = self.households.columns[name].fill
        self.households.came_from[rows] = destination
        self.households.since[rows] = world.month
        return rows

    def _admit(self, world: World, going: Rows, house: NDArray[np.int64]) -> Rows:
        """Persons here like those who go; mother and partner only where they go along. Returns their rows here."""
        rows = self.persons.add(world.persons.key[going])
        here = np.full(world.persons.capacity + 1, -1, dtype=np.int64)
        here[going] = rows
        self.persons.copy_rows(rows, world.persons, going)
        self.persons.household[rows] = house
        self.persons.mother[rows] = here[world.persons.mother[going]]
        partner = here[world.persons.partner[going]]
        apart = self.persons.household[np.maximum(partner, 0)] != house
        self.persons.partner[rows] = np.where(apart, -1, partner)
        for name in LEFT_BEHIND:
            getattr(self.persons, name)[rows] = -1
        self.persons.list_since[rows] = NEVER
        self.persons.home_wish[rows] = NEVER
        self.persons.home_reason[rows] = 0
        return rows

    def turned_away(self, world: World, household_rows: Rows, members: Rows) -> None:
        """Hear of arrivals who found no home this month: they look elsewhere, and nobody asks where."""

    def end(self, rows: Rows) -> None:
        """Take persons out, with what others remember of them by row, and households left without members."""
        persons, households = self.persons, self.households
        if len(rows) == 0:
            return
        gone = np.zeros(persons.capacity + 1, dtype=bool)
        gone[rows] = True
        persons.mother[gone[persons.mother]] = -1
        persons.partner[gone[persons.partner]] = -1
        persons.remove(rows)
        members = np.bincount(persons.household[persons.alive], minlength=households.capacity)
        households.remove(np.flatnonzero(households.alive & (members == 0)))
