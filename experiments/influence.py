"""Measured influence of the model's numbers, kept as data: which of them matter, for what, and who found it how.

geodata/data/influence/<place>-<of>-<year>y-<study>.csv    one row for each number and outcome
                                             ...toml        the study, its runs, the model that made them

Nothing of the model reads these files, so they are no part of its version. Where two studies measured the same number
for the same question, the one over more months is told, then the one of more runs, then the later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments import table_with_source
from experiments.kept_files import reading
from experiments.table_with_source import DATA, day
from model.policies.policy import Text

FOLDER = DATA / "influence"
WORDS = Text("{} of {} ({} months)", "{} af {} ({} måneder)")
COLUMNS = (
    "number", "from", "to", "outcome", "influence", "low", "high", "measure", "luck_alone", "best_rank", "worst_rank",
    "matters",
)  # fmt: skip
"""`influence` is Morris's mean absolute effect over the range from..to in `measure`, or Sobol's total index (share of
variance); `luck_alone` what a number without any influence would show; `matters` whether the two can be told apart."""


@dataclass(frozen=True, slots=True)
class Influence:
    """How much one number was found to matter for one outcome, and in which study."""

    number: str
    outcome: str
    influence: float
    low: float
    high: float
    measure: str
    luck_alone: float
    best_rank: int
    worst_rank: int
    matters: bool
    place: str
    law: str
    behaviour: str
    of: str
    against: str
    method: str
    months: int
    runs: int
    made: str
    model: str
    study: str

    @property
    def question(self) -> tuple[str, ...]:
        """What another study has to ask to say the same better."""
        return (self.number, self.outcome, self.place, self.law, self.behaviour, self.of, self.against)

    def as_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {name: getattr(self, name) for name in self.__slots__}


def write(name: str, source: Mapping[str, Any], rows: Iterable[Mapping[str, Any]], folder: Path | None = None) -> Path:
    """Write the rows of one question and where they come from; what the same study said before is replaced.

    Raises InputError where nobody may write.
    """
    return table_with_source.write((folder or FOLDER) / f"{name}.csv", source, COLUMNS, rows)


def read(folder: Path | None = None) -> dict[str, list[Influence]]:
    """The best measurement for each question, by number; raises InputError for a file that cannot be read."""
    best: dict[tuple[str, ...], Influence] = {}
    for path in sorted((folder or FOLDER).glob("*.csv")):
        for one in _rows(path):
            before = best.get(one.question)
            if before is None or (one.months, one.runs, one.made) > (before.months, before.runs, before.made):
                best[one.question] = one
    found: dict[str, list[Influence]] = {}
    for one in best.values():
        found.setdefault(one.number, []).append(one)
    return {number: sorted(ones, key=lambda one: one.question) for number, ones in sorted(found.items())}


def in_words(found: Sequence[Influence], spoken: int = 0) -> str:
    """Whether a number matters, as a cell: for how many of the outcomes measured, over how many months.

    '' where nothing was measured; `spoken` 0 English, 1 Danish.
    """
    by_months: dict[int, list[Influence]] = {}
    for one in found:
        by_months.setdefault(one.months, []).append(one)
    return "; ".join(
        WORDS[spoken].format(sum(one.matters for one in ones), len(ones), months)
        for months, ones in sorted(by_months.items(), reverse=True)
    )


def _rows(path: Path) -> Iterable[Influence]:
    with reading(path, "delete both files", "is not a table of influence with its source"):
        source, rows = table_with_source.read(path)
        for row in rows:
            yield Influence(
                    number=row["number"], outcome=row["outcome"], influence=float(row["influence"]),
                    low=float(row["low"]), high=float(row["high"]), measure=row["measure"],
                    luck_alone=float(row["luck_alone"]), best_rank=int(row["best_rank"]),
                    worst_rank=int(row["worst_rank"]), matters={"yes": True, "no": False}[row["matters"]],
                    place=source["place"], law=source["law"], behaviour=source["behaviour"], of=source["of"],
                    against=source["against"], method=source["method"], months=source["months"], runs=source["runs"],
                    made=day(source["made"]), model=source["model_version"], study=source["study"],
                )  # fmt: skip
