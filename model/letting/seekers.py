"""Those who look for a home this month, as one table that letting and the market read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.codes import Tenure, Wish
from agents.core import draws
from agents.core.calendar import NEVER
from agents.core.parameter import Parameter
from agents.core.ties import KIN
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

WORKER, STUDENT, SENIOR, YOUNG = (1 << k for k in range(len(GROUPS)))


@dataclass(frozen=True)
class Seekers:
    """One row for each household that looks: `row` in households, and what rules and choices ask about it.

    `groups` holds a bit for each group of flexible letting, `benefit` tells six months of cash benefit, `organisation`
    and `lived_years` give the right to the internal list, `home_area` -1 means no home of its own in the municipality.
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
    kin_department: NDArray[np.int64]
    friend_department: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.row)


@njit(cache=True)
def _flags(members, seat, birth, status, since, month, v, n):  # type: ignore[no-untyped-def]
    """Bits of each of n seekers: 1 worker, 2 student, 4 senior, 8 young, 16 every adult on cash benefit for long.

    `seat` numbers the seeker with whom each of `members` looks for a home.
    """
    bits = np.full(n, 16, np.int64)
    for k in range(len(members)):
        p, s = members[k], seat[k]
        age = (month - birth[p]) // 12
        if age < 18:
            continue
        months = month - since[p]
        if status[p] == 2 and months >= v[0]:
            bits[s] |= 1
        if status[p] == 1 and age < v[1]:
            bits[s] |= 2 | 8
        if age >= v[2]:
            bits[s] |= 4
        if age < 25:
            bits[s] |= 8
        if not ((status[p] == 3 or status[p] == 4) and months >= v[3]):
            bits[s] &= ~16
    return bits


def found_homes(world: World) -> NDArray[np.int64]:
    """Give everybody who wants a home of their own a household row for this month; returns the rows."""
    persons, households = world.persons, world.households
    founders = np.flatnonzero(persons.home_wish != NEVER)
    keys = draws.child_keys(persons.key[founders], "household", 0) ^ persons.home_wish[founders].astype(np.uint64)
    rows = households.add(keys)
    house = persons.household[founders]
    parting = persons.home_reason[founders] == Wish.PART
    mother = persons.female[founders]
    with_mother = world.uniform("demography.children_stay", households.key[house]) < world.p(
        "couples.children_with_mother"
    )
    takes = parting & (households.children[house] > 0) & (mother == with_mother)
    households.host[rows] = house
    households.reference[rows] = founders
    households.adults[rows] = 1
    households.children[rows] = np.where(takes, households.children[house], 0)
    households.origin[rows] = persons.origin[founders]
    households.income[rows] = disposable(persons.income[founders], persons.status[founders], world.values)
    households.score[rows] = np.minimum(households.score[house], 2.0)
    households.wish[rows] = np.where(parting, Wish.PART, Wish.LEAVE_PARENTS)
    households.wish_since[rows] = persons.home_wish[founders]
    households.listed[rows] = np.where(
        persons.list_since[founders] == NEVER, persons.home_wish[founders], persons.list_since[founders]
    )
    return rows


def gather(world: World) -> Seekers:
    """The table of everybody who looks for a home this month, sorted by key so that no order of rows matters."""
    persons, households, dwellings = world.persons, world.households, world.dwellings
    rows = np.flatnonzero(households.wish != Wish.NONE)
    rows = rows[np.argsort(households.key[rows], kind="stable")]
    members, seat = _come_along(world, rows)
    bits = _flags(
        members, seat, persons.birth_month, persons.status, persons.status_since, world.month,
        np.array([world.p(f"letting.{k}") for k in ("worker_months", "student_age", "senior_age", "benefit_months")]),
        len(rows),
    )  # fmt: skip
    home = households.dwelling[rows]
    # A home that was bought from its department gives no right to that department's internal list.
    department = np.where((home >= 0) & (dwellings.tenure[home] == Tenure.ALMENE), dwellings.department[home], -1)
    organisations = world.organisations
    local = (home >= 0) | (households.host[rows] >= 0)
    groups = np.where(local, bits & 15, bits & 15 & ~SENIOR)
    listed = households.listed[rows].astype(np.int64)
    kin, friend = _departments_known(world, rows)
    return Seekers(
        row=rows,
        key=households.key[rows],
        adults=households.adults[rows].astype(np.int64),
        children=households.children[rows].astype(np.int64),
        income=households.income[rows].astype(np.float64),
        origin=households.origin[rows].astype(np.int64),
        listed=np.where(listed == NEVER, households.wish_since[rows], listed),
        wish=households.wish[rows].astype(np.int64),
        waited=np.maximum(world.month - households.wish_since[rows].astype(np.int64), 0),
        need=households.need[rows].astype(np.int64),
        groups=groups,
        benefit=(bits & 16) > 0,
        outside=~local,
        organisation=np.where(department >= 0, organisations[np.maximum(department, 0)], -1),
        lived_years=np.where(home >= 0, (world.month - households.since[rows]) / 12.0, 0.0),
        student=(bits & STUDENT) > 0,
        score=households.score[rows].astype(np.float64),
        supported=programmes.supported(world, rows),
        kin_department=kin,
        friend_department=friend,
    )


def _come_along(world: World, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Members of the households that look, founders with the home they would found, and the seeker of each."""
    households, persons = world.households, world.persons
    founding = households.host[rows] >= 0
    founders = households.reference[rows[founding]].astype(np.int64)
    members = world.members(rows)
    seat = np.full(households.capacity, -1, dtype=np.int64)
    seat[rows] = np.arange(len(rows))
    on_their_own = np.zeros(persons.capacity, dtype=bool)
    on_their_own[founders] = True
    members = members[~on_their_own[members]]
    return (
        np.concatenate([members, founders]),
        np.concatenate([seat[persons.household[members]], np.flatnonzero(founding)]),
    )


@njit(cache=True)
def _known(lead, other, layer, strength, count, household, dwelling, department):  # type: ignore[no-untyped-def]
    kin, friend = np.full(len(lead), -1, np.int64), np.full(len(lead), -1, np.int64)
    for i in range(len(lead)):
        p, strongest = lead[i], np.int64(0)
        for j in range(count[p]):
            home = dwelling[household[other[p, j]]]
            if home < 0 or department[home] < 0 or household[other[p, j]] == household[p]:
                continue
            there, held = np.int64(department[home]), np.int64(strength[p, j])
            if layer[p, j] == KIN:
                # The lowest number among several: no order of rows tells.
                kin[i] = there if kin[i] < 0 else min(kin[i], there)
            elif held > strongest or (held == strongest and there < friend[i]):
                friend[i], strongest = there, held
    return kin, friend


def _departments_known(world: World, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Letting department in which kin of the reference person live, and that of the strongest other tie; -1 for none.

    Those who live there tell of its vacancies.
    """
    ties = world.ties
    ties.ensure(world.persons.capacity)
    found: tuple[NDArray[np.int64], NDArray[np.int64]] = _known(
        world.households.reference[rows], *ties.columns, world.persons.household, world.households.dwelling,
        world.dwellings.department,
    )  # fmt: skip
    return found
