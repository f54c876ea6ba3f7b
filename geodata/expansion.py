"""From counts in cells to single homes: the table of every dwelling in the municipality outside the estate.

Vectorised and without chance: rooms and areas follow running numbers, so a home is the same in every reading.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.facts import Facts
from geodata.spread import even, hashed, pick, running_number
from geodata.surroundings import CONTINUOUS_URBAN, TENURES

ROOMS = (1, 2, 3, 4, 5)


def expand(cells: pd.DataFrame, levels: NDArray[np.float64], departments: pd.DataFrame, facts: Facts) -> pd.DataFrame:
    """One row a home: today's homes first, then those to come, each by tenure and cell.

    `levels` is the price level of each cell's district, `(n_cells,)`, 1 on average. Columns as in the
    dwellings table: key part `number`, cell, department (row of `departments`, -1), tenure, rooms, area_m2,
    rent, price, youth, from_month.
    """
    today = [_homes(cells, tenure, "") for tenure in range(len(TENURES))]
    later = [_homes(cells, tenure, "future_") for tenure in range(len(TENURES))]
    table = pd.concat(today + later, ignore_index=True)
    cell = table["cell"].to_numpy()
    tenure = table["tenure"].to_numpy()
    row_of = {name: row for row, name in enumerate(departments["name"])}
    of_cell = np.array([row_of.get(name, -1) for name in cells["department"]], dtype=np.int64)
    department = np.where(tenure == 3, of_cell[cell], -1)
    youth = (department >= 0) & departments["youth"].to_numpy(dtype=bool)[department]
    kind = _kind(cells, cell, tenure, youth)
    rooms, area = _rooms_and_area(cells, cell, tenure, kind, table, facts)
    rent, price = _money(kind, area, department, levels[cell], departments, facts)
    return table.assign(department=department, rooms=rooms, area_m2=area, rent=rent, price=price, youth=youth)


def _homes(cells: pd.DataFrame, tenure: int, when: str) -> pd.DataFrame:
    counts = cells[f"{when}{TENURES[tenure]}"].to_numpy(dtype=np.int64)
    cell = np.repeat(np.arange(len(cells)), counts)
    month = cells[f"month_{TENURES[tenure]}"].to_numpy(dtype=np.int64)[cell] if when else np.zeros_like(cell)
    number = running_number(counts)
    if when:
        number = number + cells[TENURES[tenure]].to_numpy(dtype=np.int64)[cell]
    return pd.DataFrame({"cell": cell, "tenure": tenure, "number": number, "from_month": month})


_KINDS = ("owner_house", "private_rental", "cooperative", "almene", "owner_flat", "youth")
_TENURE_OF_KIND = ("owner", "private_rental", "cooperative", "almene", "owner", "youth")


def _kind(
    cells: pd.DataFrame, cell: NDArray[np.int64], tenure: NDArray[np.int64], youth: NDArray[np.bool_]
) -> NDArray[np.int64]:
    flat = (tenure == 0) & (cells["clc"].to_numpy() == CONTINUOUS_URBAN)[cell]
    return np.where(youth, 5, np.where(flat, 4, tenure))


def _rooms_and_area(
    cells: pd.DataFrame,
    cell: NDArray[np.int64],
    tenure: NDArray[np.int64],
    kind: NDArray[np.int64],
    table: pd.DataFrame,
    facts: Facts,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    east, north = cells["e_min"].to_numpy(), cells["n_min"].to_numpy()
    start = np.stack([hashed(f"rooms {name}", east, north) for name in TENURES])[tenure, cell]
    u = even(table["number"].to_numpy(), start)
    wave = 2.0 * even(np.arange(len(table)), np.zeros(len(table))) - 1.0
    rooms = np.ones(len(table), dtype=np.int64)
    base = np.array(facts.numbers([f"town_m2_rooms_{r}" for r in ROOMS]))
    for code, name in enumerate(_KINDS):
        members = kind == code
        mix = facts.numbers([f"mix_{name}_rooms_{r}" for r in ROOMS])
        rooms[members] = 1 + pick(u[members], mix)
    area = base[rooms - 1] * (1.0 + facts.number("town_size_spread") * wave)
    today = (table["from_month"] == 0).to_numpy()
    mean_group = np.where(kind == 5, 4, tenure)
    for group, name in enumerate((*TENURES, "youth")):
        members = mean_group == group
        if (members & today).any():
            area[members] *= facts.number(f"mean_m2_{name}") / area[members & today].mean()
    return rooms, np.round(area)


def _money(
    kind: NDArray[np.int64],
    area: NDArray[np.float64],
    department: NDArray[np.int64],
    level: NDArray[np.float64],
    departments: pd.DataFrame,
    facts: Facts,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Rent (kr/month) and price (kr); owners have a price only, cooperatives a price and a monthly fee."""
    damped = 1.0 + facts.number("level_rent_damping") * (level - 1.0)
    social = departments["rent_kr_m2_year"].to_numpy(dtype=float)[department]
    zero = np.zeros_like(area)
    of_kind = {
        1: facts.number("rent_private_rental") * damped,
        2: facts.number("rent_cooperative") + zero,
        3: social,
        5: social,
    }
    rent_m2 = np.select([kind == code for code in of_kind], list(of_kind.values()), 0.0)
    prices = {
        0: facts.number("price_house"),
        4: facts.number("price_flat"),
        2: facts.number("price_cooperative"),
    }
    price_m2 = np.select([kind == code for code in prices], list(prices.values()), 0.0) * level
    return np.round(rent_m2 * area / 12.0), np.round(price_m2 * area / 1000.0) * 1000.0
