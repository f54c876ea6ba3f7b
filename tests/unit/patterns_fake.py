"""A pattern and runs made by hand, for tests of the bank."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.validation.form import BASE, Measured, Need, Part, Pattern, Planned, Runs
from experiments.validation.measure import each, level
from experiments.validation.runs import SERIES, place_of
from experiments.validation.watches import WATCHES
from model.policies.policy import Text
from model.scenario import Scenario

SCENARIO = Scenario(months=24)


def measure(runs: Runs) -> Measured:
    """The share, in per cent."""
    return {"share": each(runs[BASE], level("share", scale=100.0))}


def pattern(low: float = 20.0, high: float = 30.0, *, open_: bool = False, **changes: Any) -> Pattern:
    """A share of the estate, expected in a range."""
    known: dict[str, Any] = {
        "name": "a_share", "title": Text("A share", "En andel"), "claim": Text("It is.", "Den er."),
        "source": "judgement", "grade": "judgement", "kind": "figure", "needs": (Need(BASE, SCENARIO, 3),),
        "parts": {"share": Part(Text("share", "andel"), low, high, "%", "made up", open=open_)}, "measure": measure,
    }  # fmt: skip
    return Pattern(**{**known, **changes})


def write_runs(root: Path, values: list[float], scenario: Scenario = SCENARIO, **tables: list[pd.DataFrame]) -> None:
    """A finished run for each value of the share, on seeds from 1; watched tables are empty unless given."""
    for k, value in enumerate(values):
        place = place_of(root, Planned(scenario.with_seed(k + 1)))
        place.mkdir(parents=True)
        months = np.arange(scenario.months)
        series = {"month": months, "metric": "share", "unit": "estate", "group": "all", "value": value}
        pd.DataFrame(series).to_parquet(place / f"{SERIES}.parquet")
        for name in WATCHES:
            table = tables[name][k] if name in tables else pd.DataFrame()
            table.to_parquet(place / f"{name}.parquet")
