"""The figures and shapes of the bank under every submodel of behaviour: what tells them apart, and what does not.

geodata/data/validation/rivals.csv    one row for each submodel and part
                              .toml   when, from how many runs

Written by `boligliv validate rivals --store`. A verdict that is the same under all rests on none of them; one that
changes says which of them the figure speaks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from experiments import table_with_source
from experiments.kept_files import reading
from experiments.table_with_source import DATA, day, write
from experiments.validation.form import Pattern, needed
from experiments.validation.keep import COLUMNS, judged, rows
from experiments.validation.verdict import Judged, Result, together
from model.scenario import BEHAVIOURS, Scenario

FILE = DATA / "validation" / "rivals.csv"
USUAL = Scenario().behaviour


@dataclass(frozen=True)
class Rivals:
    """Verdicts on parts by submodel, and about the runs: `parts[behaviour][(pattern, part)]`."""

    parts: Mapping[str, Mapping[tuple[str, str], Judged]]
    source: Mapping[str, Any]

    def of(self, pattern: str, part: str) -> dict[str, Judged]:
        """What every submodel gives for a part, in the order of the submodels; empty where nothing is kept."""
        return {name: found[pattern, part] for name, found in self.parts.items() if (pattern, part) in found}

    def verdicts(self, pattern: str) -> dict[str, str]:
        """The verdict on a pattern under each submodel it was run with."""
        by = {
            name: [one.verdict for (own, _), one in found.items() if own == pattern]
            for name, found in self.parts.items()
        }
        return {name: together(said) for name, said in by.items() if said}


NONE = Rivals({}, {})


def comparable(patterns: Iterable[Pattern]) -> list[Pattern]:
    """Figures and shapes measured in runs of the usual submodel; what claims switch is another question."""
    return [
        one for one in patterns if one.kind == "figure" and all(need.scenario.behaviour == USUAL for need in one.needs)
    ]


def under(pattern: Pattern, behaviour: str) -> Pattern:
    """The pattern on runs of another submodel."""
    needs = tuple(replace(need, scenario=replace(need.scenario, behaviour=behaviour)) for need in pattern.needs)
    return replace(pattern, needs=needs)


def store(found: Mapping[str, Sequence[Result]], path: Path = FILE) -> Path:
    """Keep the results of every submodel in place of what was kept before."""
    runs = needed(result.pattern for results in found.values() for result in results)
    source = {
        "command": "boligliv validate rivals --store", "runs": len(runs),
        "months": sum(one.scenario.months for one in runs),
    }  # fmt: skip
    table = [{"behaviour": name, **row} for name, results in found.items() for row in rows(results)]
    return write(path, source, ("behaviour", *COLUMNS), table)


def read(path: Path = FILE) -> Rivals:
    """What is kept; nothing where nobody has stored any. Raises InputError for a file that cannot be read."""
    if not path.is_file():
        return NONE
    with reading(path, "delete both files", "is not a table of verdicts with its source"):
        source, rows = table_with_source.read(path)
        found: dict[str, dict[tuple[str, str], Judged]] = {name: {} for name in BEHAVIOURS}
        for row in rows:
            one = judged(row)
            found[row["behaviour"]][one.pattern, one.part] = one
        return Rivals(found, {**source, "stored": day(source["stored"])})


def fresh(found: Mapping[str, Sequence[Result]]) -> Rivals:
    """New results in the shape of what is kept."""
    return Rivals(
        {name: {(one.pattern, one.part): one for r in results for one in r.parts} for name, results in found.items()},
        {},
    )
