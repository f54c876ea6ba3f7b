"""Skill, education and command of Danish of everybody, aligned to the targets of each part of the stock."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from agents.codes import Education, Origin
from agents.core import draws
from agents.core.parameter import Parameter
from model.population.alignment import grade, ranks
from model.population.people import People
from model.population.raking import fit_table
from model.population.targets import EDUCATION_GROUPS, STRATA, Targets

P = Parameter
PARAMETERS = (
    P("population.skill_estate", -0.7, -1.2, 0.0, "SD", "catalogue2015", "observational",
      "mean skill in the estate at the start; marks at 15 lie 1.4-2.1 below the municipality's 6.8-7.4",
      ("grade_estate",)),
    P("population.skill_almene", -0.35, -0.8, 0.2, "SD", "judgement", "judgement",
      "mean skill in other almene homes"),
    P("population.skill_private_rental", 0.0, -0.4, 0.4, "SD", "judgement", "judgement",
      "mean skill in private rented homes"),
    P("population.skill_cooperative", 0.1, -0.3, 0.5, "SD", "judgement", "judgement",
      "mean skill in cooperative homes"),
    P("population.skill_owner", 0.2, -0.2, 0.6, "SD", "judgement", "judgement",
      "mean skill in owner-occupied homes"),
    P("population.skill_of_family", 0.5, 0.2, 0.7, "share of variance", "judgement", "judgement",
      "how much of skill the members of a household share"),
    P("population.education_by_skill", 1.6, 0.5, 3.0, "log odds per SD", "judgement", "judgement",
      "skill in who has more education"),
    P("population.education_non_western", -0.5, -1.5, 0.5, "log odds", "judgement", "judgement",
      "non-western origin in who has more education, unknown foreign education counted as basic"),
    P("population.language_by_age", -0.06, -0.12, 0.0, "log odds per year", "judgement", "judgement",
      "age in command of Danish among adults of non-western origin"),
    P("population.language_by_education", 0.6, 0.0, 1.2, "log odds per step", "judgement", "judgement",
      "education in command of Danish among adults of non-western origin"),
)  # fmt: skip

CLASSES = ((18, 25), (25, 30), (30, 60), (60, 70), (70, 130))
AGAINST_30_59 = (
    (1.6, 8.0, 0.35, 0.12, 0.0),
    (1.0, 2.0, 0.80, 0.90, 0.7),
    (1.0, 1.0, 1.00, 1.00, 1.0),
    (1.4, 0.6, 1.00, 0.80, 0.6),
    (2.2, 0.4, 0.90, 0.60, 0.4),
)
"""Education of each age class against that of 30-59 in the same homes, as ratios before adding up to one
(judgement).
"""


def give(people: People, targets: Targets, seed: int, values: Mapping[str, float]) -> None:
    """Give skill, education and command of Danish to every person, in place."""
    give_skill(people, seed, values)
    give_education(people, targets, seed, values)
    give_language(people, targets, seed, values)


def give_skill(people: People, seed: int, values: Mapping[str, float]) -> None:
    """Skill in SD units: a mean for each part of the stock, a part shared by the household, the rest one's
    own.
    """
    persons, count = people.persons, len(people.of)
    shared = values["population.skill_of_family"]
    own = draws.normal(seed, "population.skill", 0, persons.key[:count])
    family = draws.normal(seed, "population.family skill", 0, people.households.key[: len(people.stratum)])
    mean = np.array([values[f"population.skill_{name}"] for name in STRATA])[people.of]
    persons.skill[:count] = mean + np.sqrt(shared) * family[persons.household[:count]] + np.sqrt(1.0 - shared) * own


def shares_30_59(people: People, targets: Targets) -> NDArray[np.float64]:
    """Shares of each education among those of 30-59, `(strata, education)`, adding up to the
    municipality's.
    """
    age = people.age
    bases = np.bincount(people.of[(age >= 30) & (age < 60)], minlength=len(STRATA)).astype(float)
    table = np.array([[targets.share(s, "education_30_59", g) for g in EDUCATION_GROUPS] for s in STRATA])
    table /= table.sum(axis=1, keepdims=True)
    if bases[1:].sum() == 0:
        return table
    whole = np.array([targets.share("municipality", "education_30_59", g) for g in EDUCATION_GROUPS])
    rest = np.maximum(whole / whole.sum() * bases.sum() - table[0] * bases[0], 1e-3)
    table[1:] = fit_table(table[1:] * np.maximum(bases[1:, None], 1e-9), np.maximum(bases[1:], 1e-9), rest)
    table[1:] /= table[1:].sum(axis=1, keepdims=True)
    return table


def give_education(people: People, targets: Targets, seed: int, values: Mapping[str, float]) -> None:
    """Highest completed education: none under 16, basic to 17, then aligned by age class within each part
    of the stock.
    """
    persons, age, count = people.persons, people.age, len(people.of)
    persons.education[:count] = np.where(age < 16, Education.NONE, Education.BASIC)
    shares = shares_30_59(people, targets)
    propensity = (
        values["population.education_by_skill"] * persons.skill[:count]
        + values["population.education_non_western"] * (persons.origin[:count] == Origin.NON_WESTERN)
        + 1.2 * np.minimum(age - 21, 0)
    )
    for stratum in range(len(STRATA)):
        for (low, high), ratio in zip(CLASSES, AGAINST_30_59, strict=True):
            rows = np.flatnonzero((people.of == stratum) & (age >= low) & (age < high))
            if len(rows) == 0:
                continue
            level = grade(propensity[rows], persons.key[rows], shares[stratum] * ratio, seed, "education")
            persons.education[rows] = level + Education.BASIC


def give_language(people: People, targets: Targets, seed: int, values: Mapping[str, float]) -> None:
    """Command of Danish 0..1: full for Danish origin, good for western, aligned for adults of non-western
    origin.
    """
    persons, age, count = people.persons, people.age, len(people.of)
    u = draws.uniform(seed, "population.language level", 0, persons.key[:count])
    origin = persons.origin[:count]
    persons.language[:count] = np.where(
        origin == Origin.DANISH, 1.0, np.where(origin == Origin.WESTERN, 0.5 + 0.5 * u, 0.7 + 0.3 * u)
    )
    propensity = (
        values["population.language_by_age"] * age
        + values["population.language_by_education"] * persons.education[:count]
        + persons.skill[:count]
    )
    for stratum, name in enumerate(STRATA):
        rows = np.flatnonzero((people.of == stratum) & (origin == Origin.NON_WESTERN) & (age >= 18))
        if len(rows) == 0:
            continue
        weak = targets.share(name, "weak_danish_non_western")
        rank = ranks(propensity[rows], persons.key[rows], seed, "language")
        above = np.clip((rank - weak) / max(1.0 - weak, 1e-9), 0.0, 1.0)
        persons.language[rows] = np.where(rank < weak, 0.39 * rank / max(weak, 1e-9), 0.41 + 0.59 * np.sqrt(above))
