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
    P("contacts.inside", 0.67, 0.3, 1.0, "ratio", "judgement", "judgement",
      "what an employed tie inside the estate is worth against a bridging one: more of the jobless ask the same few"),
    P("contacts.most", 4.0, 1.5, 6.0, "ratio", "judgement", "judgement",
      "most that employed ties can help, against the mean"),
)  # fmt: skip


@njit(cache=True)
def access(alive, status, area, estate, other, layer, count, kin, inside, most):  # type: ignore[no-untyped-def]
    """What the employed ties of each jobless person are worth against the usual (1), shape (capacity,); for others
    the value means nothing. The usual is the mean of the jobless who live outside the estate.
    """
    jobless = np.empty(len(alive), np.int64)
    out = np.empty(len(alive), np.float32)
    n = 0
    for p in range(len(alive)):
        # Without a branch: written in any case, kept where it holds.
        jobless[n] = p
        n += alive[p] & ((status[p] == 3) | (status[p] == 4))
    # The ties of all are asked for in one go, so that one need not wait for the memory of another.
    first = np.empty(n, np.int32)
    for k in range(n):
        first[k] = other[jobless[k], 0]
    total = 0
    people = 0
    for k in range(n):
        p = jobless[k]
        home = area[p] >= 0 and estate[area[p]]
        value = 0.0
        for j in range(count[p]):
            q = other[p, j] if j else first[k]
            worth = kin if layer[p, j] == 0 else 1.0
            if home and area[q] >= 0 and estate[area[q]]:
                worth *= inside
            value += worth if status[q] == 2 else 0.0
        out[p] = value
        if not home:
            # Whole numbers add up to the same whatever the order of rows.
            total += int(value * 1024.0 + 0.5)
            people += 1
    usual = total / 1024.0 / max(people, 1)
    for k in range(n):
        p = jobless[k]
        out[p] = min(out[p] / usual, most) if usual > 0.0 else 1.0
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
            persons.alive, persons.status, area, world.estate_areas, ties.other, ties.layer, ties.count,
            world.p("contacts.kin"), world.p("contacts.inside"), world.p("contacts.most"),
        )
    )  # fmt: skip
