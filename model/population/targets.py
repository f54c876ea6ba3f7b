"""What is known of the people of 1 January 2015, place by place, with source and grade of every number.

Found numbers come from the secretariat of Vollsmose [@vollsmose_fakta], the catalogue [@catalogue2015],
statistics of residents [@landsbyggefonden_beboer], press on the lists [@kristeligt_dagblad2017], the
architects of Værebro Park [@ai_vaerebro2024], a report on growing up [@oim_opvaekst2018], one on poverty
[@ae_fattigdom2012] and Odense's own figures [@odense_tal2013]; the others are recalled [@recalled] or judged
[@judgement].
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from agents.core.parameter import GRADES, nearest

STRATA = ("estate", "almene", "private_rental", "cooperative", "owner")
"""The parts of the stock whose people are made separately; `almene` is social housing outside the estate."""
REST = STRATA[1:]
AGE_BANDS = ((0, 7), (7, 18), (18, 25), (25, 40), (40, 65), (65, 120))
AGE_GROUPS = ("0-6", "7-17", "18-24", "25-39", "40-64", "65+")
TYPE_GROUPS = (
    "single_man",
    "single_woman",
    "couple",
    "couple_with_children",
    "single_with_children",
    "other",
)
EDUCATION_GROUPS = ("basic", "upper_secondary", "vocational", "medium_higher", "long_higher")
COLUMNS = (
    "place", "stratum", "quantity", "group", "value", "unit", "low", "high",
    "source", "status", "grade", "note",
)  # fmt: skip
STATUSES = ("FOUND", "DERIVED", "RECALLED", "JUDGEMENT")


class TargetError(ValueError):
    """A target that is missing or wrong; the message names stratum, quantity, group and what there is
    instead.
    """


@dataclass(frozen=True)
class Targets:
    """The targets of one place by (stratum, quantity, group); values are in the table's units."""

    table: pd.DataFrame
    values: dict[tuple[str, str, str], float]
    widths: dict[tuple[str, str, str], float]

    def value(self, stratum: str, quantity: str, group: str = "") -> float:
        """One target in its own unit; raises TargetError with the nearest quantity when there is none."""
        key = (stratum, quantity, group)
        if key not in self.values:
            known = sorted({f"{s} {q} {g}".strip() for s, q, g in self.values})
            wanted = f"{stratum} {quantity} {group}".strip()
            raise TargetError(f"targets have no '{wanted}'{nearest(wanted, known)}")
        return self.values[key]

    def share(self, stratum: str, quantity: str, group: str = "") -> float:
        """A target in per cent as a share 0..1."""
        return self.value(stratum, quantity, group) / 100.0

    def has(self, stratum: str, quantity: str, group: str = "") -> bool:
        """Whether the target is given."""
        return (stratum, quantity, group) in self.values

    def slack(self, stratum: str, quantity: str, group: str = "") -> float:
        """Half the width of a target's plausible range, in its own unit."""
        self.value(stratum, quantity, group)
        return self.widths[stratum, quantity, group] / 2.0


def read(table: pd.DataFrame) -> Targets:
    """The targets out of the rows of one place (columns `COLUMNS`); raises TargetError naming a bad row."""
    missing = [column for column in COLUMNS if column not in table.columns]
    if missing:
        raise TargetError(f"targets lack the column '{missing[0]}'; needed: {', '.join(COLUMNS)}")
    rows = table.loc[:, list(COLUMNS)].reset_index(drop=True).copy()
    for column in ("stratum", "quantity", "group", "unit", "source", "status", "grade", "note"):
        rows[column] = rows[column].fillna("").astype(str)
    for column in ("value", "low", "high"):
        numbers = pd.to_numeric(rows[column], errors="coerce")
        if numbers.isna().any():
            bad = rows[numbers.isna()].iloc[0]
            raise TargetError(f"{column} of target {_name(bad)} is '{bad[column]}', not a number")
        rows[column] = numbers.astype(float)
    for wrong, words in (
        (
            ~((rows["low"] <= rows["value"]) & (rows["value"] <= rows["high"])),
            "lies outside its own range low..high",
        ),
        (~rows["status"].isin(STATUSES), f"has a status that is none of {', '.join(STATUSES)}"),
        (~rows["grade"].isin(GRADES), f"has a grade that is none of {', '.join(GRADES)}"),
        (rows.duplicated(["stratum", "quantity", "group"]), "is given twice"),
        (rows["source"] == "", "has no source"),
    ):
        if wrong.any():
            raise TargetError(f"target {_name(rows[wrong].iloc[0])} {words}")
    keys = list(zip(rows["stratum"], rows["quantity"], rows["group"], strict=True))
    widths = (rows["high"] - rows["low"]).tolist()
    return Targets(rows, dict(zip(keys, rows["value"].tolist(), strict=True)), dict(zip(keys, widths, strict=True)))


def _name(row: pd.Series) -> str:
    return f"'{row['stratum']} {row['quantity']} {row['group']}".rstrip() + "'"


def for_homes(targets: Targets, homes: int) -> Targets:
    """The targets with the estate's population scaled to its number of homes, for places with another
    number of them.
    """
    known = targets.value("estate", "dwellings")
    if homes == known:
        return targets
    table = targets.table.copy()
    row = (table["stratum"] == "estate") & (table["quantity"] == "population")
    table.loc[row, ["value", "low", "high"]] *= homes / known
    row |= (table["stratum"] == "estate") & (table["quantity"] == "dwellings")
    table.loc[row & (table["quantity"] == "dwellings"), ["value", "low", "high"]] = float(homes)
    return read(table)
