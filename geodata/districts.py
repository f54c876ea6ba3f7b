"""The polling districts of a municipality, and a mild price level for each, so that districts differ."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from geodata.facts import Facts
from geodata.spread import hashed


def fill_gaps(cells: pd.DataFrame) -> pd.DataFrame:
    """Give cells without a polling district that of the nearest cell that has one, and mark them
    `district_assumed`.
    """
    cells = cells.copy()
    cells["district_assumed"] = cells["polling_district"].isna()
    points = shapely.points(cells["e_min"], cells["n_min"])
    for code in sorted(cells["municipality_code"].unique()):
        here = (cells["municipality_code"] == code).to_numpy()
        known = np.flatnonzero(here & ~cells["district_assumed"].to_numpy())
        missing = np.flatnonzero(here & cells["district_assumed"].to_numpy())
        at = shapely.STRtree(points[known]).nearest(points[missing])
        cells.iloc[missing, cells.columns.get_loc("polling_district")] = (
            cells["polling_district"].iloc[known[at]].to_numpy()
        )
    return cells.rename(columns={"polling_district": "district"})


def levels(districts: pd.DataFrame, centre: tuple[float, float], outline: shapely.Polygon, facts: Facts) -> np.ndarray:
    """Price level of each district `(n,)`, about 1: above near the centre, below beside the estate, else by
    its name.
    """
    reach = facts.number("level_reach_m")
    points = shapely.points(districts["point_e"], districts["point_n"])
    central = np.exp(-np.hypot(districts["point_e"] - centre[0], districts["point_n"] - centre[1]) / reach)
    beside = np.exp(-shapely.distance(points, outline) / reach)
    names = [int.from_bytes(name.encode()[:7], "big") for name in districts["name"]]
    other = facts.number("level_spread") * (2.0 * hashed("level", names) - 1.0)
    level = 1.0 + facts.number("level_centre") * central + facts.number("level_estate") * beside + other
    return np.round(np.asarray(level), 4)
