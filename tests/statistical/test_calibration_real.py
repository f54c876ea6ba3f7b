"""The real model calibrated to itself: known numbers are found again as often as the intervals say."""

from __future__ import annotations

import pytest

from experiments.calibration.coverage import counted, coverage
from experiments.calibration.form import from_toml
from experiments.calibration.runs import Runner
from experiments.study.store import RunStore
from experiments.study.where import Processes

TEXT = """
name = "the model to itself"
months = 12
replications = 2
chance = 8
waves = 1
samples = 16
fit = ["moves", "vacant", "population"]

[uncertainties]
"moving.almene" = "range"
"arrivals.rate" = "range"
"name.speed" = "range"     # says nothing within a year

[targets]
moves = { outcome = "turnover|estate|all", value = 9, standard_error = 0.2, measure = "moves", source = "judgement", grade = "judgement" }
vacant = { outcome = "vacancy_rate|municipality|all", value = 0.01, standard_error = 0.0005, measure = "share", source = "judgement", grade = "judgement" }
population = { outcome = "arrivals|municipality|all", value = 300, standard_error = 5, measure = "a month", source = "judgement", grade = "judgement" }
"""  # noqa: E501
CASES = 6


@pytest.mark.slow
def test_known_numbers_of_the_model_are_found_again(tmp_path):
    tried = coverage(from_toml(TEXT), Runner(RunStore(tmp_path / "runs"), Processes()), CASES)
    rows = counted(tried)
    assert tried.runs == 8 + 2 * 16 + CASES
    # 18 truths: 4 or more outside honest 95 % intervals once in a hundred tests, 8 or more outside 80 % ones as seldom.
    assert sum(one.held for one in rows if one.level == 0.95) >= 15
    assert sum(one.held for one in rows if one.level == 0.8) >= 11
    almene, arrivals, speed = tried.widths.mean(axis=0)
    assert almene < 0.75 and arrivals < 0.75 and speed > 0.85
