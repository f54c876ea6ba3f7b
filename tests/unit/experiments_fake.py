"""A small stand-in for the model, and words for scenarios, so that the machinery is tested in seconds."""

from __future__ import annotations

import time
from types import SimpleNamespace

import numpy as np
import pandas as pd

from agents.core import draws
from agents.core.parameter import Parameter
from experiments.vocabulary import Vocabulary
from model.scenario import BEHAVIOURS, Scenario

FAKE = "tests.unit.experiments_fake:FakeModel"
SLOW = "tests.unit.experiments_fake:SlowModel"
BROKEN = "tests.unit.experiments_fake:BrokenModel"


def words() -> Vocabulary:
    """A vocabulary with two policies and two parameters."""
    share = Parameter("second_chance.share", 0.05, 0.0, 0.2, "share", "catalogue", "catalogue", "most vulnerable")
    grant = Parameter("second_chance.grant_kr", 50000, 0, 1e6, "kr", "catalogue", "judgement", "moving grant")
    pool = Parameter("cooperative_letting.pool", 0.5, 0.0, 1.0, "share", "catalogue", "judgement", "pooled vacancies")
    base = Parameter("keys.base_rate", 0.104, 0.01, 0.5, "per year", "dst", "observational", "wish to move")
    rho = Parameter("name.memory", 0.35, 0.2, 0.6, "per year", "dst", "judgement", "reputation memory")
    return Vocabulary(
        places=("vollsmose", "vaerebro"),
        laws=("2010", "2015", "2018", "2021", "dated"),
        behaviours=tuple(BEHAVIOURS),
        policies={
            "second_chance": {"share": share, "grant_kr": grant},
            "cooperative_letting": {"pool": pool},
        },
        parameters={"keys.base_rate": base, "name.memory": rho},
    )


class FakeRecord:
    """Four tables that depend on the seed and on whether there is a policy."""

    def __init__(self, scenario: Scenario, years: object = None) -> None:
        self.scenario = scenario
        self.months = 0

    def series(self) -> pd.DataFrame:
        months = np.arange(self.months, dtype=np.int32)
        luck = draws.uniform(self.scenario.seed, "fake", 0, months.astype(np.uint64))
        effect = 0.1 * len(self.scenario.policies)
        rows = {
            ("share_vulnerable", "estate", "all"): 0.3 - effect + 0.01 * luck,
            ("in_movers", "estate", "all"): np.full(self.months, 10.0),
            ("in_movers", "estate", "vulnerable"): np.full(self.months, 3.0),
            ("persons", "municipality", "all"): np.full(self.months, 60000.0),
            ("turnover", "estate", "all"): luck,
            ("waiting_months", "estate", "ordinary"): np.full(self.months, 40.0),
        }
        parts = [
            pd.DataFrame({"month": months, "metric": metric, "unit": unit, "group": group, "value": values})
            for (metric, unit, group), values in rows.items()
        ]
        return pd.concat(parts, ignore_index=True)

    def cells(self) -> pd.DataFrame:
        return pd.DataFrame({"month": [0], "cell": ["100m_61_5"], "households": [4], "vulnerable": [1]})

    def flows(self) -> pd.DataFrame:
        return pd.DataFrame({"year": [2015], "origin_place": ["estate"], "destination_place": ["died"], "persons": [1]})

    def offers(self) -> pd.DataFrame:
        names = ["month", "dwelling", "order", "rule", "household", "outcome", "reason", "score", "waited_months"]
        return pd.DataFrame([(0, 3, 1, "internal list", 9, "accepted", "said yes", 1.0, 7)], columns=names)


class FakeModel:
    """Steps in no time."""

    pause = 0.0

    def __init__(self, scenario: Scenario, years: object = None) -> None:
        self.record = FakeRecord(scenario)
        self.world = SimpleNamespace(place=SimpleNamespace(checksum="abc"))
        self.phase_seconds = {"fake": 0.0}
        self.scenario = scenario

    def step(self) -> None:
        time.sleep(self.pause)
        self.record.months += 1


class SlowModel(FakeModel):
    """Takes long enough to be interrupted."""

    pause = 0.05


class BrokenModel(FakeModel):
    """Fails in the third month of seed 2."""

    def step(self) -> None:
        super().step()
        if self.scenario.seed == 2 and self.record.months == 3:
            raise ZeroDivisionError("no dwelling left")
