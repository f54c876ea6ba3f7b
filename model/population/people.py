"""From chosen kinds of households to rows: households, the persons in them, couples and mothers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agents.codes import Rule
from agents.core import draws
from agents.core.columns import Table
from agents.household import HOUSEHOLD_COLUMNS
from agents.person import PERSON_COLUMNS
from model.population.households import CHILD, PARTNER, Pool

SPARE = 1.12
"""Rows kept free for births and arrivals, so that tables seldom grow."""


@dataclass(frozen=True)
class People:
    """Tables of persons and households, and what their making still needs: stratum and seat of every row in
    use.

    Rows 0..n-1 of both tables are in use. `stratum` is by household, `of` the stratum of each person, `head`
    which persons sit in the first seat (the woman of a couple, the single, the lone parent).
    """

    persons: Table
    households: Table
    stratum: NDArray[np.int64]
    of: NDArray[np.int64]
    head: NDArray[np.bool_]

    @property
    def age(self) -> NDArray[np.int64]:
        """Age in whole years on 1 January 2015, `(n_persons,)`."""
        return -self.persons.birth_month[: len(self.of)].astype(np.int64) // 12


def seat(place: str, pool: Pool, rows: NDArray[np.int64], seed: int) -> People:
    """Make the households that `rows` of the pool describe, one each, with everybody who lives in them."""
    count = len(rows)
    households = Table(HOUSEHOLD_COLUMNS, capacity=max(int(count * SPARE), 16))
    households.add(draws.keys_of(f"household {place}", 0, count))
    households.rule[:count] = Rule.INITIAL
    seated = pool.seated[rows]
    home, chair = np.nonzero(seated)
    total = len(home)
    keys = np.empty(total, dtype=np.uint64)
    for number in range(seated.shape[1]):
        here = chair == number
        keys[here] = draws.child_keys(households.key[home[here]], f"member {number}", 0)
    persons = Table(PERSON_COLUMNS, capacity=max(int(total * SPARE), 16))
    persons.add(keys)
    row_of = np.cumsum(seated, axis=None).reshape(seated.shape) - 1
    source = rows[home]
    persons.household[:total] = home
    month = draws.integer(seed, "population.birth month", 0, keys, 12)
    persons.birth_month[:total] = -(12 * pool.age[source, chair] + month)
    persons.female[:total] = pool.female[source, chair]
    persons.origin[:total] = pool.origin[source, chair]
    role = pool.role[source, chair]
    paired = np.flatnonzero(pool.role[rows, 1] == PARTNER)
    first, second = row_of[paired, 0], row_of[paired, 1]
    persons.partner[first], persons.partner[second] = second, first
    child = role == CHILD
    mothers = row_of[home, 0]
    has_mother = child & persons.female[mothers]
    persons.mother[:total] = np.where(has_mother, mothers, -1)
    stratum = pool.stratum[rows]
    return People(persons, households, stratum, stratum[home], chair == 0)
