"""Where the people one knows live: those who live in a department tell of its vacancies."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.core.ties import KIN

if TYPE_CHECKING:
    from model.letting.seekers import Seekers
    from model.world import World

UNASKED = -2
"""A department that was not looked up yet; -1 means that nobody one knows lives in any."""


class Known(NamedTuple):
    """Ties of the seekers' reference persons (`lead`), and what tells in which letting department somebody lives."""

    lead: NDArray[np.int32]
    other: NDArray[np.int32]
    layer: NDArray[np.int8]
    strength: NDArray[np.uint8]
    ties: NDArray[np.int16]
    household: NDArray[np.int32]
    dwelling: NDArray[np.int32]
    department: NDArray[np.int16]


@njit(cache=True)
def departments_known(s, known):  # type: ignore[no-untyped-def]
    """Department in which kin of a seeker's reference person live, and that of the strongest other tie; -1 for none."""
    p, strongest = known.lead[s], np.int64(0)
    kin, friend = np.int64(-1), np.int64(-1)
    for j in range(known.ties[p]):
        house = known.household[known.other[p, j]]
        home = known.dwelling[house]
        if home < 0 or known.department[home] < 0 or house == known.household[p]:
            continue
        there, held = np.int64(known.department[home]), np.int64(known.strength[p, j])
        if known.layer[p, j] == KIN:
            # The lowest number among several: no order of rows tells.
            kin = there if kin < 0 else min(kin, there)
        elif held > strongest or (held == strongest and there < friend):
            friend, strongest = there, held
    return kin, friend


def known_to(world: World, seekers: Seekers) -> Known:
    """Whom this month's seekers know."""
    ties = world.ties
    ties.ensure(world.persons.capacity)
    return Known(
        world.households.reference[seekers.row], *ties.columns, world.persons.household, world.households.dwelling,
        world.dwellings.department,
    )  # fmt: skip
