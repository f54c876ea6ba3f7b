"""Which programmes people and institutions have taken part in: the model itself only knows who takes part now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from agents.participation import Subject

if TYPE_CHECKING:
    from model.world import World

STILL = -1
"""Where the end of a course stands while it goes on."""


@dataclass
class Course:
    """One course: programme, whose it is, month of beginning and of the end (`STILL` while it goes on).

    `lives` are the rows of the life record of who took part when it began: of a household, all its members.
    """

    programme: str
    subject: int
    row: int
    lives: tuple[int, ...]
    began: int
    ended: int = STILL

    def meets(self, began: int, ended: int) -> bool:
        """Whether it went on in some month of `began`..`ended`, both included."""
        return self.began <= ended and (self.ended == STILL or self.ended >= began)


class Courses:
    """The courses of a run, written down month by month."""

    def __init__(self) -> None:
        self.all: list[Course] = []
        self._open: dict[tuple[int, int], Course] = {}

    def remember(self, world: World) -> None:
        """Write down which courses have begun and ended since the month before."""
        table = world.participation.table
        rows = np.flatnonzero(table.alive)
        now = set(zip(table.key[rows].tolist(), table.since[rows].tolist(), strict=True))
        for entry in [entry for entry in self._open if entry not in now]:
            self._open.pop(entry).ended = int(world.month)
        new = [
            row for row in rows.tolist() if (int(table.key[row]), int(table.since[row])) not in self._open
        ]  # most months bring few
        if not new:
            return
        names = list(world.participation.slots)
        members = _members(world, [row for row in new if table.subject[row] == Subject.HOUSEHOLD])
        for row in new:
            subject, who = int(table.subject[row]), int(table.row[row])
            lives = (int(world.persons.record[who]),) if subject == Subject.PERSON else members.get(who, ())
            course = Course(names[int(table.slot[row])], subject, who, lives, int(table.since[row]))
            self.all.append(course)
            self._open[int(table.key[row]), course.began] = course

    def of_life(self, life: int) -> list[Course]:
        """Courses of a person or of the household it then lived in, in the order of beginning."""
        return [course for course in self.all if life in course.lives and life >= 0]

    def of_institution(self, row: int) -> list[Course]:
        """Courses of an institution."""
        return [course for course in self.all if course.subject == Subject.INSTITUTION and course.row == row]


def _members(world: World, entries: list[int]) -> dict[int, tuple[int, ...]]:
    """Life records of the members of the households of these entries, by the row of the household."""
    if not entries:
        return {}
    wanted = np.zeros(world.households.capacity + 1, dtype=bool)
    wanted[world.participation.table.row[entries]] = True
    persons = world.persons
    rows = np.flatnonzero(persons.alive & wanted[persons.household] & (persons.record >= 0))
    found: dict[int, Any] = {}
    for household, record in zip(persons.household[rows].tolist(), persons.record[rows].tolist(), strict=True):
        found.setdefault(household, []).append(record)
    return {household: tuple(records) for household, records in found.items()}
