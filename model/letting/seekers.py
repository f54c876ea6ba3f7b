"""Those who look for a home this month, as one table that letting and the market read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.codes import Tenure, Wish
from agents.core import draws
from agents.core.calendar import NEVER
from agents.core.draws import uniform_one
from agents.core.parameter import Parameter
from model.letting.rulebook import GROUPS
from model.mechanisms import programmes
from model.mechanisms.income import disposable
from model.world import World

PARAMETERS = (
    Parameter("letting.worker_months", 4.0, 0.0, 12.0, "months", "gladsaxe_fleksibel", "observational",
              "months in a job before flexible letting counts somebody as working"),
    Parameter("letting.student_age", 30.0, 25.0, 35.0, "years", "gladsaxe_fleksibel", "observational",
              "students younger than this count as students in flexible letting"),
    Parameter("letting.senior_age", 55.0, 50.0, 65.0, "years", "gladsaxe_fleksibel", "observational",
              "residents of the municipality from this age count as seniors in flexible letting"),
    Parameter("letting.benefit_months", 6.0, 6.0, 6.0, "months", "kombineret_udlejning_l32", "law",
              "months in a row on cash benefit that let an outside applicant be refused"),
)  # fmt: skip

WORKER, STUDENT, SENIOR, YOUNG, UNBARRED = (1 << k for k in range(len(GROUPS) + 1))
NO_WISH, PARTING, LEAVING_PARENTS = int(Wish.NONE), int(Wish.PART), int(Wish.LEAVE_PARENTS)
ALMENE = int(Tenure.ALMENE)


@dataclass(frozen=True)
class Seekers:
    """One row for each household that looks: `row` in households, and what rules and choices ask about it.

    `groups` holds a bit for each group of flexible letting, `benefit` tells six months of cash benefit, `organisation`
    and `lived_years` give the right to the internal list. `members` are the person rows of all these households and of
    those that somebody wants to leave, ascending: whoever may move this month.
    """

    row: NDArray[np.int64]
    key: NDArray[np.uint64]
    adults: NDArray[np.int64]
    children: NDArray[np.int64]
    income: NDArray[np.float64]
    origin: NDArray[np.int64]
    listed: NDArray[np.int64]
    wish: NDArray[np.int64]
    waited: NDArray[np.int64]
    need: NDArray[np.int64]
    groups: NDArray[np.int64]
    benefit: NDArray[np.bool_]
    outside: NDArray[np.bool_]
    organisation: NDArray[np.int64]
    lived_years: NDArray[np.float64]
    student: NDArray[np.bool_]
    score: NDArray[np.float64]
    supported: NDArray[np.bool_]
    members: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.row)


@njit(cache=True)
def _flag(p, birth, status, since, month, v):  # type: ignore[no-untyped-def]
    """Bits that one person adds: 1 worker, 2 student, 4 senior, 8 young, 16 an adult not on cash benefit for long."""
    age = (month - birth[p]) // 12
    if age < 18:
        return 0
    bits, months = 0, month - since[p]
    if status[p] == 2 and months >= v[0]:
        bits |= WORKER
    if status[p] == 1 and age < v[1]:
        bits |= STUDENT | YOUNG
    if age >= v[2]:
        bits |= SENIOR
    if age < 25:
        bits |= YOUNG
    if not ((status[p] == 3 or status[p] == 4) and months >= v[3]):
        bits |= UNBARRED
    return bits


@njit(cache=True)
def _come_along(rows, host, reference, household, birth, status, since, month, v):  # type: ignore[no-untyped-def]
    """Bits of each household that looks, of its members or of the founder alone; and the rows of all who may move.

    A founder looks for the home to be founded and not with the present household.
    """
    bits, alone = np.zeros(len(rows), np.int64), np.zeros(len(household), np.bool_)
    # The seeker with whom members of household h look for a home, at h + 1; -2: they may see somebody off.
    seat = np.full(len(host) + 1, -1, np.int32)
    for s in range(len(rows)):
        seat[rows[s] + 1] = s
    for s in range(len(rows)):
        i = rows[s]
        if host[i] >= 0:
            bits[s] = _flag(reference[i], birth, status, since, month, v)
            alone[reference[i]] = True
            if seat[host[i] + 1] == -1:
                seat[host[i] + 1] = -2
    members, found = np.empty(len(household), np.int64), 0
    for p in range(len(household)):
        s = seat[np.uint64(household[p] + 1)]
        if s != -1:
            members[found] = p
            found += 1
            if s >= 0 and not alone[p]:
                bits[s] |= _flag(p, birth, status, since, month, v)
    return bits, members[:found].copy()


@njit(cache=True)
def _table(  # type: ignore[no-untyped-def]
    rows, month, bits, h_key, h_adults, h_children, h_income, h_origin, h_listed, h_wish, h_wish_since, h_need, h_host,
    h_dwelling, h_since, h_score, tenure, department, organisations,
):  # fmt: skip
    """The columns of `Seekers` from `key` to `score`."""
    n = len(rows)
    key, income, lived_years, score = np.empty(n, np.uint64), np.empty(n), np.zeros(n), np.empty(n)
    adults, children, origin = np.empty(n, np.int64), np.empty(n, np.int64), np.empty(n, np.int64)
    listed, wish, waited = np.empty(n, np.int64), np.empty(n, np.int64), np.empty(n, np.int64)
    need, groups = np.empty(n, np.int64), np.empty(n, np.int64)
    organisation = np.full(n, -1, np.int64)
    benefit, outside, student = np.empty(n, np.bool_), np.empty(n, np.bool_), np.empty(n, np.bool_)
    for s in range(n):
        i = rows[s]
        home, began = h_dwelling[i], np.int64(h_wish_since[i])
        key[s], adults[s], children[s] = h_key[i], h_adults[i], h_children[i]
        income[s], origin[s] = h_income[i], h_origin[i]
        listed[s] = began if h_listed[i] == NEVER else h_listed[i]
        wish[s], waited[s], need[s], score[s] = h_wish[i], max(month - began, 0), h_need[i], h_score[i]
        outside[s] = home < 0 and h_host[i] < 0
        groups[s] = bits[s] & (WORKER | STUDENT | YOUNG | (0 if outside[s] else SENIOR))
        benefit[s], student[s] = bits[s] & UNBARRED == 0, bits[s] & STUDENT > 0
        if home >= 0:
            lived_years[s] = (month - h_since[i]) / 12.0
            # A home that was bought from its department gives no right to that department's internal list.
            if tenure[home] == ALMENE and department[home] >= 0:
                organisation[s] = organisations[department[home]]
    return (
        key, adults, children, income, origin, listed, wish, waited, need, groups, benefit, outside, organisation,
        lived_years, student, score,
    )  # fmt: skip


@njit(cache=True)
def _found(  # type: ignore[no-untyped-def]
    rows, founders, household, home_wish, reason, female, origin, list_since, key, host, reference, adults, children,
    h_origin, score, wish, wish_since, listed, stream, with_mother,
):  # fmt: skip
    """Write the household rows of founders; after a parting the children go with one of the two."""
    for k in range(len(rows)):
        h, p = rows[k], founders[k]
        house, parting = household[p], reason[p] == PARTING
        goes_along = female[p] == (uniform_one(stream, key[house]) < with_mother)
        host[h], reference[h], adults[h], h_origin[h] = house, p, 1, origin[p]
        children[h] = children[house] if parting and goes_along else 0
        score[h] = min(score[house], np.float32(2.0))
        wish[h] = PARTING if parting else LEAVING_PARENTS
        wish_since[h] = home_wish[p]
        listed[h] = home_wish[p] if list_since[p] == NEVER else list_since[p]


def found_homes(world: World) -> NDArray[np.int64]:
    """Give everybody who wants a home of their own a household row for this month; returns the rows."""
    persons, households = world.persons, world.households
    founders = np.flatnonzero(persons.home_wish != NEVER)
    keys = draws.child_keys(persons.key[founders], "household", 0) ^ persons.home_wish[founders].astype(np.uint64)
    rows = households.add(keys)
    households.income[rows] = disposable(persons.income[founders], persons.status[founders], world.values)
    _found(
        rows, founders, persons.household, persons.home_wish, persons.home_reason, persons.female, persons.origin,
        persons.list_since, households.key, households.host, households.reference, households.adults,
        households.children, households.origin, households.score, households.wish, households.wish_since,
        households.listed, world.stream("demography.children_stay"), world.p("couples.children_with_mother"),
    )  # fmt: skip
    return rows


def gather(world: World) -> Seekers:
    """The table of everybody who looks for a home this month, sorted by key so that no order of rows matters."""
    persons, households, dwellings = world.persons, world.households, world.dwellings
    rows = np.flatnonzero(households.wish != NO_WISH)
    rows = rows[np.argsort(households.key[rows])]
    bits, members = _come_along(
        rows, households.host, households.reference, persons.household, persons.birth_month, persons.status,
        persons.status_since, world.month,
        np.array([world.p(f"letting.{k}") for k in ("worker_months", "student_age", "senior_age", "benefit_months")]),
    )  # fmt: skip
    columns = _table(
        rows, world.month, bits, households.key, households.adults, households.children, households.income,
        households.origin, households.listed, households.wish, households.wish_since, households.need, households.host,
        households.dwelling, households.since, households.score, dwellings.tenure, dwellings.department,
        world.organisations,
    )  # fmt: skip
    everything: tuple[Any, ...] = (rows, *columns, programmes.supported(world, rows), members)
    return Seekers(*everything)
