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
    """Rows of persons, each list ascending.

    `everybody` is all who are younger than the age at which schools' results are in, and all older ones in an
    education. Of them `growing` are the children who grow this month, `at_door` those at the door of the nursery,
    `three` and `sixteen` who turn so old, `students` those in an education after school, `told` and `grown` those of
    the age at which a nursery's and a school's results are in.
    """

    everybody: Rows
    growing: Rows
    at_door: Rows
    three: Rows
    sixteen: Rows
    students: Rows
    told: Rows
    grown: Rows


@njit(cache=True)
def _all_of(alive, birth, stage, month, until):  # type: ignore[no-untyped-def]
    out = np.empty(len(alive), np.int64)
    n = 0
    for i in range(len(alive)):
        # Without a branch: written in any case, kept where it holds.
        out[n] = i
        n += alive[i] & ((month - birth[i] < until) | ((stage[i] != 4) & (stage[i] != 8)))
    return out[:n]


@njit(cache=True)
def _look(alive, key, birth, stage, here, area, in_estate, month, doorstep, told_at, grown_at):  # type: ignore[no-untyped-def]
    rows = _all_of(alive, birth, stage, month, grown_at + 1)
    lists = np.empty((7, len(rows)), np.int64)
    n = np.zeros(7, np.int64)
    for i in rows:
        now, age = stage[i], month - birth[i]
        due = -1
        if age < 216:
            if age >= 0 and here[i] < 216 and area[i] >= 0 and in_estate[area[i]]:
                here[i] += 1
            if age % 3 == 0 and age > 0:
                lists[0, n[0]] = i
                n[0] += 1
            if age == told_at:
                lists[5, n[5]] = i
                n[5] += 1
            if age == 192:
                lists[3, n[3]] = i
                n[3] += 1
            if age == 36 and now < 4:
                due = 2
            elif now == 0 and 9 <= age < 25 and age == early.months_at_door(doorstep, key[i]):
                due = 1
        elif age == grown_at:
            lists[6, n[6]] = i
            n[6] += 1
        if now >= 5 and now != 8:
            due = 4
        if due >= 0:
            lists[due, n[due]] = i
            n[due] += 1
    return rows, lists, n


def look(world: World, persons: Table, area: NDArray[np.int32]) -> Learners:
    """Who lives this month on the ladder, and who of them is due for what; a month of childhood in the estate is
    counted for those under 18 who live there.
    """
    rows, lists, n = _look(
        persons.alive, persons.key, persons.birth_month, persons.stage, persons.childhood_here, area,
        world.estate_areas, world.month, draws.stream(world.scenario.seed, "ladder.nursery_age", 0),
        36 + int(world.p("results.kindergarten_months")), int(12 * world.p("results.youth_age")),
    )  # fmt: skip
    return Learners(rows, *(found[:count] for found, count in zip(lists, n, strict=True)))
