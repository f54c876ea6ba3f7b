"""LADDER: skill and agency grow from home, institution and peers, and decide whether each gate is passed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.codes import Stage
from agents.core.calendar import month_of_year
from agents.core.columns import Rows, Table
from model.levers import Lever
from model.mechanisms import institutions
from model.mechanisms.ladder import beginning, early, growth, home, older, results, school_year, seats, youth
from model.mechanisms.ladder.learners import Learners, look, seatless
from model.world import World

LEVERS: tuple[Lever, ...] = (
    Lever("ladder.common_direction", "0..1", 0.0, 1.0, "area",
          "c, how far those who work with a child pull in one direction"),
    Lever("ladder.daycare_door", "logit", -2.0, 4.0, "area", "what programmes do to open the door of daycare"),
    Lever("ladder.school_pull", "logit", -4.0, 4.0, "area", "pull of the district's own school on its families"),
    *older.LEVERS,
)  # fmt: skip


def declare(world: World) -> None:
    """State the levers without any policy."""
    world.levers.base("ladder.common_direction", world.p("ladder.common_direction"))
    world.levers.base("ladder.daycare_door", 0.0)
    world.levers.base("ladder.school_pull", 0.0)
    older.declare(world)


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


def live(world: World, persons: Table, households: Table, area: NDArray[np.int32]) -> Learners:
    """One month on the ladder for these people; `area` is where each person row lives, -1 nowhere here. Returns whom
    it was about.
    """
    young = look(world, persons, households, area)
    if world.month % 3 == 0:
        home.take_stock(world, persons, households)
        home.fade(world, households, 3)
    growth.grow(world, persons, households, young.growing)
    early.nursery(world, persons, households, area, young.at_door)
    early.turn_three(world, persons, households, area, young.three)
    month = month_of_year(world.month)
    if month == 6:
        finishing = early.turns(world, persons, 16) & (persons.stage == Stage.SCHOOL) & np.isnan(persons.grade)
        early.exam(world, persons, households, area, np.flatnonzero(finishing))
    if month == 8:
        starting = early.turns(world, persons, 6) & (persons.stage < Stage.SCHOOL)
        early.start_school(world, persons, households, area, np.flatnonzero(starting))
    youth.step(world, persons, households, area, young.students)
    early.of_age(world, persons, young.sixteen)
    return young


def step(world: World) -> None:
    """One month: newborns and newcomers take their place, children grow, gates open, seats are filled."""
    persons = world.persons
    beginning.born(world, np.flatnonzero(persons.alive & (persons.birth_month == world.month)))
    beginning.arrived(world)
    young = live(world, persons, world.households, world.person_area)
    results.count(world, young)
    changes = school_year.turn(world)
    # In August others begin an education too.
    due = None if month_of_year(world.month) == 8 else np.concatenate([young.seatless, young.at_door, young.three])
    seats.seat(world, waiting(world, due))
    school_year.settle(world, changes)


def waiting(world: World, rows: Rows | None = None) -> Rows:
    """Who of these, or of all, needs a seat this month: who has none, and children who moved last month unless they
    stay where they are; ascending.
    """
    persons = world.persons
    rows = seatless(
        persons.rows if rows is None else rows, persons.stage, persons.institution, world.person_area,
        persons.household, world.households.since, world.month,
    )  # fmt: skip
    rows = np.unique(rows)
    stays = world.uniform("ladder.stays", persons.key[rows]) < world.p("schooling.stays_on_moving")
    return rows[~stays | (persons.institution[rows] < 0)]
