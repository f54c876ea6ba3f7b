"""Verdicts of the pattern bank kept as data of the program: what the page and the dashboard tell without any run.

geodata/data/validation/patterns.csv    one row for each part of each pattern
                                .toml   when, from how many runs, of which places and versions of the model

Written by `boligliv validate --store`. No run reads these files, so they are no part of the model's version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from experiments import table_with_source
from experiments.kept_files import reading
from experiments.table_with_source import DATA, day, write
from experiments.validation.form import Pattern, needed
from experiments.validation.runs import version
from experiments.validation.verdict import VERDICTS, Judged, Result, together
from experiments.validation.words import NOT_RUN

FILE = DATA / "validation" / "patterns.csv"
COLUMNS = (
    "pattern", "part", "mean", "standard_error", "low", "high", "runs", "expected_low", "expected_high", "verdict",
)  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """What is kept: parts by pattern, and about the runs (`stored`, `runs`, `months`, `versions`)."""

    parts: Mapping[str, tuple[Judged, ...]]
    source: Mapping[str, Any]

    def verdict(self, name: str) -> str:
        """The verdict on a pattern, 'not run' where nothing is kept of it."""
        found = self.parts.get(name)
        return together(one.verdict for one in found) if found else NOT_RUN


def rows(results: Iterable[Result]) -> list[dict[str, Any]]:
    """Every part as a plain row."""
    return [
        {
            **asdict(one),
            "expected_low": result.pattern.parts[one.part].low,
            "expected_high": result.pattern.parts[one.part].high,
        }
        for result in results
        for one in result.parts
    ]


def store(results: Sequence[Result], path: Path = FILE) -> Path:
    """Keep these results in place of what was kept before."""
    runs = needed(result.pattern for result in results)
    source = {
        "command": "boligliv validate --store",
        "runs": len(runs),
        "months": sum(one.scenario.months for one in runs),
        "places": sorted({one.scenario.place for one in runs}),
        "versions": sorted({version(one.scenario.with_seed(0)) for one in runs}),
    }
    return write(path, source, COLUMNS, rows(results))


def read(path: Path = FILE) -> Kept:
    """What is kept; nothing where nobody has stored any. Raises InputError for a file that cannot be read."""
    if not path.is_file():
        return Kept({}, {})
    with reading(path, "delete both files", "is not a table of verdicts with its source"):
        source, rows = table_with_source.read(path)
        found: dict[str, list[Judged]] = {}
        for row in rows:
            one = judged(row)
            found.setdefault(one.pattern, []).append(one)
        return Kept({name: tuple(parts) for name, parts in found.items()}, {**source, "stored": day(source["stored"])})


def judged(row: Mapping[str, str]) -> Judged:
    """A row of a kept table; raises ValueError or KeyError when it is none."""
    if row["verdict"] not in VERDICTS:
        raise ValueError(f"verdict '{row['verdict']}'")
    return Judged(
        row["pattern"], row["part"], float(row["mean"]), float(row["standard_error"]), float(row["low"]),
        float(row["high"]), int(row["runs"]), row["verdict"],  # type: ignore[arg-type]
    )  # fmt: skip


def kept_of(results: Iterable[Result]) -> Kept:
    """Fresh results in the shape of what is kept."""
    return Kept({result.pattern.name: result.parts for result in results}, {})


def still_there(kept: Kept, patterns: Mapping[str, Pattern]) -> list[str]:
    """Patterns whose parts are no longer those that are kept, or that were never run."""
    return [name for name, one in patterns.items() if [p.part for p in kept.parts.get(name, ())] != list(one.parts)]
