"""One month of work for everybody of 16 or more who is not in education, in one pass."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.codes import Education
from agents.core.columns import Table
from agents.core.draws import mix_one, uniform_one
from model.mechanisms.labour.hazards import (
    GOOD_DANISH,
    WEAKEST,
    falling_ill,
    finding,
    first_job,
    list_channel,
    losing,
    standing,
)
from model.mechanisms.labour.hours import hours_of
from model.mechanisms.labour.retirement import retires

FIRST_JOB = 1 << 7
FIRST_JOB_MONTHS = 12
DRIFT_MONTHS = 6
LANGUAGE_MONTHS = 3
EDUCATIONS = len(Education)
BY_LIST, BY_TIE, BY_JOB_CENTRE = 1, 2, 4


class Columns(NamedTuple):
    """The columns of persons that a month of work reads and writes, each of shape (capacity,)."""

    alive: NDArray[np.bool_]
    key: NDArray[np.uint64]
    household: NDArray[np.int32]
    birth_month: NDArray[np.int16]
    female: NDArray[np.bool_]
    origin: NDArray[np.uint8]
    education: NDArray[np.uint8]
    stage: NDArray[np.uint8]
    status: NDArray[np.uint8]
    status_since: NDArray[np.int16]
    skill: NDArray[np.float32]
    agency: NDArray[np.float32]
    language: NDArray[np.float32]
    open_case: NDArray[np.bool_]
    gates_passed: NDArray[np.uint8]
    gates_missed: NDArray[np.uint8]
    workplace: NDArray[np.int32]
    hours: NDArray[np.uint8]
    found: NDArray[np.uint8]
    ill: NDArray[np.bool_]


class Place(NamedTuple):
    """What a month of work needs to know of the place: names, neighbours and help by area, the rest one number."""

    month: int
    name: NDArray[np.float64]
    own_origin: NDArray[np.float64]
    help: NDArray[np.float64]
    market: float
    market_loss: float
    penalty: float
    job_centre: float


def columns(persons: Table) -> Columns:
    """The columns of a table of persons."""
    return Columns(*(getattr(persons, name) for name in Columns._fields))


@njit(cache=True)
def _employ(i, p, month, age, found, stream, h):  # type: ignore[no-untyped-def]
    p.status[i] = 2
    p.status_since[i] = month
    p.found[i] = found
    p.workplace[i] = -1
    p.hours[i] = hours_of(p.key[i], stream, p.female[i], age, p.skill[i], h)
    if not (p.gates_missed[i] & FIRST_JOB):
        p.gates_passed[i] |= FIRST_JOB


@njit(cache=True)
def _stop(i, p, month, status):  # type: ignore[no-untyped-def]
    p.status[i] = status
    p.status_since[i] = month
    p.found[i] = 0
    p.workplace[i] = -1
    p.hours[i] = 0


@njit(cache=True)
def _channel(i, key, by_list, by_ties, job_centre, stream):  # type: ignore[no-untyped-def]
    u = uniform_one(stream, mix_one(key ^ np.uint64(11))) * (by_list + by_ties)
    if u < by_ties:
        return BY_TIE
    return BY_JOB_CENTRE if u - by_ties < job_centre * by_list else BY_LIST


@njit(cache=True)
def _load(i, p, strain, v):  # type: ignore[no-untyped-def]
    return strain[p.household[i]] if p.household[i] >= 0 else v.mean_strain


@njit(cache=True)
def _newness(months):  # type: ignore[no-untyped-def]
    """How new somebody is in the job: 0 in the first three months, 1 in the first year, 2 settled."""
    return (months > 3) + (months > 12)


@njit(cache=True)
def _most_lost(market, v):  # type: ignore[no-untyped-def]
    """The chance to lose a job of the weakest who are well, by `_newness` and education."""
    out = np.empty((3, EDUCATIONS))
    for newness, months in enumerate((3, 12, 13)):
        for education in range(EDUCATIONS):
            out[newness, education] = losing(education, months, False, -WEAKEST, market, v)
    return out


@njit(cache=True)
def _asked(p, month, a, most_ill, most_lost, streams):  # type: ignore[no-untyped-def]
    """Rows of whose month something may come: all without work, and of the employed those who are ill, may retire or
    are still learning Danish, and those whose draws are low enough to fall ill or lose the job.
    """
    stream, health, _ = streams
    rows = np.empty(len(p.alive), np.int64)
    n, asked = 0, 0
    for i in range(len(p.alive)):
        # Without a branch, here and below: written in any case, kept where it holds.
        rows[n] = i
        n += p.alive[i] & (p.status[i] > 1) & (p.status[i] != 6)
    for k in range(n):
        i = rows[k]
        months = month - p.birth_month[i]
        u = uniform_one(stream, p.key[i])
        drawn = u < most_lost[_newness(month - p.status_since[i]), p.education[i]]
        drawn |= uniform_one(health, p.key[i]) < most_ill
        learns = (months % LANGUAGE_MONTHS == 0) & (p.language[i] < GOOD_DANISH)
        retires = (months >= a.pension) | ((months >= a.early_from) & (1.0 - u < a.early))
        rows[asked] = i
        asked += (p.status[i] != 2) | drawn | learns | retires | p.ill[i] | p.open_case[i]
    return rows[:asked]


@njit(cache=True)
def month_of_work(p, strain, area, access, aid, place, v, a, h, streams):  # type: ignore[no-untyped-def]
    """Study aside, one month of work for the persons `p` (their columns), in place.

    `access` is what employed ties are worth against the usual, `aid` by what programmes multiply finding a job (empty
    where nobody takes part); `place` holds the month, the names and own-origin shares of areas, market and penalty.
    """
    stream, health, hour_stream = streams
    month = place.month
    # Most people stay well and in their job: these bounds tell so without working out their own chance.
    most_ill, most_idle = falling_ill(a.pension // 12 + 1, False, 1.0, v), falling_ill(100, True, 1.0, v)
    most_lost, most_cases = (
        _most_lost(place.market_loss, v),
        v.case_open * np.exp(v.case_strain * (1.0 - v.mean_strain)),
    )
    for i in _asked(p, month, a, most_ill, most_lost, streams):
        now = p.status[i]
        months = month - p.birth_month[i]
        age = months // 12
        u = uniform_one(stream, p.key[i])
        if months >= a.early_from and retires(months, months == a.pension, now, p.education[i], 1.0 - u, a):
            _stop(i, p, month, 6)
            p.open_case[i] = False
            p.ill[i] = False
            continue
        if p.open_case[i]:
            p.open_case[i] = uniform_one(health, mix_one(p.key[i])) >= v.case_close
        elif now >= 4:
            drawn = uniform_one(health, mix_one(p.key[i]))
            if drawn < most_cases:
                p.open_case[i] = drawn < v.case_open * np.exp(v.case_strain * (_load(i, p, strain, v) - v.mean_strain))
        if now == 5:
            continue
        w = uniform_one(health, p.key[i])
        if p.ill[i]:
            p.ill[i] = w >= (v.recovery_idle if now == 4 else v.recovery)
        elif w < most_idle:
            p.ill[i] = w < falling_ill(age, now != 2, _load(i, p, strain, v), v)
        here = area[i]
        if months % LANGUAGE_MONTHS == 0 and p.language[i] < GOOD_DANISH:
            own = place.own_origin[here] if here >= 0 else 0.0
            growth = v.language_growth * (v.language_work if now == 2 else 1.0) * (1.0 - v.language_enclave * own)
            p.language[i] += LANGUAGE_MONTHS * growth * (GOOD_DANISH - p.language[i])
        if now == 2 and not p.ill[i] and u >= most_lost[_newness(month - p.status_since[i]), p.education[i]]:
            continue
        advantage = standing(p.skill[i], p.agency[i], p.language[i], v)
        if now == 2:
            if u < losing(p.education[i], month - p.status_since[i], p.ill[i], advantage, place.market_loss, v):
                _stop(i, p, month, 4 if p.ill[i] else 3)
            continue
        name = place.name[here] if here >= 0 else v.ordinary_name
        by_list = list_channel(p.origin[i] == 2, name, place.penalty, v)
        by_ties = v.found_by_ties * access[i]
        ended = p.stage[i] == 4 or p.stage[i] == 8
        helped = aid[i] if len(aid) else 1.0
        fresh = now == 3 and p.status_since[i] == month and ended and not p.ill[i] and months >= 216
        if fresh:
            chance = min(helped * first_job(p.education[i], advantage, place.market * (by_list + by_ties), v), 1.0)
        else:
            ratio = helped * (place.help[here] if here >= 0 else 1.0)
            chance = ratio * finding(age, p.education[i], now, p.ill[i], advantage, place.market, by_list, by_ties, v)
        if u < chance:
            found = _channel(i, p.key[i], by_list, by_ties, place.job_centre, stream)
            _employ(i, p, month, age, found, hour_stream, h)
            continue
        out = month - p.status_since[i]
        awaits = not ((p.gates_passed[i] | p.gates_missed[i]) & FIRST_JOB)
        if now == 3:
            if awaits:
                if out >= FIRST_JOB_MONTHS and months >= 216:
                    p.gates_missed[i] |= FIRST_JOB
                continue
            drift = v.drift_ill if p.ill[i] else v.drift_out * np.exp(-advantage) * (out >= DRIFT_MONTHS)
            if months >= 216 and u > 1.0 - drift:
                _stop(i, p, month, 4)
        elif p.ill[i]:
            if u > 1.0 - v.disability * (1.0 if age >= 40 else v.disability_young):
                _stop(i, p, month, 5)
        elif u > 1.0 - v.drift_back * np.exp(advantage):
            _stop(i, p, month, 3)
