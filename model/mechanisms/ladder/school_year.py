"""The school year turns where a school takes only the older grades: who must leave it, goes on to it, or chooses it.

Each August pupils below its lowest grade lose their seat (they are *displaced*, and marked so for good). Those of its
district who reach the lowest grade go on to it unless their parents turn it down; whoever has gone elsewhere by choice
is not called back. Pupils from the rest of the municipality come only by appeal, distance and name, while there is
room: drawing a district anew has moved no intake by itself [@bjerre2024boundaries]. Every change costs a little skill.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.codes import InstitutionKind as Kind
from agents.codes import Origin, Stage
from agents.core.calendar import LONG_AGO, month_of_year
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from model.mechanisms.institutions.acting import lever_here
from model.mechanisms.institutions.nearest import area_centres
from model.mechanisms.ladder import early, older, seats
from model.mechanisms.ladder.gates import chance
from model.world import World

P = Parameter
PARAMETERS = (
    P("schooling.outside_choice", -4.5, -7.0, -3.0, "logit", "judgement", "judgement",
      "changing to a school of older grades next door without any special appeal, mean home: about 1 %"),
    P("schooling.outside_distance", 0.4, 0.0, 1.0, "logit per km", "judgement", "judgement",
      "what distance takes from that"),
    P("schooling.change_loss", 0.03, 0.0, 0.10, "SD", "beuchert2018", "observational",
      "skill lost by having to change school; small and fading in Denmark, largest where a school closed"),
    P("schooling.change_loss_fragile", 0.03, 0.0, 0.15, "SD", "catalogue2015", "judgement",
      "further loss of a child of a strained home where those around it do not pull in one direction"),
)  # fmt: skip
FEW = 5
"""Schools that families look at, from the nearest."""


class Turn(NamedTuple):
    """Pupils who are to change school, where they were, and which of them are displaced."""

    rows: Rows
    before: NDArray[np.int64]
    displaced: NDArray[np.bool_]


NOBODY = Turn(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0, dtype=bool))


def turn(world: World) -> Turn:
    """August: seats are given up, and taken at the school of older grades; those without a seat get one afterwards."""
    if month_of_year(world.month) != older.AUGUST:
        return NOBODY
    low = older.lowest(world)
    if not low.any():
        return NOBODY
    _tell_of_the_displaced(world)
    persons, table = world.persons, world.institutions
    housed = world.person_area[: persons.capacity] >= 0
    pupils = np.flatnonzero(persons.alive & (persons.stage == Stage.SCHOOL) & (persons.institution >= 0) & housed)
    before = persons.institution[pupils].astype(np.int64)
    grades = older.grade(world, pupils)
    displaced = low[before] > grades
    persons.institution[pupils[displaced]] = -1
    due = belong(world, pupils, before, grades, low)
    goes_to = older.older_school(world, low)[world.person_area[pupils]]
    refuses = np.zeros(len(pupils), dtype=bool)
    refuses[due] = seats.wants_out(world, pupils[due], goes_to[due])
    persons.institution[pupils[due & refuses & (before == goes_to)]] = -1
    going = due & ~refuses
    persons.institution[pupils[going]] = goes_to[going]
    persons.displaced[pupils[displaced]] = world.month
    for school in np.flatnonzero(low > 0):
        asked = (grades == low[school]) & ~due & ~displaced & (low[before] == 0)
        _from_outside(world, pupils[asked], int(school))
    now = persons.institution[pupils]
    table.roll[low > 0] = np.bincount(persons.institution[pupils[now >= 0]], minlength=table.capacity)[low > 0]
    changed = now != before
    return Turn(pupils[changed], before[changed], displaced[changed])


def belong(
    world: World, pupils: Rows, before: NDArray[np.int64], grades: NDArray[np.int64], low: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Who reaches the lowest grade of the school of older grades of the area and is expected there: those who attend
    it, or the school below it that their area belongs to, or were displaced; not those who chose another.
    """
    area = world.person_area[pupils]
    goes_to = older.older_school(world, low)[area]
    reaches = (goes_to >= 0) & (low[goes_to] == grades)
    below, _ = older.district(world, area, np.maximum(grades - 1, 0), low)
    displaced = world.persons.displaced[pupils] > LONG_AGO
    public = world.institutions.kind[before] == Kind.SCHOOL
    return np.asarray(reaches & public & ((before == goes_to) | (before == below) | displaced))


def wants_in(world: World, rows: Rows, school: int) -> NDArray[np.bool_]:
    """Which of these families from outside want their child to change to this school, shape as `rows`.

    The resourceful choose most; distance, the name of the areas that the school serves and its minority share (as in
    `seats.wants_out`) count against it.
    """
    persons, households, table = world.persons, world.households, world.institutions
    home, area = persons.household[rows], world.person_area[rows]
    east, north = area_centres(world)
    far = np.hypot(east - table.east[school], north - table.north[school])[area] / 1000.0
    logit = (
        world.p("schooling.outside_choice")
        + world.p("schooling.opt_out_home") * households.home_learning[home]
        + lever_here(world, "schooling.older_pull")[school]
        - world.p("schooling.outside_distance") * far
    )
    if world.origin_counts:
        above = max(float(table.minority[school]) - world.p("schooling.tipping_from"), 0.0)
        logit = logit - world.p("schooling.tipping") * above * (households.origin[home] == Origin.DANISH)
    if not world.null and world.reputation.any():
        homes = world.directory.homes
        served = homes * (older.older_school(world, older.lowest(world)) == school)
        usual = float((world.reputation * homes).sum() / homes.sum())
        name = float((world.reputation * served).sum() / max(served.sum(), 1))
        logit = logit - world.p("schooling.name") * max(usual - name, 0.0)
    return np.asarray(world.uniform("schooling.outside", persons.key[rows]) < chance(logit))


def _from_outside(world: World, rows: Rows, school: int) -> None:
    """Pupils who have this school among the nearest and want it take the room that is left, by lot."""
    persons = world.persons
    near = (world.directory.near[Kind.SCHOOL][:, :FEW] == school).any(axis=1)
    rows = rows[near[world.person_area[rows]]]
    rows = seats.by_lot(world, "schooling.outside_lot", rows[wants_in(world, rows, school)])
    there = np.count_nonzero(persons.alive & (persons.stage == Stage.SCHOOL) & (persons.institution == school))
    room = max(int(seats.capacity(world)[school]) - int(there), 0)
    persons.institution[rows[:room]] = school
    world.counters["pupils come from outside"] = world.counters.get("pupils come from outside", 0) + len(rows[:room])


def settle(world: World, changes: Turn) -> None:
    """What the change costs those who now attend another school, and where the displaced have gone."""
    if len(changes.rows) == 0:
        return
    persons, table = world.persons, world.institutions
    now = persons.institution[changes.rows]
    elsewhere = changes.rows[now != changes.before]
    persons.skill[elsewhere] -= loss(world, elsewhere)
    gone = changes.displaced
    goes_on = (older.lowest(world)[now] > 0) & (now >= 0)
    world.counters["displaced pupils"] = int(gone.sum())
    world.counters["displaced pupils to free schools"] = int((table.kind[now[gone]] == Kind.FREE_SCHOOL).sum())
    again = persons.displaced[changes.rows] > LONG_AGO
    world.counters["displaced pupils gone on"] = int((goes_on & again & ~gone).sum())
    world.counters["pupils of the district gone on"] = int(goes_on.sum()) - int(
        world.counters.get("pupils come from outside", 0)
    )


def _tell_of_the_displaced(world: World) -> None:
    """Counters of those once displaced who finished ninth grade this summer, here or elsewhere, and their grade."""
    tenths = np.empty(0, dtype=np.int64)
    for persons in (world.persons, world.away.persons):
        done = early.turns(world, persons, 16) & (persons.displaced > LONG_AGO) & ~np.isnan(persons.grade)
        tenths = np.append(tenths, np.rint(10.0 * persons.grade[done]).astype(np.int64))
    world.counters["displaced pupils leaving school"] = len(tenths)
    if len(tenths):
        world.counters["displaced pupils leaving grade"] = int(tenths.sum()) / (10.0 * len(tenths))


def loss(world: World, rows: Rows) -> NDArray[np.float32]:
    """Skill that a change of school takes from each of these pupils, SD, shape as `rows`."""
    strain = world.households.strain[world.persons.household[rows]]
    direction = world.levers.value("ladder.common_direction")[np.maximum(world.person_area[rows], 0)]
    further = world.p("schooling.change_loss_fragile") * (strain >= world.p("ladder.fragile_from")) * (1.0 - direction)
    return np.asarray(world.p("schooling.change_loss") + further, dtype=np.float32)
