"""A stand-in for the model whose answers are known: two figures that follow two numbers, and chance by seed."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd

from agents.core import draws
from model.scenario import Scenario

FAKE = "tests.unit.calibration_fake:StraightModel"
BROKEN = "tests.unit.calibration_fake:BrokenModel"
GROWING = "tests.unit.calibration_fake:GrowingModel"
LUCK, OWN_LUCK = 0.5, 0.1
"""Standard deviation of chance that all points share on a seed, and of chance that is each point's own."""

TEXT = """
name = "straight lines"
months = 12
replications = {replications}
chance = {chance}
waves = {waves}
samples = {samples}
fit = ["first", "second"]
check = ["third"]

[uncertainties]
"moving.almene" = "range"      # 0.08..0.18
"moving.lapse" = [0.01, 0.09]
"choice.avoidance" = "range"   # moves nothing here

[targets.first]
outcome = "turnover|estate|all"
value = 15.0
standard_error = 0.5
measure = "moves"
source = "recalled"
grade = "recalled"

[targets.second]
outcome = "persons|estate|all"
value = 5.0
standard_error = 0.5
measure = "persons"
source = "recalled"
grade = "recalled"
years = [2015]

[targets.third]
outcome = "order|estate|all"
value = 50.0
standard_error = 5.0
scale = 100.0
measure = "%"
source = "recalled"
grade = "recalled"
"""


def text(replications: int = 2, chance: int = 30, waves: int = 1, samples: int = 30) -> str:
    """A calibration of the stand-in."""
    return TEXT.format(replications=replications, chance=chance, waves=waves, samples=samples)


def expected(almene: float, lapse: float) -> tuple[float, float]:
    """What the two fitted figures are without chance: first = 100 almene + 50 lapse, second = 100 lapse."""
    return 100.0 * almene + 50.0 * lapse, 100.0 * lapse


class StraightModel:
    """Steps in no time; its figures are `expected` and luck."""

    def __init__(self, scenario: Scenario, years: object = None) -> None:
        self.scenario, self.record, self.world = scenario, self, SimpleNamespace()

    def step(self) -> None:
        return

    def series(self) -> pd.DataFrame:
        given = dict(self.scenario.parameters)
        almene, lapse = given.get("moving.almene", 0.135), given.get("moving.lapse", 0.035)
        who = np.arange(2, dtype=np.uint64)
        shared = LUCK * draws.normal(self.scenario.seed, "fake.shared", 0, who)
        own = OWN_LUCK * draws.normal(self.scenario.seed, "fake.own", int(1e6 * (almene + 10 * lapse)), who)
        first, second = np.array(expected(almene, lapse)) + shared + own
        rows = [(11, "turnover", "estate", "all", first), (11, "persons", "estate", "all", second),
                (11, "order", "estate", "all", 0.5)]  # fmt: skip
        return pd.DataFrame(rows, columns=["month", "metric", "unit", "group", "value"])

    def ledger(self) -> pd.DataFrame:
        return pd.DataFrame(columns=["year", "place", "cohort", "payer", "kind", "entry", "kr"])


class BrokenModel(StraightModel):
    """Fails where many move."""

    def step(self) -> None:
        if dict(self.scenario.parameters).get("moving.almene", 0.0) > 0.175:
            raise ZeroDivisionError("everybody has moved")


class GrowingModel(StraightModel):
    """All figures are three more in the second year."""

    def series(self) -> pd.DataFrame:
        first = super().series()
        return pd.concat([first, first.assign(month=23, value=first["value"] + 3.0)])
