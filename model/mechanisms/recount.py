"""Households whose members came, went or reached an age that counts are recounted; the others stay as they are."""

from __future__ import annotations

from collections.abc import Mapping

from agents.core.values import made_once
from model.mechanisms import household_columns, income, vulnerability
from model.mechanisms.household_columns import ADULT_MONTHS, Part
from model.world import World


@made_once
def _that_count(values: Mapping[str, float]) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Ages in months at which a household is recounted, and the numbers it is counted by."""
    ages = (ADULT_MONTHS, 25 * 12, 30 * 12, household_columns.child_months(values))
    numbers = (*income.rates(values), *(values[p.name] for p in vulnerability.PARAMETERS), *map(float, ages))
    return (*ages, vulnerability.retirement_months(values)), numbers


def recount(world: World) -> Part:
    """Recount the households that were touched, or in which somebody reaches an age that counts."""
    persons, households, values = world.persons, world.households, world.values
    world.touched.age(persons, world.month, *_that_count(values))
    part = world.touched.part(persons, households)
    household_columns.refresh(persons, households, world.month, values, part)
    return part
