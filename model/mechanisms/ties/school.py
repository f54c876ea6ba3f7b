"""School and daycare: parents of children of one year in one institution meet at the door.

The pupils' own friendships are left out: what pupils take from each other goes by the make-up of their school.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.core.draws import mix_one, uniform_one
from agents.core.parameter import Parameter
from agents.core.ties import SCHOOL
from model.mechanisms.ties.meeting import ROUND, meet_in
from model.world import World

P = Parameter
PARAMETERS = (
    P("ties.school_rate", 0.012, 0.002, 0.05, "per year and pair", "judgement", "judgement",
      "chance that two parents of children of one year in one daycare or school come to know each other"),
    P("ties.mother_at_door", 0.65, 0.5, 0.9, "share", "judgement", "judgement",
      "children of couples whom the mother, and not her partner, brings and fetches"),
    P("ties.school_years_before", 5.0, 0.0, 8.0, "years", "judgement", "judgement",
      "years that parents have met at the start of the run"),
)  # fmt: skip

COHORTS = 32


@njit(cache=True)
def at_the_door(  # type: ignore[no-untyped-def]
    alive, key, birth, stage, institution, household, mother, partner, reference, mothers_share, stream,
):  # fmt: skip
    """For each child in daycare or school the parent who comes and the class; and each person's two classes: the
    youngest and the eldest child's.
    """
    n = len(alive)
    youngest, eldest = np.full(n, -1, np.int32), np.full(n, -1, np.int32)
    young_birth, old_birth = np.full(n, -32768, np.int16), np.full(n, 32767, np.int16)
    children = np.empty(n, np.int32)
    found = 0
    for c in range(n):
        children[found] = c
        found += alive[c] & (institution[c] >= 0) & (stage[c] >= 1) & (stage[c] <= 3)
    parent, place = np.empty(found, np.int64), np.empty(found, np.int64)
    m = 0
    for c in children[:found]:
        p = np.int64(mother[c])
        if p < 0 or household[p] != household[c]:
            p = np.int64(reference[household[c]])
            if p < 0:
                continue
        elif partner[p] >= 0 and uniform_one(stream, mix_one(key[c])) >= mothers_share:
            p = np.int64(partner[p])
        here = np.int64(institution[c]) * COHORTS + (birth[c] // 12) % COHORTS
        parent[m], place[m] = p, here
        m += 1
        if birth[c] > young_birth[p] or (birth[c] == young_birth[p] and here > youngest[p]):
            youngest[p], young_birth[p] = here, birth[c]
        if birth[c] < old_birth[p] or (birth[c] == old_birth[p] and here > eldest[p]):
            eldest[p], old_birth[p] = here, birth[c]
    return parent[:m].copy(), place[:m].copy(), youngest, eldest


def parents(world: World) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """Parents and classes, an entry a child, and each person's first and second class (-1 none)."""
    persons = world.persons
    found: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]] = at_the_door(
        persons.alive, persons.key, persons.birth_month, persons.stage, persons.institution, persons.household,
        persons.mother, persons.partner, world.households.reference, world.p("ties.mother_at_door"),
        world.stream("ties.at_the_door", 0),
    )  # fmt: skip
    return found


def start(world: World) -> None:
    """Parents of 1 January 2015 have met for some years."""
    parent, place, _, _ = parents(world)
    months = np.full(world.persons.capacity, int(12 * world.p("ties.school_years_before")), dtype=np.int32)
    meet_in(world, SCHOOL, parent, place, _places(world), world.p("ties.school_rate"), months)


def _places(world: World) -> int:
    return world.institutions.capacity * COHORTS


def step(world: World) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """A twelfth of the classes meet; returns each person's two classes."""
    parent, place, youngest, eldest = parents(world)
    now = place % ROUND == world.month % ROUND
    meet_in(world, SCHOOL, parent[now], place[now], _places(world), world.p("ties.school_rate"))
    return youngest, eldest
