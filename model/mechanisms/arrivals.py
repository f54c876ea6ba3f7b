"""Households that come from outside and look for a home in the municipality this month."""

from __future__ import annotations

import numpy as np

from agents.codes import Education, Need, Origin, Status, Wish
from agents.core import draws
from agents.core.calendar import NEVER
from agents.core.parameter import Parameter
from model.mechanisms.homes_wanted import destinations
from model.world import World

P = Parameter
PARAMETERS = (
    P("arrivals.rate", 0.11, 0.04, 0.16, "households per dwelling and year", "dst_moves", "observational",
      "households from outside who look for a home; half of all moves cross a municipal border"),
    P("arrivals.young_odense", 0.78, 0.4, 0.8, "share", "dst_moves", "observational",
      "aged 18-27, alone or as a couple; Odense is a university town"),
    P("arrivals.young_gladsaxe", 0.24, 0.2, 0.5, "share", "judgement", "judgement",
      "the same in Gladsaxe, a suburb that families move to"),
    P("arrivals.young_age", 20.9, 20.5, 22.4, "years", "judgement", "judgement",
      "mean age of those of 18-27, who come to begin a study or a first job"),
    P("arrivals.older_age", 39.0, 35.0, 43.0, "years", "judgement", "judgement",
      "mean age of the others, who are 25 or more and ever fewer with age"),
    P("arrivals.couple", 0.42, 0.2, 0.5, "share", "judgement", "judgement", "couples among those who arrive"),
    P("arrivals.with_children_odense", 0.34, 0.1, 0.5, "share", "judgement", "judgement",
      "with children among those of 25 or more"),
    P("arrivals.with_children_gladsaxe", 0.52, 0.2, 0.6, "share", "judgement", "judgement", "the same in Gladsaxe"),
    P("arrivals.non_western", 0.13, 0.05, 0.25, "share", "judgement", "judgement",
      "non-western among those who arrive, refugees apart"),
    P("arrivals.western", 0.10, 0.03, 0.2, "share", "judgement", "judgement", "other western among those who arrive"),
    P("arrivals.employed", 0.62, 0.45, 0.75, "share", "judgement", "judgement",
      "in work among arriving adults of Danish origin not studying"),
    P("arrivals.employed_minority", 0.42, 0.25, 0.6, "share", "judgement", "judgement",
      "in work among arriving minority adults not studying"),
    P("arrivals.status_months", 36.0, 6.0, 60.0, "months", "judgement", "judgement",
      "longest time an arriving adult has been in the present job, study or benefit; spread evenly below it"),
    P("arrivals.student_odense", 0.74, 0.4, 0.8, "share", "judgement", "judgement",
      "students among arriving adults of 18-25; they replace those who graduate and leave"),
    P("arrivals.student_gladsaxe", 0.55, 0.3, 0.7, "share", "judgement", "judgement", "the same in Gladsaxe"),
    P("arrivals.skill_by_education", 0.52, 0.3, 0.7, "SD per step", "judgement", "judgement",
      "skill by education from basic to long higher, 0 at vocational, whatever the origin; as among those who lived "
      "here in 2015"),
    P("arrivals.skill_spread", 0.8, 0.5, 1.0, "SD", "judgement", "judgement", "chance in skill at one education"),
    P("arrivals.listed", 0.25, 0.05, 0.5, "share", "judgement", "judgement",
      "already on the waiting lists when they come"),
    P("arrivals.listed_years", 4.0, 1.0, 8.0, "years", "judgement", "judgement", "mean seniority of those who are"),
    P("arrivals.refugees", 1.0, 0.0, 2.0, "persons per 1,000 residents and year", "judgement", "judgement",
      "refugees whom the municipality must house, families counted by head"),
    P("arrivals.refugees_2015", 2.2, 1.0, 4.0, "ratio", "judgement", "judgement",
      "quota of 2015 and 2016 over later years"),
)  # fmt: skip


def _count(world: World, decision: str, expected: float) -> int:
    """A whole number with the expected value, its fraction settled by an addressed draw."""
    key = np.array([draws.key_of(decision)], dtype=np.uint64)
    return int(expected) + int(world.uniform(decision, key)[0] < expected % 1.0)


def step(world: World) -> None:
    """Add this month's arrivals as households without a home; the k-th arrival of a month has its own address."""
    stock = int((world.dwellings.from_month <= world.month).sum())
    people = 2.0 * stock
    surge = world.p("arrivals.refugees_2015") if world.month < 24 else 1.0
    ordinary = _count(world, "arrivals.count", world.p("arrivals.rate") * stock / 12.0)
    refugees = _count(
        world, "arrivals.refugee_count", world.p("arrivals.refugees") * surge * people / 1000.0 / 12.0 / 2.0
    )
    _add(world, ordinary, refugees)


def _young_age(world: World, u: np.ndarray) -> np.ndarray:
    """Ages 18-27 with the mean that is given, most of them near the lower end."""
    return np.asarray(18.0 + 9.0 * u ** (9.0 / (world.p("arrivals.young_age") - 18.0) - 1.0))


def _older_age(world: World, u: np.ndarray) -> np.ndarray:
    """Ages 25-70 with about the mean that is given."""
    return np.asarray(np.minimum(25.0 - (world.p("arrivals.older_age") - 25.0) * np.log1p(-u), 70.0))


def _education(u: np.ndarray, years: np.ndarray, student: np.ndarray, lead: np.ndarray) -> np.ndarray:
    """Highest completed education, no higher than the age allows; `lead` moves the shares up or down the steps."""
    education = Education.BASIC + np.searchsorted((0.22, 0.34, 0.66, 0.86), u + lead, side="right")
    most = Education.BASIC + np.searchsorted((19.0, 21.0, 24.0, 26.0), years, side="right")
    return np.asarray(np.where(student, Education.UPPER_SECONDARY, np.minimum(education, most)))


def _add(world: World, ordinary: int, refugees: int) -> None:
    households, month = world.households, world.month
    keys = np.concatenate([draws.keys_of("arrival", month, ordinary), draws.keys_of("refugee", month, refugees)])
    refugee = np.arange(len(keys)) >= ordinary

    def u(name: str) -> np.ndarray:
        return world.uniform(f"arrivals.{name}", keys)

    town = world.place.municipality_name.lower()
    young = (u("young") < world.p(f"arrivals.young_{town}")) & ~refugee
    age = np.where(young, _young_age(world, u("age")), _older_age(world, u("age")))
    couple = u("couple") < world.p("arrivals.couple")
    parents = (
        ~young
        & (age < 50)
        & (couple | (u("lone_parent") < 0.3))
        & (u("parents") < np.where(refugee, 0.5, world.p(f"arrivals.with_children_{town}")))
    )
    children = np.where(parents, 1 + np.floor(2.3 * u("children")).astype(int) + refugee, 0)
    origin = np.where(
        refugee | (u("origin") < world.p("arrivals.non_western")),
        Origin.NON_WESTERN,
        np.where(u("western") < world.p("arrivals.western"), Origin.WESTERN, Origin.DANISH),
    )
    rows = households.add(keys)
    households.wish[rows] = Wish.ARRIVE
    households.wish_since[rows] = month
    households.need[rows] = np.where(refugee, Need.REFUGEE, Need.NONE)
    abroad = len(world.place.neighbours) - 1
    origin_place = destinations(world, keys, "arrivals.place")
    households.came_from[rows] = np.where(refugee, abroad, origin_place)
    seniority = -np.log1p(-u("seniority")) * world.p("arrivals.listed_years") * 12.0
    listed = np.where((u("listed") < world.p("arrivals.listed")) & ~refugee, month - seniority.astype(int), month)
    female = u("sex") < 0.5
    everybody = np.ones(len(keys), dtype=bool)
    lead, second = (
        _add_adults(
            world, rows[here], keys[here], adult, age[here], origin[here], refugee[here], female[here], listed[here]
        )
        for adult, here in enumerate((everybody, couple))
    )
    world.persons.partner[lead[couple]] = second
    world.persons.partner[second] = lead[couple]
    newcomers = [lead, second]
    for child in range(int(children.max(initial=0))):
        here = children > child
        mother = np.where(world.persons.female[lead[here]], lead[here], world.persons.partner[lead[here]])
        newcomers.append(
            _add_children(world, rows[here], keys[here], child, age[here], origin[here], refugee[here], mother)
        )
    world.newcomers = np.sort(np.concatenate(newcomers))
    world.counters["arrivals"] = len(rows)


def _add_adults(world, rows, keys, adult, age, origin, refugee, female, listed):  # type: ignore[no-untyped-def]
    """The first or second adult of each of these households; returns their rows."""
    persons, month = world.persons, world.month
    own = draws.child_keys(keys, f"adult {adult}", month)
    p = persons.add(own)
    world.ties.ensure(persons.capacity)

    def u(name: str) -> np.ndarray:
        return world.uniform(f"arrivals.person_{name}", own)

    years = np.clip(age + (4.0 * u("age_gap") - 2.0) * adult, 18, 90)
    persons.household[p] = rows
    persons.birth_month[p] = (month - years * 12).astype(int)
    persons.female[p] = female ^ bool(adult)
    persons.origin[p] = origin
    minority = origin != Origin.DANISH
    town = world.place.municipality_name.lower()
    student = (years < 26) & (u("student") < world.p(f"arrivals.student_{town}")) & ~refugee
    lead = np.where(refugee, -0.45, np.where(minority, -0.15, 0.0))
    persons.education[p] = _education(u("education"), years, student, lead)
    step_up = _education(u("education"), np.full(len(p), 30.0), student, lead) - float(Education.VOCATIONAL)
    skill = world.p("arrivals.skill_by_education") * np.where(student, 0.5, step_up)
    skill = skill + world.p("arrivals.skill_spread") * world.normal("arrivals.skill", own)
    persons.skill[p] = skill
    work = np.where(minority, world.p("arrivals.employed_minority"), world.p("arrivals.employed"))
    odds = work / (1.0 - work) * np.exp(-world.p("population.outside_by_skill") * skill)
    working = (u("work") < odds / (1.0 + odds)) & ~refugee
    out = np.where(u("ready") < 0.5, Status.UNEMPLOYED, Status.OUTSIDE)
    status = np.where(
        student, Status.STUDENT, np.where(working, Status.EMPLOYED, np.where(refugee, Status.OUTSIDE, out))
    )
    persons.status[p] = np.where(years >= 67, Status.OLD_AGE_PENSION, status)
    persons.status_since[p] = month - np.where(
        refugee, 0, (u("status_months") * world.p("arrivals.status_months")).astype(int)
    )
    persons.language[p] = np.where(
        refugee, 0.05 + 0.15 * u("language"), np.where(minority, 0.3 + 0.6 * u("language"), 1.0)
    )
    persons.open_case[p] = u("case") < np.where(refugee, 0.15, 0.02)
    persons.list_since[p] = listed
    persons.home_wish[p] = NEVER
    return p


def _add_children(world, rows, keys, child, age, origin, refugee, mother):  # type: ignore[no-untyped-def]
    """The next child of each of these households; returns their rows."""
    persons, month = world.persons, world.month
    own = draws.child_keys(keys, f"child {child}", month)
    p = persons.add(own)
    world.ties.ensure(persons.capacity)

    def u(name: str) -> np.ndarray:
        return world.uniform(f"arrivals.child_{name}", own)

    years = np.minimum(17.0, u("age") * np.maximum(age - 22.0, 1.0))
    persons.household[p] = rows
    persons.birth_month[p] = (month - years * 12).astype(int)
    persons.female[p] = u("sex") < 0.487
    persons.origin[p] = origin
    persons.mother[p] = mother
    persons.status[p] = np.where(years >= 16, Status.STUDENT, Status.CHILD)
    persons.education[p] = np.where(years >= 16, Education.BASIC, Education.NONE)
    persons.status_since[p] = month
    persons.skill[p] = world.normal("arrivals.child_skill", own)
    persons.language[p] = np.where(refugee, 0.2, np.where(origin == Origin.DANISH, 1.0, 0.6))
    persons.list_since[p] = NEVER
    persons.home_wish[p] = NEVER
    return p
