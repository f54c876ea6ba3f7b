"""Whom the jobless know who has a job: employed ties, weighed against what is usual."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.core.draws import mix_one
from agents.core.parameter import Parameter
from model.world import World

P = Parameter
PARAMETERS = (
    P("contacts.kin", 1.3, 0.8, 2.0, "ratio", "bayer2008", "observational",
      "what a close tie (kin) is worth in finding a job against a weak one; each strong tie helps more, weak ones are "
      "more numerous"),
    P("contacts.bridge", 1.5, 1.0, 3.0, "ratio", "judgement", "judgement",
      "what a tie from the estate to somebody employed outside is worth against one inside"),
    P("contacts.most", 4.0, 1.5, 6.0, "ratio", "judgement", "judgement",
      "most that employed ties can help, against the mean"),
)  # fmt: skip


@njit(cache=True)
def _worth(p, j, other, layer, status, home, kin, bridge):  # type: ignore[no-untyped-def]
    """What a tie is worth in finding a job: nothing unless the other is employed."""
    q = other[p, j]
    if q < 0 or status[q] != 2:
        return 0.0
    value = kin if layer[p, j] == 0 else 1.0
    return value * bridge if home[p] and not home[q] else value


@njit(cache=True)
def usual(alive, key, birth, status, other, layer, count, home, month, kin):  # type: ignore[no-untyped-def]
    """What the ties of a grown person would be worth if as many of them had a job as in the whole municipality, in the
    estate and outside, shape (2,); read from one person in eight.
    """
    ties = np.zeros(2, np.int64)
    people = np.zeros(2, np.int64)
    employed = 0
    close = 0
    for p in range(len(alive)):
        if not alive[p] or mix_one(key[p]) & np.uint64(7) != np.uint64(0):
            continue
        age = month - birth[p]
        if age < 216 or age >= 780:
            continue
        here = 1 if home[p] else 0
        people[here] += 1
        ties[here] += count[p]
        for j in range(count[p]):
            if status[other[p, j]] == 2:
                employed += 1
                close += layer[p, j] == 0
    each = (employed + (kin - 1.0) * close) / max(ties[0] + ties[1], 1)
    return each * ties / np.maximum(people, 1)


@njit(cache=True)
def _access(alive, status, other, layer, count, home, mean, kin, bridge, most):  # type: ignore[no-untyped-def]
    out = np.ones(len(alive), np.float32)
    for p in range(len(alive)):
        if not alive[p] or (status[p] != 3 and status[p] != 4):
            continue
        usual_here = mean[1 if home[p] else 0]
        if usual_here <= 0.0:
            continue
        value = 0.0
        for j in range(count[p]):
            value += _worth(p, j, other, layer, status, home, kin, bridge)
        out[p] = min(value / usual_here, most)
    return out


@njit(cache=True)
def helper(p, key, status, other, layer, count):  # type: ignore[no-untyped-def]
    """The employed person through whom a job was found: one of the ties by an addressed draw; -1 for none."""
    best = -1
    lowest = np.uint64(0xFFFFFFFFFFFFFFFF)
    for j in range(count[p]):
        q = other[p, j]
        if q >= 0 and status[q] == 2:
            rank = mix_one(key[p] ^ mix_one(key[q]))
            if rank < lowest:
                best, lowest = q, rank
    return best


def access(world: World, area: NDArray[np.int32]) -> NDArray[np.float32]:
    """What the employed ties of each jobless person are worth against the usual (1), shape (persons.capacity,).

    The usual is the mean number of ties of people in the estate, or outside it, times the mean worth of a tie in the
    municipality: where fewer of one's acquaintances have a job, ties help less.
    """
    persons, ties = world.persons, world.ties
    ties.ensure(persons.capacity)
    estate = np.append(world.estate_areas, False)
    home = estate[area]
    mean = usual(
        persons.alive, persons.key, persons.birth_month, persons.status, ties.other, ties.layer, ties.count, home,
        world.month, world.p("contacts.kin"),
    )  # fmt: skip
    return np.asarray(
        _access(
            persons.alive, persons.status, ties.other, ties.layer, ties.count, home, mean, world.p("contacts.kin"),
            world.p("contacts.bridge"), world.p("contacts.most"),
        )
    )  # fmt: skip
