"""A place at another size: 'vaerebro*8' is the estate in a town of eight times as many homes, 'vollsmose*0.1' in a
tenth of them.

The estate stays as it is. A larger town is the real one and made-up towns beside it, each with the same cells, homes,
letting departments and districts under names and keys of its own; a smaller one is a sample that keeps the shares of
tenures, districts and departments. Everybody in it is made by the ordinary rules. Such a place is for measuring how
the program grows with size, and for what needs a whole country; nothing is known of it as a place.
"""

from __future__ import annotations

import dataclasses
import hashlib
import math
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geodata import grid
from geodata.errors import GeodataError

if TYPE_CHECKING:
    from geodata.place import Place

SIGN = "*"
LEAST, MOST = 0.05, 100.0
"""A smaller town has too few homes for the shares of a municipality; a larger one is more than a country."""
TOWNS_A_ROW = 10
"""Towns stand in rows of this many, so that a town's place, and with it its keys, do not depend on the factor."""
BETWEEN_M = 1000
EAST_BIT, NORTH_BIT = 39, 23
"""Where a home's key holds the hundreds of metres of its cell."""
AGES = {
    "18-64": ("18-24", "25-39", "40-64"), "18-24": ("18-24",), "30-59": ("25-39", "40-64"), "0-17": ("0-6", "7-17"),
}  # fmt: skip
"""Bands of age whose people are about as many inside and outside the estate as those a unit speaks of."""
Rows = NDArray[np.int64]


def parts(name: str) -> tuple[str, float]:
    """The place a name is based on and the factor, 1 for an ordinary name; raises GeodataError for a wrong factor."""
    base, sign, text = name.partition(SIGN)
    if not sign:
        return name, 1.0
    try:
        factor = float(text)
    except ValueError:
        factor = math.nan
    if math.isnan(factor):
        raise GeodataError(
            f"place '{name}': '{text}' is not a number; write PLACE{SIGN}FACTOR with a factor of "
            f"{LEAST:g}..{MOST:g}, such as {base}{SIGN}8"
        )
    if not LEAST <= factor <= MOST:
        raise GeodataError(
            f"place '{name}': the factor {text} is outside {LEAST:g}..{MOST:g} (times the homes around the estate)"
        )
    return base, factor


def of(place: Place, factor: float) -> Place:
    """The place with `factor` times the homes around its estate; the same place for 1."""
    if factor == 1.0:
        return place
    towns = math.ceil(factor)
    found = _Towns(place, [min(1.0, factor - number) for number in range(towns)])
    dwellings = found.dwellings()
    departments = found.departments(dwellings)
    rest = (dwellings["from_month"] == 0).sum() - place.n_estate
    before = (place.dwellings["from_month"] == 0).sum() - place.n_estate
    return dataclasses.replace(
        place,
        name=f"{place.name}{SIGN}{factor:g}",
        title=f"{place.title} (town × {factor:g})",
        cells=found.cells(),
        dwellings=dwellings,
        departments=departments,
        areas=found.areas(),
        districts=tuple(name for number in range(towns) for name in found.districts(number)),
        facilities=_facilities(place, min(factor, 1.0)),
        targets=targets(place.targets, place.n_estate, int(before), int(rest)),
        schematic=True,
        checksum=hashlib.sha256(f"{place.checksum} {factor:g}".encode()).hexdigest(),
    )


@dataclasses.dataclass(frozen=True)
class _Towns:
    """The real town (number 0) and the made-up ones, with the share of the homes that each of them takes."""

    place: Place
    shares: list[float]

    def cells(self) -> gpd.GeoDataFrame:
        """All cells of the real municipality, then those of each made-up town, which has no estate."""
        found = [self.place.cells]
        town = self.place.cells[~self.place.cells["in_estate"]]
        for number in range(1, len(self.shares)):
            east, north = self._shift(number)
            moved = town.assign(e_min=town["e_min"] + east, n_min=town["n_min"] + north)
            moved["cell"] = grid.names(moved["e_min"], moved["n_min"])
            moved["district"] = [_of_town(name, number) for name in town["district"]]
            moved["geometry"] = shapely.transform(town.geometry.to_numpy(), lambda xy, by=(east, north): xy + by)
            found.append(moved)
        return gpd.GeoDataFrame(pd.concat(found, ignore_index=True), geometry="geometry", crs=self.place.cells.crs)

    def dwellings(self) -> pd.DataFrame:
        """The estate, then today's homes of every town, then the homes to come."""
        base, first = self.place.dwellings, self.place.n_estate
        columns = {name: base[name].to_numpy() for name in base.columns}
        later = columns["from_month"] > 0
        own = np.arange(len(base)) >= first
        chosen = [np.arange(first)]
        towns = [np.zeros(first, dtype=np.int64)]
        for when in (own & ~later, own & later):
            ordered = self._ordered(columns, np.flatnonzero(when))
            for number, share in enumerate(self.shares):
                rows = np.sort(sample(ordered, share))
                chosen.append(rows)
                towns.append(np.full(len(rows), number))
        rows, town = np.concatenate(chosen), np.concatenate(towns)
        table = {name: column[rows] for name, column in columns.items()}
        self._move(table, town)
        return pd.DataFrame({name: table[name].astype(columns[name].dtype) for name in columns})

    @staticmethod
    def _ordered(columns: dict[str, NDArray[np.generic]], rows: Rows) -> Rows:
        keys = [columns[name][rows] for name in ("key", "cell", "department", "area", "youth", "tenure")]
        return np.asarray(rows[np.lexsort(keys)])

    def _move(self, table: dict[str, NDArray[np.generic]], town: Rows) -> None:
        """Write, in place, what is different for the homes of made-up towns."""
        made = np.flatnonzero(town > 0)
        number = town[made]
        shifts = np.array([self._shift(k) for k in range(len(self.shares))], dtype=np.int64)
        east, north = shifts[number, 0], shifts[number, 1]
        for name, by in (("e", east), ("n", north)):
            moved = table[name].astype(float)
            moved[made] += by
            table[name] = moved
        key = table["key"].astype(np.uint64)
        cells = (east // grid.CELL_M) << EAST_BIT, (north // grid.CELL_M) << NORTH_BIT
        key[made] += (cells[0] + cells[1]).astype(np.uint64)
        table["key"] = key
        outside = ~self.place.cells["in_estate"].to_numpy()
        count = int(outside.sum())
        row_in_town = np.cumsum(outside) - 1
        cell = table["cell"].astype(np.int64)
        cell[made] = len(outside) + (number - 1) * count + row_in_town[cell[made]]
        table["cell"] = cell
        for name, frame in (("area", self.place.areas), ("department", self.place.departments)):
            around = int((~frame["in_estate"]).sum())
            column = table[name].astype(np.int64)
            column[made] += np.where(column[made] >= 0, number * around, 0)
            table[name] = column

    def departments(self, dwellings: pd.DataFrame) -> pd.DataFrame:
        """The departments of the estate and of every town, with today's homes counted anew."""
        base = self.place.departments
        found = [base]
        for number in range(1, len(self.shares)):
            town = base[~base["in_estate"]]
            titles = [f"Town {number + 1}, department {k + 1}" for k in range(len(town))]
            names, districts = ([_of_town(name, number) for name in town[c]] for c in ("name", "district"))
            found.append(town.assign(name=names, district=districts, title=titles, synthetic=True, schematic=True))
        table = pd.concat(found, ignore_index=True)
        of = dwellings["department"].to_numpy()[(dwellings["from_month"] == 0).to_numpy()]
        counted = np.bincount(of[of >= 0], minlength=len(table))
        return table.assign(dwellings=counted.astype(base["dwellings"].dtype))

    def areas(self) -> pd.DataFrame:
        """The areas of the estate, then the districts of every town."""
        base = self.place.areas
        found = [base]
        for number in range(1, len(self.shares)):
            names = self.districts(number)
            titles = [f"Town {number + 1}, district {k + 1}" for k in range(len(names))]
            found.append(pd.DataFrame({"name": names, "title": titles, "in_estate": False}))
        return pd.concat(found, ignore_index=True)

    def districts(self, number: int) -> list[str]:
        """Names of the districts of a town."""
        return [_of_town(name, number) for name in self.place.districts]

    def _shift(self, number: int) -> tuple[int, int]:
        """How far east and north of the real town this one stands, whole kilometres in m."""
        west, south, east, north = self.place.cells.total_bounds
        wide, high = (-(-int(length) // BETWEEN_M) * BETWEEN_M + BETWEEN_M for length in (east - west, north - south))
        return number % TOWNS_A_ROW * wide, number // TOWNS_A_ROW * high


def _of_town(name: str, number: int) -> str:
    return f"{name}_town_{number + 1}" if number and name else name


def sample(rows: Rows, share: float) -> Rows:
    """Every n-th of the rows, so that any stretch of them keeps its share within one row."""
    steps = np.floor(np.arange(len(rows) + 1) * min(share, 1.0) + 0.5)
    return rows[np.diff(steps) > 0]


def _facilities(place: Place, share: float) -> gpd.GeoDataFrame:
    """The facilities; large employers of a smaller town have jobs for as many fewer."""
    employer = (place.facilities["kind"] == "employer").to_numpy()
    jobs = place.facilities["jobs"].to_numpy()
    return place.facilities.assign(jobs=np.where(employer, np.ceil(jobs * share), jobs).astype(jobs.dtype))


def targets(table: pd.DataFrame, n_estate: int, before: int, rest: int) -> pd.DataFrame:
    """Targets of a municipality that has `rest` instead of `before` homes outside the estate of `n_estate`.

    Estate and tenures keep their targets; the municipality's are mixed anew, so that the people outside the estate are
    of the same kinds as before. A share without a target of its own in the estate stays as it is; of an amount of money
    without one nothing is known at another size, and it is left out.
    """
    table = table.copy()
    for column in ("value", "low", "high"):
        table[column] = pd.to_numeric(table[column]).astype(float)
    table = table.reset_index(drop=True)
    groups = table["group"].fillna("").astype(str)
    known = dict(zip(zip(table["stratum"], table["quantity"], groups, strict=True), table["value"], strict=True))
    own = known["estate", "population", ""] * n_estate / known.get(("estate", "dwellings", ""), float(n_estate))
    around = known["municipality", "population", ""] - own
    known["estate", "gross_income", ""] = (
        known["estate", "income_to_region", ""] / 100.0 * known["region", "gross_income", ""]
    )
    factor, unknown = rest / before, []
    for row in np.flatnonzero(table["stratum"] == "municipality"):
        quantity, old, unit = str(table["quantity"][row]), float(table["value"][row]), str(table["unit"][row])
        if quantity == "population":
            table.loc[row, ["value", "low", "high"]] *= (own + factor * around) / old
            continue
        estate = known.get(("estate", quantity, groups[row]))
        if estate is None:
            unknown += [row] if unit.startswith("kr") else []
            continue
        inside, outside = (n_estate, before) if unit.startswith("% of households") else _aged(known, unit, own, around)
        elsewhere = (old * (inside + outside) - estate * inside) / outside
        new = (estate * inside + elsewhere * factor * outside) / (inside + factor * outside)
        table.loc[row, ["value", "low", "high"]] += new - old
    return table.drop(index=unknown).reset_index(drop=True)


def _aged(known: dict[tuple[str, str, str], float], unit: str, own: float, around: float) -> tuple[float, float]:
    """Persons inside and outside the estate of the ages that a unit speaks of; all where it names none."""
    bands = next((bands for ages, bands in AGES.items() if ages in unit), ())
    shares = [sum(known.get((where, "age", band), 0.0) for band in bands) for where in ("estate", "municipality")]
    if not all(shares):
        return own, around
    inside = own * shares[0] / 100.0
    return inside, (own + around) * shares[1] / 100.0 - inside
