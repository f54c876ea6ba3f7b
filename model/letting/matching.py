"""The kernel of letting: vacancies go down their lists one by one until somebody says yes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.core.draws import mix_one, uniform_one
from model.letting.choice import net_cost, utility, yes

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
    youth: NDArray[np.bool_]
    department: NDArray[np.int64]
    organisation: NDArray[np.int64]
    name: NDArray[np.float64]
    minority: NDArray[np.float64]
    traced: NDArray[np.bool_]
    first: NDArray[np.bool_]
    channel: NDArray[np.int64]
    group: NDArray[np.int64]


class Applicants(NamedTuple):
    """Fields of `Seekers` that the kernel reads."""

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
    student: NDArray[np.bool_]
    organisation: NDArray[np.int64]
    lived_years: NDArray[np.float64]
    enrolled: NDArray[np.bool_]


class Book(NamedTuple):
    """Size rules and refusals by department, shape (n_departments,) where an array."""

    max_rooms_single: int
    max_rooms_couple: int
    max_persons_per_room: float
    combined: NDArray[np.bool_]
    compulsory: NDArray[np.bool_]
    internal_years: float
    application_share: float
    max_offers: int


@njit(cache=True)
def _bar(s, v, vac, app, book):  # type: ignore[no-untyped-def]
    """Why a rule bars an applicant from a vacancy, or -1."""
    rooms = vac.rooms[v]
    persons = app.adults[s] + app.children[s]
    if app.children[s] == 0:
        if app.adults[s] == 1 and rooms > book.max_rooms_single:
            return 2
        if app.adults[s] == 2 and rooms > book.max_rooms_couple:
            return 2
    if persons > rooms * book.max_persons_per_room:
        return 3
    if app.benefit[s] and book.compulsory[vac.department[v]]:
        return 5
    if app.benefit[s] and app.outside[s] and book.combined[vac.department[v]]:
        return 4
    return -1


@njit(cache=True)
def _member(s, v, channel, vac, app, book):  # type: ignore[no-untyped-def]
    """Whether an applicant stands on the list of this channel for this vacancy's department."""
    if vac.youth[v] and not app.student[s]:
        return False
    if channel == 3:
        return app.organisation[s] == vac.organisation[v] and app.lived_years[s] >= book.internal_years
    return True


@njit(cache=True)
def allocate(vac, app, book, w, order_second, order_need, order_list, apply_stream, yes_stream, trace_cap):  # type: ignore[no-untyped-def]
    """Offer each vacancy down its channel's list, then down the ordinary one.

    The lists hold applicants in the order of their right: need, then seniority. Returns the winner of each vacancy
    (-1: none), the list that found it, offers made and refused, and the trace as columns (vacancy, applicant, list, outcome).
    """
    n, m = len(vac.key), len(app.key)
    winner = np.full(n, -1, np.int64)
    found_by = np.full(n, -1, np.int64)
    offers = np.zeros(n, np.int64)
    placed = np.zeros(m, np.bool_)
    trace = np.empty((trace_cap, 4), np.int64)
    written = 0
    for v in range(n):
        share_key = mix_one(np.uint64(vac.department[v]) + np.uint64(77))
        for turn in range(3):
            if winner[v] >= 0 or offers[v] >= book.max_offers:
                break
            if turn == 0:
                if not vac.first[v]:
                    continue
                channel = 0
            elif turn == 1:
                channel = vac.channel[v]
                if channel == 4:
                    continue
            else:
                channel = 4
            order = order_second if channel == 0 else (order_need if channel == 1 else order_list)
            passed = 0
            for s in order:
                if placed[s]:
                    continue
                if not _member(s, v, channel, vac, app, book):
                    continue
                supported = channel == 0
                if not w.is_null and channel != 0 and channel != 1:
                    if uniform_one(apply_stream, app.key[s] ^ share_key) >= book.application_share:
                        continue
                why = -1
                if not w.is_null:
                    if channel == 2 and (app.groups[s] & (1 << vac.group[v])) == 0:
                        why = 7
                    else:
                        why = _bar(s, v, vac, app, book)
                        if channel == 1 and (why == 4 or why == 2):
                            why = -1
                cost = net_cost(vac.rent[v], app.income[s], app.children[s], w)
                if why < 0 and not w.is_null and channel != 1 and cost > w.affordable * app.income[s]:
                    why = 6
                if why >= 0:
                    if vac.traced[v] and passed < 12 and written < trace_cap:
                        trace[written, 0], trace[written, 1], trace[written, 2], trace[written, 3] = v, s, channel, why
                        written += 1
                    passed += 1
                    continue
                offers[v] += 1
                log_odds = utility(
                    vac.rooms[v], cost, app.adults[s] + app.children[s], app.income[s], app.origin[s], vac.name[v],
                    vac.minority[v], app.waited[s], app.homeless[s], app.need[s] > 0, supported, w,
                )  # fmt: skip
                agreed = yes(log_odds, uniform_one(yes_stream, app.key[s] ^ mix_one(vac.key[v])))
                if vac.traced[v] and written < trace_cap:
                    trace[written, 0], trace[written, 1], trace[written, 2] = v, s, channel
                    trace[written, 3] = 0 if agreed else 1
                    written += 1
                if agreed:
                    winner[v] = s
                    found_by[v] = channel
                    placed[s] = True
                    break
                if offers[v] >= book.max_offers:
                    break
    return winner, found_by, offers, trace[:written]
