"""The waiting lists of a month, each in the order of right, and which lists a vacancy goes down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agents.codes import Need
from model.letting.matching import ASSIGNMENT, FLEXIBLE, INTERNAL, ORDINARY, SECOND_CHANCE
from model.letting.rulebook import GROUPS
from model.letting.seekers import Seekers

IntArray = NDArray[np.int64]


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

    def chosen(mask: NDArray[np.bool_]) -> IntArray:
        return np.asarray(by_seniority[mask[by_seniority]])

    long_enough = seekers.lived_years >= internal_years
    parts = [
        supported[np.lexsort((seekers.key[supported], -seekers.score[supported]))],
        needy[np.lexsort((seekers.key[needy], -seekers.waited[needy], -seekers.need[needy]))],
        *(chosen((seekers.groups & (1 << group)) > 0) for group in range(len(GROUPS))),
        *(chosen((seekers.organisation == o) & long_enough) for o in range(organisations)),
        chosen(seekers.student),
        chosen(seekers.children > 0),
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
    n = len(channel)
    turns = np.full((n, 4), -1, dtype=np.int64)
    channels = np.tile(np.array([SECOND_CHANCE, ORDINARY, ORDINARY, ORDINARY], dtype=np.int64), (n, 1))
    if lists.starts[1] > lists.starts[0]:
        turns[second_chance & ~youth, 0] = lists.second_chance
    drawn = np.select(
        [channel == ASSIGNMENT, channel == FLEXIBLE, channel == INTERNAL],
        [np.full(n, lists.need), lists.groups[group], lists.internal[organisation]],
        -1,
    )
    turns[:, 1] = np.where(youth, -1, drawn)
    channels[:, 1] = channel
    turns[:, 2] = np.where(for_families & ~youth, lists.families, -1)
    turns[:, 3] = np.where(youth, lists.students, lists.everybody)
    return turns, channels
