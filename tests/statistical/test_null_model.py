"""With every preference term zero and no policy, segregation stays where chance puts it; with them it does not."""

from __future__ import annotations

import pandas as pd
import pytest

from model.estate_model import EstateModel
from model.scenario import Scenario

INDICES = ("dissimilarity", "isolation", "theil_h")


def bands(behaviour: str, months: int, seed: int) -> pd.DataFrame:
    """Every index of the last year with its chance band: columns value, expected, low, high, corrected."""
    series = (
        EstateModel(Scenario(place="vaerebro", behaviour=behaviour, months=months, seed=seed)).run().record.series()
    )
    last = series[series.month == months - 1]
    split = last.metric.str.split(".", expand=True)
    last = last.assign(index=split[0], part=split[1].fillna("value"))
    wide = last[last["index"].isin(INDICES)].pivot_table(
        index=["index", "unit", "group"], columns="part", values="value"
    )
    return wide.assign(outside=(wide.value < wide.low) | (wide.value > wide.high))


def test_the_null_model_stays_inside_its_chance_band() -> None:
    """Eighteen indices, each outside its 95 % band one time in twenty, and correlated: four or fewer may stray."""
    found = bands("null", 36, seed=11)
    assert len(found) == 18
    assert found.outside.sum() <= 4
    assert found.corrected.abs().max() < 0.05


@pytest.mark.slow
def test_over_many_seeds_the_null_model_strays_no_more_than_chance() -> None:
    """Over ten seeds and ten years the share outside a 95 % band stays below 15 %: 180 correlated looks at 5 % each."""
    found = pd.concat([bands("null", 120, seed) for seed in range(10)])
    assert found.outside.mean() < 0.15
    assert abs(found.corrected.mean()) < 0.01


def test_real_choices_are_told_apart_from_chance() -> None:
    """The test has power: with preferences, tenure and prices almost every index lies outside its band."""
    found = bands("avoidance", 12, seed=11)
    assert found.outside.mean() > 0.8
