"""What is kept of one run of an ensemble: its outcomes, its curves, and how the homes look at its end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboards import attributes
from dashboards.charts import Values
from dashboards.series import whole
from experiments import outcome_values
from experiments.outcomes import Outcome
from experiments.running import Job, Report, lived
from model.scenario import Scenario

PICTURES = ("vulnerability", "origin")
"""The attributes whose class codes are kept of every home."""


@dataclass(frozen=True, eq=False)
class Kept:
    """One run that has ended.

    `outcomes` are already scaled for showing; `curves` is `(charts.LINES, months)` as the model wrote them; `homes` one
    class code a home by attribute, uint8 `(n_estate,)`, after the last month.
    """

    scenario: Scenario
    outcomes: dict[Outcome, float]
    curves: Values
    homes: dict[str, NDArray[np.uint8]]


def keep(job: Job, report: Report) -> Kept:
    """Live a run and keep what the page shows of it."""
    model = lived(job, report)
    series = model.record.series()
    wanted = outcome_values.outcomes([series])
    values = outcome_values.measure(series, wanted)
    return Kept(
        job.scenario,
        {outcome: values[outcome.key] for outcome in wanted},
        whole(model.record, job.scenario.months).raw[:, : job.scenario.months],
        {name: attributes.by_name(name).classify(model.world) for name in PICTURES},
    )
