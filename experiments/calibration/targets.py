"""Targets: measured figures with their error, source and grade, and the series of the model that shows each."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import pandas as pd

from agents.core.calendar import START_YEAR
from experiments.errors import InputError
from experiments.measures import key_of
from geodata import base_figures

FILE = Path(base_figures.FILE).parent / "targets" / "calibration.csv"
NORMAL_95 = 1.96
"""Standard errors from the middle to either end of a 95 % range."""


@dataclass(frozen=True, slots=True)
class Target:
    """One measured figure. The model's value is the mean of `outcome` over the calendar `years`, times `scale`; with
    `since`, a calendar year before them, how much that is more than in that year.

    `value`, `standard_error` and `tolerance` are in `measure`. The tolerance is what the model may miss by though every
    number were right (a figure of another place or year, a rule left out); both are added in quadrature. `years` empty
    means all whole years of the run.
    """

    name: str
    outcome: str
    value: float
    standard_error: float
    measure: str
    source: str
    grade: str
    scale: float = 1.0
    tolerance: float = 0.0
    years: tuple[int, ...] = ()
    since: int | None = None
    note: str = ""

    @property
    def variance(self) -> float:
        """Variance of the figure about what a perfect model would give, chance of the one real world left out."""
        return self.standard_error**2 + self.tolerance**2

    def horizons(self, months: int) -> tuple[int, ...]:
        """The years of a run that count, 1 being the first; raises InputError for years the run does not live."""
        last = months // 12
        if not self.years:
            return tuple(range(1, last + 1))
        return self._lived(self.years, last, months)

    def first(self, months: int) -> int | None:
        """The year of a run from which change is counted, 1 being the first; None when it is the level that counts."""
        if self.since is None:
            return None
        found = self._lived((self.since,), months // 12, months)[0]
        if found >= min(self.horizons(months)):
            raise InputError(f"target '{self.name}': since = {self.since} is not before the years that count")
        return found

    def _lived(self, years: tuple[int, ...], last: int, months: int) -> tuple[int, ...]:
        found = tuple(year - START_YEAR + 1 for year in years)
        if not all(1 <= year <= last for year in found):
            raise InputError(
                f"target '{self.name}': years {_text(years)} are not all in {START_YEAR}..{START_YEAR + last - 1}"
                f", which {months} months from January {START_YEAR} cover"
            )
        return found

    def as_dict(self) -> dict[str, Any]:
        """The target as the table of a file; what has its default is left out."""
        default = {one.name: one.default for one in fields(self)}
        kept = {key: value for key, value in asdict(self).items() if key != "name" and value != default[key]}
        return kept | ({"years": list(self.years)} if self.years else {})


def bundled(place: str) -> dict[str, Target]:
    """The targets known for a place by name: base figures that a study keeps, and those of `FILE`.

    The plausible range of a base figure is read as one of 95 %.
    """
    found = {one.figure: _of_figure(one) for one in base_figures.read(place) if _kept(one)}
    table = pd.read_csv(FILE, keep_default_na=False)
    for row in table[table["place"] == place].to_dict("records"):
        first, last = map(int, row["years"].split("-")) if row["years"] else (1, 0)
        found[row["target"]] = Target(
            name=row["target"],
            outcome=key_of(row["metric"], row["unit"], row["group"]),
            value=float(row["value"]),
            standard_error=float(row["standard_error"]),
            measure=row["measure"],
            source=row["source"],
            grade=row["grade"],
            scale=float(row["scale"]),
            years=tuple(range(first, last + 1)),
            since=int(row["since"]) if row["since"] else None,
            note=row["note"],
        )
    return found


def _kept(figure: base_figures.BaseFigure) -> bool:
    """Whether a study keeps the series: it keeps those of estate and municipality, not those of each school."""
    return figure.group != "*" and figure.pick == "mean" and figure.unit in ("estate", "municipality")


def _of_figure(figure: base_figures.BaseFigure) -> Target:
    seen = "; was in view when numbers of the model were set" if figure.use == "parameter" else ""
    return Target(
        name=figure.figure,
        outcome=key_of(figure.metric, figure.unit, figure.group),
        value=figure.value,
        standard_error=float(f"{(figure.high - figure.low) / (2 * NORMAL_95):.4g}"),
        measure=figure.measure,
        source=figure.source,
        grade=figure.grade,
        scale=figure.scale,
        note=f"{figure.note}{seen}",
    )


def _text(years: tuple[int, ...]) -> str:
    return ", ".join(map(str, years))
