"""A short run of all proposals keeps its numbers; when it must not, the change log says so and why.

To renew after a wanted change: `python -m tests.golden.test_golden_run`, with a "Results change" entry in CHANGELOG.md.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from model.estate_model import EstateModel
from model.policies import discover
from model.scenario import Scenario
from tests.worlds import at_once

GOLDEN = Path(__file__).with_name("vaerebro_18_months.json")
SCENARIO = Scenario(place="vaerebro", policies=tuple(at_once(name) for name in discover()), seed=2015, months=18)
METRICS = (
    "households", "persons", "children", "share_vulnerable", "share_non_western", "share_outside_work", "mean_income",
    "reputation", "in_movers", "out_movers", "lettings", "refusals", "assigned_waiting", "dissimilarity", "cost_kr",
)  # fmt: skip


def measured() -> dict[str, float]:
    """The chosen series of the last month, by 'metric unit group'."""
    series = EstateModel(SCENARIO).run().record.series()
    last = series[
        series.metric.isin(METRICS)
        & (series.month == series.groupby(["metric", "unit", "group"]).month.transform("max"))
    ]
    return {f"{row.metric} | {row.unit} | {row.group}": row.value for row in last.itertuples()}


def test_the_golden_run_keeps_its_numbers() -> None:
    """Counts to the unit; shares and sums to 1e-6, since machines round exponentials differently in the last bits."""
    golden, found = json.loads(GOLDEN.read_text(encoding="utf-8")), measured()
    assert found.keys() == golden.keys()
    for name, value in golden.items():
        assert found[name] == pytest.approx(value, rel=1e-6, nan_ok=True), name


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(measured(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
