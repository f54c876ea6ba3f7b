"""The gates from cradle to job: whom a transition costs.

The chance to pass is logistic(α + β_s·skill + β_a·agency + β_t·[somebody to lean on] − λ·fragile·(1 − c)): passing
over from one institution to the next costs only children of strained homes, and less the more those who work with them
pull in one direction, c.
"""

from __future__ import annotations

import numpy as np
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


def leaned_on(world: World, persons: Table, rows: Rows) -> NDArray[np.bool_]:
    """Who has a tie to somebody outside the estate, or one of a programme (a mentor), shape as `rows`.

    Asked of residents of the estate; elsewhere such ties are nothing special and all answers are no.
    """
    answer = np.zeros(len(rows), dtype=bool)
    if persons is not world.persons:
        return answer
    ties, area = world.ties, world.person_area
    inside = np.append(world.estate_areas, False)
    asked = np.flatnonzero(inside[area[rows]])
    who = rows[asked]
    held = np.arange(ties.other.shape[1])[None, :] < ties.count[who][:, None]
    there = area[np.where(held, ties.other[who], 0)]
    known = held & (((there >= 0) & ~inside[there]) | (ties.layer[who] == PROGRAMME))
    answer[asked] = known.any(axis=1)
    return answer


def shared(world: World, persons: Table, households: Table, area: NDArray[np.int32], rows: Rows) -> NDArray[np.float64]:
    """The terms of every gate apart from α and skill: agency, somebody to lean on, and the loss of the fragile."""
    strain = households.strain[persons.household[rows]]
    direction = np.append(world.levers.value("ladder.common_direction"), world.p("ladder.common_direction"))
    here = np.where(area[rows] >= 0, area[rows], len(direction) - 1)
    fragile = strain >= world.p("ladder.fragile_from")
    return np.asarray(
        world.p("ladder.agency_passes") * persons.agency[rows].astype(np.float64)
        + world.p("ladder.tie_passes") * leaned_on(world, persons, rows)
        + programmes.added(world, persons, "gate", rows)
        - world.p("ladder.fragile_loss")
        * fragile
        * (1.0 - direction[here])
        * programmes.direction(world, persons, rows)
    )


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
