"""The gates from cradle to job: whom a transition costs.

The chance to pass is logistic(α + β_s·skill + β_a·agency + β_t·[somebody to lean on] − λ·fragile·(1 − c)): passing
over from one institution to the next costs only children of strained homes, and less the more those who work with them
pull in one direction, c.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.codes import Gate
from agents.core.columns import Rows, Table
from agents.core.parameter import Parameter
from agents.core.ties import PROGRAMME
from model.mechanisms import programmes
from model.world import World

P = Parameter
PARAMETERS = (
    P("ladder.fragile_from", 0.4, 0.2, 0.8, "0..1", "judgement", "judgement",
      "strain of the home from which a child counts as fragile"),
    P("ladder.common_direction", 0.0, 0.0, 1.0, "0..1", "catalogue2015", "catalogue",
      "c, how far those who work with a child pull in one direction today"),
    P("ladder.fragile_loss", 0.5, 0.0, 1.2, "logit", "catalogue2015", "judgement",
      "λ, what a transition costs a fragile child; no study found gives its size"),
    P("ladder.agency_passes", 0.25, 0.0, 0.6, "logit per SD", "judgement", "judgement", "β_a, agency at every gate"),
    P("ladder.tie_passes", 0.2, 0.0, 0.6, "logit", "judgement", "judgement",
      "β_t, a tie out of the estate or a mentor at every gate"),
    P("ladder.nursery", 2.95, 1.0, 4.0, "logit", "uim2016daycare", "observational",
      "α, in nursery when parents wish and can; with the terms of the home set to 86 % of 1-2-year-olds of Danish and "
      "76 % of non-western origin in 2014"),
    P("ladder.nursery_danish", 2.4, 0.0, 4.0, "logit", "uim2016daycare", "observational",
      "parents' Danish from none to full at the door of the nursery; set as α"),
    P("ladder.kindergarten", 2.65, 1.0, 4.0, "logit", "uim2016daycare", "observational",
      "α, in kindergarten at three; set to 90-91 % of 3-4-year-olds in 2014"),
    P("ladder.school_start", 2.4, 1.0, 4.0, "logit", "sjaelland2017sprog", "observational",
      "α, starting school without need of a language effort, full Danish; 12 % of Danish and 47 % of non-western "
      "origin needed one in Copenhagen in 2014"),
    P("ladder.school_start_skill", 0.9, 0.3, 1.8, "logit per SD", "judgement", "judgement", "β_s there"),
    P("ladder.school_start_danish", 7.3, 2.0, 14.0, "logit", "sjaelland2017sprog", "observational",
      "Danish from none to full there; set as α"),
)  # fmt: skip


def chance(logit: NDArray[np.float64]) -> NDArray[np.float64]:
    """The chance that belongs to log odds, shape as `logit`."""
    return np.asarray(1.0 / (1.0 + np.exp(-logit)))


@njit(cache=True)
def _leaned_on(rows, area, inside, other, layer, count):  # type: ignore[no-untyped-def]
    out = np.zeros(len(rows), np.bool_)
    for k in range(len(rows)):
        i = rows[k]
        if area[i] < 0 or not inside[area[i]]:
            continue
        for j in range(count[i]):
            there = area[other[i, j]]
            if (there >= 0 and not inside[there]) or layer[i, j] == PROGRAMME:
                out[k] = True
                break
    return out


def leaned_on(world: World, persons: Table, rows: Rows) -> NDArray[np.bool_]:
    """Who has a tie to somebody outside the estate, or one of a programme (a mentor), shape as `rows`.

    Asked of residents of the estate; elsewhere such ties are nothing special and all answers are no.
    """
    if persons is not world.persons:
        return np.zeros(len(rows), dtype=bool)
    ties = world.ties
    return np.asarray(_leaned_on(rows, world.person_area, world.estate_areas, ties.other, ties.layer, ties.count))


@njit(cache=True)
def _shared(  # type: ignore[no-untyped-def]
    rows, household, agency, strain, area, direction, leaned, added, apart, by_agency, by_tie, fragile_from, loss,
):  # fmt: skip
    """`direction` ends with the value of those who live in no area (-1)."""
    out = np.empty(len(rows))
    for k in range(len(rows)):
        i = rows[k]
        fragile = strain[household[i]] >= fragile_from
        lost = loss * fragile * (1.0 - direction[area[i]]) * apart[k]
        out[k] = by_agency * np.float64(agency[i]) + by_tie * leaned[k] + added[k] - lost
    return out


def shared(world: World, persons: Table, households: Table, area: NDArray[np.int32], rows: Rows) -> NDArray[np.float64]:
    """The terms of every gate apart from α and skill: agency, somebody to lean on, and the loss of the fragile."""
    direction = np.append(world.levers.value("ladder.common_direction"), world.p("ladder.common_direction"))
    return np.asarray(
        _shared(
            rows, persons.household, persons.agency, households.strain, area, direction,
            leaned_on(world, persons, rows), programmes.added(world, persons, "gate", rows),
            programmes.direction(world, persons, rows), world.p("ladder.agency_passes"), world.p("ladder.tie_passes"),
            np.float32(world.p("ladder.fragile_from")), world.p("ladder.fragile_loss"),
        )
    )  # fmt: skip


def settle(persons: Table, rows: Rows, gate: Gate, passes: NDArray[np.bool_]) -> None:
    """Write a gate down for these persons as passed or missed; who has passed or missed it before keeps that."""
    bit = np.uint8(1 << gate)
    new = ((persons.gates_passed[rows] | persons.gates_missed[rows]) & bit) == 0
    persons.gates_passed[rows[new & passes]] |= bit
    persons.gates_missed[rows[new & ~passes]] |= bit


def spoken_at_home(persons: Table, households: Table, rows: Rows) -> NDArray[np.float64]:
    """Mean Danish of the parents a child lives with, 0..1, shape as `rows`; 1 where none is known."""
    mother = persons.mother[rows].astype(np.int64)
    parent = np.where(mother >= 0, mother, households.reference[persons.household[rows]])
    known = (parent >= 0) & (parent != rows)
    parent = np.where(known, parent, rows)
    other = persons.partner[parent]
    first = persons.language[parent].astype(np.float64)
    both = np.where(other >= 0, 0.5 * (first + persons.language[np.maximum(other, 0)]), first)
    return np.asarray(np.where(known, both, 1.0))
