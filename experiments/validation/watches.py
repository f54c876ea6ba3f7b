"""What is watched in a run beside its record: people year by year, moves, first school years, and who joins what.

A watch only looks; a run is the same with it or without.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from agents.codes import OUTSIDE_WORK, Origin, Stage, Status, Tenure
from agents.core.calendar import START_YEAR
from agents.participation import Subject
from experiments.validation.columns import pick
from experiments.validation.tenures import Tenures
from model.world import World

YEAR = 12
Frame = dict[str, NDArray[Any]]
WITHOUT_WORK = tuple(int(one) for one in OUTSIDE_WORK)
LIVED_FROM = (0, 1, 2, 4, 6)
"""Years in the home from which a group of movers begins."""
HOMES = ("owner", "private rental", "cooperative", "social", "youth")
"""Kinds of homes: the forms of tenure, and youth dwellings of social housing."""


class Watch(Protocol):
    """Looks at the world after every month; `frame` is what was seen."""

    def look(self, world: World) -> None: ...
    def frame(self) -> pd.DataFrame: ...


class _Sheet:
    """Rows of several months put together."""

    columns: tuple[str, ...] = ()

    def __init__(self) -> None:
        self._parts: list[pd.DataFrame] = []

    def note(self, rows: Mapping[str, Any]) -> None:
        """Keep some rows."""
        self._parts.append(pd.DataFrame(rows))

    def frame(self) -> pd.DataFrame:
        """All rows so far."""
        return pd.concat(self._parts, ignore_index=True) if self._parts else pd.DataFrame(columns=list(self.columns))


class People(_Sheet):
    """Each December everybody who ever lived in the estate, wherever they are: who they are and how they fare."""

    columns = ("year", "key")

    def look(self, world: World) -> None:
        if world.month % YEAR:
            return
        away = world.away
        for persons, households, here in (
            (world.persons, world.households, True), (away.persons, away.households, False),
        ):  # fmt: skip
            rows = persons.rows[persons.record[persons.rows] >= 0]
            home = persons.household[rows]
            school = np.where((persons.stage[rows] == Stage.SCHOOL) & here, persons.institution[rows], -1)
            self.note(
                {
                    "year": np.full(len(rows), START_YEAR + world.month // YEAR - 1, dtype=np.int16),
                    **pick(persons, rows),
                    "age": ((world.month - persons.birth_month[rows].astype(np.int32)) // YEAR).astype(np.int16),
                    "strain": households.strain[home].astype(np.float32),
                    "home_learning": households.home_learning[home].astype(np.float32),
                    "without_work": np.isin(persons.status[rows], WITHOUT_WORK),
                    "in_estate": world.in_estate[home] if here else np.zeros(len(rows), dtype=bool),
                    "peers": np.where(school >= 0, world.institutions.peers[school], np.nan).astype(np.float32),
                }
            )


class Joined(_Sheet):
    """Who joins a proposal and when: the person asked, or all members of the household asked."""

    columns = ("month", "policy", "key", "child")

    def look(self, world: World) -> None:
        if not world.scenario.policies:
            return
        table, month = world.participation.table, world.month - 1
        names = list(world.participation.slots)
        new = np.flatnonzero(table.alive & (table.since == month) & (table.subject != Subject.INSTITUTION))
        for slot in np.unique(table.slot[new]):
            mine = new[table.slot[new] == slot]
            asked = table.row[mine[table.subject[mine] == Subject.PERSON]].astype(np.int64)
            families = table.row[mine[table.subject[mine] == Subject.HOUSEHOLD]].astype(np.int64)
            rows = np.unique(np.concatenate([asked, world.members(families)]))
            rows = rows[world.persons.alive[rows]]
            child = month - world.persons.birth_month[rows] < 18 * YEAR
            key = world.persons.key[rows]
            self.note({"month": month, "policy": names[slot], "key": key, "child": child})


class Homes:
    """Homes that change hands, by kind of home and by how long the household had lived there, and moves by age.

    Counted over the whole municipality in each year: `count` moves over `exposure` homes or persons and years.
    """

    def __init__(self) -> None:
        self._before: tuple[NDArray[Any], ...] | None = None
        self._persons: tuple[NDArray[Any], ...] | None = None
        self._count: dict[tuple[int, str, str], list[float]] = {}

    def look(self, world: World) -> None:
        year = START_YEAR + (world.month - 1) // YEAR
        stock, households, persons = world.dwellings, world.households, world.persons
        occupant = stock.household
        key = np.where(occupant >= 0, households.key[np.maximum(occupant, 0)], 0).astype(np.uint64)
        since = np.where(occupant >= 0, households.since[np.maximum(occupant, 0)], 0).astype(np.int32)
        if self._before is not None:
            was, when = self._before
            lived_in = was != 0
            # A household that merged or died out leaves its home empty too; both count as moves out of the home.
            left = lived_in & (key != was)
            kind = np.where(stock.youth, len(Tenure), stock.tenure)
            for k, name in enumerate(HOMES):
                self._add(year, "home", name, (left & (kind == k)).sum(), (lived_in & (kind == k)).sum() / YEAR)
            lived = np.minimum((world.month - 1 - when) // YEAR, 99)
            social = lived_in & (kind == Tenure.ALMENE)
            for low, high in zip(LIVED_FROM, (*LIVED_FROM[1:], 200), strict=True):
                mine = social & (lived >= low) & (lived < high)
                self._add(year, "lived", str(low), (left & mine).sum(), mine.sum() / YEAR)
            two_to_five = social & (lived >= 2) & (lived < 5)
            self._add(year, "of movers", "2 to 5 years", (left & two_to_five).sum(), (left & social).sum())
        self._before = (key, since)
        self._move(world, year, persons)

    def _move(self, world: World, year: int, persons: Any) -> None:
        rows = persons.rows
        home = world.households.dwelling[persons.household[rows]]
        age = (world.month - 1 - persons.birth_month[rows].astype(np.int32)) // YEAR
        order = np.argsort(persons.key[rows])
        now = (persons.key[rows][order], home[order], age[order])
        if self._persons is not None:
            keys, homes, ages = self._persons
            at = np.minimum(np.searchsorted(now[0], keys), len(now[0]) - 1)
            found = now[0][at] == keys
            moved = ~found | (now[1][at] != homes)
            for low, high in ((15, 20), (20, 24), (24, 29), (29, 35), (35, 50), (50, 65)):
                mine = (ages >= low) & (ages < high) & (homes >= 0)
                self._add(year, "age", f"{low}-{high - 1}", (moved & mine).sum(), mine.sum() / YEAR)
        self._persons = now

    def _add(self, year: int, what: str, group: str, count: float, exposure: float) -> None:
        cell = self._count.setdefault((year, what, group), [0.0, 0.0])
        cell[0] += float(count)
        cell[1] += float(exposure)

    def frame(self) -> pd.DataFrame:
        """year, what, group, count, exposure."""
        rows = [(*key, *cell) for key, cell in self._count.items()]
        return pd.DataFrame(rows, columns=["year", "what", "group", "count", "exposure"])


class Settled(_Sheet):
    """Reference persons of 30-60 at the turn of a year, and whether they live in the same home two years later."""

    columns = ("year", "age", "lived", "non_western", "moved")

    def __init__(self) -> None:
        super().__init__()
        self._seen: dict[int, Frame] = {}

    def look(self, world: World) -> None:
        if world.month % YEAR:
            return
        households, persons = world.households, world.persons
        then = self._seen.pop(world.month - 2 * YEAR, None)
        if then is not None:
            order = np.argsort(persons.key[persons.rows])
            keys = persons.key[persons.rows][order]
            home = households.dwelling[persons.household[persons.rows]][order]
            at = np.minimum(np.searchsorted(keys, then["key"]), len(keys) - 1)
            stayed = (keys[at] == then["key"]) & (home[at] == then["home"])
            kept = {name: then[name] for name in ("age", "lived", "non_western")}
            self.note({"year": np.int16(START_YEAR + world.month // YEAR - 2), **kept, "moved": ~stayed})
        rows = np.flatnonzero(households.alive & (households.dwelling >= 0))
        who = households.reference[rows].astype(np.int64)
        age = (world.month - persons.birth_month[who].astype(np.int32)) // YEAR
        asked = (age >= 30) & (age <= 60)
        rows, who, age = rows[asked], who[asked], age[asked]
        self._seen[world.month] = {
            "key": persons.key[who],
            "home": households.dwelling[rows].copy(),
            "age": age.astype(np.int8),
            "lived": np.minimum((world.month - households.since[rows].astype(np.int32)) / YEAR, 99).astype(np.float32),
            "non_western": households.origin[rows] == Origin.NON_WESTERN,
        }


class Pupils(_Sheet):
    """Each December the children in their first school year: origin, the district school's minority share, and whether
    they attend it.
    """

    columns = ("year", "danish", "share", "elsewhere")

    def look(self, world: World) -> None:
        if world.month % YEAR:
            return
        persons, area = world.persons, world.person_area
        year = START_YEAR + world.month // YEAR - 1
        born = START_YEAR + persons.birth_month.astype(np.int32) // YEAR
        asked = persons.alive & (persons.stage == Stage.SCHOOL) & (born == year - 6) & (persons.institution >= 0)
        rows = np.flatnonzero(asked)
        rows = rows[area[rows] >= 0]
        district = world.directory.district[area[rows]]
        rows, district = rows[district >= 0], district[district >= 0]
        self.note(
            {
                "year": np.full(len(rows), year, dtype=np.int16),
                "danish": world.households.origin[persons.household[rows]] == Origin.DANISH,
                "share": world.institutions.minority[district].astype(np.float32),
                "elsewhere": persons.institution[rows] != district,
            }
        )


class Youth(_Sheet):
    """Everybody who was 15 in a December, at home in the municipality, as they are at 22 and 24: by area of youth, home
    then, and months of childhood in the estate.
    """

    columns = ("year", "key", "area", "at", "without_work", "education", "childhood_here")
    ASKED = (22, 24)

    def __init__(self) -> None:
        super().__init__()
        self._then: dict[str, Frame] = {}

    def look(self, world: World) -> None:
        if world.month % YEAR:
            return
        persons, households = world.persons, world.households
        age = (world.month - persons.birth_month.astype(np.int32)) // YEAR
        year = START_YEAR + world.month // YEAR - 1
        rows = np.flatnonzero(persons.alive & (age == 15) & (world.person_area[: persons.capacity] >= 0))
        rows = rows[np.argsort(persons.key[rows])]
        home = persons.household[rows]
        self._then[str(year)] = {
            "key": persons.key[rows],
            "area": world.person_area[rows].astype(np.int16),
            "home_learning": households.home_learning[home].astype(np.float32),
            "strain": households.strain[home].astype(np.float32),
            "non_western": persons.origin[rows] == Origin.NON_WESTERN,
        }
        for at in self.ASKED:
            then = self._then.get(str(year - at + 15))
            if then is None or not len(then["key"]):
                continue
            grown = np.flatnonzero(persons.alive & (age == at))
            where = np.minimum(np.searchsorted(then["key"], persons.key[grown]), len(then["key"]) - 1)
            known = then["key"][where] == persons.key[grown]
            grown, where = grown[known], where[known]
            learning = np.isin(persons.stage[grown], (Stage.UPPER_SECONDARY, Stage.VOCATIONAL, Stage.HIGHER))
            self.note(
                {
                    "year": np.int16(year), "at": np.int8(at),
                    **{name: values[where] for name, values in then.items()},
                    "without_work": np.isin(persons.status[grown], WITHOUT_WORK),
                    "employed": persons.status[grown] == Status.EMPLOYED,
                    "education": persons.education[grown], "learning": learning,
                    "stage": persons.stage[grown],
                    "childhood_here": persons.childhood_here[grown],
                }
            )  # fmt: skip


WATCHES: Mapping[str, Callable[[], Watch]] = {
    "people": People, "joined": Joined, "homes": Homes, "settled": Settled, "pupils": Pupils, "youth": Youth,
    "tenures": Tenures,
}  # fmt: skip
"""What is watched in every run of the bank, by the name of its table."""
