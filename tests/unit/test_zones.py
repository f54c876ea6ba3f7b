"""Zones and their measures: standard units, signs, and what is done with a measure that is missing."""

from __future__ import annotations

import math

import numpy as np
import pytest

from experiments.measures import HUNDREDTHS, ONE, SHARE, Measure
from experiments.zones import LOST, PERSONS, PLACE, SIDES, UNIT, ZONES, mean_effect
from model.metrics import discover
from model.policies.policy import Text

WORD = Text("a", "b")


def measure(spread: str, better: int = 1) -> Measure:
    return Measure(WORD, "m", "estate", better, spread)


def runs(*values: float, spread: float = math.nan) -> list[dict[str, float]]:
    return [{"m|estate|all": value, "s|estate|all": spread} for value in values]


@pytest.mark.parametrize(
    ("spread", "unit"),
    [(SHARE, math.sqrt(0.2 * 0.8)), (ONE, 1.0), ("s", 0.5)],
)
def test_a_standard_unit_is_how_much_people_differ(spread, unit):
    assert measure(spread).standard_unit(runs(0.1, 0.3, spread=0.5)) == pytest.approx(unit)


def test_a_rate_per_hundred_is_a_share_of_a_hundred():
    assert measure(HUNDREDTHS).standard_unit(runs(20.0)) == pytest.approx(100 * math.sqrt(0.2 * 0.8))


@pytest.mark.parametrize("base", [runs(0.0), runs(1.0), runs(math.nan)])
def test_where_nobody_differs_there_is_no_unit(base):
    assert math.isnan(measure(SHARE).standard_unit(base))
    assert math.isnan(measure("s").standard_unit(base))


def test_less_of_what_is_worse_is_better():
    found = measure(SHARE, better=-1).effect(runs(0.2, 0.2), runs(0.1, 0.2))
    assert found == pytest.approx([0.1 / 0.4, 0.0])


def test_a_zone_is_the_mean_of_its_measures_run_by_run():
    one, other = measure(ONE), Measure(WORD, "n", "estate", -1, ONE)
    base = [{"m|estate|all": 0.0, "n|estate|all": 0.0}] * 2
    after = [{"m|estate|all": 0.4, "n|estate|all": 0.2}, {"m|estate|all": 0.0}]
    found = mean_effect([one, other], base, after)
    assert found[0] == pytest.approx((0.4 - 0.2) / 2)
    assert math.isnan(found[1]), "a pair that lacks a measure is no pair"


def test_a_measure_that_no_run_has_is_left_out():
    found = mean_effect([measure(ONE), Measure(WORD, "none", "estate", 1, ONE)], runs(0.0), runs(0.3))
    assert found == pytest.approx([0.3])
    assert np.isnan(mean_effect([Measure(WORD, "none", "estate", 1, ONE)], runs(0.0), runs(0.3))).all()


def test_six_zones_of_which_two_names_are_inferred():
    assert [zone.key for zone in ZONES] == ["family", "institutions", "work", "community", "outside", "stigma"]
    assert [zone.key for zone in ZONES if zone.inferred] == ["family", "institutions"]
    assert "inferred" in LOST.en and "udledt" in LOST.da


def test_every_measure_is_known_and_of_its_side():
    known = {*discover(), "reputation", "young_in_trouble"}
    for zone in ZONES:
        for side in SIDES:
            for one in zone.measures(side):
                assert one.metric in known and one.unit == UNIT[side] and one.better in (-1, 1)
                assert one.spread in (SHARE, ONE) or one.spread in known
                assert one.title.en and one.title.da
    assert all(zone.measures(PLACE) for zone in ZONES)
    assert [zone.key for zone in ZONES if not zone.measures(PERSONS)] == ["stigma"]
