"""Schematic blocks inside the documented outlines: right in number, storeys and order, invented in exact
position.

A department's blocks are written in `block_plan.csv` in metres from the department's own corner; here they
are turned and set on the map, and the documented number of homes is shared over blocks, stairways and
storeys.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely import affinity

from geodata.errors import GeodataError
from geodata.facts import Facts
from geodata.spread import whole

PLAN_COLUMNS = ("department", "kind", "storeys", "depth_m", "stairways", "per_landing", "x", "y", "turn")


@dataclass(frozen=True)
class Block:
    """One schematic block: department, shape (EPSG:25832), storeys, homes, and the middle of each stairway.

    `landings` is the number of levels with front doors: a terraced house has one however many storeys it has.
    `stairway_points` is `(stairways, 2)` in metres, in order along the block.
    """

    department: str
    kind: str
    polygon: shapely.Polygon
    storeys: int
    landings: int
    stairways: int
    dwellings: int
    stairway_points: NDArray[np.float64]


def blocks(plan: pd.DataFrame, facts: Facts, outline: shapely.Polygon) -> list[Block]:
    """All blocks of a place, department by department; raises GeodataError for one outside the outline or on
    another.
    """
    result: list[Block] = []
    for department in facts.text("order").split():
        result += _department(plan[plan["department"] == department], department, facts)
    _refuse_misplaced(result, outline)
    return result


def _department(plan: pd.DataFrame, department: str, facts: Facts) -> list[Block]:
    rows = [
        {**row, "x": row["x"] + i * row["dx"], "y": row["y"] + i * row["dy"]}
        for row in plan.to_dict("records")
        for i in range(int(row["repeat"]))
    ]
    if not rows:
        raise GeodataError(f"block_plan.csv has no blocks for department '{department}'")
    landings = [1 if row["kind"] == "terrace" else int(row["storeys"]) for row in rows]
    room = [k * row["stairways"] * row["per_landing"] for k, row in zip(landings, rows, strict=True)]
    homes = whole(room, facts.count("dwellings", department))
    gross = facts.number("mean_m2", department) * facts.number("gross_to_net")
    origin = facts.numbers(["origin_e", "origin_n"], department)
    angle = facts.number("angle", department)
    result = []
    for row, levels, dwellings in zip(rows, landings, homes, strict=True):
        flats_across = row["stairways"] * row["per_landing"] * levels / row["storeys"]
        length = flats_across * gross / row["depth_m"]
        shape = shapely.box(-length / 2, -row["depth_m"] / 2, length / 2, row["depth_m"] / 2)
        middles = ((np.arange(row["stairways"]) + 0.5) / row["stairways"] - 0.5) * length
        line = shapely.MultiPoint([(x, 0.0) for x in middles])
        placed = [_place(g, row["turn"], row["x"], row["y"], angle, origin) for g in (shape, line)]
        result.append(
            Block(
                department=department,
                kind=str(row["kind"]),
                polygon=shapely.set_precision(placed[0], 0.01),
                storeys=int(row["storeys"]),
                landings=levels,
                stairways=int(row["stairways"]),
                dwellings=int(dwellings),
                stairway_points=np.round(shapely.get_coordinates(placed[1]), 2),
            )
        )
    return result


def _place(
    shape: shapely.Geometry, turn: float, x: float, y: float, angle: float, origin: list[float]
) -> shapely.Geometry:
    turned = affinity.translate(affinity.rotate(shape, turn, origin=(0, 0)), x, y)
    return affinity.translate(affinity.rotate(turned, angle, origin=(0, 0)), *origin)


def _refuse_misplaced(result: list[Block], outline: shapely.Polygon) -> None:
    for i, block in enumerate(result):
        if not outline.contains(block.polygon):
            raise GeodataError(f"block {i} of {block.department} ({block.kind}) lies outside the outline")
        for j in range(i):
            if result[j].polygon.distance(block.polygon) < 1.0:
                raise GeodataError(f"blocks {j} and {i} of {block.department} stand within 1 m of each other")
