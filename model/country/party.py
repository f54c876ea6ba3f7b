"""People on the way between municipalities: whole households as plain arrays, which any process can hand to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.core.columns import Rows, Table
from agents.household import HOUSEHOLD_COLUMNS
from agents.person import PERSON_COLUMNS

Columns = dict[str, NDArray[Any]]
REMEMBERED_BY_ROW = ("household", "partner", "mother")
"""Columns of a person that name a row: of the party's households, or of its persons."""
ANYWHERE = -1
"""A goal that is not settled: the country chooses by distance and size."""


@dataclass(frozen=True)
class Party:
    """Households on the way and all who belong to them.

    `goal` is the municipality each household goes to (its position in the country, or `ANYWHERE`), `came` the one it
    comes from, and `again` tells who found no home there. A household's own columns hold a row each; persons name
    households and each other by position here.
    """

    households: Columns
    persons: Columns
    goal: NDArray[np.int32]
    came: NDArray[np.int32]
    again: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.goal)

    @property
    def heads(self) -> int:
        """Persons on the way."""
        return len(self.persons["key"])


def of_tables(
    households: Table, persons: Table, goal: NDArray[np.integer], came: int, again: NDArray[np.bool_]
) -> Party:
    """All rows in use of two tables; `goal` and `again` have a value for each household in use, in their order."""
    homes, people = households.rows, persons.rows
    place = np.full(households.capacity + 1, -1, dtype=np.int64)
    place[homes] = np.arange(len(homes))
    seat = np.full(persons.capacity + 1, -1, dtype=np.int64)
    seat[people] = np.arange(len(people))
    taken = _columns(persons, people)
    for name, at in (("household", place), ("partner", seat), ("mother", seat)):
        taken[name] = at[taken[name]].astype(taken[name].dtype)
    return Party(
        _columns(households, homes), taken, np.asarray(goal, dtype=np.int32), np.full(len(homes), came, dtype=np.int32),
        np.asarray(again, dtype=bool),
    )  # fmt: skip


def _columns(table: Table, rows: Rows) -> Columns:
    return {name: getattr(table, name)[rows] for name in table.columns}


def nobody() -> Party:
    """A party without anybody."""
    empty = np.empty(0, dtype=bool)
    return of_tables(Table(HOUSEHOLD_COLUMNS), Table(PERSON_COLUMNS), np.empty(0, dtype=np.int32), 0, empty)


def together(parties: Sequence[Party]) -> Party:
    """One party of several, in their order."""
    if not parties:
        return nobody()
    homes = np.cumsum([0, *(len(party) for party in parties)])
    heads = np.cumsum([0, *(party.heads for party in parties)])
    persons = {name: np.concatenate([party.persons[name] for party in parties]) for name in parties[0].persons}
    for name in REMEMBERED_BY_ROW:
        shift = homes if name == "household" else heads
        persons[name] = np.concatenate(
            [_moved(party.persons[name], shift[k]) for k, party in enumerate(parties)]
        )  # fmt: skip
    households = {name: np.concatenate([party.households[name] for party in parties]) for name in parties[0].households}
    rest = (np.concatenate([getattr(party, name) for party in parties]) for name in ("goal", "came", "again"))
    return Party(households, persons, *rest)


def _moved(rows: NDArray[Any], by: int) -> NDArray[Any]:
    return np.where(rows >= 0, rows + by, -1).astype(rows.dtype)


def divided(party: Party, goal: NDArray[np.integer], places: int) -> list[Party]:
    """The party by its goals, one for each place; in each households stand in the order of their keys."""
    order = np.lexsort((party.households["key"], goal))
    bounds = np.searchsorted(goal[order], np.arange(places + 1))
    person_order = np.argsort(party.persons["household"], kind="stable")
    sizes = np.bincount(party.persons["household"], minlength=len(party))
    starts = np.cumsum(sizes) - sizes
    return [_chosen(party, order[bounds[k] : bounds[k + 1]], person_order, starts, sizes, goal) for k in range(places)]


def _chosen(party, rows, person_order, starts, sizes, goal):  # type: ignore[no-untyped-def]
    counts = sizes[rows]
    inside = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    people = person_order[np.repeat(starts[rows], counts) + inside]
    place = np.full(len(party) + 1, -1, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    seat = np.full(party.heads + 1, -1, dtype=np.int64)
    seat[people] = np.arange(len(people))
    persons = {name: column[people] for name, column in party.persons.items()}
    for name, at in (("household", place), ("partner", seat), ("mother", seat)):
        persons[name] = at[persons[name]].astype(persons[name].dtype)
    households = {name: column[rows] for name, column in party.households.items()}
    return Party(households, persons, goal[rows].astype(np.int32), party.came[rows], party.again[rows])
