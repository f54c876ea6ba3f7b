"""Almene homes outside the estate, gathered into synthetic departments of neighbouring cells in one polling
district.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.facts import Facts
from geodata.spread import hashed, whole

ORGANISATIONS = ("A", "B", "C", "D", "E", "F")


@dataclass(frozen=True)
class Departments:
    """Cells with their new columns, and one row for each synthetic department."""

    cells: pd.DataFrame
    departments: pd.DataFrame


def lay_out(
    cells: pd.DataFrame,
    open_cells: NDArray[np.bool_],
    distance: NDArray[np.float64],
    total: int,
    facts: Facts,
) -> Departments:
    """Place `total` almene homes on open cells: adds columns `almene` and `department` to a copy of the
    cells.
    """
    cells = cells.copy()
    almene = np.zeros(len(cells), dtype=np.int64)
    names = np.full(len(cells), "", dtype=object)
    rows = []
    for district, homes in _by_district(cells, open_cells, distance, total, facts).items():
        free = open_cells & (cells["district"] == district).to_numpy() & (names == "")
        dense = homes / max(free.sum() * 0.6, 1.0)
        wanted_density = max(facts.number("department_density"), dense)
        for number, size in enumerate(_sizes(district, homes, facts), start=1):
            name = f"{district}_{number}"
            chosen = _grow(cells, free, name, size, wanted_density)
            almene[chosen] = whole(np.ones(len(chosen)), size)
            names[chosen] = name
            free[chosen] = False
            rows.append({"name": name, "district": district, "dwellings": size})
    cells["almene"] = almene
    cells["department"] = names
    return Departments(cells, _describe(pd.DataFrame(rows), facts))


def _by_district(
    cells: pd.DataFrame,
    open_cells: NDArray[np.bool_],
    distance: NDArray[np.float64],
    total: int,
    facts: Facts,
) -> dict[str, int]:
    fixed = {name: int(homes) for name, homes in facts.starting("almene_fixed:").items()}
    floor = facts.number("almene_floor")
    weight = floor + (1.0 - floor) * np.exp(-distance / facts.number("density_decay_m"))
    by_district = pd.Series(np.where(open_cells, weight, 0.0)).groupby(cells["district"].to_numpy()).sum()
    by_district = by_district.drop(index=list(fixed)).sort_index()
    by_district *= 0.6 + 0.8 * hashed("almene", [_number(name) for name in by_district.index])
    least = facts.count("department_dwellings_min")
    rest = total - sum(fixed.values())
    shares = whole(by_district, rest)
    while (shares[shares > 0] < least).any():
        by_district[shares < least] = 0.0
        shares = whole(by_district, rest)
    return fixed | {str(d): int(k) for d, k in zip(by_district.index, shares, strict=True) if k > 0}


def _sizes(district: str, homes: int, facts: Facts) -> list[int]:
    least, mean, most = facts.numbers(["department_dwellings_min", "department_dwellings", "department_dwellings_max"])
    count = int(np.clip(round(homes / mean), -(-homes // int(most)), max(homes // int(least), 1)))
    spread = 0.7 + 0.6 * hashed(f"size {district}", np.arange(count))
    return [int(size) for size in whole(spread, homes)]


def _grow(
    cells: pd.DataFrame, free: NDArray[np.bool_], name: str, size: int, homes_per_cell: float
) -> NDArray[np.int64]:
    """Contiguous free cells for one department, from the seed whose free surroundings are largest."""
    rows = np.flatnonzero(free)
    column = cells["e_min"].to_numpy() // 100
    line = cells["n_min"].to_numpy() // 100
    at = {(int(column[r]), int(line[r])): int(r) for r in rows}
    wanted = max(1, round(size / homes_per_cell))
    best: list[int] = []
    for seed in rows[np.argsort(hashed(f"seed {name}", column[rows], line[rows]), kind="stable")]:
        group, queue = {int(seed)}, [int(seed)]
        while queue and len(group) < wanted:
            here = queue.pop(0)
            for east, north in ((1, 0), (0, 1), (-1, 0), (0, -1)):
                neighbour = at.get((int(column[here]) + east, int(line[here]) + north))
                if neighbour is not None and neighbour not in group and len(group) < wanted:
                    group.add(neighbour)
                    queue.append(neighbour)
        if len(group) > len(best):
            best = sorted(group)
        if len(best) >= wanted:
            break
    return np.array(best, dtype=np.int64)


def _describe(table: pd.DataFrame, facts: Facts) -> pd.DataFrame:
    key = [_number(name) for name in table["name"]]
    fixed = table["district"].isin(list(facts.starting("almene_fixed:"))).to_numpy()
    order = np.argsort(hashed("youth", key) + fixed, kind="stable")
    homes = table["dwellings"].to_numpy()[order]
    youth = np.zeros(len(table), dtype=bool)
    youth[order] = np.cumsum(homes) <= facts.number("youth_share") * homes.sum()
    rent = facts.fact("rent_almene")
    wave = 2.0 * hashed("rent", key) - 1.0
    level = float(rent.value) * (1.0 + facts.number("rent_almene_spread") * wave)
    organisation = np.array(ORGANISATIONS)[(hashed("organisation", key) * len(ORGANISATIONS)).astype(int)]
    return table.assign(
        organisation=[f"Synthetic organisation {letter}" for letter in organisation],
        rent_kr_m2_year=np.round(level),
        mean_m2=np.where(youth, facts.number("mean_m2_youth"), facts.number("mean_m2_almene")),
        youth=youth,
        in_estate=False,
        schematic=True,
        synthetic=True,
        source=rent.source,
        grade="judgement",
    )


def _number(name: str) -> int:
    return int.from_bytes(name.encode()[-7:], "big")
