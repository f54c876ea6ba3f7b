"""TIES: people who share a meeting place form ties; ties that are not used fade; kin stays.

A file a layer: kin, stairway, school, work, programme (with associations in `clubs`, volunteers in `companions`);
`meeting` holds the rule they share. A tie joins two people of different households and is *bridging* when one of them
lives in the estate and the other elsewhere.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from agents.core.parameter import Parameter
from agents.core.ties import LAYERS, TURNS, Places
from model.levers import Lever
from model.mechanisms import seen
from model.mechanisms.ties import clubs, companions, kin, programme, school, stairway, work
from model.world import World

P = Parameter
FADING = {"stairway": 70.0, "school": 45.0, "work": 60.0, "programme": 45.0}
GROWING = {"stairway": 12.0, "school": 12.0, "work": 18.0, "programme": 18.0}
PARAMETERS = (
    *(P(f"ties.fade_{layer}", value, value / 3.0, value * 2.5, "strength per year", "judgement", "judgement",
        f"fading of a {layer} tie of two who no longer share the place; a new one then lasts "
        f"{60 / value:.1f} years")
      for layer, value in FADING.items()),
    *(P(f"ties.grow_{layer}", value, 0.0, value * 4.0, "strength per year", "judgement", "judgement",
        f"growth of a {layer} tie of two who share the place")
      for layer, value in GROWING.items()),
)  # fmt: skip

LEVERS = (
    Lever("ties.across", "ratio", 0.0, 5.0, "place",
          "meeting of two of whom one lives in the estate and the other elsewhere, over what it else would be"),
    Lever("clubs.join", "ratio", 0.0, 10.0, "area", "joining associations, over what it else would be"),
)  # fmt: skip


@njit(cache=True)
def _local(asked, household, reference, area, other, count, out):  # type: ignore[no-untyped-def]
    """For the reference persons among those asked: their ties to people of other households in the same area."""
    heads, n = np.empty(len(asked) + 1, np.int32), 0
    for p in asked:
        heads[n] = p
        n += reference[household[p]] == p
    for p in heads[:n]:
        h = household[p]
        local, here = 0, area[p]
        for j in range(count[p] if here >= 0 else 0):
            q = other[p, j]
            local += (area[q] == here) & (household[q] != h)
        out[h] = local


def _use(world: World, youngest: np.ndarray, eldest: np.ndarray) -> None:
    """A twelfth of the ties are used, and grow, or fade."""
    persons = world.persons
    places = Places(world.person_stairway, youngest, eldest, persons.workplace, persons.programme, persons.club)
    grow = np.array([0.0, *(world.p(f"ties.grow_{layer}") for layer in LAYERS[1:])]).astype(np.int64)
    fade = np.array([0.0, *(world.p(f"ties.fade_{layer}") for layer in LAYERS[1:])]).astype(np.int64)
    world.ties.use(world.month % int(TURNS), places, grow, fade)


def declare(world: World) -> None:
    """State the levers without any policy."""
    world.levers.base("ties.across", 1.0)
    world.levers.base("clubs.join", 1.0)


def start(world: World) -> None:
    """Ties of 1 January 2015: relatives, and people by the years they have shared a stairway, a school door, a job."""
    world.ties.ensure(world.persons.capacity)
    seen.look(world)
    world.order[:] = world.p("name.ordinary_order")
    clubs.start(world)
    kin.start(world)
    stairway.start(world)
    school.start(world)
    work.start(world)
    programme.start(world)
    _count_local(world, world.persons.rows)


def _count_local(world: World, asked: np.ndarray) -> None:
    households = world.households
    _local(
        asked, world.persons.household, households.reference, world.person_area, world.ties.other, world.ties.count,
        households.local_ties,
    )  # fmt: skip


def step(world: World) -> None:
    """People join associations and meet, ties of those who do not meet fade, and households count their local ties."""
    world.ties.ensure(world.persons.capacity)
    clubs.step(world)
    kin.step(world)
    stairway.step(world)
    work.step(world)
    youngest, eldest = school.step(world)
    programme.step(world)
    companions.step(world)
    _use(world, youngest, eldest)
    moved = world.households.alive & (world.households.since >= world.month - 1)
    _count_local(world, np.concatenate([world.turns.rows(12), world.households.reference[moved]]))
