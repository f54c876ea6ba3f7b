"""The known figures that the model's first years are held against, with range, source, grade and what they were used
for.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pandas as pd

from geodata.errors import GeodataError

FILE = Path(__file__).parent / "data" / "base_figures.csv"
PICKS = ("mean", "min", "max")
USES = ("parameter", "check")


@dataclass(frozen=True)
class BaseFigure:
    """One known figure: which series of the model shows it, its value and plausible range, and its use.

    `value`, `low` and `high` are in `measure`; the model's value is multiplied by `scale` first. `pick` says which of
    several groups counts (group '*' means all of them). `use` is 'parameter' when a number of the model was set with
    the figure in view, and 'check' when none was.
    """

    place: str
    figure: str
    metric: str
    unit: str
    group: str
    pick: Literal["mean", "min", "max"]
    scale: float
    value: float
    low: float
    high: float
    measure: str
    source: str
    grade: str
    use: Literal["parameter", "check"]
    note: str


def read(place: str, path: Path = FILE) -> tuple[BaseFigure, ...]:
    """The figures of a place, in the order of the file; raises GeodataError for a row that cannot be used."""
    table = pd.read_csv(path, keep_default_na=False)
    found = [BaseFigure(**row) for row in table[table["place"] == place].to_dict("records")]
    for row in found:
        where = f"{path.name}, {row.place} {row.figure}"
        if row.pick not in PICKS:
            raise GeodataError(f"{where}: pick = '{row.pick}'; allowed: {', '.join(PICKS)}")
        if row.use not in USES:
            raise GeodataError(f"{where}: use = '{row.use}'; allowed: {', '.join(USES)}")
        if not row.low <= row.value <= row.high:
            raise GeodataError(f"{where}: value = {row.value:g} is outside its own range {row.low:g}..{row.high:g}")
    return tuple(found)
