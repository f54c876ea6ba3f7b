"""Households that come from outside and look for a home in the municipality this month."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.codes import Need, Wish
from agents.core import draws
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from model.mechanisms import newcomers
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
    P("arrivals.lone_parent", 0.3, 0.1, 0.5, "share", "judgement", "judgement",
      "of those of 25-49 who come without a partner, the share who may be parents"),
    P("arrivals.children", 2.3, 1.0, 4.0, "children", "judgement", "judgement",
      "children of a family that arrives: one, and an even draw from nought to below this"),
    P("arrivals.first_child_age", 22.0, 18.0, 30.0, "years", "judgement", "judgement",
      "age of an arriving parent at the birth of the eldest child that may come along"),
    P("arrivals.partner_gap", 2.0, 0.0, 8.0, "years", "judgement", "judgement",
      "greatest difference in age between two who arrive as a couple"),
    P("arrivals.secondary", 0.22, 0.1, 0.4, "share", "judgement", "judgement",
      "of arriving adults of Danish origin not studying, those with basic school at most"),
    P("arrivals.vocational", 0.34, 0.2, 0.5, "share", "judgement", "judgement",
      "the same with upper secondary school at most"),
    P("arrivals.short_higher", 0.66, 0.5, 0.8, "share", "judgement", "judgement",
      "the same with vocational education at most"),
    P("arrivals.long_higher", 0.86, 0.75, 0.95, "share", "judgement", "judgement",
      "the same with short or medium higher education at most"),
    P("arrivals.education_minority", 0.15, 0.0, 0.4, "share", "judgement", "judgement",
      "arriving minority adults who are a step of education below; moves every limit between steps"),
    P("arrivals.education_refugees", 0.45, 0.1, 0.7, "share", "judgement", "judgement", "the same for refugees"),
    P("arrivals.student_steps", 0.5, 0.0, 2.0, "steps", "judgement", "judgement",
      "education that an arriving student's skill answers to, in steps above vocational"),
    P("arrivals.seeking", 0.5, 0.2, 0.8, "share", "judgement", "judgement",
      "unemployed among arriving adults neither at work nor studying; the others are outside the labour market"),
    P("arrivals.language_minority", 0.3, 0.1, 0.6, "0..1", "judgement", "judgement",
      "weakest Danish of arriving minority adults"),
    P("arrivals.language_minority_spread", 0.6, 0.1, 0.7, "0..1", "judgement", "judgement",
      "best above the weakest, spread evenly"),
    P("arrivals.language_refugees", 0.05, 0.0, 0.3, "0..1", "judgement", "judgement", "weakest Danish of refugees"),
    P("arrivals.language_refugees_spread", 0.15, 0.0, 0.5, "0..1", "judgement", "judgement",
      "best above the weakest, spread evenly"),
    P("arrivals.child_language_minority", 0.6, 0.3, 1.0, "0..1", "judgement", "judgement",
      "Danish of arriving minority children"),
    P("arrivals.child_language_refugees", 0.2, 0.0, 0.5, "0..1", "judgement", "judgement",
      "Danish of refugees' children"),
    P("arrivals.open_case", 0.02, 0.0, 0.1, "share", "judgement", "judgement",
      "arriving adults with an open social case"),
    P("arrivals.open_case_refugees", 0.15, 0.0, 0.3, "share", "judgement", "judgement", "the same among refugees"),
    P("arrivals.refugees_with_children", 0.5, 0.2, 0.8, "share", "judgement", "judgement",
      "with children among refugees under 50 who may be parents"),
    P("arrivals.refugees_more_children", 1.0, 0.0, 2.0, "children", "judgement", "judgement",
      "children of a refugee family beyond those of others"),
    P("arrivals.refugees", 1.0, 0.0, 2.0, "persons per 1,000 residents and year", "judgement", "judgement",
      "refugees whom the municipality must house, families counted by head"),
    P("arrivals.refugees_2015", 2.2, 1.0, 4.0, "ratio", "judgement", "judgement",
      "quota of 2015 and 2016 over later years"),
)  # fmt: skip


def _count(world: World, decision: str, expected: float) -> int:
    """A whole number with the expected value, its fraction settled by an addressed draw."""
    key = np.array([draws.key_of(decision)], dtype=np.uint64)
    return int(expected) + int(world.uniform(decision, key)[0] < expected % 1.0)


def due(world: World, share: float = 1.0) -> tuple[int, int]:
    """Households that come this month, `share` of the ordinary ones: ordinary ones, and refugees."""
    stock = int((world.dwellings.from_month <= world.month).sum())
    people = 2.0 * stock
    surge = world.p("arrivals.refugees_2015") if world.month < 24 else 1.0
    ordinary = _count(world, "arrivals.count", world.p("arrivals.rate") * stock * share / 12.0)
    refugees = _count(
        world, "arrivals.refugee_count", world.p("arrivals.refugees") * surge * people / 1000.0 / 12.0 / 2.0
    )
    return ordinary, refugees


def step(world: World) -> None:
    """Add this month's arrivals as households without a home; the k-th arrival of a month has its own address."""
    ordinary, refugees = due(world)
    keys = [draws.keys_of("arrival", world.month, ordinary), draws.keys_of("refugee", world.month, refugees)]
    enter(world, np.concatenate(keys), ordinary)


def enter(world: World, keys: NDArray[np.uint64], ordinary: int) -> Rows:
    """Make new households with these keys, the first `ordinary` of them no refugees, who look for a home from now on;
    returns their rows.
    """
    households, persons, month = world.households, world.persons, world.month
    v = newcomers.numbers(world.values, world.place.municipality_name.lower())
    age, couple, children, origin, female, listed = newcomers.households(
        keys, ordinary, month, _streams(world, newcomers.OF_HOUSEHOLD), v
    )
    rows = households.add(keys)
    world.touch(rows)
    households.wish[rows] = Wish.ARRIVE
    households.wish_since[rows] = month
    households.need[rows[ordinary:]] = Need.REFUGEE
    households.came_from[rows] = destinations(world, keys, "arrivals.place")
    households.came_from[rows[ordinary:]] = len(world.place.neighbours) - 1
    found = []
    for second, of in enumerate((np.arange(len(keys)), np.flatnonzero(couple))):
        adults = _enter(world, keys[of], f"adult {second}")
        newcomers.adults(
            adults, of, second, rows, age, origin, ordinary, female, listed, month,
            _streams(world, newcomers.OF_ADULT), v, persons.key, persons.household, persons.birth_month, persons.female,
            persons.origin, persons.education, persons.skill, persons.status, persons.status_since, persons.language,
            persons.open_case, persons.list_since, persons.home_wish,
        )  # fmt: skip
        found.append(adults)
    lead, partner = found[0], found[1]
    persons.partner[lead[couple]] = partner
    persons.partner[partner] = lead[couple]
    for child in range(int(children.max(initial=0))):
        of = np.flatnonzero(children > child)
        young = _enter(world, keys[of], f"child {child}")
        newcomers.children(
            young, of, rows, lead, age, origin, ordinary, month, _streams(world, newcomers.OF_CHILD), v, persons.key,
            persons.household, persons.birth_month, persons.female, persons.partner, persons.origin, persons.mother,
            persons.status, persons.education, persons.status_since, persons.skill, persons.language,
            persons.list_since, persons.home_wish,
        )  # fmt: skip
        found.append(young)
    world.newcomers = np.sort(np.concatenate(found))
    world.counters["arrivals"] = len(rows)
    return rows


def _streams(world: World, names: tuple[str, ...]) -> tuple[np.uint64, ...]:
    return tuple(world.stream(f"arrivals.{name}") for name in names)


def _enter(world: World, keys: NDArray[np.uint64], who: str) -> Rows:
    """Rows of new persons, one for each household with these keys."""
    rows = world.persons.add(draws.child_keys(keys, who, world.month))
    world.ties.ensure(world.persons.capacity)
    return rows
