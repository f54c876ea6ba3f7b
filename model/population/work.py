"""What everybody lives by, since when, and who has an open social case, aligned to the targets."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from agents.codes import OUTSIDE_WORK, Education, Origin, Status
from agents.core import draws
from agents.core.parameter import Parameter
from model.mechanisms.labour import hours
from model.population.alignment import align
from model.population.people import People
from model.population.raking import reconcile
from model.population.targets import STRATA, Targets

P = Parameter
PARAMETERS = (
    P("population.outside_by_skill", -0.9, -1.5, -0.3, "log odds per SD", "judgement", "judgement",
      "skill in being outside work and education"),
    P("population.outside_by_basic", 0.8, 0.0, 1.5, "log odds", "judgement", "judgement",
      "basic schooling in being outside work and education"),
    P("population.outside_by_language", -1.2, -3.0, 0.0, "log odds", "judgement", "judgement",
      "Danish from none to full in being outside work and education"),
    P("population.outside_non_western", 0.3, 0.0, 1.2, "log odds",
      "integrationsbarometer2014", "observational",
      "non-western origin beyond language and schooling; employment of 25-64 was 52 against 78 % in 2014"),
    P("population.outside_mothers", 0.5, 0.0, 1.0, "log odds", "oim_opvaekst2018", "observational",
      "women against men of non-western origin; 75 % of mothers, 60 % of fathers do not work in 3 estates"),
    P("population.outside_from_50", 0.5, 0.0, 1.0, "log odds", "judgement", "judgement",
      "age 50-64 against 30-49"),
    P("population.outside_under_30", -0.7, -1.2, 0.0, "log odds", "uim2016daycare", "observational",
      "age 25-29 against 30-49; 16 % of those of Danish origin and 28 % of non-western descendants had neither work "
      "nor education in 2014"),
)  # fmt: skip

MONTHS_IN = {
    Status.STUDENT: 22.0, Status.EMPLOYED: 70.0, Status.UNEMPLOYED: 7.0, Status.OUTSIDE: 48.0,
    Status.DISABILITY_PENSION: 110.0, Status.OLD_AGE_PENSION: 120.0,
}  # fmt: skip
"""Mean months in the present status (judgement)."""


def give(people: People, targets: Targets, seed: int, values: Mapping[str, float]) -> None:
    """Give status, its beginning, hours and open social cases to every person, in place."""
    persons, age, count = people.persons, people.age, len(people.of)
    status = np.where(age < 16, Status.CHILD, np.where(age < 18, Status.STUDENT, Status.EMPLOYED)).astype(np.int64)
    _retire(people, status, targets, seed)
    _outside(people, status, targets, seed, values)
    _study(people, status, targets, seed)
    persons.status[:count] = status
    _since(people, seed)
    _hours(people, seed, values)
    give_cases(people, targets, seed)


def _retire(people: People, status: NDArray[np.int64], targets: Targets, seed: int) -> None:
    age, keys = people.age, people.persons.key[: len(people.of)]
    education = people.persons.education[: len(people.of)].astype(float)
    status[age >= 65] = Status.OLD_AGE_PENSION
    early = np.flatnonzero((age >= 60) & (age < 65))
    count = targets.share("municipality", "retired_60_64") * len(early)
    chosen = align(1.0 * (age[early] - 60) - 0.2 * education[early], keys[early], count, seed, "early retirement")
    status[early[chosen]] = Status.OLD_AGE_PENSION
    late = np.flatnonzero((age >= 65) & (age < 70))
    count = targets.share("municipality", "working_65_69") * len(late)
    propensity = 0.4 * education[late] - 0.7 * (age[late] - 65) + people.persons.skill[late]
    status[late[align(propensity, keys[late], count, seed, "late work")]] = Status.EMPLOYED


def counts_by_stratum(people: People, targets: Targets, quantity: str, low: int, high: int) -> NDArray[np.float64]:
    """How many persons of an age range are to have a property in each stratum, adding up to the
    municipality's share.
    """
    here = (people.age >= low) & (people.age < high)
    bases = np.bincount(people.of[here], minlength=len(STRATA)).astype(float)
    shares = np.array([targets.share(name, quantity) for name in STRATA])
    left = targets.share("municipality", quantity) * bases.sum() - shares[0] * bases[0]
    shares[1:] = reconcile(shares[1:], bases[1:], left)
    return shares * bases


def _outside(
    people: People, status: NDArray[np.int64], targets: Targets, seed: int, values: Mapping[str, float]
) -> None:
    persons, age, count = people.persons, people.age, len(people.of)
    origin, education = persons.origin[:count], persons.education[:count]
    non_western = origin == Origin.NON_WESTERN
    propensity = (
        values["population.outside_by_skill"] * persons.skill[:count]
        + values["population.outside_by_basic"] * (education == Education.BASIC)
        + values["population.outside_by_language"] * persons.language[:count]
        + values["population.outside_non_western"] * non_western
        + values["population.outside_mothers"] * (non_western & persons.female[:count])
        + values["population.outside_from_50"] * (age >= 50)
        + values["population.outside_under_30"] * ((age >= 25) & (age < 30))
    )
    young = counts_by_stratum(people, targets, "outside_18_24", 18, 25)
    everybody = counts_by_stratum(people, targets, "outside_18_64", 18, 65)
    for stratum, name in enumerate(STRATA):
        here = (people.of == stratum) & (status == Status.EMPLOYED) & (age < 65)
        chosen = []
        for low, high, wanted in ((18, 25, young[stratum]), (25, 65, everybody[stratum] - young[stratum])):
            rows = np.flatnonzero(here & (age >= low) & (age < high))
            chosen.append(rows[align(propensity[rows], persons.key[rows], wanted, seed, "outside work")])
        rows = np.concatenate(chosen)
        base = float(((people.of == stratum) & (age >= 18) & (age < 65)).sum())
        status[rows] = Status.UNEMPLOYED
        wanted = targets.share(name, "disability_pension_18_64") * base
        ill = 0.11 * age[rows] - 0.5 * persons.skill[rows]
        pension = align(ill, persons.key[rows], min(wanted, len(rows)), seed, "disability pension")
        status[rows[pension]] = Status.DISABILITY_PENSION
        rows = rows[~pension]
        wanted = targets.share(name, "cash_benefit_18_64") * base
        cash = align(propensity[rows], persons.key[rows], min(wanted, len(rows)), seed, "cash benefit")
        status[rows[cash]] = Status.OUTSIDE


def _study(people: People, status: NDArray[np.int64], targets: Targets, seed: int) -> None:
    persons, age, count = people.persons, people.age, len(people.of)
    wanted = counts_by_stratum(people, targets, "student_18_64", 18, 65)
    upper = persons.education[:count] == Education.UPPER_SECONDARY
    propensity = -0.55 * (age - 18) + 1.5 * upper + 0.3 * persons.skill[:count]
    for stratum in range(len(STRATA)):
        rows = np.flatnonzero((people.of == stratum) & (status == Status.EMPLOYED) & (age < 65))
        chosen = align(propensity[rows], persons.key[rows], wanted[stratum], seed, "study")
        status[rows[chosen]] = Status.STUDENT


def _since(people: People, seed: int) -> None:
    persons, count = people.persons, len(people.of)
    u = draws.uniform(seed, "population.status since", 0, persons.key[:count])
    mean = np.zeros(len(Status))
    for code, months in MONTHS_IN.items():
        mean[code] = months
    past = -np.log1p(-u) * mean[persons.status[:count]]
    most = np.maximum(-persons.birth_month[:count] - 16 * 12, 0)
    persons.status_since[:count] = -np.minimum(past, most).astype(np.int64)


def _hours(people: People, seed: int, values: Mapping[str, float]) -> None:
    persons, count = people.persons, len(people.of)
    rows = np.flatnonzero(persons.status[:count] == Status.EMPLOYED)
    persons.hours[rows] = hours.draw(
        persons.key[rows], draws.stream(seed, "population.hours", 0), persons.female[rows], people.age[rows],
        persons.skill[rows], values,
    )  # fmt: skip


def give_cases(people: People, targets: Targets, seed: int) -> None:
    """Open social cases, one member of a household at most, likelier outside the labour market and with
    children.
    """
    persons, households, count = people.persons, people.households, len(people.of)
    status = persons.status[:count]
    outside = np.isin(status, [int(code) for code in OUTSIDE_WORK])
    minors = np.bincount(persons.household[:count][people.age < 18], minlength=len(people.stratum))
    propensity = (
        1.5 * outside
        + 0.6 * (status == Status.OUTSIDE)
        + 0.5 * np.minimum(minors[persons.household[:count]], 3)
        - 0.5 * persons.skill[:count]
        - 2.0 * (status == Status.OLD_AGE_PENSION)
    )
    sizes = np.bincount(people.stratum, minlength=len(STRATA))
    for stratum, name in enumerate(STRATA):
        rows = np.flatnonzero(people.head & (people.of == stratum))
        wanted = targets.share(name, "open_case") * sizes[stratum]
        keys = households.key[persons.household[rows]]
        persons.open_case[rows[align(propensity[rows], keys, wanted, seed, "open case")]] = True
