"""The homes inside an estate's buildings: storey, stairway, rooms, area and rent of each, with documented
totals.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.facts import Facts
from geodata.layout import Block
from geodata.spread import even, hashed, whole

ROOMS = (1, 2, 3, 4, 5)


def of_blocks(blocks: list[Block], facts: Facts) -> pd.DataFrame:
    """One row a home, in building, stairway, storey order: building, stairway, storey, department, rooms,
    area_m2, rent.

    `stairway` runs through the whole estate; `e`, `n` are the middle of the home's stairway (m, EPSG:25832);
    `rent` is kr/month. Each department's total area is its mean area times its homes, in whole square metres.
    """
    parts = []
    first_stairway = 0
    for building, block in enumerate(blocks):
        parts.append(_positions(block, building, first_stairway))
        first_stairway += block.stairways
    table = pd.concat(parts, ignore_index=True)
    table["number"] = table.groupby("department", sort=False).cumcount() + 1
    for department, rows in table.groupby("department", sort=False).indices.items():
        name = str(department)
        rooms = rooms_of(table.iloc[rows], facts.numbers([f"rooms_{r}" for r in ROOMS], name))
        area = areas_of(rooms, _total_area(facts, name), facts)
        table.loc[rows, "rooms"] = rooms
        table.loc[rows, "area_m2"] = area
        table.loc[rows, "rent"] = np.round(area * facts.number("rent_kr_m2_year", name) / 12.0)
    table["rooms"] = table["rooms"].astype(np.int64)
    table["label"] = [f"{d}-{k:04d}" for d, k in zip(table["department"], table["number"], strict=True)]
    return table.drop(columns=["number", "along"])


def _positions(block: Block, building: int, first_stairway: int) -> pd.DataFrame:
    per_stairway = whole(np.ones(block.stairways), block.dwellings)
    parts = []
    for number, homes in enumerate(per_stairway):
        storey = np.sort(np.arange(homes) % block.landings)
        position = np.arange(homes) - np.searchsorted(storey, storey)
        e, n = block.stairway_points[number]
        parts.append(
            pd.DataFrame(
                {
                    "department": block.department,
                    "building": building,
                    "stairway": first_stairway + number,
                    "storey": storey,
                    "along": number * -(-block.dwellings // (block.stairways * block.landings)) + position,
                    "e": e,
                    "n": n,
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def rooms_of(homes: pd.DataFrame, shares: list[float]) -> NDArray[np.int64]:
    """Rooms of each home `(n,)` with exactly the given mix; homes above one another tend to share a plan."""
    counts = whole(shares, len(homes))
    start = hashed("rooms", homes["building"])
    rank = np.argsort(np.argsort(even(homes["along"].to_numpy(), start), kind="stable"), kind="stable")
    return np.repeat(np.array(ROOMS), counts)[rank]


def areas_of(rooms: NDArray[np.int64], total: int, facts: Facts) -> NDArray[np.int64]:
    """Areas in whole m2 `(n,)` that follow the rooms, differ a little, and sum exactly to the total."""
    base = np.array(facts.numbers([f"estate_m2_rooms_{r}" for r in ROOMS]))[rooms - 1]
    wave = 2.0 * even(np.arange(len(rooms)), np.zeros(len(rooms))) - 1.0
    return whole(base * (1.0 + facts.number("size_spread") * wave), total)


def _total_area(facts: Facts, department: str) -> int:
    if (facts.place, department, "area_m2") in facts.table:
        return facts.count("area_m2", department)
    return round(facts.number("mean_m2", department) * facts.count("dwellings", department))
