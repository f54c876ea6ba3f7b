"""Who is still young or in an education: the few of all persons whom a month on the ladder is about."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.core import draws
from agents.core.columns import Rows, Table
from model.mechanisms.ladder import early
from model.world import World


class Learners(NamedTuple):
    """Rows of persons who are younger than the age at which schools' results are in, or older and in an education.

    `growing` are the children who grow this month, `at_door` those at the door of the nursery, `three` and `sixteen`
    who turn so old, `students` those in an education after school, `told` and `grown` those of the age at which a
    nursery's and a school's results are in; `seatless` are those without a seat where their stage asks for one, and
    the daycare and school children who moved last month.
    """

    growing: Rows
    at_door: Rows
    three: Rows
    sixteen: Rows
    students: Rows
    told: Rows
    grown: Rows
    seatless: Rows


# Small loops over few columns; what nothing foretells is written in any case and kept where it holds.
@njit(cache=True)
def _all_of(alive, birth, stage, month, grown_at):  # type: ignore[no-untyped-def]
    """Children under 18, and of those older who is not past the age at which results are in, or is in an education."""
    young, older = np.empty(len(alive), np.int32), np.empty(len(alive), np.int32)
    n, m = 0, 0
    for i in range(len(alive)):
        age, now = month - birth[i], stage[i]
        child = age < 216
        young[n] = i
        n += alive[i] & child
        older[m] = i
        m += alive[i] & (not child) & ((age <= grown_at) | ((now != 4) & (now != 8)))
    return young[:n], older[:m]


@njit(cache=True)
def _attend(rows, stage, institution, nursery, kindergarten, school):  # type: ignore[no-untyped-def]
    """These children keep in mind where they attend."""
    for i in rows:
        where = institution[i]
        now = stage[i] if where >= 0 else 0
        nursery[i] = where if now == 1 else nursery[i]
        kindergarten[i] = where if now == 2 else kindergarten[i]
        school[i] = where if now == 3 else school[i]


@njit(cache=True)
def _stay(rows, birth, area, in_estate, here, month):  # type: ignore[no-untyped-def]
    """A month of childhood in the estate for those of these who live there."""
    for i in rows:
        if area[i] >= 0 and in_estate[area[i]] and birth[i] <= month and here[i] < 216:
            here[i] += 1


@njit(cache=True)
def _growing(rows, birth, month):  # type: ignore[no-untyped-def]
    out = np.empty(len(rows), np.int64)
    n = 0
    for i in rows:
        age = month - birth[i]
        out[n] = i
        n += (np.uint32(age) % np.uint32(3) == 0) & (age > 0)
    return out[:n]


@njit(cache=True)
def seatless(rows, stage, institution, area, household, since, month):  # type: ignore[no-untyped-def]
    """Who of these lives here and is on the ladder without a seat, or is a child in daycare or school who moved last
    month.
    """
    out = np.empty(len(rows), np.int64)
    n = 0
    for i in rows:
        now = stage[i]
        moved = (now <= 3) & (since[household[i]] == month - 1) & (month > 0)
        out[n] = i
        n += (area[i] >= 0) & (now != 0) & (now != 4) & (now != 8) & ((institution[i] < 0) | moved)
    return out[:n]


@njit(cache=True)
def _benefit(rows, birth, status, since, benefit, month, wait, until):  # type: ignore[no-untyped-def]
    """Who of these grown persons lives by benefits before the age `until` keeps that in mind."""
    for i in rows:
        if (status[i] == 3 or status[i] == 4) and month - birth[i] < until and month - since[i] >= wait:
            benefit[i] = True


@njit(cache=True)
def _due(young, older, key, birth, stage, month, doorstep, told_at, grown_at):  # type: ignore[no-untyped-def]
    """At the door of the nursery, turning three, turning sixteen, students, told and grown, with how many of each."""
    lists, n = np.empty((6, len(young) + len(older)), np.int64), np.zeros(6, np.int64)
    for i in young:
        age, now = month - birth[i], stage[i]
        due = -1
        if now >= 5 and now != 8:
            due = 3
        elif age < 25:
            if now == 0 and age >= 9 and age == early.months_at_door(doorstep, key[i]):
                due = 0
        elif age == 36 and now < 4:
            due = 1
        if due >= 0:
            lists[due, n[due]] = i
            n[due] += 1
        if age == 192 or age == told_at:
            due = 2 if age == 192 else 4
            lists[due, n[due]] = i
            n[due] += 1
    for i in older:
        if stage[i] >= 5 and stage[i] != 8:
            lists[3, n[3]] = i
            n[3] += 1
        if month - birth[i] == grown_at:
            lists[5, n[5]] = i
            n[5] += 1
    return lists, n


@njit(cache=True)
def _look(  # type: ignore[no-untyped-def]
    alive, key, birth, stage, institution, household, since, status, status_since, area, in_estate, here, nursery,
    kindergarten, school, benefit, month, doorstep, told_at, grown_at, wait, until,
):  # fmt: skip
    young, older = _all_of(alive, birth, stage, month, grown_at)
    _attend(young, stage, institution, nursery, kindergarten, school)
    _stay(young, birth, area, in_estate, here, month)
    _benefit(older, birth, status, status_since, benefit, month, wait, until)
    lists, n = _due(young, older, key, birth, stage, month, doorstep, told_at, grown_at)
    found = [lists[k, : n[k]] for k in range(6)]
    found.append(_growing(young, birth, month))
    rows = np.concatenate((young, older))
    found.append(seatless(rows, stage, institution, area, household, since, month))
    return found


def look(world: World, persons: Table, households: Table, area: NDArray[np.int32]) -> Learners:
    """Who lives this month on the ladder and is due for what.

    Everybody of them keeps in mind where they attend, and whether they lived by benefits when young; a month of
    childhood in the estate is counted for those under 18 who live there.
    """
    door, three, sixteen, students, told, grown, growing, without = _look(
        persons.alive, persons.key, persons.birth_month, persons.stage, persons.institution, persons.household,
        households.since, persons.status, persons.status_since, area, world.estate_areas, persons.childhood_here,
        persons.nursery, persons.kindergarten, persons.school, persons.benefit_young, world.month,
        draws.stream(world.scenario.seed, "ladder.nursery_age", 0), *ages_of_results(world),
        world.p("results.benefit_months"), 12.0 * world.p("results.youth_age"),
    )  # fmt: skip
    return Learners(growing, door, three, sixteen, students, told, grown, without)


def ages_of_results(world: World) -> tuple[int, int]:
    """Ages in months at which the results of nurseries and of schools are in."""
    return 36 + int(world.p("results.kindergarten_months")), int(12 * world.p("results.youth_age"))
