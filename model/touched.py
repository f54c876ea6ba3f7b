"""Which households have to be counted anew: those whose members came, went, aged or changed."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.codes import Status
from agents.core.columns import Table
from model.mechanisms.household_columns import ADULT_MONTHS, Part, everybody

COMPARED = ("skill", "language", "hours", "education", "status", "open_case")
"""Columns of persons that tell what they earn and how vulnerable their household is; the rest changes with a touch."""


@njit(cache=True)
def _aged(birth, household, born, marks):  # type: ignore[no-untyped-def]
    """Mark the households of those born in one of the months `born`."""
    for month in born:
        for i in range(len(birth)):
            if birth[i] == month:
                marks[household[i] + 1] = True


@njit(cache=True)
def _compare(now, seen, birth, adult_by, household, partner, marks):  # type: ignore[no-untyped-def]
    """Mark the households of persons whose columns `now` differ from those `seen`, and of their partners; note what is
    seen. Columns are as in `COMPARED`.
    """
    skill, language, hours, education, status, case = now
    changed = np.empty(len(birth), np.bool_)
    # First a loop that does nothing else, which is quicker.
    for i in range(len(birth)):
        differs = (skill[i] != seen[0][i]) & (status[i] == Status.EMPLOYED)
        differs |= (language[i] != seen[1][i]) & (birth[i] <= adult_by)
        differs |= (hours[i] != seen[2][i]) | (education[i] != seen[3][i])
        changed[i] = differs | (status[i] != seen[4][i]) | (case[i] != seen[5][i])
    for i in range(len(birth)):
        if changed[i]:
            seen[0][i], seen[1][i], seen[2][i] = skill[i], language[i], hours[i]
            seen[3][i], seen[4][i], seen[5][i] = education[i], status[i], case[i]
            marks[household[i] + 1] = True
            if partner[i] >= 0:
                marks[household[partner[i]] + 1] = True


@njit(cache=True)
def _part(household, marks):  # type: ignore[no-untyped-def]
    """Rows of those in a marked household, and the marked households, ascending; nobody's home `marks[0]` is none."""
    marks[0] = False
    rows, homes = np.empty(len(household), np.int64), np.empty(len(marks), np.int64)
    n, m = 0, 0
    for i in range(len(household)):
        rows[n] = i
        n += marks[np.uint64(household[i] + 1)]
    for h in range(len(marks) - 1):
        homes[m] = h
        m += marks[h + 1]
    return rows[:n].copy(), homes[:m].copy()


class Touched:
    """Marks on household rows. Whoever moves, adds or removes persons, or ties or unties a couple, marks the households
    concerned; ages, and what changes in persons, are found by comparing.
    """

    def __init__(self) -> None:
        self._marks = np.zeros(1, dtype=np.bool_)
        self._all = True
        self._numbers: tuple[float, ...] = ()
        self._month = 0
        self._seen: tuple[NDArray[Any], ...] = ()

    def everything(self) -> None:
        """Have all counted anew."""
        self._all = True

    def touch(self, household_rows: NDArray[np.integer], capacity: int) -> None:
        """Mark these of so many household rows; -1 is passed over."""
        self._room(capacity)
        self._marks[household_rows + 1] = True

    def _room(self, capacity: int) -> None:
        if len(self._marks) <= capacity:
            self._marks = np.append(self._marks, np.zeros(capacity + 1 - len(self._marks), dtype=np.bool_))

    def age(self, persons: Table, month: int, turning: tuple[int, ...], numbers: tuple[float, ...]) -> None:
        """Mark households in which somebody reaches one of the ages `turning` (in months) this month; all of them when
        a month was left out or one of the numbers that households are counted by has changed.
        """
        if numbers != self._numbers or month not in (self._month, self._month + 1):
            self._all = True
        self._numbers = numbers
        if month != self._month and not self._all:
            born = np.array([month - age for age in turning], dtype=np.int64)
            _aged(persons.birth_month, persons.household, born, self._marks)
        self._month = month

    def compare(self, persons: Table) -> None:
        """Mark households in which something has changed that counts for incomes or vulnerability: skill counts with
        those in work, Danish with adults.
        """
        now = tuple(getattr(persons, name) for name in COMPARED)
        if self._all or len(self._seen[0]) != persons.capacity:
            self._all, self._seen = True, tuple(column.copy() for column in now)
            return
        _compare(
            now, self._seen, persons.birth_month, self._month - ADULT_MONTHS, persons.household, persons.partner,
            self._marks,
        )  # fmt: skip

    def part(self, persons: Table, households: Table) -> Part:
        """The marked households and who lives in them."""
        if self._all:
            return everybody(persons, households)
        self._room(households.capacity)
        return Part(*_part(persons.household, self._marks))

    def done(self) -> None:
        """All is counted: take the marks away."""
        self._marks[:] = False
        self._all = False
