"""The people of 1 January 2015: a synthetic population of a municipality at full scale, fitted to cited
statistics.

Households are drawn from a pool and raked to known totals, attributes are aligned to known shares, and homes
are given by size, origin and income. Every target carries source and grade, and `Population.fit` says how
well each is met.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from agents.core.columns import Table
from agents.core.parameter import Parameter
from model import (
    population_composition,
    population_fit,
    population_households,
    population_housing,
    population_income,
    population_people,
    population_schooling,
    population_targets,
    population_work,
)
from model.mechanisms import household_columns, income, vulnerability
from model.population_targets import REST, STRATA, Targets

if TYPE_CHECKING:
    from geodata.place import Place


@dataclass(frozen=True)
class Population:
    """Everybody on 1 January 2015 and how well they match what is known.

    `fit` has a row for each target with the columns of targets.csv and `achieved`, `difference`, `within`
    (inside the plausible range low..high).
    """

    persons: Table
    households: Table
    dwellings: Table
    fit: pd.DataFrame


def parameters() -> tuple[Parameter, ...]:
    """All parameters that the making of a population reads."""
    modules = (
        population_schooling,
        population_work,
        population_housing,
        income,
        vulnerability,
        household_columns,
    )
    return tuple(parameter for module in modules for parameter in module.PARAMETERS)


def create(place: Place, seed: int, values: Mapping[str, float]) -> Population:
    """The people of a place on 1 January 2015; the same for the same place, seed and values.

    `values` holds a number for each of `parameters()` (further ones are ignored). Raises TargetError when a
    target is missing or wrong and RakingError when no mixture of households can meet the totals.
    """
    targets = population_targets.read(place.targets)
    targets = population_targets.for_homes(targets, place.n_estate)
    dwellings = population_housing.dwelling_table(place)
    lived_in = population_housing.occupied(place, targets, dwellings.key, seed)
    households = np.bincount(lived_in[lived_in >= 0], minlength=len(STRATA)).tolist()
    pool = population_households.make(
        place.name, seed, population_composition.pool_sizes(households), _minority(targets)
    )
    rows = population_composition.choose(pool, households, targets, seed)
    people = population_people.seat(place.name, pool, rows, seed)
    population_schooling.give(people, targets, seed, values)
    population_work.give(people, targets, seed, values)
    population_income.give(people, targets, values)
    population_housing.settle(place, people, dwellings, lived_in, targets, seed, values)
    population_housing.stay(people, targets, seed)
    population_housing.wait(people, targets, seed, values)
    household_columns.refresh(people.persons, people.households, 0, dict(values))
    people.households.score[:] = vulnerability.household_score(people.persons, people.households, 0, values)
    population_housing.urgent(people, targets, seed)
    fit = population_fit.measure(place, people, dwellings, targets, values)
    return Population(people.persons, people.households, dwellings, fit)


def _minority(targets: Targets) -> list[tuple[float, float]]:
    west = targets.share("municipality", "origin", "western")
    rest = [(west, targets.share(name, "origin", "non_western")) for name in REST]
    estate = (targets.share("estate", "origin", "western"), targets.share("estate", "origin", "non_western"))
    return [estate, *rest]


def fit_table(place: Place) -> pd.DataFrame:
    """How well the people of a place meet every target, for seed 1 and the default parameters."""
    return create(place, 1, {parameter.name: parameter.value for parameter in parameters()}).fit
