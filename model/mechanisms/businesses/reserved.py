"""Jobs kept: part of the contractors' work on the estate is kept for people of it whom programmes present.

Who is presented is taken on by what schooling they have, in one of six kinds of job [@catalogue2015]. An apprentice is
a student of vocational school who takes up one of the jobs kept; the others work on the site.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from agents.codes import Education, Found, Gate, Sector, Stage, Status, at_hand
from agents.core import calendar, draws
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from agents.participation import Subject
from model.mechanisms.businesses import hiring
from model.mechanisms.ladder import youth
from model.world import World

P = Parameter
PARAMETERS = (
    P("businesses.apprentice_age", 25.0, 20.0, 30.0, "years", "judgement", "judgement",
      "age below which contractors take on apprentices who never began a youth education"),
    P("businesses.placement_months", 6.0, 1.0, 12.0, "months", "recalled", "law",
      "company placement or wage subsidy before an apprenticeship or an unskilled job; longest with a private firm"),
    P("businesses.kept_months", 12.0, 3.0, 36.0, "months", "judgement", "judgement",
      "longest time in a kept job that is no apprenticeship: work on a site comes to an end"),
)  # fmt: skip

BEGUN = np.uint8(1 << Gate.YOUTH_START)
FIRST_JOB = np.uint8(1 << Gate.FIRST_JOB)


@at_hand
class Kind(IntEnum):
    """Six kinds of job on a site, from a job for the skilled (a) to an unskilled job (f)."""

    SKILLED = 0
    APPRENTICESHIP = 1
    AGREEMENT = 2
    TO_APPRENTICESHIP = 3
    TO_WORK = 4
    UNSKILLED = 5


def kinds(world: World, rows: Rows) -> NDArray[np.int64]:
    """The kind of job for each of these persons by education and stage, shape as `rows`.

    The skilled get a job; who left a youth education after its basic course an apprenticeship; who is in vocational
    school the agreement of one; the younger who never began a placement that leads to one; those who missed their first
    job a placement that leads to unskilled work; all others unskilled work.
    """
    persons = world.persons
    between = persons.stage[rows] == Stage.BETWEEN
    began = (persons.gates_passed[rows] & BEGUN) > 0
    young = world.month - persons.birth_month[rows] < 12 * world.p("businesses.apprentice_age")
    studies = (persons.stage[rows] == Stage.VOCATIONAL) & (persons.status[rows] == Status.STUDENT)
    missed = (persons.gates_missed[rows] & FIRST_JOB) > 0
    return np.select(
        [studies, persons.education[rows] >= Education.VOCATIONAL, between & began, between & young, missed],
        [Kind.AGREEMENT, Kind.SKILLED, Kind.APPRENTICESHIP, Kind.TO_APPRENTICESHIP, Kind.TO_WORK],
        Kind.UNSKILLED,
    ).astype(np.int64)


def contractors(world: World) -> Rows:
    """The contractors on the estate."""
    return np.flatnonzero(world.businesses.alive & (world.businesses.sector == Sector.CONTRACTOR))


def presenting(world: World) -> list[tuple[str, float]]:
    """Programmes that present those taking part, and the share of them presented in a month."""
    value = world.levers.value("businesses.presents")
    return [(name, float(value[k])) for name, k in world.participation.slots.items() if value[k] > 0.0]


def apprentices(world: World) -> Rows:
    """Those in vocational school who came to it by a job that was kept, ascending."""
    persons = world.persons
    learns = (persons.stage == Stage.VOCATIONAL) & (persons.status == Status.STUDENT)
    return np.flatnonzero(persons.alive & learns & (persons.found == Found.PARTNERSHIP))


def on_site(world: World, rows: Rows) -> NDArray[np.bool_]:
    """Which of these persons work for a contractor in a job that was kept, shape as `rows`."""
    persons = world.persons
    works = (persons.status[rows] == Status.EMPLOYED) & (persons.found[rows] == Found.PARTNERSHIP)
    return np.asarray(works & np.isin(persons.workplace[rows], contractors(world)))


def kept(world: World, rows: Rows, jobs: float) -> NDArray[np.int64]:
    """Whole jobs each of these contractors keeps of so many in all, less those apprentices take up, shape as `rows`.

    Part of a job is a job in as many of the years; a year's lot falls once.
    """
    share = world.levers.number("businesses.reserved_share")
    if share <= 0.0 or len(rows) == 0:
        return np.zeros(len(rows), dtype=np.int64)
    year = calendar.year(world.month)
    lot = draws.uniform(world.scenario.seed, "businesses.kept", year, world.businesses.key[rows])
    whole = np.floor(share * jobs / len(rows) + lot).astype(np.int64)
    taken = (len(apprentices(world)) + np.arange(len(rows))) // len(rows)
    return np.maximum(whole - taken, 0)


def fill(world: World, jobs: float) -> NDArray[np.int64]:
    """Take on those presented; returns the jobs still kept by each business, (businesses.capacity,)."""
    table, persons = world.businesses, world.persons
    free = np.zeros(table.capacity, dtype=np.int64)
    if not (presenting(world) or world.levers.bent_by("businesses.reserved_share")):
        return free
    rows = contractors(world)
    _end_placements(world)
    _end_jobs(world)
    mine = kept(world, rows, jobs)
    if not mine.any():
        return free
    works = np.flatnonzero(persons.alive & (persons.found == Found.PARTNERSHIP))
    held = np.bincount(persons.workplace[works[on_site(world, works)]], minlength=table.capacity)
    free[rows] = np.maximum(np.minimum(mine - held[rows], table.jobs[rows] - table.filled[rows]), 0)
    who, where = presented(world), np.repeat(rows, free[rows])
    count = min(len(who), len(where))
    who, where = who[:count], where[:count]
    begins = (kinds(world, who) == Kind.APPRENTICESHIP) & _learns(world, who)
    hiring.hire(world, who[~begins], where[~begins], Found.PARTNERSHIP)
    _apprentice(world, who[begins])
    np.subtract.at(free, where, 1)
    world.counters["taken on in kept jobs"] = count
    return free


def presented(world: World) -> Rows:
    """Jobless persons of 16 and more whom programmes present this month, in an order that is drawn."""
    persons, found = world.persons, [np.empty(0, dtype=np.int64)]
    for name, share in presenting(world):
        rows = world.participation.rows(name, Subject.PERSON)
        ready = np.isin(persons.status[rows], (Status.UNEMPLOYED, Status.OUTSIDE)) & ~persons.ill[rows]
        ready &= world.month - persons.birth_month[rows] >= 192
        rows = rows[ready]
        found.append(rows[world.uniform("businesses.presented", persons.key[rows]) < share])
    who = np.unique(np.concatenate(found))
    return who[np.lexsort((persons.key[who], world.uniform("businesses.kept_who", persons.key[who])))]


def _learns(world: World, rows: Rows) -> NDArray[np.bool_]:
    """Who would go so far as to begin an apprenticeship: a lasting answer."""
    u = draws.uniform(world.scenario.seed, "businesses.apprentice", 0, world.persons.key[rows])
    return np.asarray(u < world.levers.number("businesses.apprenticeships"))


def _apprentice(world: World, rows: Rows) -> None:
    """These begin vocational school with a contract, which is told by how they found it."""
    youth.begin(world, world.persons, rows, np.full(len(rows), Stage.VOCATIONAL))
    world.persons.found[rows] = Found.PARTNERSHIP
    youth.gates.settle(world.persons, rows, Gate.YOUTH_START, np.ones(len(rows), dtype=bool))


def _end_placements(world: World) -> None:
    """Placements that lead to an apprenticeship are over after some months; who would begins it."""
    persons = world.persons
    for name, _ in presenting(world):
        rows = world.participation.rows(name, Subject.PERSON)
        rows = rows[on_site(world, rows)]
        over = world.month - persons.status_since[rows] == round(world.p("businesses.placement_months"))
        rows = rows[over & (kinds(world, rows) == Kind.TO_APPRENTICESHIP)]
        rows = rows[_learns(world, rows)]
        np.subtract.at(world.businesses.filled, persons.workplace[rows], 1)
        _apprentice(world, rows)


def _end_jobs(world: World) -> None:
    """Kept jobs are over after their time."""
    persons = world.persons
    rows = np.flatnonzero(persons.alive & (persons.found == Found.PARTNERSHIP))
    rows = rows[on_site(world, rows)]
    hiring.lay_off(world, rows[world.month - persons.status_since[rows] >= world.p("businesses.kept_months")])
