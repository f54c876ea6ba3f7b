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
def access(alive, key, birth, status, area, estate, other, layer, count, month, kin, bridge, most):  # type: ignore[no-untyped-def]
    """What the employed ties of each jobless person are worth against the usual (1), shape (capacity,); for others
    the value means nothing.

    The usual is the mean number of ties of grown people in the estate, or outside it, times the mean worth of a tie in
    the municipality, read from one person in eight: where fewer of one's acquaintances have a job, ties help less.
    """
    ties = np.zeros(2, np.int64)
    people = np.zeros(2, np.int64)
    employed = 0
    close = 0
    jobless = np.empty(len(alive), np.int64)
    n = 0
    for p in range(len(alive)):
        now = status[p]
        if not alive[p] or now == 0:
            continue
        if now == 3 or now == 4:
            jobless[n] = p
            n += 1
        if mix_one(key[p]) & np.uint64(7) != np.uint64(0):
            continue
        age = month - birth[p]
        if age < 216 or age >= 780:
            continue
        here = 1 if area[p] >= 0 and estate[area[p]] else 0
        people[here] += 1
        ties[here] += count[p]
        for j in range(count[p]):
            if status[other[p, j]] == 2:
                employed += 1
                close += layer[p, j] == 0
    each = (employed + (kin - 1.0) * close) / max(ties[0] + ties[1], 1)
    usual = each * ties / np.maximum(people, 1)
    out = np.empty(len(alive), np.float32)
    for k in range(n):
        p = jobless[k]
        home = area[p] >= 0 and estate[area[p]]
        value = 0.0
        for j in range(count[p]):
            q = other[p, j]
            if status[q] == 2:
                worth = kin if layer[p, j] == 0 else 1.0
                outside = home and (area[q] < 0 or not estate[area[q]])
                value += worth * bridge if outside else worth
        mean = usual[1 if home else 0]
        out[p] = min(value / mean, most) if mean > 0.0 else 1.0
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


def of_jobless(world: World, area: NDArray[np.int32]) -> NDArray[np.float32]:
    """`access` of the people of the world."""
    persons, ties = world.persons, world.ties
    ties.ensure(persons.capacity)
    return np.asarray(
        access(
            persons.alive, persons.key, persons.birth_month, persons.status, area, world.estate_areas, ties.other,
            ties.layer, ties.count, world.month, world.p("contacts.kin"), world.p("contacts.bridge"),
            world.p("contacts.most"),
        )
    )  # fmt: skip
