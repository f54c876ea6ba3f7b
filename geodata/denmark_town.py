"""A municipality without an estate on the map: its homes on a schematic grid round its inner point, every one made up.

Numbers of homes and tenures are those of `geodata.denmark`; where they lie, how large and how dear they are follows
rules, without chance.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.facts import Fact, Facts
from geodata.spread import hashed, whole, whole_in_order
from geodata.surroundings import CONTINUOUS_URBAN, MARKET, TENURES

DISTRICT_HOMES = 2500
"""Homes of one district; people of a district share name and composition, as in a polling district of the two towns."""
CELL_HOMES, DEPARTMENT_CELL_HOMES = 20, 40
"""Homes in a square of 100 m, and in one of a social letting department."""
CENTRE_DEARER, DISTRICTS_DIFFER = 0.12, 0.06
"""Prices in the first district over the others', and how far districts differ, as in `layout_facts.csv`."""
DISCONTINUOUS_URBAN = 2
BUILDING_MONTHS = 360


def facts_for(row: pd.Series, homes_after: Facts) -> Facts:
    """The numbers of homes of a municipality: as in the place taken after, with its own level of prices; private rents
    follow prices with a third of their distance.
    """
    level = float(row["price_kr_m2"]) / homes_after.number("price_house")
    table = dict(homes_after.table)
    for item, times in (
        ("price_house", level),
        ("price_flat", level * homes_after.number("price_house") / homes_after.number("price_flat")),
        ("price_cooperative", level),
        ("rent_private_rental", level ** (1.0 / 3.0)),
    ):
        value = round(homes_after.number(item) * times, 1)
        table[homes_after.place, "", item] = Fact(str(value), "kr/m2", "rule by kind of municipality", "judgement")
    return Facts(homes_after.place, table)


def counts(row: pd.Series, share: float, least: int) -> dict[str, int]:
    """Homes by tenure when `share` of the homes is kept, but no fewer than `least` of all."""
    total = min(max(round(float(row["homes"]) * share), least), int(row["homes"]))
    parts = [float(row[f"share_{tenure}"]) for tenure in TENURES]
    return dict(zip(TENURES, whole(parts, total).tolist(), strict=True))


def lay_out(row: pd.Series, homes: dict[str, int], facts: Facts) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Cells, districts and social letting departments of a municipality.

    Cells have the columns of the bundled ones that `geodata.expansion` reads: homes of today and homes to come by
    tenure. Each department fills cells of its own; the others lie mixed, denser in the first district, the centre.
    """
    total = sum(homes.values())
    n_districts = max(1, round(total / DISTRICT_HOMES))
    code = str(row["code"])
    share = whole(1.0 + hashed(f"size {code}", np.arange(n_districts)), total)
    social = whole_in_order(share * (0.4 + 1.2 * hashed(f"almene {code}", np.arange(n_districts))), homes["almene"])
    social = np.minimum(social, share)
    social[np.argmax(share - social)] += homes["almene"] - int(social.sum())
    departments = _departments(code, social, facts)
    parts = [
        pd.DataFrame(
            {
                "district": np.repeat(
                    departments["district"], cells := -(-departments["dwellings"] // DEPARTMENT_CELL_HOMES)
                ),
                "department": np.repeat(departments["name"], cells),
            }
        )
    ]
    market = total - homes["almene"]
    open_cells = whole((share - social).clip(min=0) + 1e-9, max(-(-market // CELL_HOMES), n_districts))
    names = _names(code, n_districts)
    parts.append(pd.DataFrame({"district": np.repeat(names, open_cells), "department": ""}))
    cells = pd.concat(parts, ignore_index=True).sort_values("district", kind="stable", ignore_index=True)
    cells = _positions(cells, row)
    cells["clc"] = np.where(cells["district"] == names[0], CONTINUOUS_URBAN, DISCONTINUOUS_URBAN)
    cells["urban"], cells["in_estate"], cells["parish_code"], cells["municipality_code"] = True, False, 0, code
    _fill(cells, homes, departments)
    _future(cells, homes, float(row["new_building"]), facts)
    wave = 2.0 * hashed(f"level {code}", np.arange(n_districts)) - 1.0
    level = 1.0 + CENTRE_DEARER * (np.arange(n_districts) == 0) + DISTRICTS_DIFFER * wave
    level *= total / float((level * share).sum())
    middle = cells.groupby("district", sort=True)[["e_min", "n_min"]].mean().reindex(names)
    districts = pd.DataFrame(
        {
            "name": names,
            "title": [f"{row['name']} {k + 1}" for k in range(n_districts)],
            "point_e": middle["e_min"].to_numpy() + 50.0,
            "point_n": middle["n_min"].to_numpy() + 50.0,
            "level": np.round(level, 4),
        }
    )
    return cells, districts, departments


def _names(code: str, count: int) -> list[str]:
    return [f"{code}_{k + 1:03d}" for k in range(count)]


def _departments(code: str, social: NDArray[np.int64], facts: Facts) -> pd.DataFrame:
    """Departments of about the usual size, some of them for the young."""
    usual = facts.number("department_dwellings")
    rows = []
    for district, homes in zip(_names(code, len(social)), social.tolist(), strict=True):
        if homes == 0:
            continue
        sizes = whole(0.7 + 0.6 * hashed(f"size {district}", np.arange(max(1, round(homes / usual)))), homes)
        rows += [(f"{district}_{k + 1}", district, int(size)) for k, size in enumerate(sizes) if size]
    table = pd.DataFrame(rows, columns=["name", "district", "dwellings"])
    number = np.arange(len(table))
    order = np.argsort(hashed(f"youth {code}", number), kind="stable")
    youth = np.zeros(len(table), dtype=bool)
    youth[order] = np.cumsum(table["dwellings"].to_numpy()[order]) <= facts.number("youth_share") * social.sum()
    wave = 2.0 * hashed(f"rent {code}", number) - 1.0
    rent = facts.number("rent_almene") * (1.0 + facts.number("rent_almene_spread") * wave)
    return table.assign(
        title=[f"{name.split('_', 1)[0]}, almene {k + 1}" for k, name in enumerate(table["name"])],
        organisation=[f"Synthetic organisation {'ABCDEF'[k % 6]}" for k in number],
        rent_kr_m2_year=np.round(rent),
        mean_m2=np.where(youth, facts.number("mean_m2_youth"), facts.number("mean_m2_almene")),
        youth=youth,
        in_estate=False,
        schematic=True,
        synthetic=True,
        source="synthetic",
        grade="judgement",
    )


def _positions(cells: pd.DataFrame, row: pd.Series) -> pd.DataFrame:
    """Squares of 100 m in rings round the inner point, so that a district's cells lie side by side."""
    side = int(np.ceil(np.sqrt(len(cells)))) | 1
    east, north = np.meshgrid(np.arange(side) - side // 2, np.arange(side) - side // 2)
    ring = np.maximum(np.abs(east), np.abs(north)).ravel()
    turn = np.arctan2(north, east).ravel()
    order = np.lexsort((turn, ring))[: len(cells)]
    cells["e_min"] = (int(row["e"]) // 100 + east.ravel()[order]) * 100
    cells["n_min"] = (int(row["n"]) // 100 + north.ravel()[order]) * 100
    return cells


def _fill(cells: pd.DataFrame, homes: dict[str, int], departments: pd.DataFrame) -> None:
    """Homes of today by cell, in place."""
    own = cells["department"].to_numpy() != ""
    almene = np.zeros(len(cells), dtype=np.int64)
    size = dict(zip(departments["name"], departments["dwellings"], strict=True))
    for name, rows in cells[own].groupby("department").indices.items():
        at = np.flatnonzero(own)[rows]
        almene[at] = whole(np.ones(len(at)), size[name])
    cells["almene"] = almene
    centre = (cells["clc"] == CONTINUOUS_URBAN).to_numpy()
    lot = hashed("density", cells["e_min"], cells["n_min"])
    gathers = hashed("cooperative", cells["e_min"], cells["n_min"]) < 0.25
    weights = {
        "owner": np.where(centre, 0.6, 1.0),
        "private_rental": np.where(centre, 1.5, 0.6),
        "cooperative": np.where(gathers, 1.0, 0.05),
    }
    for tenure in MARKET:
        cells[tenure] = whole_in_order(np.where(own, 0.0, weights[tenure] * (0.5 + lot)), homes[tenure])


def _future(cells: pd.DataFrame, homes: dict[str, int], per_year: float, facts: Facts) -> None:
    """Homes still to be built, in place: whole projects at an even pace over thirty years.

    Where a small or thinned place has a single project, it is as likely to come early as late.
    """
    for tenure in TENURES:
        cells[f"future_{tenure}"], cells[f"month_{tenure}"] = 0, 0
        total = round(homes[tenure] * per_year * BUILDING_MONTHS / 12.0)
        usable = np.flatnonzero((cells["department"] != "") == (tenure == "almene"))
        if total == 0 or len(usable) == 0:
            continue
        count = min(-(-total // facts.count(f"project_size_{tenure}")), len(usable))
        lot = hashed(f"future {tenure}", cells["e_min"].iloc[usable], cells["n_min"].iloc[usable])
        sites = usable[np.argsort(lot, kind="stable")[:count]]
        built = whole(np.ones(count), total)
        early = hashed(f"month {tenure}", cells["e_min"].iloc[sites], cells["n_min"].iloc[sites])
        done = np.cumsum(built) - built * early
        month = np.clip(np.ceil(done / total * BUILDING_MONTHS), 1, BUILDING_MONTHS).astype(np.int64)
        cells.iloc[sites, cells.columns.get_loc(f"future_{tenure}")] = built
        cells.iloc[sites, cells.columns.get_loc(f"month_{tenure}")] = month
