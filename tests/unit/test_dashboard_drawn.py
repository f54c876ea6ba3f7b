"""Which calibration the page of many runs may draw its numbers from."""

from __future__ import annotations

from dashboards.replications import words
from dashboards.replications.drawn import by_hand, known, usable
from experiments.calibration.posterior import read
from model.scenario import Scenario

HOMES, FAMILIES = "vaerebro_2015_2017", "vaerebro_families_2015_2017"


def test_a_calibration_can_be_chosen_unless_one_of_its_own_numbers_is_set_by_hand():
    plain = (Scenario(place="vaerebro"),)
    assert {HOMES, FAMILIES} <= set(known("vaerebro")) and not {HOMES, FAMILIES} & set(known("vollsmose"))
    assert usable(HOMES, plain) == HOMES and usable(FAMILIES, plain) == FAMILIES
    moved = (*plain, Scenario(place="vaerebro", parameters=(("moving.almene", 0.1),)))
    assert by_hand(known("vaerebro"), moved) == ["moving.almene"]
    assert usable(HOMES, moved) == "" and usable(FAMILIES, moved) == FAMILIES
    both = (Scenario(place="vaerebro", parameters=(("choice.constant", 0.0),)),)
    assert usable(HOMES, both) == usable(FAMILIES, both) == "", "choice.constant was fitted twice"


def test_a_calibration_of_another_place_cannot_be_chosen():
    assert usable(HOMES, (Scenario(place="vollsmose"),)) == ""


def test_every_stored_calibration_has_a_danish_name():
    names = (*known("vaerebro"), *known("vollsmose"))
    english = {name: str(read(name).about["calibration"]) for name in names}
    assert set(words.CALIBRATIONS_DA) == set(names)
    for name, title in english.items():
        assert words.calibration("en", name, title) == title != words.calibration("da", name, title)
    assert words.calibration("da", "own", "my figures") == "my figures"
