"""The gates from cradle to job: whom a transition costs.

The chance to pass is logistic(α + β_s·skill + β_a·agency + β_t·[somebody to lean on] − λ·fragile·(1 − c)): passing
over from one institution to the next costs only children of strained homes, and less the more those who work with them
pull in one direction, c.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.codes import Gate
from agents.core.columns import Rows, Table
from agents.core.draws import uniform_one
from agents.core.parameter import Parameter
from agents.core.ties import PROGRAMME
from model.mechanisms import programmes
from model.world import World

P = Parameter
SMALL = ("daycare_small_danish", "daycare_small_non_western")
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
      "α, in nursery when parents wish and can; 86 % of 1-2-year-olds of Danish and 76 % of non-western origin in 2014",
      SMALL),
    P("ladder.nursery_danish", 2.4, 0.0, 4.0, "logit", "uim2016daycare", "observational",
      "parents' Danish from none to full at the door of the nursery", SMALL),
    P("ladder.kindergarten", 2.65, 1.0, 4.0, "logit", "uim2016daycare", "observational",
      "α, in kindergarten at three; 90-91 % of 3-4-year-olds in 2014", ("daycare_older",)),
    P("ladder.school_start", 2.4, 1.0, 4.0, "logit", "sjaelland2017sprog", "observational",
      "α, starting school without need of a language effort, full Danish; 12 % of Danish and 47 % of non-western "
      "origin needed one in Copenhagen in 2014; by hand: no series of a run counts them"),
    P("ladder.school_start_skill", 0.9, 0.3, 1.8, "logit per SD", "judgement", "judgement", "β_s there"),
    P("ladder.school_start_danish", 7.3, 2.0, 14.0, "logit", "sjaelland2017sprog", "observational",
      "Danish from none to full there; by hand, as α"),
)  # fmt: skip


def chance(logit: NDArray[np.float64]) -> NDArray[np.float64]:
    """The chance that belongs to log odds, shape as `logit`."""
    return np.asarray(1.0 / (1.0 + np.exp(-logit)))


class Passing(NamedTuple):
    """Numbers of every gate, and the columns that its terms are read from; the two of programmes are for the rows asked
    about.
    """

    household: NDArray[np.int32]
    agency: NDArray[np.float32]
    strain: NDArray[np.float32]
    area: NDArray[np.int32]
    estate: NDArray[np.bool_]
    other: NDArray[np.int32]
    layer: NDArray[np.int8]
    ties: NDArray[np.int16]
    direction: NDArray[np.float64]
    direction_elsewhere: float
    mentored: NDArray[np.float64]
    apart: NDArray[np.float64]
    by_agency: float
    by_tie: float
    fragile_from: np.float32
    loss: float


def passing(world: World, persons: Table, households: Table, area: NDArray[np.int32], rows: Rows) -> Passing:
    """What the gates ask of these persons."""
    ties = world.ties
    return Passing(
        persons.household, persons.agency, households.strain, area, world.estate_areas, ties.other, ties.layer,
        ties.count, world.levers.value("ladder.common_direction"), world.p("ladder.common_direction"),
        programmes.added(world, persons, "gate", rows), programmes.direction(world, persons, rows),
        world.p("ladder.agency_passes"), world.p("ladder.tie_passes"), np.float32(world.p("ladder.fragile_from")),
        world.p("ladder.fragile_loss"),
    )  # fmt: skip


@njit(cache=True)
def _leans(i, g):  # type: ignore[no-untyped-def]
    """Whether a resident of the estate has a tie to somebody outside it, or one of a programme (a mentor).

    Elsewhere such ties are nothing special.
    """
    if g.area[i] < 0 or not g.estate[g.area[i]]:
        return False
    for j in range(g.ties[i]):
        there = g.area[g.other[i, j]]
        if (there >= 0 and not g.estate[there]) or g.layer[i, j] == PROGRAMME:
            return True
    return False


@njit(cache=True)
def _terms(k, i, g):  # type: ignore[no-untyped-def]
    """The terms of every gate for the k-th of the rows asked about, person i."""
    fragile = g.strain[g.household[i]] >= g.fragile_from
    direction = g.direction[g.area[i]] if g.area[i] >= 0 else g.direction_elsewhere
    lost = g.loss * fragile * (1.0 - direction) * g.apart[k]
    return g.by_agency * np.float64(g.agency[i]) + g.by_tie * _leans(i, g) + g.mentored[k] - lost


@njit(cache=True)
def _shared(rows, g):  # type: ignore[no-untyped-def]
    out = np.empty(len(rows))
    for k in range(len(rows)):
        out[k] = _terms(k, rows[k], g)
    return out


def shared(world: World, persons: Table, households: Table, area: NDArray[np.int32], rows: Rows) -> NDArray[np.float64]:
    """The terms of every gate apart from α and skill: agency, somebody to lean on, and the loss of the fragile."""
    return np.asarray(_shared(rows, passing(world, persons, households, area, rows)))


@njit(cache=True)
def _through(rows, logit, key, stream, g, passed, missed, bit):  # type: ignore[no-untyped-def]
    out = np.empty(len(rows), np.bool_)
    for k in range(len(rows)):
        i = rows[k]
        out[k] = uniform_one(stream, key[i]) < 1.0 / (1.0 + np.exp(-(logit[k] + _terms(k, i, g))))
    _settle(rows, out, passed, missed, bit)
    return out


def through(
    world: World, persons: Table, households: Table, area: NDArray[np.int32], rows: Rows, gate: Gate, decision: str,
    logit: NDArray[np.float64],
) -> NDArray[np.bool_]:  # fmt: skip
    """Who of these passes a gate this month, by the log odds apart from the terms that all gates share; it is written
    down as in `settle`.
    """
    return np.asarray(
        _through(
            rows, logit, persons.key, world.stream(decision), passing(world, persons, households, area, rows),
            persons.gates_passed, persons.gates_missed, np.uint8(1 << gate),
        )
    )  # fmt: skip


@njit(cache=True)
def _settle(rows, passes, passed, missed, bit):  # type: ignore[no-untyped-def]
    for k in range(len(rows)):
        i = rows[k]
        if (passed[i] | missed[i]) & bit == 0:
            if passes[k]:
                passed[i] |= bit
            else:
                missed[i] |= bit


def settle(persons: Table, rows: Rows, gate: Gate, passes: NDArray[np.bool_] | bool) -> None:
    """Write a gate down for these persons as passed or missed; who has passed or missed it before keeps that."""
    if len(rows):
        passes = np.full(len(rows), passes) if isinstance(passes, bool) else passes
        _settle(rows, passes, persons.gates_passed, persons.gates_missed, np.uint8(1 << gate))


@njit(cache=True)
def _spoken(rows, mother, household, reference, partner, language):  # type: ignore[no-untyped-def]
    out = np.ones(len(rows))
    for k in range(len(rows)):
        i = rows[k]
        parent = mother[i] if mother[i] >= 0 else reference[household[i]]
        if parent < 0 or parent == i:
            continue
        out[k] = language[parent]
        other = partner[parent]
        if other >= 0:
            out[k] = 0.5 * (out[k] + language[other])
    return out


def spoken_at_home(persons: Table, households: Table, rows: Rows) -> NDArray[np.float64]:
    """Mean Danish of the parents a child lives with, 0..1, shape as `rows`; 1 where none is known."""
    found = _spoken(
        rows, persons.mother, persons.household, households.reference, persons.partner, persons.language
    )  # fmt: skip
    return np.asarray(found)
