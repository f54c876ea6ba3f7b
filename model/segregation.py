"""Segregation once a year: every index at three levels, beside its value under chance, with alarms for small units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from agents.codes import Origin, Tenure
from agents.core import draws
from agents.core.parameter import Parameter
from geodata.place import Place
from model.metrics import named, of_kind
from model.metrics.chance import segregation_with_chance
from model.metrics.distance_kernel import KernelNeighbourhood
from model.metrics.metric import counts_by_unit
from model.metrics.small_units import small_units
from model.world import VULNERABLE_SCORE, World

P = Parameter
PARAMETERS = (
    P("metrics.dealings", 39.0, 39.0, 999.0, "dealings", "judgement", "judgement",
      "random dealings of households for the chance band"),
    P("metrics.bandwidth", 500.0, 100.0, 2000.0, "m", "reardon2004measures", "judgement",
      "reach of a local environment in the distance-kernel indices"),
    P("metrics.kernel_years", 5.0, 1.0, 20.0, "years", "judgement", "judgement",
      "years between evaluations of the distance-kernel indices"),
)  # fmt: skip

LEVELS = ("cell", "department", "district")
INDICES = ("dissimilarity", "isolation", "exposure", "theil_h")
Row = tuple[str, str, str, float]


@dataclass(frozen=True)
class Units:
    """Which unit each home belongs to at each level (-1: none), and the cells' distance kernel."""

    of_dwelling: dict[str, NDArray[np.int64]]
    count: dict[str, int]
    cells: NDArray[np.int64]
    kernel: KernelNeighbourhood


def units(place: Place, world: World) -> Units:
    """The units of a place: 100 m cells, letting departments, and polling districts with the estate as one of its
    own.
    """
    stock = world.dwellings
    occupied, cell = np.unique(stock.cell, return_inverse=True)
    district = stock.area.astype(np.int64) - int(place.areas["in_estate"].sum()) + 1
    district[world.estate_areas[stock.area]] = 0
    department = np.where(stock.tenure == Tenure.ALMENE, stock.department, -1).astype(np.int64)
    corners = place.cells.iloc[occupied][["e_min", "n_min"]].to_numpy(dtype=float) + 50.0
    return Units(
        {"cell": cell.astype(np.int64), "department": department, "district": district},
        {"cell": len(occupied), "department": len(place.departments), "district": int(district.max()) + 1},
        occupied,
        KernelNeighbourhood.build(corners, world.p("metrics.bandwidth")),
    )


def groups(world: World, rows: NDArray[np.int64]) -> dict[str, NDArray[np.bool_]]:
    """The groups whose segregation is measured: vulnerable households, and the official non-western group."""
    households = world.households
    return {
        "vulnerable": households.score[rows] >= VULNERABLE_SCORE,
        "non_western": households.origin[rows] == Origin.NON_WESTERN,
    }


def measure(world: World, these: Units) -> Iterator[Row]:
    """(metric, level, group, value) of every index now, with '.expected', '.low', '.high' and '.corrected' under
    chance.
    """
    households = world.households
    rows = np.flatnonzero(households.alive & (households.dwelling >= 0))
    rows = rows[np.argsort(households.key[rows], kind="stable")]
    home = households.dwelling[rows]
    size = (households.adults[rows].astype(np.float64) + households.children[rows]).astype(np.float64)
    every = int(world.p("metrics.kernel_years")) * 12
    with_kernel = world.month == 0 or (world.month + 1) % every == 0
    for group, label in groups(world, rows).items():
        weight = np.ones(len(rows)) if group == "vulnerable" else size
        for level in LEVELS:
            unit = these.of_dwelling[level][home]
            counts = counts_by_unit(unit, weight * label, weight, these.count[level])
            small = small_units(*counts)
            yield "small_units_share", level, group, float(small.share_of_group)
            indices = {name: metric.function for name, metric in of_kind("index").items()}
            if level == "cell" and with_kernel:
                for name in ("spatial_dissimilarity", "spatial_exposure"):
                    indices[name] = partial(named(name).function, neighbourhood=these.kernel)
            stream = int(draws.stream(world.scenario.seed, f"metrics.chance_{level}_{group}", world.month))
            bands = segregation_with_chance(
                unit, label, weight, these.count[level], stream,
                int(world.p("metrics.dealings")), indices,
            )  # fmt: skip
            for name, band in bands.items():
                yield name, level, group, band.value
                yield f"{name}.expected", level, group, band.expected
                yield f"{name}.low", level, group, band.low
                yield f"{name}.high", level, group, band.high
                yield f"{name}.corrected", level, group, band.corrected
