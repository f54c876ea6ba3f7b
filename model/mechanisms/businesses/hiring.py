"""Who works where: the hired take a workplace, jobs are counted, and those whose job is gone are laid off."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.codes import Found, Gate, Sector, Status
from agents.core import draws
from agents.core.columns import Rows
from agents.core.draws import mix_one, uniform_one
from agents.core.parameter import Parameter
from model.mechanisms.labour import hours
from model.mechanisms.labour.contacts import helper
from model.world import World

P = Parameter
PARAMETERS = (
    P("businesses.near", 50.0, 1.0, 200.0, "ratio", "judgement", "judgement",
      "how much likelier people of the estate ask for a job in its shops and on its sites than elsewhere"),
)  # fmt: skip

TRIES = 24
ASK_MONTHS = 6
FIRST_JOB = np.uint8(1 << Gate.FIRST_JOB)


@njit(cache=True)
def _recount(alive, status, workplace, n):  # type: ignore[no-untyped-def]
    """People at each business, and employed persons without a known workplace; others lose theirs."""
    filled = np.zeros(n, np.int32)
    rows = np.empty(len(alive), np.int64)
    employed, loose = 0, 0
    for i in range(len(alive)):
        works = alive[i] & (status[i] == 2)
        workplace[i] = workplace[i] if works else -1
    for i in range(len(alive)):
        # Without a branch: written in any case, kept where it holds.
        rows[employed] = i
        employed += alive[i] & (status[i] == 2)
    for k in range(employed):
        at = workplace[rows[k]]
        if at >= 0:
            filled[at] += 1
        else:
            rows[loose] = rows[k]
            loose += 1
    return filled, rows[:loose]


@njit(cache=True)
def _asking(loose, birth, since, status, workplace, new, month):  # type: ignore[no-untyped-def]
    """Those of `loose` who ask for a workplace this month; `new` are the rows that came now, ascending."""
    out = np.empty(len(loose), np.int64)
    n = 0
    for i in loose:
        if status[i] != 2 or workplace[i] >= 0:
            continue
        if since[i] == month or (month - birth[i]) % ASK_MONTHS == 0:
            out[n] = i
            n += 1
            continue
        at = np.searchsorted(new, i)
        if at < len(new) and new[at] == i:
            out[n] = i
            n += 1
    return out[:n]


@njit(cache=True)
def _fits(education, skilled, u):  # type: ignore[no-untyped-def]
    """Whether a vacancy drawn is one that the person's schooling opens."""
    return u < (skilled if education >= 3 else 1.0 - skilled)


@njit(cache=True)
def _seat(  # type: ignore[no-untyped-def]
    who, key, status, education, found, workplace, area, estate, other, layer, count, jobs, filled, opened, skilled,
    near, far, stream,
):  # fmt: skip
    """Give each of `who` a workplace with a vacancy: the helper's if found through a tie, else one they ask at."""
    for p in who:
        if found[p] == 2:
            q = helper(p, key, status, other, layer, count)
            if q >= 0 and workplace[q] >= 0:
                b = workplace[q]
                if opened[b] and filled[b] < jobs[b]:
                    workplace[p] = b
                    filled[b] += 1
                    continue
        weights = near if area[p] >= 0 and estate[area[p]] else far
        chosen = -1
        for k in range(TRIES):
            u = uniform_one(stream, mix_one(key[p] ^ np.uint64(2 * k + 1))) * weights[-1]
            b = min(np.searchsorted(weights, u, side="right"), len(weights) - 1)
            if not opened[b] or filled[b] >= jobs[b]:
                continue
            chosen = b
            if _fits(education[p], skilled[b], uniform_one(stream, mix_one(key[p] ^ np.uint64(2 * k + 2)))):
                break
        if chosen >= 0:
            workplace[p] = chosen
            filled[chosen] += 1


def recount(world: World) -> Rows:
    """Count who works where; returns the employed without a known workplace."""
    persons, table = world.persons, world.businesses
    filled, loose = _recount(persons.alive, persons.status, persons.workplace, table.capacity)
    table.filled[:] = filled
    return np.asarray(loose)


def asking(world: World, loose: Rows) -> Rows:
    """Those of the employed without a known workplace who ask for one: when new, then each half-year; the others work
    beyond the region.
    """
    persons = world.persons
    return np.asarray(
        _asking(
            loose, persons.birth_month, persons.status_since, persons.status, persons.workplace,
            np.sort(world.newcomers), world.month,
        )
    )  # fmt: skip


def seat(world: World, who: Rows, kept: Rows | None = None) -> None:
    """Find a workplace for these employed persons, in an order that is drawn; some work beyond the region, none known.

    Businesses are asked by their jobs, and by how much they hire outside the circle of their own people, until one has
    a vacancy. Were vacancies themselves drawn, one job filled would change where everybody else begins. `kept`
    (businesses.capacity,) are the vacancies that each keeps for others, None for none.
    """
    persons, table, ties = world.persons, world.businesses, world.ties
    asked = table.jobs * (1.0 - table.by_ties.astype(float))
    near = np.where(table.sector <= Sector.CONTRACTOR, world.p("businesses.near"), 1.0)
    who = who[np.lexsort((persons.key[who], world.uniform("businesses.queue", persons.key[who])))]
    open_jobs = table.jobs if kept is None else (table.jobs - kept).astype(table.jobs.dtype)
    ties.ensure(persons.capacity)
    _seat(
        who, persons.key, persons.status, persons.education, persons.found, persons.workplace, world.person_area,
        world.estate_areas, ties.other, ties.layer, ties.count, open_jobs, table.filled, table.open, table.skilled,
        np.cumsum(asked * near), np.cumsum(asked), world.stream("businesses.vacancy"),
    )  # fmt: skip


def lay_off(world: World, rows: Rows) -> None:
    """These persons lose their job this month."""
    persons = world.persons
    np.subtract.at(world.businesses.filled, persons.workplace[rows], 1)
    persons.status[rows] = Status.UNEMPLOYED
    persons.status_since[rows] = world.month
    persons.workplace[rows] = -1
    persons.hours[rows] = 0
    persons.found[rows] = Found.UNKNOWN
    world.counters["laid off"] = world.counters.get("laid off", 0) + len(rows)


def lay_off_surplus(world: World, businesses: Rows) -> None:
    """These businesses let go whom they have no job for: the latest come first, all when closed."""
    table, persons = world.businesses, world.persons
    for row in businesses:
        keep = int(table.jobs[row]) if table.open[row] else 0
        if table.filled[row] <= keep:
            continue
        staff = np.flatnonzero(persons.alive & (persons.workplace == row))
        staff = staff[np.lexsort((persons.key[staff], persons.status_since[staff]))]
        lay_off(world, staff[keep:])


def hire(world: World, rows: Rows, business: Rows, found: Found) -> None:
    """These jobless persons begin at these businesses."""
    persons = world.persons
    persons.status[rows] = Status.EMPLOYED
    persons.status_since[rows] = world.month
    persons.found[rows] = found
    persons.workplace[rows] = business
    persons.hours[rows] = hours.draw(
        persons.key[rows], world.stream("labour.hours"), persons.female[rows], world.ages()[rows], persons.skill[rows],
        world.values,
    )  # fmt: skip
    fresh = rows[persons.gates_missed[rows] & FIRST_JOB == 0]
    persons.gates_passed[fresh] |= FIRST_JOB
    np.add.at(world.businesses.filled, business, 1)


def bound(world: World, share: float) -> NDArray[np.float64]:
    """Share of its vacancies that each business offers to jobless people of the estate, (businesses.capacity,): this
    `share` by partners, and by shops of the centre that are bound by the terms of their tenancy; a lasting lot says
    which.
    """
    table = world.businesses
    out = np.where(table.partner, share, 0.0)
    terms = world.levers.number("businesses.tenancy_terms")
    if terms > 0.0:
        lot = draws.uniform(world.scenario.seed, "businesses.terms", 0, table.key)
        tied = (table.sector == Sector.SHOP) & (lot < terms)
        out = np.maximum(out, np.where(tied, world.levers.number("businesses.tenancy_offered"), 0.0))
    return np.asarray(out)


def through_partnership(world: World, share: float) -> None:
    """Businesses that are bound to it offer a share of vacancies to jobless people of the estate, job-ready first."""
    persons, table = world.persons, world.businesses
    each = bound(world, share)
    partners = np.flatnonzero(table.alive & table.open & (each > 0.0) & (table.jobs > table.filled))
    if len(partners) == 0:
        return
    offered = each[partners] * (table.jobs - table.filled)[partners]
    offered = (offered + world.uniform("businesses.partnership", table.key[partners])).astype(int)
    places = np.repeat(partners, np.minimum(offered, (table.jobs - table.filled)[partners]))
    ready = np.isin(persons.status, (Status.UNEMPLOYED, Status.OUTSIDE)) & ~persons.ill
    grown = (world.month - persons.birth_month >= 216) & persons.alive
    who = np.flatnonzero(ready & grown & world.lives_in_estate)
    draw = world.uniform("businesses.partnership_who", persons.key[who])
    who = who[np.lexsort((draw, persons.status[who]))]
    count = min(len(who), len(places))
    hire(world, who[:count], places[:count], Found.PARTNERSHIP)
    world.counters["partnership hires"] = count
