"""How the estate looked in every month lived, home by home, and the areas around it in sums."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dashboards.attributes import ATTRIBUTES
from dashboards.counts import Counts
from dashboards.courses import Courses
from dashboards.unit_figures import Column, Summary, column, of_areas, of_homes
from dashboards.units import AREAS, units

if TYPE_CHECKING:
    from model.world import World


class Past:
    """The pictures of a run, its courses and its counts for the list.

    240 months of 3,600 homes under ten attributes are nine megabytes, the rest of what is kept of them is nine more,
    and the areas of the municipality are one. `residents` is how many lives the record had at the start: its first
    rows are who lived here in January 2015.
    """

    def __init__(self) -> None:
        self._months: list[dict[str, bytes]] = []
        self._columns: list[Column] = []
        self._areas: list[Summary] = []
        self.residents = 0
        self.courses = Courses()
        self.counts = Counts()

    def remember(self, world: World) -> None:
        """Keep how the estate looks now; months are remembered in order, the start as month 0."""
        if not self._months:
            self.residents = int(world.lives.count)
            self._place = world.place
            self._area = world.dwellings.area[: world.place.n_estate].copy()
        self.courses.remember(world)
        self.counts.remember(world)
        self._months.append(
            {one.name: np.ascontiguousarray(one.classify(world), dtype=np.uint8).tobytes() for one in ATTRIBUTES}
        )
        self._columns.append(column(world))
        around = units(world.place.name, AREAS)
        self._areas.append(of_areas(world, around.of, len(around)))

    def codes(self, attribute: str, month: int) -> bytes:
        """The class codes of the homes, one byte each, after so many months."""
        return self._months[month][attribute]

    def units(self, level: str, month: int) -> Summary:
        """What there is to tell of all units of a level (not homes), after so many months."""
        if level == AREAS:
            return self._areas[month]
        drawn = units(self._place.name, level)
        codes = {name: np.frombuffer(kept, dtype=np.uint8) for name, kept in self._months[month].items()}
        return of_homes(drawn.of, len(drawn), self._area, codes, self._columns[month])

    def unit(self, level: str, unit: int, month: int) -> dict[str, Any]:
        """Plain figures of one unit, after so many months: what its card tells."""
        found = self.units(level, month)
        return {
            "level": level,
            "unit": unit,
            "place": self._place.name,
            "standing": int(found.standing[unit]),
            "lived_in": int(found.lived_in[unit]),
            "counts": {name: counts[unit].tolist() for name, counts in found.counts.items()},
            "numbers": {name: float(values[unit]) for name, values in found.numbers.items()},
        }

    def home(self, home: int, month: int) -> dict[str, Any]:
        """The class code of one home under each attribute, and part of the key of its household (0: none), then."""
        codes: dict[str, Any] = {name: codes[home] for name, codes in self._months[month].items()}
        return {**codes, "key": int(self._columns[month].keys[home])}
