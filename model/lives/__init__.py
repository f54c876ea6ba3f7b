"""Lives: what is written down about everybody who ever lived in an estate, from birth or first arrival to the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.core.columns import Rows, Table
from model.lives.columns import EVENT_VALUES, GONE, LIFE_COLUMNS, NO_GRADE, NO_PARTNER, REMEMBERED, STRANGER, Happened
from model.lives.compare import Memory, People, differences

if TYPE_CHECKING:
    from model.world import World

__all__ = ("EVENT_VALUES", "GONE", "LIFE_COLUMNS", "NO_GRADE", "NO_PARTNER", "STRANGER", "Happened", "Lives", "step")


@njit(cache=True)
def _find(alive, record, sign, where):  # type: ignore[no-untyped-def]
    """Note for each life its person row, plus one; negative for those away."""
    for p in range(len(alive)):
        if alive[p] and record[p] >= 0:
            where[record[p]] = sign * (p + 1)


@njit(cache=True)
def _residents(alive, record, household, occupant, area, estate, households):  # type: ignore[no-untyped-def]
    """Persons without a life record who live in the estate, or did when the month's meetings began."""
    inside = np.zeros(households, np.bool_)
    for home in range(len(occupant)):
        if occupant[home] >= 0:
            inside[occupant[home]] = True
    out = [np.int64(0) for _ in range(0)]
    for p in range(len(alive)):
        if record[p] < 0 and alive[p] and (inside[household[p]] or (area[p] >= 0 and estate[area[p]])):
            out.append(np.int64(p))
    return np.array(out, dtype=np.int64)


class Lives:
    """The life record: `slots` has a row for each life, which is never given back, and events month by month.

    A person's `record` is the row. Rows are taken in the order of keys, so they are the same in every run.
    """

    def __init__(self) -> None:
        self.slots = Table(LIFE_COLUMNS)
        self.count = 0
        self._events: list[tuple[int, NDArray[np.int32], NDArray[np.uint8], NDArray[np.int32]]] = []
        self._notes: list[NDArray[np.int32]] = []

    @property
    def nbytes(self) -> int:
        """Memory held by lives and events in bytes."""
        return self.slots.nbytes + sum(
            slot.nbytes + kind.nbytes + value.nbytes for _, slot, kind, value in self._events
        )

    def start(self, world: World) -> None:
        """Enrol all who live in the estate on 1 January 2015."""
        self.enrol_residents(world, None)
        self.slots.born_here[: self.count] = False

    def step(self, world: World) -> None:
        """Enrol who has come to live in the estate, and write down what has changed in every life."""
        self.enrol_residents(world, None)
        where = np.zeros(self.count, dtype=np.int32)
        _find(world.persons.alive, world.persons.record, 1, where)
        _find(world.away.persons.alive, world.away.persons.record, -1, where)
        events = np.concatenate([self._differ(world, where, True), self._differ(world, where, False), *self._notes])
        self._notes.clear()
        events = events[np.argsort(events[:, 0].astype(np.int64) * 256 + events[:, 1], kind="stable")]
        self._events.append((world.month, events[:, 0].copy(), events[:, 1].astype(np.uint8), events[:, 2].copy()))

    def _differ(self, world: World, where: NDArray[np.int32], local: bool) -> NDArray[np.int32]:
        persons, households = (
            (world.persons, world.households) if local else (world.away.persons, world.away.households)
        )
        own = {"dwelling": households.dwelling, "came_from": households.came_from}
        people = People(*(own[name] if name in own else getattr(persons, name) for name in People._fields))
        found: NDArray[np.int32] = differences(
            where, local, people, self._memory(), world.ties.other, world.ties.layer, world.ties.count,
            world.person_area, world.estate_areas, world.p("trouble.threshold"),
        )  # fmt: skip
        return found

    def note(self, slots: NDArray[np.integer], kind: Happened, value: NDArray[np.integer]) -> None:
        """Write an event of this month that no column remembers; slots of -1 are passed over."""
        known = slots >= 0
        rows = np.stack([slots[known], np.full(known.sum(), int(kind)), value[known]], axis=1)
        self._notes.append(rows.astype(np.int32))

    def events(self) -> dict[str, NDArray[Any]]:
        """All events so far as columns, by month, life and kind: life, month, kind, value."""
        size = [len(slot) for _, slot, _, _ in self._events]
        months = np.array([month for month, *_ in self._events], dtype=np.int16)
        parts = (np.empty(0, np.int32), np.empty(0, np.uint8), np.empty(0, np.int32))
        life, kind, value = (
            np.concatenate([empty, *(one[k + 1] for one in self._events)]) for k, empty in enumerate(parts)
        )
        return {"life": life, "month": np.repeat(months, size), "kind": kind, "value": value}

    def enrol_residents(self, world: World, among: Rows | None) -> None:
        """Open a life for persons without one who live in the estate, or did when the month's meetings began."""
        persons, households = world.persons, world.households
        if among is None:
            rows = _residents(
                persons.alive, persons.record, persons.household, world.dwellings.household[: world.place.n_estate],
                world.person_area, world.estate_areas, households.capacity,
            )  # fmt: skip
        else:
            area = world.person_area[among]
            lives_here = world.in_estate[persons.household[among]] | ((area >= 0) & world.estate_areas[area])
            rows = among[lives_here & (persons.record[among] < 0)]
        if len(rows):
            self._enrol(world, rows[np.argsort(persons.key[rows], kind="stable")])

    def _enrol(self, world: World, rows: Rows) -> None:
        persons, households, slots = world.persons, world.households, self.slots
        new = slots.add(persons.key[rows])
        self.count += len(new)
        persons.record[rows] = new
        home = households.dwelling[persons.household[rows]]
        # A newborn may move away within its first month: it was born where the meetings of the month found it.
        area = world.person_area[rows]
        met = (area >= 0) & world.estate_areas[area]
        slots.birth_month[new] = persons.birth_month[rows]
        slots.female[new] = persons.female[rows]
        slots.origin[new] = persons.origin[rows]
        mother = persons.mother[rows]
        slots.mother[new] = np.where(mother >= 0, persons.key[mother], np.uint64(0))
        slots.first_month[new] = world.month
        slots.born_here[new] = met & (persons.birth_month[rows] == world.month)
        slots.first_area[new] = np.where(met, area, world.dwellings.area[home])
        memory = self._memory()
        memory.home[new] = home
        memory.stage[new] = persons.stage[rows]
        memory.institution[new] = persons.institution[rows]
        memory.language_group[new] = persons.language_group[rows]
        memory.passed[new] = persons.gates_passed[rows]
        memory.missed[new] = persons.gates_missed[rows]
        grade = persons.grade[rows]
        memory.grade[new] = np.where(np.isnan(grade), NO_GRADE, np.rint(np.nan_to_num(grade) * 10.0))
        memory.education[new] = persons.education[rows]
        memory.status[new] = persons.status[rows]
        memory.workplace[new] = persons.workplace[rows]
        partner = persons.partner[rows]
        memory.partner[new] = np.where(partner >= 0, persons.record[partner], NO_PARTNER)
        memory.ill[new] = persons.ill[rows]
        memory.case[new] = persons.open_case[rows]
        memory.trouble[new] = persons.trouble[rows] >= world.p("trouble.threshold")
        memory.convicted[new] = persons.convicted[rows]
        for column in REMEMBERED:
            getattr(slots, f"first_{column.name}")[new] = getattr(slots, f"now_{column.name}")[new]

    def _memory(self) -> Memory:
        return Memory(*(getattr(self.slots, f"now_{name}") for name in Memory._fields))


def step(world: World) -> None:
    """Write down the month in every life."""
    world.lives.step(world)
