"""What the map can be drawn by: homes, or units of homes, and which unit each home belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geodata import place as places
from geodata.place import Place

Pair = tuple[str, str]

HOMES = "homes"
CELLS = "cells"
BLOCKS = "blocks"
DEPARTMENTS = "departments"
AREAS = "areas"
LEVELS: dict[str, Pair] = {
    HOMES: ("homes", "boliger"),
    CELLS: ("100 m cells", "celler på 100 m"),
    BLOCKS: ("blocks", "blokke"),
    DEPARTMENTS: ("departments", "afdelinger"),
    AREAS: ("areas of the municipality", "områder i kommunen"),
}
"""What one colour on the map stands for, in the order of the menu."""
CALLED: dict[str, Pair] = {
    CELLS: ("cell {}", "celle {}"),
    BLOCKS: ("block {}", "blok {}"),
    DEPARTMENTS: ("{}", "{}"),
    AREAS: ("polling district {}", "afstemningsområde {}"),
}
THE_ESTATE: Pair = ("{} (the estate)", "{} (boligområdet)")
COLUMNS = {CELLS: "cell", BLOCKS: "building", DEPARTMENTS: "department"}


@dataclass(frozen=True, eq=False)
class Units:
    """The units of a level: `rows` are their rows in the place's table, `names` what they are called there.

    `of` tells the unit of each home of the estate `(n_estate,)`; at the level of areas it tells the unit of each area
    `(n_areas,)`, the first unit being the whole estate.
    """

    rows: NDArray[np.int64]
    of: NDArray[np.int64]
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.names)

    def called(self, level: str, spoken: int) -> list[str]:
        """Their names in a language (0 English, 1 Danish), as a tooltip begins."""
        names = [CALLED[level][spoken].format(name) for name in self.names]
        if level == AREAS:
            names[0] = THE_ESTATE[spoken].format(self.names[0])
        return [name[:1].upper() + name[1:] for name in names]


def units(name: str, level: str) -> Units:
    """The units of a place by name."""
    return _units(name, places.load(name).checksum, level)


@lru_cache(maxsize=32)
def _units(name: str, checksum: str, level: str) -> Units:
    place = places.load(name)
    if level == AREAS:
        return _areas(place)
    homes = place.dwellings.iloc[: place.n_estate]
    rows, of = np.unique(homes[COLUMNS[level]].to_numpy(), return_inverse=True)
    return Units(rows.astype(np.int64), of.astype(np.int64), tuple(_name(place, level, int(row)) for row in rows))


def _areas(place: Place) -> Units:
    """The estate as one, then every other area with homes in the order of the place; areas without homes have none."""
    in_estate = place.areas["in_estate"].to_numpy(dtype=bool)
    rows = np.flatnonzero(~in_estate)
    of = np.zeros(len(in_estate), dtype=np.int64)
    of[rows] = np.arange(1, len(rows) + 1)
    titles = place.areas["title"].astype(str)
    return Units(rows.astype(np.int64), of, (place.title, *(str(titles.iloc[row]) for row in rows)))


def _name(place: Place, level: str, row: int) -> str:
    if level == CELLS:
        return str(place.cells["cell"].iloc[row])
    if level == DEPARTMENTS:
        return str(place.departments["title"].loc[row])
    several = bool((place.departments["in_estate"]).sum() > 1)
    department = int(place.buildings["department"].iloc[row])
    return f"{row + 1}, {place.departments['title'].loc[department]}" if several else str(row + 1)
