"""What is written down while the model runs: monthly series, yearly maps and flows, and the trace of every
allocation.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from agents.codes import Origin
from agents.core import calendar
from model import monthly, network_measures, people_measures, place_measures, segregation
from model.letting.matching import ACCEPTED, LISTS, REASONS, REFUSED
from model.lives import frames
from model.mechanisms import programmes

if TYPE_CHECKING:
    from model.world import World

JUNE = 6
TRACE_COLUMNS = ("month", "dwelling", "order", "rule", "household", "outcome", "reason", "score", "waited_months")


class Recorder:
    """The record of one run; frames are built when asked for.

    With `years`, only those calendar years are written down in series and maps: a study that asks for two years of
    twenty is done sooner. What people live is the same whatever is written down; flows and the ledger are always kept.
    """

    def __init__(self, world: World, years: Collection[int] | None = None) -> None:
        self._years = years
        self._units = segregation.units(world.place, world)
        self._rows: list[tuple[int, str, str, str, float]] = []
        self._cells: list[pd.DataFrame] = []
        self._flows: list[pd.DataFrame] = []
        self._trace: list[tuple[NDArray[np.generic], ...]] = []
        self._before = monthly.Occupancy.now(world)
        self.lettings: dict[str, NDArray[np.generic]] = {}
        self._world = world

    def add(self, month: int, metric: str, unit: str, group: str, value: float) -> None:
        """Write one number of a month."""
        self._rows.append((month, metric, unit, group, float(value)))

    def note_lettings(
        self,
        world: World,
        dwelling: NDArray[np.int64],
        let: NDArray[np.bool_],
        rule: NDArray[np.int64],
        refused: NDArray[np.int64],
        waited: NDArray[np.int64],
        listed_months: NDArray[np.int64],
    ) -> None:
        """This month's social vacancies, offered in this order: which were let, by which rule, after how many
        refusals.
        """
        empty = np.maximum(world.month - world.dwellings.vacant_since[dwelling].astype(np.int64) - 1, 0)
        self.lettings = {
            "dwelling": dwelling, "let": let, "rule": rule, "refused": refused, "waited": waited,
            "listed_months": listed_months, "empty_months": empty,
        }  # fmt: skip

    def note_trace(
        self,
        world: World,
        dwelling: NDArray[np.int64],
        channel: NDArray[np.int64],
        outcome: NDArray[np.int64],
        household: NDArray[np.uint64],
        score: NDArray[np.float64],
        waited: NDArray[np.int64],
    ) -> None:
        """Every step of letting the estate's vacancies: who was offered what under which rule, who was passed over
        and why.
        """
        self._trace.append((np.full(len(dwelling), world.month), dwelling, channel, outcome, household, score, waited))

    def note_platform(self, world: World, rows: NDArray[np.int64], target: NDArray[np.int64]) -> None:
        """Households that take a home in another municipality through the platform."""
        helped = programmes.supported(world, rows)
        world.counters["platform_moves"] = len(rows)
        world.counters["supported_platform_moves"] = int(helped.sum())
        world.counters["vulnerable_to_neighbours"] = int(world.vulnerable(rows).sum())

    def month_end(self, world: World) -> None:
        """Write this month's series; in December also segregation, the map and the year's flows."""
        if calendar.month_of_year(world.month) == 12:
            self._flows.append(world.flows.take(calendar.year(world.month)))
        if not self.writes(world.month + 1) and not self.writes(world.month):
            self.lettings = {}
            return
        after = monthly.Occupancy.now(world)
        if self.writes(world.month):
            self._write(world, after)
        self._before, self.lettings = after, {}

    def writes(self, month: int) -> bool:
        """Whether the series of this month are written down."""
        return self._years is None or calendar.year(month) in self._years

    def _write(self, world: World, after: monthly.Occupancy) -> None:
        for metric, unit, group, value in monthly.measure(world, self._before, after, self.lettings):
            self.add(world.month, metric, unit, group, value)
        if calendar.month_of_year(world.month) == JUNE:
            for metric, unit, group, value in people_measures.school_grades(world):
                self.add(world.month, metric, unit, group, value)
        if calendar.month_of_year(world.month) == 12 or world.month == 0:
            for metric, unit, group, value in segregation.measure(world, self._units):
                self.add(world.month, metric, unit, group, value)
            yearly = (*people_measures.measure(world), *network_measures.measure(world), *place_measures.measure(world))
            for metric, unit, group, value in yearly:
                self.add(world.month, metric, unit, group, value)
            for metric, unit, group, value in monthly.districts(world):
                self.add(world.month, metric, unit, group, value)
            self._cells.append(_cells(world))

    def series(self) -> pd.DataFrame:
        """All series so far: month, metric, unit, group, value."""
        frame = pd.DataFrame(self._rows, columns=["month", "metric", "unit", "group", "value"])
        return frame.astype({"month": "int32"})

    def since(self, row: int) -> list[tuple[int, str, str, str, float]]:
        """Entries of the series from a row number on, for a page that follows a run."""
        return self._rows[row:]

    def cells(self) -> pd.DataFrame:
        """The estate by 100 m cell at the start and each December: households, vulnerable, non_western, persons."""
        return pd.concat(self._cells, ignore_index=True) if self._cells else _no_cells()

    def flows(self) -> pd.DataFrame:
        """The closed ledger by year: who went from where to where."""
        return pd.concat(self._flows, ignore_index=True) if self._flows else _no_flows()

    def ledger(self) -> pd.DataFrame:
        """What the public purse and the housing association spent and received by year, place, payer and entry."""
        return self._world.account.frame(calendar.year(self._world.month))

    def person_ledger(self) -> pd.DataFrame:
        """The closed years of everybody who ever lived in the estate: person, year, payer, kind, kr."""
        return self._world.account.own_frame()

    def offers(self, home: int | None = None) -> pd.DataFrame:
        """The trace of allocations in the estate, or of those of one `home` alone, which is quicker."""
        trace = self._trace if home is None else [kept for month in self._trace if (kept := _of(home, month))]
        if not trace:
            return pd.DataFrame({name: [] for name in TRACE_COLUMNS})
        month, dwelling, channel, outcome, household, score, waited = (
            np.concatenate(column) for column in zip(*trace, strict=True)
        )
        said = np.array(["passed over"] * len(REASONS), dtype=object)
        said[ACCEPTED], said[REFUSED] = "accepted", "refused"
        return pd.DataFrame(
            {
                "month": month.astype(np.int32),
                "dwelling": dwelling.astype(np.int32),
                "order": _order(month, dwelling).astype(np.int32) + 1,
                "rule": np.array(LISTS, dtype=object)[channel],
                "household": household,
                "outcome": said[outcome],
                "reason": np.array(REASONS, dtype=object)[outcome],
                "score": score.astype(np.float32),
                "waited_months": waited.astype(np.int32),
            }
        )

    def lives(self) -> pd.DataFrame:
        """A row for everybody who ever lived in the estate: who it is, as first seen (`first_`) and as it is now."""
        return frames.lives(self._world.lives)

    def life_events(self) -> pd.DataFrame:
        """What happened in these lives: life (row of `lives`), month, kind and value."""
        return frames.events(self._world.lives)

    def life_names(self) -> pd.DataFrame:
        """What lives name by row: areas, departments, places outside, institutions and businesses."""
        return frames.names(self._world)


def _of(home: int, month: tuple[NDArray[np.generic], ...]) -> tuple[NDArray[np.generic], ...]:
    """What a month's trace says of one home; nothing where it was offered to nobody."""
    its = month[1] == home
    return tuple(column[its] for column in month) if its.any() else ()


def _order(month: NDArray[np.generic], dwelling: NDArray[np.generic]) -> NDArray[np.int64]:
    """Position of each step among the steps of its dwelling and month; those stand together."""
    changed = (dwelling[1:] != dwelling[:-1]) | (month[1:] != month[:-1])
    starts = np.flatnonzero(np.concatenate([[True], changed]))
    lengths = np.diff(np.concatenate([starts, [len(dwelling)]]))
    return np.asarray(np.arange(len(dwelling)) - np.repeat(starts, lengths))


def _cells(world: World) -> pd.DataFrame:
    households, stock = world.households, world.dwellings
    rows = np.flatnonzero(world.in_estate & households.alive)
    cell = stock.cell[households.dwelling[rows]]
    size = households.adults[rows].astype(np.int64) + households.children[rows]
    found = np.unique(stock.cell[: world.place.n_estate])
    index = np.searchsorted(found, cell)
    n = len(found)
    return pd.DataFrame(
        {
            "month": np.full(n, world.month, dtype=np.int32),
            "cell": world.place.cells["cell"].to_numpy()[found],
            "households": np.bincount(index, minlength=n),
            "vulnerable": np.bincount(index, world.vulnerable(rows), n).astype(np.int64),
            "non_western": np.bincount(index, size * (households.origin[rows] == Origin.NON_WESTERN), n).astype(
                np.int64
            ),
            "persons": np.bincount(index, size, n).astype(np.int64),
        }
    )


def _no_cells() -> pd.DataFrame:
    return pd.DataFrame({name: [] for name in ("month", "cell", "households", "vulnerable", "non_western", "persons")})


def _no_flows() -> pd.DataFrame:
    return pd.DataFrame(
        {name: [] for name in ("year", "origin_place", "destination_place", "group", "households", "persons")}
    )
