"""Deaths by age and sex, and what becomes of those who are left."""

from __future__ import annotations

import numpy as np
from numba import njit

from agents.core.draws import uniform_one
from agents.core.parameter import Parameter
from model.world import World

BANDS = (0, 1, 5, 15, 20, 30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95)
RATES = (3.5, 0.15, 0.08, 0.2, 0.35, 0.6, 1.2, 2.0, 3.6, 5.9, 9.3, 14.5, 22.5, 37.5, 64.0, 115.0, 195.0, 330.0)

PARAMETERS = (
    *(
        Parameter(
            f"mortality.from_age_{age}",
            rate,
            rate * 0.7,
            rate * 1.4,
            "deaths per 1,000 a year",
            "recalled",
            "recalled",
            f"death rate from age {age} to the next band, both sexes",
        )
        for age, rate in zip(BANDS, RATES, strict=True)
    ),
    Parameter(
        "mortality.men_ratio", 1.25, 1.0, 1.6, "ratio", "dst_life_expectancy", "register",
        "death rate of men over the mean of both; the women's ratio is two minus this, four years of life apart",
    ),
)  # fmt: skip


@njit(cache=True)
def _die(alive, birth, female, keys, month, rate_by_age, men_ratio, stream):  # type: ignore[no-untyped-def]
    out = np.zeros(len(alive), np.bool_)
    for i in range(len(alive)):
        if alive[i]:
            age = min(max((month - birth[i]) // 12, 0), len(rate_by_age) - 1)
            ratio = 2.0 - men_ratio if female[i] else men_ratio
            out[i] = uniform_one(stream, keys[i]) < rate_by_age[age] * ratio / 12.0
    return out


def rates_by_age(values: dict[str, float]) -> np.ndarray:
    """Yearly death rate at each age 0..110, both sexes, shape (111,)."""
    rates = np.array([values[f"mortality.from_age_{age}"] for age in BANDS]) / 1000.0
    return rates[np.searchsorted(BANDS, np.arange(111), side="right") - 1]


def step(world: World) -> None:
    """People die; a widow keeps the home, children left without an adult leave for relatives outside the
    municipality.
    """
    persons = world.persons
    dead = np.flatnonzero(
        _die(
            persons.alive, persons.birth_month, persons.female, persons.key, world.month,
            rates_by_age(world.values), world.p("mortality.men_ratio"), world.stream("demography.death"),
        )
    )  # fmt: skip
    if len(dead) == 0:
        return
    touched = np.unique(persons.household[dead])
    world.flows.book(
        world.ledger_place(persons.household[dead]), world.flows.died, world.vulnerable(persons.household[dead]), 1, 0
    )
    world.remove_persons(dead)
    dissolve_without_adults(world, touched)
    world.counters["deaths"] = len(dead)


def dissolve_without_adults(world: World, household_rows: np.ndarray) -> None:
    """End these households where no adult is left; remaining children leave for relatives elsewhere in Denmark."""
    persons, households = world.persons, world.households
    adult = persons.alive & (world.month - persons.birth_month >= 18 * 12)
    adults = np.bincount(persons.household[adult], minlength=households.capacity)
    ended = household_rows[(adults[household_rows] == 0) & households.alive[household_rows]]
    if len(ended) == 0:
        return
    orphans = world.members(ended)
    relatives = len(world.place.neighbours) - 2
    home = persons.household[orphans]
    world.flows.book(world.ledger_place(home), int(world.flows.outside(relatives)), world.vulnerable(home), 1, 0)
    world.away.follow(world, ended, np.full(len(ended), relatives))
    world.remove_persons(orphans)
    world.remove_households(ended)
