"""Deaths by age and sex, and what becomes of those who are left."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numba import njit

from agents.core.draws import uniform_one
from agents.core.lots import drawn
from agents.core.parameter import Parameter
from agents.core.values import made_once
from model.mechanisms.household_columns import ADULT_MONTHS
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
def _die(alive, birth, female, keys, chance, month, stream):  # type: ignore[no-untyped-def]
    """Rows of those who die, by their chance in a month at each age in months, shape (men and women, ages)."""
    rows = drawn(stream, keys, chance.max())
    found = 0
    for i in rows:
        age = min(max(month - birth[i], 0), chance.shape[1] - 1)
        if alive[i] and uniform_one(stream, keys[i]) < chance[np.int64(female[i]), age]:
            rows[found] = i
            found += 1
    return rows[:found].copy()


def rates_by_age(values: Mapping[str, float]) -> np.ndarray:
    """Yearly death rate at each age 0..110, both sexes, shape (111,)."""
    rates = np.array([values[f"mortality.from_age_{age}"] for age in BANDS]) / 1000.0
    return rates[np.searchsorted(BANDS, np.arange(111), side="right") - 1]


@made_once
def chances(values: Mapping[str, float]) -> np.ndarray:
    """Chance of dying in a month at each age in months, men and women, shape (2, 1332)."""
    men = values["mortality.men_ratio"]
    yearly = rates_by_age(values)
    return np.repeat(np.stack([yearly * men, yearly * (2.0 - men)]) / 12.0, 12, axis=1)


def step(world: World) -> None:
    """People die; a widow keeps the home, children left without an adult leave for relatives outside the
    municipality.
    """
    persons = world.persons
    dead = _die(
        persons.alive, persons.birth_month, persons.female, persons.key, chances(world.values), world.month,
        world.stream("demography.death"),
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


@njit(cache=True)
def _without_adults(homes, alive, household, birth, born_by):  # type: ignore[no-untyped-def]
    """Which of these households have nobody born by a month."""
    kept = np.empty(len(alive) + 1, np.bool_)
    kept[0] = True
    for h in range(len(alive)):
        kept[h + 1] = not alive[h]
    for i in range(len(household)):
        if birth[i] <= born_by:
            kept[household[i] + 1] = True
    return np.array([h for h in homes if not kept[h + 1]], dtype=np.int64)


def dissolve_without_adults(world: World, household_rows: np.ndarray) -> None:
    """End these households where no adult is left; remaining children leave for relatives elsewhere in Denmark."""
    persons, households = world.persons, world.households
    ended = _without_adults(
        household_rows, households.alive, persons.household, persons.birth_month, world.month - ADULT_MONTHS
    )
    if len(ended) == 0:
        return
    orphans = world.members(ended)
    relatives = len(world.place.neighbours) - 2
    home = persons.household[orphans]
    world.flows.book(world.ledger_place(home), int(world.flows.outside(relatives)), world.vulnerable(home), 1, 0)
    world.away.follow(world, ended, orphans, np.full(len(ended), relatives))
    world.remove_persons(orphans)
    world.remove_households(ended)
