"""The wheel: sectors with a known answer, its table, and a picture of them."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from experiments.effects_run import run_missing, seed_by_seed, with_policies
from experiments.effects_store import StudyStore
from experiments.proposals import find
from experiments.wheel import wheel_of
from experiments.wheel_picture import SCALES, picture, scale_end
from experiments.zones import LOST, ZONES
from model.scenario import Scenario
from tests.unit.study_fake import FAKE, SHIFT

BASE, YEARS = Scenario(months=24), (1, 2)
CHANCE = find("second_chance")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Three pairs of the stand-in."""
    store = StudyStore(tmp_path_factory.mktemp("study"))
    questions = [BASE, with_policies(BASE, CHANCE.policies)]
    run_missing(store, seed_by_seed(questions, 1, 3), YEARS, workers=1, model=FAKE)
    return wheel_of(store, BASE, CHANCE, YEARS, range(1, 4))


def sector(wheel, zone: str, side: str):
    return next(one for one in wheel.sectors if (one.zone.key, one.side, one.year) == (zone, side, 2))


def test_a_zone_is_the_mean_of_its_measures_in_standard_units(wheel):
    # Home learning and agency in SD; strain in units of 0.5 as the stand-in says. More is better in all.
    assert sector(wheel, "family", "persons").pair.mean == pytest.approx((SHIFT + SHIFT / 0.5 + SHIFT) / 3)
    assert all(one.told and one.pair.mean > 0 and one.pair.n == 3 for one in wheel.sectors)


def test_every_zone_has_its_sides_at_every_horizon(wheel):
    sides = {(one.zone.key, one.side) for one in wheel.sectors}
    assert len(sides) == 2 * len(ZONES) - 1 and ("stigma", "persons") not in sides
    assert len(wheel.sectors) == 2 * len(sides)


def test_the_table_has_zones_and_below_them_their_measures(wheel):
    rows = wheel.rows(1)
    assert rows[0]["zone"] == "familie" and rows[1]["zone"] == "  læringsmiljøet i børns hjem"
    assert {"effect", "mcse", "low", "high", "pairs", "verdict"} <= rows[0].keys()
    alone = [row for row in rows if row["zone"] == "netværk og fællesskaber" and row["of"].startswith("beboerne")]
    assert len(alone) == 2, "one measure is not told twice"


def test_the_axis_is_never_so_short_that_small_looks_large(wheel):
    assert scale_end([]) == SCALES[0]
    largest = max(abs(value) for one in wheel.sectors for value in (one.pair.low, one.pair.high))
    assert scale_end(wheel.sectors) >= largest
    far = replace(wheel.sectors[0], pair=replace(wheel.sectors[0].pair, mean=9.0, low=math.nan, high=math.nan))
    assert scale_end([far]) == SCALES[-1]


@pytest.mark.parametrize("spoken", [0, 1])
def test_the_picture_names_place_proposal_runs_and_what_is_lost(wheel, spoken):
    unclear = replace(wheel.sectors[0].pair, low=-0.1, high=0.2, verdict="not distinguishable")
    mixed = replace(wheel, sectors=(replace(wheel.sectors[0], pair=unclear), *wheel.sectors[1:]))
    found = picture(mixed, "Værebro Park", spoken)
    again = picture(mixed, "Værebro Park", spoken)
    assert found.png.startswith(b"\x89PNG") and found == again, "the same bytes every time"
    told = found.svg.decode()
    # Letters are drawn; matplotlib keeps each text beside its drawing as a comment.
    for words in ("Second chance: Værebro Park", ("3 paired runs", "3 parrede kørsler")[spoken], LOST[spoken][:40]):
        assert words in told


def test_a_single_pair_has_no_interval_and_says_so(wheel):
    lone = tuple(replace(one, pair=replace(one.pair, low=math.nan, high=math.nan, n=1)) for one in wheel.sectors)
    assert b"so no interval" in picture(replace(wheel, pairs=1, sectors=lone), "Værebro Park").svg
