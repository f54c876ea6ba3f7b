"""MIRROR: people drift toward what they see others near them do: work, study, care, or trouble.

Agency `a` follows Δa = μ·(signal - a) + chance. The signal is what a person's ties show, each by its strength, what
can be seen in the area, and one's own work. Every adult is asked once a year, in the month of birth. Sums over ties are
whole numbers, so their order cannot matter.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.core.draws import mix_one, uniform_one
from agents.core.parameter import Parameter
from model.levers import Lever
from model.mechanisms import order, seen, trouble
from model.world import World

P = Parameter
PARAMETERS = (
    P("mirror.pace", 0.08, 0.02, 0.25, "per year", "judgement", "judgement",
      "μ: share of the gap between agency and what is seen that closes in a year"),
    P("mirror.chance", 0.35, 0.1, 0.6, "SD per root year", "judgement", "judgement",
      "what happens to people besides; keeps the spread of agency near one"),
    P("mirror.ties", 0.4, 0.1, 0.8, "share", "raaum2006", "observational",
      "weight of what ties show; neighbours' outcomes correlate by 0.12 at most, so what is seen counts little"),
    P("mirror.works", 0.5, 0.0, 1.5, "SD", "judgement", "judgement",
      "how much more agency somebody in work or education shows than somebody outside"),
    P("mirror.trouble", 0.5, 0.0, 1.5, "SD", "judgement", "judgement", "how much less agency full trouble shows"),
    P("mirror.visible", 0.6, 0.0, 2.0, "SD per share", "judgement", "judgement",
      "working and studying adults seen in the area, from none to all"),
    P("mirror.own", 0.3, 0.0, 1.0, "SD", "judgement", "judgement", "one's own work or study, over being outside"),
    P("mirror.ordinary", 0.76, 0.6, 0.85, "share", "odense_tal2013", "register",
      "18-64-year-olds in work or education in an ordinary town, against whom all is seen"),
)  # fmt: skip

LEVERS = (
    Lever("mirror.visible_signal", "SD", -1.0, 1.0, "area", "agency shown by visible roles in the area, over today's"),
    *trouble.LEVERS,
    *order.LEVERS,
)  # fmt: skip

ONE = 1024.0


class Weights(NamedTuple):
    """The parameters of the mirror as numbers, named as in `PARAMETERS`."""

    pace: float
    chance: float
    ties: float
    works: float
    trouble: float
    visible: float
    own: float
    ordinary: float


@njit(cache=True)
def _engaged(status, w):  # type: ignore[no-untyped-def]
    """Work or study over what is ordinary; children and pensioners show neither."""
    if status == 0 or status == 6:
        return 0.0
    return 1.0 - w.ordinary if status == 1 or status == 2 else -w.ordinary


@njit(cache=True)
def drift(  # type: ignore[no-untyped-def]
    turn, key, birth, status, agency, in_trouble, area, other, strength, count, seen_here, shift, month, w, stream,
):  # fmt: skip
    """The adults among those whose turn it is, and their agency a year on."""
    shown = np.empty(len(agency), np.int64)
    for q in range(len(agency)):
        seen_of = agency[q] + w.works * _engaged(status[q], w) - w.trouble * in_trouble[q]
        shown[q] = np.int64(np.rint(ONE * seen_of))
    rows, value = np.empty(len(turn), np.int64), np.empty(len(turn), np.float32)
    n = 0
    for p in turn:
        if month - birth[p] < 216:
            continue
        total, weight = np.int64(0), np.int64(0)
        for j in range(count[p]):
            total += np.int64(strength[p, j]) * shown[other[p, j]]
            weight += strength[p, j]
        here = area[p]
        around = w.visible * (seen_here[here] - w.ordinary) + shift[here] if here >= 0 else 0.0
        by_ties = total / (ONE * weight) if weight > 0 else np.float64(agency[p])
        signal = w.ties * by_ties + (1.0 - w.ties) * around + w.own * _engaged(status[p], w)
        one, two = uniform_one(stream, key[p]), uniform_one(stream, mix_one(key[p]))
        chance = np.sqrt(-2.0 * np.log1p(-one)) * np.cos(2.0 * np.pi * two)
        rows[n] = p
        value[n] = agency[p] + w.pace * (signal - agency[p]) + w.chance * chance
        n += 1
    return rows[:n].copy(), value[:n].copy()


def working(world: World) -> NDArray[np.float64]:
    """Share of 18-64-year-olds seen in work or education in each area, to whole percents, shape (n_areas,)."""
    return np.asarray(1.0 - seen.rounded(world.seen, seen.OUTSIDE_COUNT, seen.WORKING_AGE))


def declare(world: World) -> None:
    """State the levers without any policy."""
    world.levers.base("mirror.visible_signal", 0.0)
    trouble.declare(world)
    order.declare(world)


def start(world: World) -> None:
    """1 January 2015: the young are in the trouble their conditions give, and areas in the order theirs give."""
    trouble.start(world)
    order.start(world)


def step(world: World) -> None:
    """A twelfth of the adults take after what they see; the young get into trouble or out of it; order follows."""
    persons, ties = world.persons, world.ties
    seen.look(world)
    rows, value = drift(
        world.turns.rows(12), persons.key, persons.birth_month, persons.status, persons.agency, persons.trouble,
        world.person_area, ties.other, ties.strength, ties.count, working(world),
        world.levers.value("mirror.visible_signal"), world.month,
        Weights(*(world.p(f"mirror.{field}") for field in Weights._fields)), world.stream("mirror.agency"),
    )  # fmt: skip
    persons.agency[rows] = value
    trouble.step(world)
    order.step(world)
