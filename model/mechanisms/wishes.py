"""KEYS, first half: who wants to move, who leaves the municipality, and who is in urgent need of a home."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.codes import Need, Rule, Wish
from agents.core.calendar import NEVER
from agents.core.draws import uniform_one
from agents.core.lots import drawn
from agents.core.parameter import Parameter
from agents.core.values import made_once
from model.letting.market import cost_of_owning
from model.levers import Lever
from model.mechanisms import programmes, tenure
from model.mechanisms.homes_wanted import destinations
from model.mechanisms.household_columns import ADULT_MONTHS
from model.world import VULNERABLE_SCORE, World

P = Parameter
AGE_BANDS = (18, 25, 30, 40, 50, 67)
YEAR_BANDS = (0, 1, 2, 4, 6)
PARAMETERS = (
    P("moving.owner", 0.045, 0.02, 0.08, "per year", "recalled", "recalled",
      "base chance that an owner wants to move; owners move about a third as often as renters"),
    P("moving.private_rental", 0.26, 0.15, 0.4, "per year", "judgement", "judgement", "the same in private rental"),
    P("moving.cooperative", 0.09, 0.05, 0.2, "per year", "judgement", "judgement", "the same in cooperative housing"),
    P("moving.almene", 0.135, 0.08, 0.18, "per year", "landsbyggefonden_fraflytning", "register",
      "the same in family dwellings of social housing; 10.4-12.3 % move out in a year", ("turnover",)),
    P("moving.youth", 0.40, 0.3, 0.5, "per year", "landsbyggefonden_fraflytning", "register",
      "move-out from youth dwellings"),
    *(P(f"moving.from_age_{age}", value, value * 0.6, value * 1.6, "ratio", "dst_moves", "observational",
        f"moving at age {age} and on, relative to 30-39")
      for age, value in zip(AGE_BANDS, (1.7, 1.6, 1.0, 0.6, 0.42, 0.32), strict=True)),
    *(P(f"moving.after_{years}_years", value, value * 0.7, min(value * 1.3, 1.6), "ratio",
        "jorgenhost_thesis", "observational",
        f"moving after {years} years in the home, relative to the first year to second")
      for years, value in zip(YEAR_BANDS, (1.1, 1.0, 0.85, 0.72, 0.55), strict=True)),
    P("moving.name", 0.8, 0.0, 2.0, "log hazard per name", "judgement", "judgement",
      "how a good name holds people; catalogue claim 3"),
    P("moving.name_reference", 0.8, 0.6, 1.0, "name", "judgement", "judgement", "the name of an ordinary area"),
    P("moving.crowding", 0.5, 0.1, 1.0, "log hazard", "judgement", "judgement", "more persons than rooms"),
    P("moving.wish_to_own", 0.35, 0.0, 1.0, "log hazard", "catalogue2015", "catalogue",
      "renters who could afford to own, while the area has nothing to buy; catalogue claim 18; follows what owning "
      "costs"),
    P("moving.own_income", 32000.0, 20000.0, 50000.0, "kr/month after tax", "judgement", "judgement",
      "household income from which owning is within reach"),
    P("moving.local_tie", 0.06, 0.0, 0.15, "log hazard per tie", "judgement", "judgement",
      "each tie in the area holds back, up to five"),
    P("moving.flight", 0.26, 0.0, 0.6, "log hazard per share", "jorgenhost_thesis", "observational",
      "households of Danish origin: 30 points more non-western neighbours, 8 % more leave"),
    P("moving.flight_rival", 1.0, 0.3, 2.0, "log hazard per share", "judgement", "judgement",
      "the same in the rival submodel 'flight', where leaving and not coming drives composition"),
    P("moving.outward", 0.42, 0.3, 0.6, "share", "dst_moves", "observational",
      "share of wishes to move that lead out of the municipality; half of all moves cross its border"),
    P("moving.lapse", 0.035, 0.01, 0.1, "per month", "judgement", "judgement",
      "chance that a wish to move is given up"),
    P("moving.null", 0.10, 0.05, 0.2, "per year", "judgement", "judgement", "chance to want to move in the null model"),
    P("lists.join", 0.02, 0.005, 0.05, "per year", "judgement", "judgement",
      "adults without a wish to move who join the waiting lists all the same, from 15 years in some associations"),
    P("lists.leave", 0.08, 0.03, 0.2, "per year", "judgement", "judgement",
      "members of the waiting lists who stop paying the yearly fee"),
    P("need.vulnerable", 0.05, 0.005, 0.12, "per year", "judgement", "judgement",
      "vulnerable households that fall into urgent need of another home"),
    P("need.other", 0.006, 0.001, 0.012, "per year", "judgement", "judgement", "other households that do"),
)  # fmt: skip

LEVERS = (
    Lever("moving.newcomer", "ratio", 0.1, 2.0, "department",
          "moving in the first two years after being placed with a reception plan, over what it else would be"),
    *tenure.LEVERS,
)  # fmt: skip

KINDS = ("owner", "private_rental", "cooperative", "almene", "youth", "null")
TERMS = ("name", "name_reference", "crowding", "wish_to_own", "own_income", "local_tie")


RECEIVED = np.isin(np.arange(len(Rule)), (Rule.SECOND_CHANCE, Rule.ASSIGNMENT, Rule.FLEXIBLE))
"""Whether households placed by a rule may have a reception plan, by the rule's code."""


@njit(cache=True)
def _wishing(  # type: ignore[no-untyped-def]
    alive, key, dwelling, since, rule, wish, reference, origin, adults, children, income, ties, birth,
    tenure, youth, rooms, area, department, newcomer, holds, name, minority, base, ages, age_factor, years, year_factor,
    terms, flight, month, null, stream,
):  # fmt: skip
    """Rows of the settled households that begin to want a move this month."""
    out = np.empty(len(alive), np.int64)
    found = 0
    by_age, by_year = np.empty(130), np.empty(130)
    for a in range(130):
        by_age[a] = age_factor[max(np.searchsorted(ages, a, side="right") - 1, 0)]
        by_year[a] = year_factor[np.searchsorted(years, a, side="right") - 1]
    # No push is stronger than `top`, so most households are settled by their draw alone.
    top = max(-terms[0] * (name.min() - terms[1]), -terms[0] * (name.max() - terms[1])) + terms[2] + terms[3]
    most = np.exp(top + max(flight * minority.max(), 0.0)) * (1.0 + 1e-9) / 12.0
    # Few take part in a programme that makes them want a move more, and a bound must hold for them too.
    most *= max(holds.max(), 1.0)
    highest = by_age.max() * base.max() * by_year.max() * max(newcomer.max(), 1.0) * most * (1.0 + 1e-9)
    if null:
        highest = by_age.max() * base[5]
    for i in drawn(stream, key, highest):
        home = dwelling[i]
        if home < 0 or wish[i] != 0 or not alive[i]:
            continue
        draw = uniform_one(stream, key[i])
        hazard = by_age[min(max((month - birth[reference[i]]) // 12, 18), 129)]
        if null:
            hazard *= base[5]
        else:
            hazard *= base[4] if youth[home] else base[tenure[home]]
            lived = month - since[i]
            settled = by_year[min(max(lived // 12, 0), 129)]
            if lived < 24 and RECEIVED[rule[i]] and department[home] >= 0:
                settled *= newcomer[department[home]]
            hazard *= settled
            if draw > hazard * most:
                continue
            push = -terms[0] * (name[area[home]] - terms[1])
            if adults[i] + children[i] > rooms[home]:
                push += terms[2]
            if tenure[home] != 0 and income[i] > terms[4]:
                push += terms[3]
            push -= terms[5] * min(ties[i], 5)
            if origin[i] == 0:
                push += flight * minority[area[home]]
            hazard *= np.exp(push) * holds[i]
        if draw < 1.0 - np.exp(-hazard / 12.0):
            out[found] = i
            found += 1
    return out[:found].copy()


@njit(cache=True)
def _struck(alive, key, dwelling, need, score, rate, stream):  # type: ignore[no-untyped-def]
    """Rows of the households that fall into urgent need, by the yearly `rate` of others and of the vulnerable."""
    rows = drawn(stream, key, rate.max() / 12.0)
    found = 0
    for i in rows:
        if dwelling[i] < 0 or need[i] != 0 or not alive[i]:
            continue
        if uniform_one(stream, key[i]) < (rate[1] if score[i] >= VULNERABLE_SCORE else rate[0]) / 12.0:
            rows[found] = i
            found += 1
    return rows[:found].copy()


@njit(cache=True)
def _listed(rows, birth, key, list_since, household, month, join, leave, stream):  # type: ignore[no-untyped-def]
    """Let adults among these join or leave the lists; returns the households of those who did."""
    homes, n = np.empty(len(rows), np.int64), 0
    for i in rows:
        if month - birth[i] < ADULT_MONTHS:
            continue
        joins = list_since[i] == NEVER
        if uniform_one(stream, key[i]) < (join if joins else leave):
            list_since[i] = month if joins else NEVER
            homes[n] = household[i]
            n += 1
    return homes[:n].copy()


@njit(cache=True)
def _tired(alive, key, wish, since, need, month, chance, stream):  # type: ignore[no-untyped-def]
    """Rows of the households without urgent need whose wish to move, of an earlier month, lapses by chance."""
    rows, n = np.empty(len(alive), np.int64), 0
    for h in range(len(alive)):
        moving = wish[h] == Wish.MOVE and alive[h] and need[h] == Need.NONE and since[h] < month
        if moving and uniform_one(stream, key[h]) < chance:
            rows[n] = h
            n += 1
    return rows[:n].copy()


def declare(world: World) -> None:
    """State the levers of moving without any policy."""
    world.levers.base("moving.newcomer", 1.0)
    tenure.declare(world)


@made_once
def _numbers(values: Mapping[str, float]) -> tuple[NDArray[np.float64], ...]:
    """Terms of the wish to move, what it starts from by tenure, and factors by age and by years in the home."""
    names = TERMS, KINDS, [f"from_age_{age}" for age in AGE_BANDS], [f"after_{years}_years" for years in YEAR_BANDS]
    return tuple(np.array([values[f"moving.{name}"] for name in some]) for some in names)


def step(world: World) -> None:
    """Tenants whose time is up own their home; settled households begin to want a move or leave the municipality; some
    fall into urgent need; some wishes lapse.
    """
    tenure.step(world)
    households, dwellings, persons = world.households, world.dwellings, world.persons
    behaviour = world.scenario.behaviour
    flight = {"avoidance": world.p("moving.flight"), "flight": world.p("moving.flight_rival")}.get(behaviour, 0.0)
    usual, base, age_factor, year_factor = _numbers(world.values)
    terms = usual.copy()
    terms[TERMS.index("wish_to_own")] *= cost_of_owning(world) ** world.p("market.tenure_elasticity")
    wishing = _wishing(
        households.alive, households.key, households.dwelling, households.since, households.rule, households.wish,
        households.reference, households.origin, households.adults, households.children, households.income,
        households.local_ties, persons.birth_month,
        dwellings.tenure, dwellings.youth, dwellings.rooms, dwellings.area, dwellings.department,
        world.levers.value("moving.newcomer"),
        programmes.times_of_households(world, "stays") * tenure.holds(world, terms[TERMS.index("wish_to_own")]),
        world.reputation, world.minority_share, base, np.array(AGE_BANDS), age_factor, np.array(YEAR_BANDS),
        year_factor, terms, flight, world.month, world.null, world.stream("moving.wish"),
    )  # fmt: skip
    out = world.uniform("moving.outward", households.key[wishing]) < world.p("moving.outward")
    households.wish[wishing] = Wish.MOVE
    households.wish_since[wishing] = world.month
    _waiting_lists(world)
    _lapse(world)
    _need(world)
    leaving = wishing[out]
    world.counters["left_municipality"] = len(leaving)
    world.leave(leaving, destinations(world, households.key[leaving], "moving.destination"))


def _waiting_lists(world: World) -> None:
    """Once a year, in the month of birth, adults join or leave the waiting lists."""
    persons = world.persons
    homes = _listed(
        world.turns.rows(12), persons.birth_month, persons.key, persons.list_since, persons.household, world.month,
        world.p("lists.join"), world.p("lists.leave"), world.stream("lists.year"),
    )  # fmt: skip
    world.touch(homes)


def _lapse(world: World) -> None:
    households = world.households
    rows = _tired(
        households.alive, households.key, households.wish, households.wish_since, households.need, world.month,
        world.p("moving.lapse"), world.stream("moving.lapse"),
    )  # fmt: skip
    done = rows[~programmes.supported(world, rows)]
    households.wish[done] = Wish.NONE
    households.wish_since[done] = NEVER


def _need(world: World) -> None:
    households = world.households
    struck = _struck(
        households.alive, households.key, households.dwelling, households.need, households.score,
        np.array([world.p("need.other"), world.p("need.vulnerable")]), world.stream("need.urgent"),
    )  # fmt: skip
    if len(struck) == 0:
        return
    households.need[struck] = Need.SOCIAL
    fresh = struck[households.wish[struck] == Wish.NONE]
    households.wish[fresh] = Wish.MOVE
    households.wish_since[fresh] = world.month
