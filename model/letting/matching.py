"""The kernel of letting: vacancies go down their lists one by one until somebody says yes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.core.draws import mix_one, uniform_one
from model.letting.choice import interest, net_cost, standing, utility, yes
from model.letting.known import UNASKED, departments_known

ACCEPTED, REFUSED, TOO_SMALL_HOUSEHOLD, TOO_MANY_PERSONS, COMBINED, COMPULSORY, CANNOT_PAY, OTHER_GROUP = range(8)
REASONS = (
    "said yes",
    "said no",
    "household too small for the rooms",
    "too many persons for the rooms",
    "combined letting: outside applicant on cash benefit for six months",
    "refusal required: on cash benefit in a listed area",
    "rent above what the household can pay",
    "not of the group this vacancy is kept for",
)
SECOND_CHANCE, ASSIGNMENT, FLEXIBLE, INTERNAL, ORDINARY = range(5)
LISTS = ("second chance", "municipal assignment", "flexible letting", "internal list", "ordinary waiting list")


class Vacancies(NamedTuple):
    """Vacant social homes in the order they are offered this month; `traced` homes have every step written down."""

    key: NDArray[np.uint64]
    rooms: NDArray[np.int64]
    rent: NDArray[np.float64]
    department: NDArray[np.int64]
    name: NDArray[np.float64]
    minority: NDArray[np.float64]
    appeal: NDArray[np.float64]
    traced: NDArray[np.bool_]
    group: NDArray[np.int64]


class Applicants(NamedTuple):
    """Fields of `Seekers` that the kernels read, and how much each cares for an area's name.

    The departments where kin and friends live are looked up when first asked for (`UNASKED` until then).
    """

    key: NDArray[np.uint64]
    adults: NDArray[np.int64]
    children: NDArray[np.int64]
    income: NDArray[np.float64]
    origin: NDArray[np.int64]
    waited: NDArray[np.int64]
    need: NDArray[np.int64]
    groups: NDArray[np.int64]
    benefit: NDArray[np.bool_]
    outside: NDArray[np.bool_]
    homeless: NDArray[np.bool_]
    care: NDArray[np.float64]
    kin_department: NDArray[np.int64]
    friend_department: NDArray[np.int64]


class Book(NamedTuple):
    """Size rules and refusals by department, shape (n_departments,) where an array."""

    max_rooms_single: int
    max_rooms_couple: int
    max_persons_per_room: float
    combined: NDArray[np.bool_]
    compulsory: NDArray[np.bool_]
    application_share: float
    max_offers: int


@njit(cache=True)
def _bar(s, v, vac, app, book):  # type: ignore[no-untyped-def]
    """Why a rule bars an applicant from a vacancy, or -1; refusals by the law of listed areas come first."""
    if app.benefit[s] and book.compulsory[vac.department[v]]:
        return 5
    if app.benefit[s] and app.outside[s] and app.need[s] == 0 and book.combined[vac.department[v]]:
        return 4
    rooms = vac.rooms[v]
    persons = app.adults[s] + app.children[s]
    if app.children[s] == 0:
        if app.adults[s] == 1 and rooms > book.max_rooms_single:
            return 2
        if app.adults[s] == 2 and rooms > book.max_rooms_couple:
            return 2
    if persons > rooms * book.max_persons_per_room:
        return 3
    return -1


@njit(cache=True)
def _write(trace, written, v, s, channel, outcome):  # type: ignore[no-untyped-def]
    if written < len(trace):
        trace[written, 0], trace[written, 1], trace[written, 2], trace[written, 3] = v, s, channel, outcome
        return written + 1
    return written


@njit(cache=True)
def allocate(vac, app, known, book, w, starts, members, plan, channels, apply_stream, yes_stream, trace_cap):  # type: ignore[no-untyped-def]
    """Offer each vacancy down its lists, one list after the other, until somebody says yes; nobody is asked twice.

    List k holds the applicants `members[starts[k]:starts[k + 1]]` in the order of their right. `plan[v]` names the
    lists of
    vacancy v in turn (-1: none), `channels` the channel of each turn; the last list of all holds everybody by
    seniority.
    Returns the winner of each vacancy (-1: none), the channel that found it, offers made, and the trace as columns
    (vacancy, applicant, channel, outcome) for traced vacancies, with the first of those passed over by a rule.
    """
    n, everybody = len(vac.key), len(starts) - 2
    winner = np.full(n, -1, np.int64)
    found_by = np.full(n, -1, np.int64)
    offers = np.zeros(n, np.int64)
    placed = np.zeros(len(app.key), np.bool_)
    asked = np.full(len(app.key), -1, np.int64)
    trace = np.empty((trace_cap, 4), np.int64)
    written = 0
    for v in range(n):
        share_key = mix_one(np.uint64(vac.department[v]) + np.uint64(77))
        noted = 0
        for turn in range(plan.shape[1]):
            if winner[v] >= 0 or offers[v] >= book.max_offers:
                break
            k, channel = plan[v, turn], channels[v, turn]
            if k < 0:
                continue
            if vac.traced[v] and channel == 2:
                for place in range(starts[everybody], min(starts[everybody + 1], starts[everybody] + 40)):
                    s = members[place]
                    if noted < 6 and not placed[s] and (app.groups[s] & (1 << vac.group[v])) == 0:
                        written = _write(trace, written, v, s, channel, 7)
                        noted += 1
            for place in range(starts[k], starts[k + 1]):
                s = members[place]
                if placed[s] or asked[s] == v:
                    continue
                lists = not w.is_null and channel != 0 and channel != 1
                draw = uniform_one(apply_stream, app.key[s] ^ share_key) if lists else 0.0
                # Nobody's interest is above 2, so many are settled by the draw alone.
                if draw >= book.application_share * 2.0 and lists:
                    continue
                area = standing(app.care[s], app.origin[s], vac.name[v], vac.minority[v], w) + vac.appeal[v]
                if lists:
                    here = vac.department[v]
                    if app.kin_department[s] == UNASKED:
                        app.kin_department[s], app.friend_department[s] = departments_known(s, known)
                    eager = interest(area, here == app.kin_department[s], here == app.friend_department[s], w)
                    if draw >= book.application_share * eager:
                        continue
                cost = net_cost(vac.rent[v], app.income[s], app.children[s], w)
                why = -1
                if not w.is_null:
                    why = _bar(s, v, vac, app, book)
                    if channel == 1 and why == 2:
                        why = -1
                    if why < 0 and channel != 1 and cost > w.affordable * app.income[s]:
                        why = 6
                if why >= 0:
                    if vac.traced[v] and noted < 12:
                        written = _write(trace, written, v, s, channel, why)
                        noted += 1
                    continue
                offers[v] += 1
                asked[s] = v
                log_odds = utility(
                    vac.rooms[v], cost, app.adults[s], app.children[s], app.income[s], area, app.waited[s],
                    app.homeless[s], app.need[s] > 0, channel == 0, w,
                )  # fmt: skip
                agreed = yes(log_odds, uniform_one(yes_stream, app.key[s] ^ mix_one(vac.key[v])))
                if vac.traced[v]:
                    written = _write(trace, written, v, s, channel, 0 if agreed else 1)
                if agreed:
                    winner[v] = s
                    found_by[v] = channel
                    placed[s] = True
                    break
                if offers[v] >= book.max_offers:
                    break
    return winner, found_by, offers, trace[:written]
