"""A stand-in for the model in studies: every measure of the zones and outcomes, moved by a known amount."""

from __future__ import annotations

import os
import time
from types import SimpleNamespace

import numpy as np
import pandas as pd

from agents.core import draws
from experiments.effects import MAIN_OUTCOMES
from experiments.effects_values import SPENT, VALUE
from experiments.measures import HUNDREDTHS, ONE, SHARE
from experiments.zones import ZONES
from model.scenario import Scenario

FAKE = "tests.unit.study_fake:StudyModel"
BROKEN = "tests.unit.study_fake:BrokenModel"
KILLED = "tests.unit.study_fake:KilledModel"
LEVEL, SHIFT, LUCK = 0.2, 0.04, 0.01
"""Every measure lies at 0.2 and a policy makes it 0.04 better; the luck of a seed is shared by base and policy."""
PROGRAMME_KR, TAXES_KR = 1e6, -3e6
"""Of each year: the programme's cost under a policy, and what the residents of the start pay."""

MEASURES = {
    one.key: one
    for one in (*(m for zone in ZONES for m in (*zone.persons, *zone.place)), *MAIN_OUTCOMES)
    if one.metric not in (VALUE, SPENT)
}


class StudyRecord:
    """The series and the account that a study reads."""

    def __init__(self, scenario: Scenario, years: object = None) -> None:
        self.scenario = scenario

    def series(self) -> pd.DataFrame:
        asked, rows = self.scenario, []
        for k, one in enumerate(MEASURES.values()):
            luck = LUCK * float(draws.uniform(asked.seed, "fake", 0, np.array([k], dtype=np.uint64))[0])
            scale = 100.0 if one.spread == HUNDREDTHS else 1.0
            value = scale * (LEVEL + luck + one.better * SHIFT * len(asked.policies))
            last = range(11, asked.months, 12)
            rows += [(month, one.metric, one.unit, one.group, value) for month in last]
            if one.spread not in (SHARE, HUNDREDTHS, ONE):
                rows += [(month, one.spread, one.unit, one.group, 0.5) for month in last]
        return pd.DataFrame(rows, columns=["month", "metric", "unit", "group", "value"])

    def ledger(self) -> pd.DataFrame:
        rows = []
        for year in range(2015, 2015 + self.scenario.months // 12):
            rows.append((year, "estate", "start", "state", "taxes", "income tax", TAXES_KR))
            rows.append((year, "elsewhere", "never", "state", "taxes", "income tax", 1e9))
            if self.scenario.policies:
                rows.append((year, "programme", "", "fund", "programme", "x", PROGRAMME_KR))
                rows.append((year, "programme", "", "municipality", "programme", "y", PROGRAMME_KR))
        return pd.DataFrame(rows, columns=["year", "place", "cohort", "payer", "kind", "entry", "kr"])


class StudyModel:
    """Steps in no time."""

    def __init__(self, scenario: Scenario, years: object = None) -> None:
        self.record, self.scenario = StudyRecord(scenario), scenario
        self.world = SimpleNamespace()

    def step(self) -> None:
        return


class BrokenModel(StudyModel):
    """Fails with a policy on seed 2."""

    def step(self) -> None:
        if self.scenario.seed == 2 and self.scenario.policies:
            raise ZeroDivisionError("nobody is left")


class KilledModel(StudyModel):
    """Kills its own process in seed 2, as a power cut would; takes its time."""

    def step(self) -> None:
        time.sleep(0.002)
        if self.scenario.seed == 2:
            os._exit(9)
