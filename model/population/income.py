"""Income at the start: skill of working age shifted until mean incomes of estate and municipality meet
their targets.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from agents.codes import Status
from model.mechanisms import household_columns, income
from model.population.people import People
from model.population.targets import Targets

LARGEST_SHIFT = 2.0


def earners(people: People) -> NDArray[np.bool_]:
    """Whose gross income the official comparison counts: 18-64 and not studying, `(n_persons,)`."""
    age = people.age
    return (age >= 18) & (age < 65) & (people.persons.status[: len(people.of)] != Status.STUDENT)


def give(people: People, targets: Targets, values: Mapping[str, float]) -> None:
    """Give income to persons and households, in place, and refresh the households' derived columns.

    Wages are exponential in skill, so one shift of skill for everybody of working age in the estate, and one
    for the rest, meets the means exactly unless it would pass 2 SD.
    """
    persons, households, count = people.persons, people.households, len(people.of)
    household_columns.refresh(persons, households, 0, dict(values))
    gross = income.person_income(persons, households, 0, values)[:count].astype(float)
    who = earners(people)
    region = targets.value("region", "gross_income")
    estate = who & (people.of == 0)
    rest = who & (people.of > 0)
    estate_total = targets.share("estate", "income_to_region") * region * estate.sum()
    whole = targets.value("municipality", "gross_income") * who.sum()
    for part, total in ((estate, estate_total), (rest, whole - estate_total)):
        working = part & (persons.status[:count] == Status.EMPLOYED)
        wages = gross[working].sum()
        if wages <= 0:
            continue
        wanted = max(total - gross[part & ~working].sum(), 1.0)
        shift = np.log(wanted / wages) / values["income.skill_return"]
        persons.skill[:count][part] += np.float32(np.clip(shift, -LARGEST_SHIFT, LARGEST_SHIFT))
    persons.income[:] = income.person_income(persons, households, 0, values)
    households.income[:] = income.household_income(persons, households, 0, values)
