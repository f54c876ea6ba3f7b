"""Who takes part in which programme now, since when, until when, and in which group; and how courses ended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from agents.core import draws
from agents.core.calendar import NEVER
from agents.core.columns import Rows, Table
from agents.participation import PARTICIPATION_COLUMNS, Subject

if TYPE_CHECKING:
    from model.world import World

COMPLETED, ENDED, DROPPED, GONE = "completed", "ended", "dropped out", "gone"
"""How a course ends: its time is up; who takes part no longer fits; broken off; moved away, dead or dissolved."""
MOST = 32
"""Programmes that the bits of `enrolled` have room for."""


class Participation:
    """Rows of `PARTICIPATION_COLUMNS`, one for each taking part now, and the counts of those who no longer do.

    A programme is told by its name; `slots` numbers them. The column `enrolled` of persons, households and institutions
    repeats who takes part as one bit for each programme, so that a rule can ask without looking here. `finished` keeps
    the keys of those who have come to the end of a course, ascending, by programme; `group_slots` and `group_keys` tell
    of each group that ever met its programme and its key.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.slots = {name: number for number, name in enumerate(names)}
        if len(self.slots) > MOST:
            raise ValueError(f"{len(self.slots)} programmes; the bits of `enrolled` have room for {MOST}")
        self.table = Table(PARTICIPATION_COLUMNS)
        self.over: dict[tuple[str, str], int] = {}
        self.began: dict[str, int] = {}
        self.finished: dict[str, NDArray[np.uint64]] = {}
        self.group_slots: list[int] = []
        self.group_keys: list[int] = []
        self._groups: dict[tuple[int, int], int] = {}

    def __len__(self) -> int:
        return len(self.table)

    def bit(self, name: str) -> np.uint32:
        """The bit of `enrolled` that belongs to a programme."""
        return np.uint32(1 << self.slots[name])

    def subjects(self, world: World, subject: Subject) -> Table:
        """The table of those whom programmes of this kind are offered to."""
        return (world.persons, world.households, world.institutions)[subject]

    def entries(self, name: str, subject: Subject | None = None) -> Rows:
        """Rows of `table` of those who take part now, ordered by who they are."""
        table = self.table
        here = table.alive & (table.slot == self.slots[name])
        if subject is not None:
            here &= table.subject == subject
        rows = np.flatnonzero(here)
        return rows[np.lexsort((table.who[rows], table.subject[rows]))]

    def rows(self, name: str, subject: Subject) -> Rows:
        """Rows of the persons, households or institutions that take part now, ordered by key."""
        return self.table.row[self.entries(name, subject)].astype(np.int64)

    def number(self, name: str, subject: Subject | None = None) -> int:
        """How many take part now."""
        return len(self.entries(name, subject))

    def takes_part(self, world: World, name: str, subject: Subject, rows: Rows) -> NDArray[np.bool_]:
        """Which of these rows take part now, shape as `rows`."""
        return np.asarray((self.subjects(world, subject).enrolled[rows] & self.bit(name)) > 0)

    def join(
        self,
        world: World,
        name: str,
        subject: Subject,
        rows: Rows,
        months: float | NDArray[np.float64],
        group: NDArray[np.int64] | None = None,
    ) -> None:
        """These begin a course of so many months, each in the group of its label (-1 or None: no group that meets).

        Raises ValueError when one of them takes part already.
        """
        if len(rows) == 0:
            return
        owners = self.subjects(world, subject)
        if self.takes_part(world, name, subject, rows).any():
            raise ValueError(f"{name}: somebody who takes part already cannot join again")
        order = np.argsort(owners.key[rows], kind="stable")
        rows = np.asarray(rows, dtype=np.int64)[order]
        length = np.broadcast_to(np.asarray(months, dtype=float), (len(order),))[order]
        slot, table = self.slots[name], self.table
        who = owners.key[rows]
        entries = table.add(np.asarray(draws.mix(who ^ draws.mix(np.uint64(4 * slot + subject))), dtype=np.uint64))
        table.slot[entries] = slot
        table.subject[entries] = subject
        table.row[entries] = rows
        table.who[entries] = who
        table.since[entries] = world.month
        table.until[entries] = np.minimum(world.month + np.ceil(length), NEVER - 1).astype(np.int16)
        if group is not None:
            labels = np.asarray(group, dtype=np.int64)[order]
            new = [(slot, int(label)) for label in np.unique(labels[labels >= 0])]
            for label in new:
                if label not in self._groups:
                    self._groups[label] = len(self._groups)
                    self.group_slots.append(slot)
                    self.group_keys.append(int(draws.key_of(name, label[1])))
            table.group[entries] = [self._groups[slot, int(one)] if one >= 0 else -1 for one in labels]
        owners.enrolled[rows] |= self.bit(name)
        self.began[name] = self.began.get(name, 0) + len(rows)

    def end(self, world: World, entries: Rows, how: str) -> None:
        """These rows of `table` are over."""
        if len(entries) == 0:
            return
        table = self.table
        names = list(self.slots)
        for subject in Subject:
            here = entries[table.subject[entries] == subject]
            owners = self.subjects(world, subject)
            present = here[owners.alive[table.row[here]] & (owners.key[table.row[here]] == table.who[here])]
            np.bitwise_and.at(
                owners.enrolled, table.row[present], ~(np.uint32(1) << table.slot[present].astype(np.uint32))
            )
        slots, counts = np.unique(table.slot[entries], return_counts=True)
        for slot, count in zip(slots.tolist(), counts.tolist(), strict=True):
            key = (names[slot], how)
            self.over[key] = self.over.get(key, 0) + count
            if how == COMPLETED:
                done = np.sort(table.who[entries[table.slot[entries] == slot]])
                self.finished[names[slot]] = np.union1d(self.finished.get(names[slot], done), done)
        table.remove(entries)

    def sweep(self, world: World) -> None:
        """End the courses whose time is up, and those of who is no longer here."""
        table = self.table
        if not len(table):
            return
        gone, done = [], []
        for subject in Subject:
            rows = np.flatnonzero(table.alive & (table.subject == subject))
            owners = self.subjects(world, subject)
            here = owners.alive[table.row[rows]] & (owners.key[table.row[rows]] == table.who[rows])
            gone.append(rows[~here])
            done.append(rows[here & (table.until[rows] <= world.month)])
        self.end(world, np.sort(np.concatenate(gone)), GONE)
        self.end(world, np.sort(np.concatenate(done)), COMPLETED)
