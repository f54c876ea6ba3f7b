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
from model.mechanisms import household_columns, vulnerability
from model.mechanisms import income as monthly_income
from model.mechanisms.labour import hours
from model.population import (
    composition,
    fit,
    households,
    housing,
    people,
    schooling,
    targets,
    work,
)
from model.population import income as incomes
from model.population.targets import REST, STRATA, Targets

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
        schooling,
        work,
        hours,
        housing,
        monthly_income,
        vulnerability,
        household_columns,
    )
    return tuple(parameter for module in modules for parameter in module.PARAMETERS)


def create(place: Place, seed: int, values: Mapping[str, float]) -> Population:
    """The people of a place on 1 January 2015; the same for the same place, seed and values.

    `values` holds a number for each of `parameters()` (further ones are ignored). Raises TargetError when a
    target is missing or wrong and RakingError when no mixture of households can meet the totals.
    """
    known = targets.for_homes(targets.read(place.targets), place.n_estate)
    dwellings = housing.dwelling_table(place)
    lived_in = housing.occupied(place, known, dwellings.key, seed)
    counts = np.bincount(lived_in[lived_in >= 0], minlength=len(STRATA)).tolist()
    pool = households.make(place.name, seed, composition.pool_sizes(counts), _minority(known))
    rows = composition.choose(pool, counts, known, seed)
    made = people.seat(place.name, pool, rows, seed)
    schooling.give(made, known, seed, values)
    work.give(made, known, seed, values)
    incomes.give(made, known, values)
    housing.settle(place, made, dwellings, lived_in, known, seed, values)
    housing.stay(made, known, seed)
    housing.wait(made, known, seed, values)
    household_columns.refresh(made.persons, made.households, 0, dict(values))
    made.households.score[:] = vulnerability.household_score(made.persons, made.households, 0, values)
    housing.urgent(made, known, seed)
    table = fit.measure(place, made, dwellings, known, values)
    return Population(made.persons, made.households, dwellings, table)


def _minority(known: Targets) -> list[tuple[float, float]]:
    west = known.share("municipality", "origin", "western")
    rest = [(west, known.share(name, "origin", "non_western")) for name in REST]
    estate = (known.share("estate", "origin", "western"), known.share("estate", "origin", "non_western"))
    return [estate, *rest]


def fit_table(place: Place) -> pd.DataFrame:
    """How well the people of a place meet every target, for seed 1 and the default parameters."""
    return create(place, 1, {parameter.name: parameter.value for parameter in parameters()}).fit
