"""The municipality around an estate, cell by cell: how many homes of which tenure, today and as building goes
on.

Totals and shares are documented; where in town they lie is laid out from the land cover and the distance to
the centre, evenly and without chance. Everything here is synthetic and marked so.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.facts import Facts
from geodata.social_housing import Departments, lay_out
from geodata.spread import hashed, whole, whole_in_order

TENURES = ("owner", "private_rental", "cooperative", "almene")
CONTINUOUS_URBAN = 1
MARKET = TENURES[:3]


def fill(cells: pd.DataFrame, districts: pd.DataFrame, facts: Facts, estate_homes: int) -> Departments:
    """Homes by tenure for the cells of one municipality; returns the new cell columns and the synthetic
    departments.

    `cells` needs e_min, n_min, clc, urban, in_estate, district. New columns: one count per tenure,
    `department`, and `future_<tenure>`, `month_<tenure>` for homes still to be built. Estate cells get none:
    their homes are the estate's own.
    """
    total = facts.count("municipality_dwellings")
    shares = np.array(facts.numbers([f"share_{tenure}" for tenure in TENURES]))
    homes = dict(zip(TENURES, whole(shares, total).tolist(), strict=True))
    open_cells = (cells["urban"] & ~cells["in_estate"]).to_numpy()
    distance = distance_to_centre(cells, districts, facts)
    almene = lay_out(cells, open_cells, distance, homes["almene"] - estate_homes, facts)
    filled = almene.cells
    free = open_cells & (filled["almene"].to_numpy() == 0)
    weights = market_weights(filled, distance, facts)
    for tenure in MARKET:
        filled[tenure] = whole_in_order(np.where(free, weights[tenure], 0.0), homes[tenure])
    return Departments(_future(filled, open_cells, homes, weights, facts), almene.departments)


def centre(cells: pd.DataFrame, districts: pd.DataFrame, facts: Facts) -> tuple[float, float]:
    """The middle of town (m, EPSG:25832): of the continuous town, or the inner point of a named polling
    district.
    """
    where = facts.text("centre")
    if where == "continuous_urban":
        core = cells[cells["clc"] == CONTINUOUS_URBAN]
        return float(core["e_min"].mean()) + 50.0, float(core["n_min"].mean()) + 50.0
    row = districts.set_index("name").loc[where]
    return float(row["point_e"]), float(row["point_n"])


def distance_to_centre(cells: pd.DataFrame, districts: pd.DataFrame, facts: Facts) -> NDArray[np.float64]:
    """Metres from each cell to the middle of town, `(n_cells,)`."""
    east, north = centre(cells, districts, facts)
    return np.hypot(cells["e_min"] + 50 - east, cells["n_min"] + 50 - north).to_numpy()


def density(cells: pd.DataFrame, distance: NDArray[np.float64], facts: Facts) -> NDArray[np.float64]:
    """Relative density of homes `(n_cells,)`: dense in continuous town, thinner with distance, uneven from
    cell to cell.
    """
    floor = facts.number("density_floor")
    falling = floor + (1.0 - floor) * np.exp(-distance / facts.number("density_decay_m"))
    town = np.where(cells["clc"] == CONTINUOUS_URBAN, facts.number("urban_continuous_factor"), 1.0)
    return falling * town * (0.5 + hashed("density", cells["e_min"], cells["n_min"]))


def market_weights(cells: pd.DataFrame, distance: NDArray[np.float64], facts: Facts) -> dict[str, NDArray[np.float64]]:
    """Relative number of homes per cell of each tenure outside the almene sector, `(n_cells,)` each."""
    near = np.exp(-distance / facts.number("density_decay_m"))
    dense = (cells["clc"] == CONTINUOUS_URBAN).to_numpy()
    base = density(cells, distance, facts)
    centre, far = facts.numbers(["mix_private_rental_centre", "mix_private_rental_far"])
    rental = np.where(dense, facts.number("mix_private_rental_continuous"), far + (centre - far) * near)
    gathers = hashed("cooperative", cells["e_min"], cells["n_min"]) < facts.number("cooperative_cells")
    coop_far = facts.number("mix_cooperative_far")
    return {
        "owner": base * np.where(dense, facts.number("mix_owner_continuous"), 1.0),
        "private_rental": base * rental,
        "cooperative": base * np.where(gathers, coop_far + (1.0 - coop_far) * near, 0.0),
    }


def _future(
    cells: pd.DataFrame,
    open_cells: NDArray[np.bool_],
    homes: dict[str, int],
    weights: dict[str, NDArray[np.float64]],
    facts: Facts,
) -> pd.DataFrame:
    """Add homes still to be built: whole projects in open cells, one after another at an even pace."""
    months = facts.count("new_building_months")
    growth = facts.number("new_building_per_year") * months / 12.0
    for tenure in TENURES:
        total = round(homes[tenure] * growth)
        size = facts.count(f"project_size_{tenure}")
        draw = hashed(f"future {tenure}", cells["e_min"], cells["n_min"])
        wish = weights["private_rental" if tenure == "almene" else tenure]
        draw = np.where(open_cells & (wish > 0), draw / np.maximum(wish, 1e-12), np.inf)
        sites = np.argsort(draw, kind="stable")[: min(-(-total // size), int(np.isfinite(draw).sum()))]
        counts = whole(np.ones(len(sites)), total)
        queue = np.argsort(hashed(f"month {tenure}", cells["e_min"].iloc[sites], cells["n_min"].iloc[sites]))
        done = np.cumsum(counts[queue]) - counts[queue] / 2.0
        month = np.empty(len(sites), dtype=np.int64)
        month[queue] = np.clip(np.ceil(done / total * months), 1, months).astype(np.int64)
        cells[f"future_{tenure}"] = 0
        cells[f"month_{tenure}"] = 0
        cells.iloc[sites, cells.columns.get_loc(f"future_{tenure}")] = counts
        cells.iloc[sites, cells.columns.get_loc(f"month_{tenure}")] = month
    return _departments_for_future(cells)


def _departments_for_future(cells: pd.DataFrame) -> pd.DataFrame:
    """Almene homes to come belong to the department whose cells lie nearest."""
    has = np.flatnonzero(cells["almene"].to_numpy() > 0)
    needs = np.flatnonzero((cells["future_almene"].to_numpy() > 0) & (cells["almene"].to_numpy() == 0))
    east, north = cells["e_min"].to_numpy(), cells["n_min"].to_numpy()
    apart = (east[needs, None] - east[None, has]) ** 2 + (north[needs, None] - north[None, has]) ** 2
    department = cells["department"].to_numpy(dtype=object).copy()
    department[needs] = department[has[np.argmin(apart, axis=1)]]
    cells["department"] = department
    return cells
