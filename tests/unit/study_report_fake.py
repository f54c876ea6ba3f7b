"""A stand-in for the model whose outcomes follow the numbers of a study in a known way, with cells for maps."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd

from agents.core import draws
from geodata import place as places
from model.scenario import Scenario

MAPPED = "tests.unit.study_report_fake:MappedModel"
BROKEN = "tests.unit.study_report_fake:BrokenModel"
SLOPE, GAIN, LUCK, OWN_LUCK = 0.02, 0.05, 0.05, 0.005
"""The name of the estate falls by 0.02 for each unit of choice.avoidance and rises by 0.05 under each policy; the luck
of a seed (up to 0.05) is shared by all points, a tenth of it is each point's own."""


def _draw(scenario: Scenario, what: str, n: int = 1) -> np.ndarray:
    return np.asarray(draws.uniform(scenario.seed, what, 0, np.arange(n, dtype=np.uint64)))


class MappedRecord:
    """Two outcomes and the estate's cells; the share of vulnerable in the west half falls under a policy."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario

    def series(self) -> pd.DataFrame:
        asked, rows = self.scenario, []
        avoidance = dict(asked.parameters).get("choice.avoidance", 1.0)
        own = f"own {asked.question}"
        name = 0.5 - SLOPE * avoidance + GAIN * len(asked.policies) + LUCK * _draw(asked, "luck")[0]
        name += OWN_LUCK * _draw(asked, own)[0]
        for month in range(11, asked.months, 12):
            rows.append((month, "reputation", "estate", "all", name))
            rows.append((month, "share_vulnerable", "estate", "all", 0.3 + 0.1 * _draw(asked, f"noise {own}")[0]))
        return pd.DataFrame(rows, columns=["month", "metric", "unit", "group", "value"])

    def ledger(self) -> pd.DataFrame:
        return pd.DataFrame(columns=["year", "place", "cohort", "payer", "kind", "entry", "kr"])

    def cells(self) -> pd.DataFrame:
        cells = places.load(self.scenario.place).cells
        cells = cells[cells["in_estate"]]
        west = (cells["e_min"] < cells["e_min"].median()).to_numpy()
        homes = np.where(np.arange(len(cells)) % 7 == 0, 4, 40)
        parts = []
        for month in (0, *range(11, self.scenario.months, 12)):
            luck = _draw(self.scenario, f"cells {self.scenario.question} {month}", len(cells))
            share = 0.3 + 0.1 * luck - 0.2 * (west & bool(self.scenario.policies))
            parts.append(
                pd.DataFrame(
                    {"month": month, "cell": cells["cell"].to_numpy(), "households": homes,
                     "vulnerable": np.round(share * homes).astype(int), "non_western": homes // 2, "persons": 2 * homes}
                )
            )  # fmt: skip
        return pd.concat(parts, ignore_index=True)


class MappedModel:
    """Steps in no time."""

    def __init__(self, scenario: Scenario, years: object = None) -> None:
        self.record, self.scenario, self.world = MappedRecord(scenario), scenario, SimpleNamespace()

    def step(self) -> None:
        return


class BrokenModel(MappedModel):
    """Fails with a policy on seed 2."""

    def step(self) -> None:
        if self.scenario.seed == 2 and self.scenario.policies:
            raise ZeroDivisionError("nobody is left <here>")
