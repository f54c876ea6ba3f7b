"""What is asked of the people of a municipality without an estate: the targets of the place taken after, moved by what
differs: its tenures, its residents of non-western origin and its size.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from geodata.surroundings import TENURES

SOURCE = "judgement"
NOTE = "synthetic: after another municipality, moved by tenures"


def targets_for(row: pd.Series, base: pd.DataFrame, base_mix: dict[str, float], residents: float) -> pd.DataFrame:
    """Targets (columns of targets.csv) for a municipality with so many residents and no estate.

    `base` are the targets of the place taken after and `base_mix` its own tenures. A share that is known of every
    tenure moves the municipality's share by as much as tenures differ; what is known of none stays.
    """
    table = base[~base["stratum"].str.startswith("department:")].copy()
    value = {(r.stratum, r.quantity, r.group if isinstance(r.group, str) else ""): r.value for r in table.itertuples()}
    new = {tenure: float(row[f"share_{tenure}"]) for tenure in TENURES}
    sizes = {tenure: value[tenure, "mean_household_size", ""] for tenure in TENURES}
    out = []
    for item in table.itertuples(index=False):
        group = item.group if isinstance(item.group, str) else ""
        key = (item.stratum, item.quantity, group)
        number = float(value[key])
        if item.quantity == "origin":
            number = _origin(item.stratum, group, row, value, new, sizes)
        elif item.stratum == "municipality":
            number = _moved(number, item.quantity, group, value, new, base_mix, sizes)
        if key == ("municipality", "population", ""):
            number = residents
        out.append(number)
    old = table["value"].to_numpy(dtype=float)
    table["value"] = out
    half = (table["high"] - table["low"]).to_numpy(dtype=float) / 2.0
    scale = np.divide(table["value"].to_numpy(dtype=float), old, out=np.ones(len(old)), where=old > 0)
    table["low"], table["high"] = table["value"] - half * scale, table["value"] + half * scale
    table["place"], table["status"], table["grade"] = f"denmark-{row['code']}", "JUDGEMENT", "judgement"
    table["source"], table["note"] = SOURCE, NOTE
    return table.reset_index(drop=True)


def _moved(number, quantity, group, value, new, base_mix, sizes) -> float:  # type: ignore[no-untyped-def]
    """The base municipality's number plus what other tenures add to it."""
    parts = [value.get((tenure, quantity, group)) for tenure in TENURES]
    if quantity == "households_with_children":
        kinds = ("couple_with_children", "single_with_children")
        parts = [sum(value[tenure, "household_type", kind] for kind in kinds) for tenure in TENURES]
    if any(part is None for part in parts):
        return float(number)
    by_home = quantity in ("household_type", "households_with_children")
    weights = [np.array([mix[t] * (1.0 if by_home else sizes[t]) for t in TENURES]) for mix in (new, base_mix)]
    now, before = (float((w * np.array(parts, dtype=float)).sum() / w.sum()) for w in weights)
    return max(float(number) + now - before, 0.0)


def _origin(stratum, group, row, value, new, sizes) -> float:  # type: ignore[no-untyped-def]
    """Non-western shares of the tenures scaled so that together they make the municipality's; western ones alike."""
    people = np.array([new[tenure] * sizes[tenure] for tenure in TENURES])
    of_tenure = np.array([value[tenure, "origin", "non_western"] for tenure in TENURES])
    times = 100.0 * float(row["non_western"]) / float((people * of_tenure).sum() / people.sum())
    if group == "non_western":
        return (
            100.0 * float(row["non_western"]) if stratum == "municipality" else value[stratum, "origin", group] * times
        )
    return float(value[stratum, "origin", group] * min(times, 1.0))
