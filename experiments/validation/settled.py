"""Moves of the settled, reference persons of 30 to 60, by group: how many fewer moved within two years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from experiments.validation.form import BASE, Measured, Part, Runs
from model.policies.policy import Text

WORDS = {"danish": Text("others", "andre"), "non_western": Text("non-western origin", "ikke-vestlig oprindelse")}
NOTE = Text(
    "The estimates hold other things equal; the model's are plain differences.",
    "Estimaterne holder andre forhold lige; modellens er rå forskelle.",
)


def differences(
    settled: pd.DataFrame, column: str, edges: Sequence[int], asked: Iterable[tuple[str, int]]
) -> dict[str, float]:
    """Chance to have moved two years on, percentage points against the first band, by '<group> <lower edge>'.

    `edges` are the lower edges of the bands of `column` (years); below the second all are in the first.
    """
    band = np.asarray(edges)[np.searchsorted(edges[1:], settled[column], side="right")]
    group = np.where(settled["non_western"], "non_western", "danish")
    moved = settled.assign(band=band, group=group).groupby(["group", "band"])["moved"].mean()
    return {
        f"{who} {edge}": 100.0 * float(moved.get((who, edge), np.nan) - moved.get((who, edges[0]), np.nan))
        for who, edge in asked
    }


def measured(runs: Runs, column: str, edges: Sequence[int], asked: Iterable[tuple[str, int]]) -> Measured:
    """The same in each run of today's rules, means over its years."""
    names = list(asked)
    found = [differences(run.table("settled"), column, edges, names) for run in runs[BASE]]
    return {key: np.array([one[key] for one in found]) for key in found[0]}


def part(told: Text, value: float, against: str) -> Part:
    """An estimate without an interval, as a part of a pattern."""
    return Part(
        told, 1.5 * value, 0.5 * value, f"percentage points against {against}",
        "half to one and a half of the estimate; no interval is given", 1,
    )  # fmt: skip
