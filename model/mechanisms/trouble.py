"""Trouble among the young (13-25), which spreads by the number of young people in trouble nearby, and convictions.

A young person's trouble `x` nears s·(pressure), where `s` is a lasting disposition and the pressure grows with the
number in trouble in the area and among one's ties, with strain at home and with having neither school nor job; a job
and an association lower it. It is the number of young people in trouble who live there that counts, not the crime rate
[@damm2014crime], and one who stops makes others stop [@dustmann2018].
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.core.draws import mix_one, uniform_one
from agents.core.parameter import Parameter
from agents.core.values import made_once
from model.levers import Lever
from model.mechanisms import programmes, seen
from model.world import World

P = Parameter
PARAMETERS = (
    P("trouble.pace", 0.5, 0.2, 1.5, "per year", "judgement", "judgement",
      "share of the gap to what conditions give that trouble closes in a year"),
    P("trouble.base", 0.03, 0.0, 0.15, "0..1", "judgement", "judgement",
      "pressure on a boy without any of the following"),
    P("trouble.spread", 0.3, 0.0, 1.0, "per share", "damm2014crime", "observational",
      "pressure when all young people of the area are in trouble; one SD more convicted young men in an area made "
      "5-9 % more convictions (recalled), which sets it"),
    P("trouble.by_tie", 0.02, 0.0, 0.1, "per tie", "dustmann2018", "observational",
      "pressure by each tie to somebody in trouble; direction from Denmark, size a judgement"),
    P("trouble.strain", 0.25, 0.0, 0.5, "0..1", "judgement", "judgement", "pressure of strain at home, none to full"),
    P("trouble.idle", 0.10, 0.0, 0.3, "0..1", "judgement", "judgement",
      "pressure of having neither school nor job at 16 or more"),
    P("trouble.job", 0.65, 0.4, 1.0, "ratio", "heller2014", "trial",
      "trouble while in a job, over what it else would be; summer jobs cut arrests for violence by 43 % in Chicago"),
    P("trouble.club", 0.85, 0.6, 1.0, "ratio", "judgement", "judgement", "trouble of a member of an association"),
    P("trouble.girls", 0.3, 0.1, 0.6, "ratio", "recalled", "recalled", "girls' trouble over boys'"),
    P("crime.young", 0.30, 0.02, 0.4, "per year", "oim_opvaekst2018", "observational",
      "convictions a year at full trouble; 5 % of non-western 15-29-year-olds were convicted in 2014"),
    P("crime.adult", 0.0078, 0.002, 0.03, "per year", "recalled", "recalled",
      "men of 25 with a job and more than basic schooling convicted in a year besides; about 0.9 % of adults are "
      "convicted in a year nationally", ("convicted_municipality",)),
    P("crime.halves", 14.0, 6.0, 30.0, "years", "recalled", "recalled", "years of age in which that halves",
      ("convicted_municipality",)),
    P("crime.women", 0.22, 0.1, 0.4, "ratio", "recalled", "recalled", "women's convictions over men's"),
    P("crime.outside", 3.0, 1.0, 6.0, "ratio", "recalled", "recalled",
      "convictions of the unemployed and of disability pensioners, over those in work or education; near 3 % of the "
      "adults of Vollsmose are convicted in a year", ("convicted",)),
    P("crime.cash_benefit", 10.0, 2.0, 15.0, "ratio", "recalled", "recalled", "the same of those on cash benefit",
      ("convicted",)),
    P("crime.basic", 2.0, 1.0, 4.0, "ratio", "recalled", "recalled", "convictions with basic schooling only",
      ("convicted",)),
    P("crime.strain", 2.0, 0.0, 4.0, "log hazard", "judgement", "judgement", "strain at home, none to full",
      ("convicted",)),
)  # fmt: skip

LEVERS = (
    Lever("trouble.pressure", "ratio", 0.0, 3.0, "area", "pressure on the young, over what it else would be"),
)  # fmt: skip

YOUNG, GROWN, OF_AGE, LIABLE = 156, 312, 216, 180


class Weights(NamedTuple):
    """The parameters of trouble as numbers, named as in `PARAMETERS`."""

    pace: float
    base: float
    spread: float
    by_tie: float
    strain: float
    idle: float
    job: float
    club: float
    girls: float
    threshold: float


class Crime(NamedTuple):
    """The parameters of convictions as numbers, named as in `PARAMETERS`."""

    young: float
    adult: float
    halves: float
    women: float
    outside: float
    cash_benefit: float
    basic: float
    strain: float


@njit(cache=True)
def disposition(key, lasting):  # type: ignore[no-untyped-def]
    """How readily somebody gets into trouble: 1 on average, most people less, a few up to 4; lasting."""
    return min(-np.log1p(-uniform_one(lasting, key)), 4.0)


@njit(cache=True)
def heading(age, female, status, club, strain, near, friends, factor, w):  # type: ignore[no-untyped-def]
    """Where trouble is heading for a mean disposition: `near` is the share in trouble nearby, `friends` a number."""
    pressure = w.base + w.spread * near + w.by_tie * min(friends, 5) + w.strain * strain
    if age >= 192 and status != 1 and status != 2:
        pressure += w.idle
    if status == 2:
        pressure *= w.job
    if club >= 0:
        pressure *= w.club
    return pressure * factor * (w.girls if female else 1.0)


@njit(cache=True)
def _young(  # type: ignore[no-untyped-def]
    turn, key, birth, female, status, club, household, strain, area, in_trouble, other, layer, count, near, factor, aid,
    month, w, lasting, settle,
):  # fmt: skip
    """The young among those whose turn it is, and their trouble half a year on; with `settle` where it is heading.

    `aid` is what programmes multiply the pressure by, empty when nobody takes part in any.
    """
    rows, value = np.empty(len(turn), np.int64), np.empty(len(turn), np.float32)
    n, stays = 0, np.exp(-w.pace / 2.0)
    for p in turn:
        age = month - birth[p]
        if age < YOUNG:
            continue
        if age >= GROWN:
            if in_trouble[p] > 0.0:
                left = in_trouble[p] * stays
                rows[n], value[n] = p, left if left > 0.01 else 0.0
                n += 1
            continue
        friends = 0
        for j in range(count[p]):
            friends += layer[p, j] != 0 and in_trouble[other[p, j]] >= w.threshold
        here = area[p]
        seen_here, bent = (near[here], factor[here]) if here >= 0 else (0.0, 1.0)
        target = (
            (aid[p] if len(aid) else 1.0)
            * disposition(key[p], lasting)
            * heading(age, female[p], status[p], club[p], strain[household[p]], seen_here, friends, bent, w)
        )
        target = min(target, 1.0)
        rows[n] = p
        value[n] = target if settle else in_trouble[p] + (1.0 - stays) * (target - in_trouble[p])
        n += 1
    return rows[:n].copy(), value[:n].copy()


@njit(cache=True)
def hazard(age, female, status, basic, in_trouble, strain, c):  # type: ignore[no-untyped-def]
    """Convictions a year; `age` in months."""
    rate = c.young * in_trouble
    if age >= OF_AGE:
        grown = c.adult * 0.5 ** (max(age / 12.0 - 25.0, 0.0) / c.halves) * np.exp(c.strain * strain)
        if status == 3 or status == 5:
            grown *= c.outside
        elif status == 4:
            grown *= c.cash_benefit
        if basic:
            grown *= c.basic
        rate += grown * (c.women if female else 1.0)
    return rate


@njit(cache=True)
def ceiling(female, status, basic, in_trouble, steepest, c):  # type: ignore[no-untyped-def]
    """At least `hazard` at every age, where strain multiplies convictions by `steepest` at most."""
    grown = c.adult * steepest * (c.women if female else 1.0) * (c.basic if basic else 1.0)
    if status == 4:
        grown *= c.cash_benefit
    elif status == 3 or status == 5:
        grown *= c.outside
    # Rounding must not put it below.
    return (c.young * in_trouble + grown) * 1.000001


@njit(cache=True)
def _convict(  # type: ignore[no-untyped-def]
    turn, key, birth, female, status, education, household, strain, in_trouble, convicted, month, c, stream, before
):  # fmt: skip
    """Convictions of half a year for those whose turn it is; with `before` > 0 of so many months before the start."""
    months = before if before > 0 else 6
    steepest = np.exp(c.strain * max(strain.max(), np.float32(0.0)))
    for p in turn:
        age = month - birth[p]
        if age < LIABLE:
            continue
        u, basic = uniform_one(stream, mix_one(key[p])), education[p] <= 1
        # Nearly all are settled here: 1 - exp(-x) is never above x.
        if u >= ceiling(female[p], status[p], basic, in_trouble[p], steepest, c) * months / 12.0:
            continue
        rate = hazard(age, female[p], status[p], basic, in_trouble[p], strain[household[p]], c)
        if u < 1.0 - np.exp(-rate * months / 12.0):
            # The draw that fell below the chance tells when: the later, the sooner ago.
            ago = np.int64(np.floor(-np.log1p(-u) / rate * 12.0)) + 1 if before > 0 else 0
            convicted[p] = month - ago


@made_once
def weights(values: Mapping[str, float]) -> Weights:
    """The numbers of trouble in this scenario."""
    return Weights(*(values[f"trouble.{field}"] for field in Weights._fields))


@made_once
def crime(values: Mapping[str, float]) -> Crime:
    """The numbers of crime in this scenario."""
    return Crime(*(values[f"crime.{field}"] for field in Crime._fields))


def _settle(world: World, settle: bool) -> None:
    persons, ties = world.persons, world.ties
    near = seen.rounded(world.seen, seen.IN_TROUBLE, seen.YOUNG)
    aid = np.empty(0) if programmes.nobody(world, persons) else programmes.times(world, "trouble")
    rows, value = _young(
        world.turns.rows(1 if settle else 6), persons.key, persons.birth_month, persons.female, persons.status,
        persons.club, persons.household, world.households.strain, world.person_area, persons.trouble, ties.other,
        ties.layer, ties.count, near, world.levers.value("trouble.pressure"), aid,
        world.month, weights(world.values), world.stream("trouble.disposition", 0), settle,
    )  # fmt: skip
    persons.trouble[rows] = value


def _courts(world: World, before: int) -> None:
    persons = world.persons
    _convict(
        world.turns.rows(1 if before else 6), persons.key, persons.birth_month, persons.female, persons.status,
        persons.education, persons.household, world.households.strain, persons.trouble, persons.convicted, world.month,
        crime(world.values), world.stream("crime.month"), before,
    )  # fmt: skip


def _note(world: World) -> None:
    world.trouble[:] = seen.share(world.seen, seen.IN_TROUBLE, seen.YOUNG)


def declare(world: World) -> None:
    """State the levers without any policy."""
    world.levers.base("trouble.pressure", 1.0)


def start(world: World) -> None:
    """Trouble of 1 January 2015 where conditions lead, in four rounds since it spreads; convictions of two years."""
    for _ in range(4):
        seen.look(world)
        _settle(world, True)
    seen.look(world)
    _note(world)
    _courts(world, 24)


def step(world: World) -> None:
    """A sixth of the young get into trouble or out of it; some are convicted."""
    _settle(world, False)
    _courts(world, 0)
    _note(world)


def convicted_share(world: World, rows: NDArray[np.int64]) -> float:
    """Share of those of 18 and over among these persons who were convicted in the last twelve months."""
    persons = world.persons
    grown = rows[world.month - persons.birth_month[rows] >= OF_AGE]
    recent = world.month - persons.convicted[grown].astype(np.int64) < 12
    return float(recent.mean()) if len(grown) else 0.0
