"""The waiting lists of a month, each in the order of right, and which lists a vacancy goes down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.codes import Need
from agents.core.draws import uniform_one
from model.letting.matching import ASSIGNMENT, FLEXIBLE, INTERNAL, ORDINARY, SECOND_CHANCE
from model.letting.rulebook import GROUPS
from model.letting.seekers import Seekers

IntArray = NDArray[np.int64]


@njit(cache=True)
def channels(keys, department, rooms, assignment, internal, flexible, flexible_rooms, first, second):  # type: ignore[no-untyped-def]
    """The list on which each vacancy starts, and the group of flexible letting it is kept for; shares by department
    (and group), `flexible` for homes of up to `flexible_rooms`.
    """
    groups = flexible.shape[1]
    channel, group = np.full(len(keys), ORDINARY), np.full(len(keys), groups - 1)
    for k in range(len(keys)):
        d, draw = department[k], uniform_one(first, keys[k])
        total = 0.0
        for g in range(groups):
            total += flexible[d, g] if rooms[k] <= flexible_rooms[d, g] else 0.0
        room_left = max(1.0 - assignment[d], 0.0)
        fits = room_left / max(total, 1e-9) if total > room_left else 1.0
        if uniform_one(second, keys[k]) < internal[d]:
            channel[k] = INTERNAL
        taken = 0.0
        for g in range(groups):
            taken += flexible[d, g] * fits if rooms[k] <= flexible_rooms[d, g] else 0.0
            if draw < assignment[d] + taken:
                channel[k], group[k] = FLEXIBLE, g
                break
        if draw < assignment[d]:
            channel[k] = ASSIGNMENT
    return channel, group


@dataclass(frozen=True)
class Lists:
    """All lists end to end: list k holds seekers `members[starts[k]:starts[k + 1]]`; names give the list numbers."""

    starts: IntArray
    members: IntArray
    second_chance: int
    need: int
    groups: IntArray
    internal: IntArray
    students: int
    families: int
    everybody: int


@njit(cache=True)
def _standing(order, bits, groups, organisation, organisations, student, children):  # type: ignore[no-untyped-def]
    """The lists of each group, of each organisation's tenants, of students and of families, all in this order."""
    many = groups + organisations + 2
    lists, n = np.empty((many, len(order)), np.int64), np.zeros(many, np.int64)
    for s in order:
        for group in range(groups):
            lists[group, n[group]] = s
            n[group] += (bits[s] >> group) & 1
        if organisation[s] >= 0:
            one = groups + organisation[s]
            lists[one, n[one]] = s
            n[one] += 1
        lists[many - 2, n[many - 2]] = s
        n[many - 2] += student[s]
        lists[many - 1, n[many - 1]] = s
        n[many - 1] += children[s] > 0
    return [lists[k, : n[k]] for k in range(many)]


def draw_up(seekers: Seekers, organisations: int, internal_years: float, offered_elsewhere: NDArray[np.bool_]) -> Lists:
    """Put every seeker on the lists it has a right to; the ordinary order is seniority, then key.

    The list of second chance runs by vulnerability, the municipality's by kind of need and time in it. Behind those
    in need
    the municipality's list holds outside applicants whom combined letting refuses and who must be
    `offered_elsewhere`, shape
    (n_seekers,). The last list holds everybody by seniority.
    """
    # Seekers stand in the order of their keys, which a stable sort keeps; months fit into 16 bits and sort faster.
    by_seniority = np.argsort(seekers.listed.astype(np.int16), kind="stable")
    supported = np.flatnonzero(seekers.supported)
    needy = np.flatnonzero((seekers.need > Need.NONE) | offered_elsewhere)

    internal = np.where(seekers.lived_years >= internal_years, seekers.organisation, -1)
    standing = _standing(
        by_seniority, seekers.groups, len(GROUPS), internal, organisations, seekers.student, seekers.children
    )
    parts = [
        supported[np.lexsort((seekers.key[supported], -seekers.score[supported]))],
        needy[np.lexsort((seekers.key[needy], -seekers.waited[needy], -seekers.need[needy]))],
        *standing,
        by_seniority,
    ]
    starts = np.concatenate([[0], np.cumsum([len(part) for part in parts])]).astype(np.int64)
    first_internal = 2 + len(GROUPS)
    return Lists(
        starts,
        np.concatenate(parts).astype(np.int64),
        0,
        1,
        np.arange(2, first_internal),
        np.arange(first_internal, first_internal + organisations),
        first_internal + organisations,
        first_internal + organisations + 1,
        first_internal + organisations + 2,
    )


@njit(cache=True)
def _plan(  # type: ignore[no-untyped-def]
    channel, youth, for_families, first, of_group, of_internal, second_chance, need, families, students, everybody
):
    n = len(channel)
    turns, channels = np.full((n, 4), -1), np.full((n, 4), ORDINARY)
    for v in range(n):
        channels[v, 0], channels[v, 1] = SECOND_CHANCE, channel[v]
        if youth[v]:
            turns[v, 3] = students
            continue
        turns[v, 3] = everybody
        if first[v]:
            turns[v, 0] = second_chance
        if for_families[v]:
            turns[v, 2] = families
        if channel[v] == ASSIGNMENT:
            turns[v, 1] = need
        elif channel[v] == FLEXIBLE:
            turns[v, 1] = of_group[v]
        elif channel[v] == INTERNAL:
            turns[v, 1] = of_internal[v]
    return turns, channels


def plan(
    lists: Lists,
    channel: IntArray,
    group: IntArray,
    organisation: IntArray,
    youth: NDArray[np.bool_],
    for_families: NDArray[np.bool_],
    second_chance: NDArray[np.bool_],
) -> tuple[IntArray, IntArray]:
    """Lists of each vacancy in turn (-1: none) and their channels, both of shape (n_vacancies, 4).

    First second chance where the vacancy is reserved and somebody is enrolled, then the channel drawn for it, then the
    ordinary list: students alone for youth dwellings, and families before others where the home is large.
    """
    somebody = lists.starts[1] > lists.starts[0]
    found: tuple[IntArray, IntArray] = _plan(
        channel, youth, for_families, second_chance & somebody, lists.groups[group], lists.internal[organisation],
        lists.second_chance, lists.need, lists.families, lists.students, lists.everybody,
    )  # fmt: skip
    return found
