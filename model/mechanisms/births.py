"""Births by the mother's age, origin group and whether she lives with a partner."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numba import njit

from agents.codes import Education, Origin, Status
from agents.core import draws
from agents.core.calendar import NEVER
from agents.core.draws import normal_one, uniform_one
from agents.core.lots import drawn
from agents.core.parameter import Parameter
from agents.core.values import made_once
from model.world import World

AGES = (15, 20, 25, 30, 35, 40, 45)
ALL_WOMEN = (5.2, 41.7, 119.4, 130.5, 56.8, 9.9, 0.5)
NON_WESTERN = (10.8, 61.2, 116.1, 109.4, 62.3, 16.4, 1.5)
PARTNERED = (0.03, 0.30, 0.62, 0.76, 0.78, 0.77, 0.74)


def _rates(group: str, numbers: tuple[float, ...], meaning: str) -> tuple[Parameter, ...]:
    return tuple(
        Parameter(
            f"fertility.{group}_{age}_{age + 4}", number, number * 0.7, number * 1.3,
            "births per 1,000 women a year", "dst_indvandrere2013", "register", f"{meaning}, age {age}-{age + 4}",
        )
        for age, number in zip(AGES, numbers, strict=True)
    )  # fmt: skip


PARAMETERS = (
    *_rates("all", ALL_WOMEN, "births of all women 2008-12"),
    *_rates("non_western", NON_WESTERN, "births of non-western immigrants 2008-12"),
    *(
        Parameter(
            f"fertility.partnered_{age}_{age + 4}", share, max(share - 0.15, 0.0), min(share + 0.15, 1.0), "share",
            "judgement", "judgement", f"share of women {age}-{age + 4} living with a partner, to split births",
        )
        for age, share in zip(AGES, PARTNERED, strict=True)
    ),
    Parameter(
        "fertility.single_ratio", 0.15, 0.05, 0.4, "ratio", "judgement", "judgement",
        "birth rate of women without a partner over that of women with one",
    ),
    Parameter(
        "fertility.level", 0.93, 0.8, 1.1, "ratio", "dst_fertility", "register",
        "fertility of the study years over 2008-12: 1.69-1.71 children a woman in 2014-15 against about 1.8",
    ),
    Parameter(
        "fertility.third_generation", 0.10, 0.0, 0.3, "share", "judgement", "judgement",
        "share of children of two minority parents who count as Danish origin, one parent being a citizen born here",
    ),
    Parameter(
        "fertility.girls", 0.487, 0.48, 0.495, "share", "recalled", "recalled", "girls among the newborn",
    ),
    Parameter(
        "fertility.skill_from_mother", 0.4, 0.2, 0.6, "SD per SD", "judgement", "judgement",
        "how far a child's skill resembles its mother's",
    ),
)  # fmt: skip


@njit(cache=True)
def _give_birth(alive, female, birth, origin, partner, keys, month, rates, stream):  # type: ignore[no-untyped-def]
    """Rows of the women who give birth, by the yearly `rates` of their group, partner and age."""
    rows = drawn(stream, keys, rates.max() / 12.0)
    found = 0
    for i in rows:
        age = month - birth[i]
        if female[i] & (age >= 15 * 12) & (age < 50 * 12) & alive[i]:
            group = 1 if origin[i] == 2 else 0
            rate = rates[group, 1 if partner[i] >= 0 else 0, (age - 15 * 12) // 60]
            if uniform_one(stream, keys[i]) < rate / 12.0:
                rows[found] = i
                found += 1
    return rows[:found].copy()


@made_once
def rates(values: Mapping[str, float]) -> np.ndarray:
    """Yearly birth rates, shape (origin group 2, partner 2, age band 7)."""
    out = np.zeros((2, 2, len(AGES)))
    ratio = values["fertility.single_ratio"]
    for group, name in enumerate(("all", "non_western")):
        for band, age in enumerate(AGES):
            level = values[f"fertility.{name}_{age}_{age + 4}"] / 1000.0 * values["fertility.level"]
            share = values[f"fertility.partnered_{age}_{age + 4}"]
            with_partner = level / (share + (1.0 - share) * ratio)
            out[group, :, band] = with_partner * ratio, with_partner
    return out


@njit(cache=True)
def _newborn(  # type: ignore[no-untyped-def]
    rows, mothers, key, household, partner, birth_month, female, origin, mother, education, status, status_since, skill,
    language, list_since, home_wish, month, streams, third_generation, girls, share,
):  # fmt: skip
    """Write a child of each of these mothers into these person rows."""
    chance = np.sqrt(1.0 - share**2)
    for k in range(len(rows)):
        p, m = rows[k], mothers[k]
        father = partner[m]
        danish = origin[m] == Origin.DANISH or (father >= 0 and origin[father] == Origin.DANISH)
        third = uniform_one(streams[0], key[p]) < third_generation
        household[p], mother[p] = household[m], m
        birth_month[p] = status_since[p] = month
        female[p] = uniform_one(streams[1], key[p]) < girls
        origin[p] = Origin.DANISH.value if danish or third else origin[m]
        education[p], status[p] = Education.NONE, Status.CHILD
        own = normal_one(streams[2], streams[3], key[p]) * chance
        skill[p] = np.float32(share) * skill[m] + own
        language[p] = 1.0 if origin[p] == Origin.DANISH else 0.9
        list_since[p] = home_wish[p] = NEVER


def step(world: World) -> None:
    """Children are born into their mother's household; a child's key comes from its mother's."""
    persons = world.persons
    mothers = _give_birth(
        persons.alive, persons.female, persons.birth_month, persons.origin, persons.partner, persons.key,
        world.month, rates(world.values), world.stream("demography.birth"),
    )  # fmt: skip
    if len(mothers) == 0:
        return
    keys = draws.child_keys(persons.key[mothers], "birth", world.month)
    rows = persons.add(keys)
    world.ties.ensure(persons.capacity)
    streams = (
        world.stream("demography.third_generation"), world.stream("demography.sex"), world.stream("demography.skill"),
        world.stream(draws.second_of("demography.skill")),
    )  # fmt: skip
    _newborn(
        rows, mothers, persons.key, persons.household, persons.partner, persons.birth_month, persons.female,
        persons.origin, persons.mother, persons.education, persons.status, persons.status_since, persons.skill,
        persons.language, persons.list_since, persons.home_wish, world.month,
        streams, world.p("fertility.third_generation"),
        world.p("fertility.girls"), world.p("fertility.skill_from_mother"),
    )  # fmt: skip
    home = persons.household[mothers]
    world.touch(home)
    world.flows.book(world.flows.born, world.ledger_place(home), world.vulnerable(home), 1, 0)
    world.counters["births"] = len(mothers)
