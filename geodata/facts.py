"""The documented numbers behind the schematic parts: each with unit, source and grade, in one table.

Grades: found (read in a source), derived (arithmetic on found numbers), recalled (from memory), judgement
(ours).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geodata.errors import GeodataError, nearest

GRADES = ("found", "derived", "recalled", "judgement")
COLUMNS = ("place", "department", "item", "value", "unit", "year", "grade", "source", "note")
BOTH = "both"


@dataclass(frozen=True)
class Fact:
    """One documented value with its unit, source and grade."""

    value: str
    unit: str
    source: str
    grade: str


@dataclass(frozen=True)
class Facts:
    """The facts of one place; what is said of both places, or of a whole estate, holds where nothing closer
    is said.
    """

    place: str
    table: dict[tuple[str, str, str], Fact]

    def fact(self, item: str, department: str = "") -> Fact:
        """The closest fact: department, then place, then both places. Raises GeodataError for none."""
        for key in ((self.place, department, item), (self.place, "", item), (BOTH, "", item)):
            if key in self.table:
                return self.table[key]
        items = {key[2] for key in self.table if key[0] in (self.place, BOTH)}
        hint = nearest(item, items)
        raise GeodataError(
            f"layout_facts has no '{item}' for {self.place} {department}".rstrip()
            + (f"; nearest is '{hint}'" if hint else "")
        )

    def number(self, item: str, department: str = "") -> float:
        """The fact as a number."""
        return float(self.fact(item, department).value)

    def count(self, item: str, department: str = "") -> int:
        """The fact as a whole number."""
        return int(float(self.fact(item, department).value))

    def text(self, item: str, department: str = "") -> str:
        """The fact as text."""
        return self.fact(item, department).value

    def numbers(self, items: list[str], department: str = "") -> list[float]:
        """Several facts as numbers, in the order asked for."""
        return [self.number(item, department) for item in items]

    def starting(self, prefix: str) -> dict[str, float]:
        """Facts of the place whose item starts with the prefix, by what follows it."""
        found = {
            key[2].removeprefix(prefix): fact
            for key, fact in self.table.items()
            if key[0] in (self.place, BOTH) and key[1] == "" and key[2].startswith(prefix)
        }
        return {rest: float(fact.value) for rest, fact in found.items()}


def from_table(place: str, table: pd.DataFrame) -> Facts:
    """The facts of a place out of the whole table (columns `COLUMNS`, all text)."""
    rows = table.fillna("").itertuples(index=False)
    return Facts(
        place,
        {
            (str(row.place), str(row.department), str(row.item)): Fact(
                str(row.value), str(row.unit), str(row.source), str(row.grade)
            )
            for row in rows
        },
    )


def read(path: Path) -> pd.DataFrame:
    """The facts table as text, one row a fact."""
    return pd.read_csv(path, dtype=str, keep_default_na=False)
