"""Kin: relatives in other households. Such ties never end; they arise when somebody leaves the home of parents."""

from __future__ import annotations

import numpy as np
from numba import njit

from agents.core.parameter import Parameter
from agents.core.ties import KIN, tie
from model.world import World

P = Parameter
PARAMETERS = (
    P("ties.kin_in_estate", 0.45, 0.2, 0.7, "share", "judgement", "judgement",
      "adults of the estate with a grown relative elsewhere in it"),
    P("ties.kin_in_town", 0.55, 0.3, 0.8, "share", "judgement", "judgement",
      "adults with a grown relative in another household of the municipality"),
)  # fmt: skip

STRENGTH = 200


@njit(cache=True)
def part(slots, count, turn, key, mother, partner, household, left):  # type: ignore[no-untyped-def]
    """Tie those who left home to their mother, her partner and their brothers and sisters elsewhere."""
    n = len(left)
    # One place more than there are rows, for those without a mother.
    brood = np.zeros(len(mother) + 1, np.bool_)
    for i in range(n):
        brood[mother[left[i]]] = True
    siblings = [np.int64(0) for _ in range(0)]
    for q in range(len(mother)):
        if brood[mother[q]]:
            siblings.append(np.int64(q))
    for i in range(n):
        p = left[i]
        elder = np.int64(mother[p])
        tie(slots, count, turn, key, p, elder, KIN, STRENGTH)
        if partner[elder] >= 0:
            tie(slots, count, turn, key, p, np.int64(partner[elder]), KIN, STRENGTH)
    near = np.array(siblings, dtype=np.int64)
    near = near[np.argsort(key[near])]
    for i in range(n):
        for j in range(len(near)):
            p, q = left[i], near[j]
            if mother[p] == mother[q] and household[p] != household[q]:
                tie(slots, count, turn, key, p, q, KIN, STRENGTH)


@njit(cache=True)
def left_home(alive, mother, household, since, month):  # type: ignore[no-untyped-def]
    """Rows of those whose household moved in last month and is not their mother's."""
    out = [np.int64(0) for _ in range(0)]
    for p in range(len(alive)):
        # Few households moved last month, so that is asked first.
        if since[household[p]] != month - 1 or not alive[p]:
            continue
        if mother[p] >= 0 and household[p] != household[mother[p]]:
            out.append(np.int64(p))
    return np.array(out, dtype=np.int64)


def start(world: World) -> None:
    """Relatives of 1 January 2015 in other households, of the same origin: where they live is a judgement."""
    persons = world.persons
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
            world.ties.link(group[apart], found[apart], KIN, persons.key, STRENGTH)


def step(world: World) -> None:
    """Those who moved into a home of their own last month, away from their mother, keep their family."""
    persons = world.persons
    rows = left_home(persons.alive, persons.mother, persons.household, world.households.since, world.month)
    rows = rows[np.argsort(persons.key[rows])]
    if len(rows):
        ties = world.ties
        part(
            ties.slots, ties.count, ties.turn, persons.key, persons.mother, persons.partner, persons.household, rows
        )  # fmt: skip
