"""LADDER: skill and agency grow from home, institution and peers, and decide whether each gate is passed."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.codes import Stage
from agents.core.calendar import month_of_year
from agents.core.columns import Rows, Table
from model.levers import Lever
from model.mechanisms import institutions
from model.mechanisms.ladder import beginning, early, growth, home, seats, youth
from model.world import World

LEVERS: tuple[Lever, ...] = (
    Lever("ladder.common_direction", "0..1", 0.0, 1.0, "area",
          "c, how far those who work with a child pull in one direction"),
    Lever("ladder.daycare_door", "logit", -2.0, 4.0, "area", "what programmes do to open the door of daycare"),
    Lever("ladder.school_pull", "logit", -4.0, 4.0, "area", "pull of the district's own school on its families"),
)  # fmt: skip


def declare(world: World) -> None:
    """State the levers without any policy."""
    world.levers.base("ladder.common_direction", world.p("ladder.common_direction"))
    world.levers.base("ladder.daycare_door", 0.0)
    world.levers.base("ladder.school_pull", 0.0)


@njit(cache=True)
def _due(alive, birth, stage, institution, area, household, since, entry, month):  # type: ignore[no-untyped-def]
    """What is due this month by person: 1 nursery, 2 turning three, 3 sixteen, 4 student, 5 newborn; and who needs a
    seat, having none or having moved.
    """
    n = len(alive)
    task = np.zeros(n, np.int8)
    seatless = np.zeros(n, np.int8)
    for i in range(n):
        if not alive[i]:
            continue
        now = stage[i]
        if now == 8 or now == 4:
            if month - birth[i] == 192:
                task[i] = 3
            continue
        age = month - birth[i]
        if now >= 5:
            task[i] = 4
        elif age == 36:
            task[i] = 2
        elif age == 192:
            task[i] = 3
        elif now == 0 and 9 <= age < 25 and age == entry[i]:
            task[i] = 1
        if now > 0 and area[i] >= 0:
            if institution[i] < 0:
                seatless[i] = 1
            elif now <= 3 and since[household[i]] == month - 1 and month > 0:
                seatless[i] = 2
    return task, seatless


def start(world: World) -> None:
    """1 January 2015: everybody on the step that age, work and education tell, in an institution with room."""
    beginning.everybody(world)
    persons = world.persons
    on_it = np.flatnonzero(persons.alive & (persons.stage > Stage.HOME) & (persons.stage < Stage.LEFT))
    for _ in range(2):
        world.institutions.roll[:] = 0
        persons.institution[on_it] = -1
        seats.seat(world, on_it)
        institutions.open_doors(world)


def live(world: World, persons: Table, households: Table, area: NDArray[np.int32]) -> None:
    """One month on the ladder for these people; `area` is where each person row lives, -1 nowhere here."""
    if world.month % 3 == 0:
        home.take_stock(world, persons, households, persons.rows)
        home.fade(world, households, 3)
    growth.grow(world, persons, households, area)
    task, _ = due(world, persons, households, area)
    early.nursery(world, persons, households, area, np.flatnonzero(task == 1))
    early.turn_three(world, persons, households, area, np.flatnonzero(task == 2))
    month = month_of_year(world.month)
    if month == 6:
        finishing = early.turns(world, persons, 16) & (persons.stage == Stage.SCHOOL) & np.isnan(persons.grade)
        early.exam(world, persons, households, area, np.flatnonzero(finishing))
    if month == 8:
        starting = early.turns(world, persons, 6) & (persons.stage < Stage.SCHOOL)
        early.start_school(world, persons, households, area, np.flatnonzero(starting))
    youth.step(world, persons, households, area, np.flatnonzero(task == 4))
    early.of_age(world, persons, np.flatnonzero(task == 3))


def due(
    world: World, persons: Table, households: Table, area: NDArray[np.int32]
) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """What is due this month by person row, and who needs a seat (1 has none, 2 has moved)."""
    small = np.flatnonzero(persons.alive & (persons.stage == Stage.HOME))
    entry = np.zeros(persons.capacity, dtype=np.int16)
    entry[small] = early.entry_age(world, persons.key[small])
    found = _due(
        persons.alive, persons.birth_month, persons.stage, persons.institution, area, persons.household,
        households.since, entry, world.month,
    )  # fmt: skip
    return found[0], found[1]


def step(world: World) -> None:
    """One month: newborns and newcomers take their place, children grow, gates open, seats are filled."""
    persons = world.persons
    beginning.born(world, np.flatnonzero(persons.alive & (persons.birth_month == world.month)))
    beginning.arrived(world)
    live(world, persons, world.households, world.person_area)
    seats.seat(world, waiting(world))


def waiting(world: World) -> Rows:
    """Who needs a seat this month: all who have none, and children who moved last month unless they stay where they
    are.
    """
    persons = world.persons
    seatless = due(world, persons, world.households, world.person_area)[1]
    moved = np.flatnonzero(seatless == 2)
    stays = world.uniform("ladder.stays", persons.key[moved]) < world.p("schooling.stays_on_moving")
    return np.sort(np.concatenate([np.flatnonzero(seatless == 1), moved[~stays]]))
