"""Ties that hold people in place: kin nearby, and neighbours on the same stairway."""

from __future__ import annotations

import numpy as np
from numba import njit

from agents.core.draws import mix_one, uniform_one
from agents.core.parameter import Parameter
from agents.core.ties import KIN, STAIRWAY
from model.world import World

P = Parameter
PARAMETERS = (
    P("ties.kin_in_estate", 0.45, 0.2, 0.7, "share", "judgement", "judgement",
      "adults of the estate with a grown relative elsewhere in it"),
    P("ties.kin_in_town", 0.55, 0.3, 0.8, "share", "judgement", "judgement",
      "adults with a grown relative in another household of the municipality"),
    P("ties.stairway_rate", 0.035, 0.01, 0.1, "per year and pair", "judgement", "judgement",
      "chance that two adults of one stairway come to know each other; 32 % find neighbours good in such areas"),
    P("ties.stairway_same_origin", 1.6, 1.0, 3.0, "ratio", "judgement", "judgement",
      "the same for two of one origin group"),
    P("ties.stairway_fade", 0.06, 0.02, 0.15, "per month", "judgement", "judgement",
      "chance that a stairway tie ends when one of the two has moved away"),
)  # fmt: skip


@njit(cache=True)
def meet(order, stairway, origin, key, months, rate, same, stream, limit):  # type: ignore[no-untyped-def]
    """Pairs of adults on one stairway who come to know each other; `order` lists them stairway by stairway."""
    a = np.empty(limit, np.int64)
    b = np.empty(limit, np.int64)
    n = 0
    start = 0
    while start < len(order):
        stop = start
        while stop < len(order) and stairway[order[stop]] == stairway[order[start]]:
            stop += 1
        for i in range(start, stop):
            for j in range(i + 1, stop):
                p, q = order[i], order[j]
                shared = min(months[p], months[q])
                chance = rate * (same if origin[p] == origin[q] else 1.0)
                low, high = min(key[p], key[q]), max(key[p], key[q])
                if n < limit and uniform_one(stream, mix_one(low) ^ high) < 1.0 - np.exp(-chance * shared / 12.0):
                    a[n], b[n] = p, q
                    n += 1
        start = stop
    return a[:n], b[:n]


@njit(cache=True)
def _fading(other, layer, count, stairway, key, fade, stream):  # type: ignore[no-untyped-def]
    """Stairway ties whose two persons no longer share one, and which end this month."""
    a, b = [np.int64(0) for _ in range(0)], [np.int64(0) for _ in range(0)]
    for p in range(len(count)):
        for j in range(count[p]):
            q = other[p, j]
            if q > p and layer[p, j] == 1 and (stairway[p] != stairway[q] or stairway[p] < 0):
                low, high = min(key[p], key[q]), max(key[p], key[q])
                if uniform_one(stream, mix_one(low) ^ high) < fade:
                    a.append(np.int64(p))
                    b.append(np.int64(q))
    return np.array(a, dtype=np.int64), np.array(b, dtype=np.int64)


@njit(cache=True)
def _most(alive, household, local, n):  # type: ignore[no-untyped-def]
    """The most local ties any member of each household has."""
    out = np.zeros(n, np.uint8)
    for p in range(len(alive)):
        if alive[p] and local[p] > out[household[p]]:
            out[household[p]] = min(local[p], 255)
    return out


def _adults_by_stairway(world: World, stairway: np.ndarray) -> np.ndarray:
    persons = world.persons
    rows = np.flatnonzero(persons.alive & (stairway >= 0) & (world.month - persons.birth_month >= 216))
    return rows[np.lexsort((persons.key[rows], stairway[rows]))]


def start(world: World) -> None:
    """Ties of 1 January 2015: relatives in other households, and neighbours by years lived on one stairway."""
    persons, households = world.persons, world.households
    world.ties.ensure(persons.capacity)
    adults = np.flatnonzero(persons.alive & (world.month - persons.birth_month >= 216))
    estate = world.in_estate[persons.household[adults]]
    for decision, share, pool in (
        ("ties.kin_in_estate", world.p("ties.kin_in_estate"), adults[estate]),
        ("ties.kin_in_town", world.p("ties.kin_in_town"), adults),
    ):
        for origin in range(3):
            group = pool[persons.origin[pool] == origin]
            group = group[np.argsort(persons.key[group])]
            if len(group) < 2:
                continue
            seeking = world.uniform(decision, persons.key[group]) < share / 2.0
            found = group[(world.uniform(decision + "_who", persons.key[group]) * len(group)).astype(int)]
            apart = seeking & (persons.household[group] != persons.household[found])
            world.ties.link(group[apart], found[apart], KIN)
    stairway = world.person_stairway
    months = np.zeros(persons.capacity, dtype=np.int32)
    months[adults] = np.maximum(world.month - households.since[persons.household[adults]], 1)
    _meet(world, stairway, months, "ties.stairway_start")


def _meet(world: World, stairway: np.ndarray, months: np.ndarray, decision: str) -> None:
    persons = world.persons
    order = _adults_by_stairway(world, stairway)
    a, b = meet(
        order, stairway, persons.origin, persons.key, months, world.p("ties.stairway_rate"),
        world.p("ties.stairway_same_origin"), world.stream(decision), 60 * max(len(order), 1),
    )  # fmt: skip
    world.ties.link(a, b, STAIRWAY)


def step(world: World) -> None:
    """Neighbours come to know each other, ties of those who moved away fade, and households count their local ties."""
    persons, households = world.persons, world.households
    world.ties.ensure(persons.capacity)
    stairway, area = world.person_stairway, world.person_area
    _meet(world, stairway, np.ones(persons.capacity, dtype=np.int32), "ties.stairway_meet")
    a, b = _fading(
        world.ties.other, world.ties.layer, world.ties.count, stairway, persons.key,
        world.p("ties.stairway_fade"), world.stream("ties.fade"),
    )  # fmt: skip
    world.ties.cut(a, b, STAIRWAY)
    local = world.ties.local(area)
    households.local_ties[:] = _most(persons.alive, persons.household, local, households.capacity)
