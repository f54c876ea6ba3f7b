"""Leaving a municipality of the country: who goes to another one is handed on, and is not drawn afresh there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from agents.core import draws
from agents.core.calendar import LONG_AGO
from agents.core.columns import Rows, Table
from agents.household import HOUSEHOLD_COLUMNS
from agents.person import PERSON_COLUMNS
from model.away import Away
from model.country.party import ANYWHERE, Party, nobody, of_tables
from model.lives import Lives

if TYPE_CHECKING:
    from model.world import World

STAYS_HERE = ("nursery", "kindergarten", "school", "record")
"""Columns of a person, beside `away.LEFT_BEHIND`, that name a row of the municipality."""


class NoLives(Lives):
    """In the country nobody's life is written down: what becomes of one person is asked of an estate alone."""

    def enrol_residents(self, world: World, among: Rows | None) -> None:
        """Open no life."""


@dataclass
class Counted:
    """Heads that crossed the municipality's border this month."""

    abroad_out: int = 0
    abroad_in: int = 0
    abroad_turned_away: int = 0
    moved_out: int = 0
    platform_out: int = 0


@dataclass
class Departures(Away):
    """Takes the place of those followed away: its tables hold who left this month for elsewhere in Denmark.

    `position` is the municipality's own in the country, `positions` that of each row of its `place.neighbours`
    (`ANYWHERE` for the rest of Denmark); the last row is abroad. `inbox` is who comes now. Who goes abroad leaves the
    country. Keys, skill, schooling, work, language, grades and the home learning environment go along; ties,
    institutions, workplaces, programmes and places on waiting lists stay behind.
    """

    position: int = 0
    positions: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, dtype=np.int32))
    inbox: Party = field(default_factory=nobody)
    counted: Counted = field(default_factory=Counted)
    again: list[NDArray[np.uint64]] = field(default_factory=list)

    def follow(self, world: World, household_rows: Rows, members: Rows, destination: NDArray[np.integer]) -> None:
        """Take households that leave; those for abroad are counted alone."""
        abroad = destination == len(self.positions) - 1
        strange = _belong(world, household_rows[abroad], members)
        self.counted.abroad_out += int(strange.sum())
        going, goal = household_rows[~abroad], self.positions[destination[~abroad]]
        people = members[~strange]
        self.counted.moved_out += len(people)
        self.counted.platform_out += int(_belong(world, going[goal != ANYWHERE], people).sum())
        self._take(world, going, people, goal)

    def follow_alone(self, world: World, person_rows: Rows, destination: NDArray[np.integer]) -> None:
        """Take persons who leave their household behind."""
        abroad = destination == len(self.positions) - 1
        self.counted.abroad_out += int(abroad.sum())
        going, goal = person_rows[~abroad], self.positions[destination[~abroad]]
        self.counted.moved_out += len(going)
        keys = draws.child_keys(world.persons.key[going], "alone away", world.month)
        source = world.persons.household[going].astype(np.int64)
        place = self._house(world, source, keys, goal)
        self._people(world, going, place)

    def turned_away(self, world: World, household_rows: Rows, members: Rows) -> None:
        """Who found no home this month goes on looking in the country; who came from abroad never came."""
        abroad = world.households.came_from[household_rows] == len(self.positions) - 1
        strange = _belong(world, household_rows[abroad], members)
        self.counted.abroad_turned_away += int(strange.sum())
        kept, people = household_rows[~abroad], members[~strange]
        listed = world.persons.list_since[people]
        rows, seats = self._take(world, kept, people, np.full(len(kept), ANYWHERE, dtype=np.int32))
        self.persons.list_since[seats] = listed
        self.households.since[rows] = world.households.since[kept]
        self.again.append(world.households.key[kept])

    def take(self) -> Party:
        """Everybody who is on the way at the end of the month; the tables are empty again."""
        again = np.concatenate([np.empty(0, dtype=np.uint64), *self.again])
        rows = self.households.rows
        party = of_tables(
            self.households, self.persons, self.households.came_from[rows], self.position,
            np.isin(self.households.key[rows], again),
        )  # fmt: skip
        self.households, self.persons = Table(HOUSEHOLD_COLUMNS), Table(PERSON_COLUMNS)
        self.again = []
        return party

    def _take(
        self, world: World, source: Rows, members: Rows, goal: NDArray[np.integer]
    ) -> tuple[NDArray[np.int64], Rows]:
        place = np.full(world.households.capacity, -1, dtype=np.int64)
        rows = self._house(world, source, world.households.key[source], goal)
        place[source] = rows
        # Urgent need does not end at a municipal border.
        self.households.need[rows] = world.households.need[source]
        return rows, self._people(world, members, place[world.persons.household[members]])

    def _people(self, world: World, going: Rows, house: NDArray[np.int64]) -> Rows:
        rows = self._admit(world, going, house)
        for name in STAYS_HERE:
            getattr(self.persons, name)[rows] = -1
        self.persons.enrolled[rows] = 0
        self.persons.displaced[rows] = LONG_AGO
        return rows


def _belong(world: World, household_rows: Rows, members: Rows) -> NDArray[np.bool_]:
    """Which of these persons belong to these households."""
    chosen = np.zeros(world.households.capacity, dtype=bool)
    chosen[household_rows] = True
    return np.asarray(chosen[world.persons.household[members]])
