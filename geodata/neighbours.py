"""The municipalities around, the rest of Denmark and abroad: places people come from and move to."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geodata.facts import Facts, from_table


def neighbours(municipalities: pd.DataFrame, facts_table: pd.DataFrame, facts: Facts) -> pd.DataFrame:
    """One row a neighbouring municipality of the same group, then "rest of Denmark" and "abroad".

    Columns: code, name, group, distance_km (between inner points), dwellings, almene_share, departments
    (letting departments of average size), weight (share of moves over the municipal border, sums to 1; near
    and large weighs).
    """
    group = facts.text("neighbour_group")
    home = municipalities.set_index("municipality_code").loc[facts.text("municipality_code")]
    table = municipalities[
        (municipalities["group"] == group) & (municipalities["municipality_code"] != facts.text("municipality_code"))
    ].copy()
    known = from_table("neighbour", facts_table)
    table = table[[("neighbour", code, "almene_share") in known.table for code in table["municipality_code"]]]
    codes = list(table["municipality_code"])
    population = np.array([known.number("population_thousand", code) * 1000 for code in codes])
    dwellings = np.round(population / facts.number("persons_per_dwelling"), -2)
    share = np.array([known.number("almene_share", code) for code in codes])
    apart = np.hypot(table["point_e"] - home["point_e"], table["point_n"] - home["point_n"]) / 1000.0
    pull = dwellings / np.maximum(apart.to_numpy(), 1.0)
    near = pd.DataFrame(
        {
            "code": codes,
            "name": table["name"].to_numpy(),
            "group": group,
            "distance_km": np.round(apart.to_numpy(), 1),
            "dwellings": dwellings.astype(np.int64),
            "almene_share": share,
            "departments": np.maximum(np.round(dwellings * share / facts.number("department_dwellings")), 1).astype(
                np.int64
            ),
            "weight": pull / pull.sum() * facts.number("neighbours_weight"),
            "grade": [known.fact("almene_share", code).grade for code in codes],
        }
    )
    beyond = pd.DataFrame(
        {
            "code": ["rest", "abroad"],
            "name": ["rest of Denmark", "abroad"],
            "group": ["rest of Denmark", "abroad"],
            "distance_km": [150.0, 1000.0],
            "dwellings": [0, 0],
            "almene_share": [facts.number("rest_of_denmark_almene_share"), 0.0],
            "departments": [0, 0],
            "weight": facts.numbers(["rest_of_denmark_weight", "abroad_weight"]),
            "grade": ["found", "judgement"],
        }
    )
    return pd.concat([near, beyond], ignore_index=True)
