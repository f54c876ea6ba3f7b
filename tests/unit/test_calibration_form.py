"""Calibration files: what is read, what is refused and how, and the targets that are known."""

from __future__ import annotations

import pytest

from experiments.calibration import posterior
from experiments.calibration.form import from_toml
from experiments.calibration.targets import bundled
from experiments.errors import InputError
from experiments.study import outcome_keys
from experiments.vocabulary import vocabulary
from geodata import base_figures
from model.policies import discover
from tests.architecture import citations
from tests.unit.calibration_fake import text

SMALL = 'name = "x"\nsamples = 20\nfit = ["turnover"]\n[uncertainties]\n"moving.almene" = "range"\n'


def test_a_calibration_reads_back_as_the_same_value():
    asked = from_toml(text() + '[fixed]\n"moving.youth" = 0.45\n[tolerance]\nsecond = 1.5\n')
    assert asked.fit[1].tolerance == 1.5 and asked.fit[1].years == (2015,) and asked.fixed == (("moving.youth", 0.45),)
    assert from_toml(asked.as_toml()) == asked
    assert asked.hash != from_toml(text()).hash
    assert asked.runs == 30 + 2 * 30 + 2 * 30


@pytest.mark.parametrize("place", ["vaerebro", "vollsmose"])
def test_known_targets_are_kept_by_studies_have_an_error_and_a_source(place):
    keys = citations.entry_keys(citations.BIBLIOGRAPHY.read_text(encoding="utf-8"))
    found = bundled(place)
    assert {"turnover", "vacancy", "non_western"} <= found.keys()
    for name, one in found.items():
        assert one.outcome in outcome_keys.known(discover()), name
        assert one.variance > 0 and one.source in keys and one.grade, name
    known = next(one for one in base_figures.read(place) if one.figure == "turnover")
    assert found["turnover"].value == known.value
    assert found["turnover"].standard_error == pytest.approx((known.high - known.low) / 3.92, rel=1e-3)


def test_years_are_those_the_run_lives():
    assert bundled("vaerebro")["non_western"].horizons(36) == (1, 2, 3)
    assert bundled("vaerebro")["turnover"].horizons(30) == (1, 2)
    assert bundled("vaerebro")["population_2017"].horizons(36) == (3,)
    assert bundled("vaerebro")["couples_60"].first(36) == 1 and bundled("vaerebro")["turnover"].first(36) is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "x"', 'nam = "x"', r"'name' is missing; c.toml"),
        ('name = "x"', 'name = "x"\nwave = 2', "unknown key 'wave' .did you mean 'waves'..; allowed: name.*line 2"),
        ('"turnover"', '"turnovr"', "fit: target 'turnovr' is not known .did you mean 'turnover'.*line 3"),
        ('"turnover"', '"turnover", "turnover"', "'turnover' stands twice in fit: a target is.* once; c.toml line 3"),
        ('["turnover"]', '["turnover"]\ncheck = ["turnover"]', "'turnover' stands twice in fit and check"),
        ("samples = 20", "samples = 4", "samples = 4 is too few for 1 numbers?: at least 5"),
        ("samples = 20", "chance = 3", "chance = 3 is too small: at least 8; c.toml line 2"),
        ("samples = 20", 'place = "vaerebo"', r"place 'vaerebo' is not known \(did you mean 'vaerebro'\?\)"),
        ("samples = 20", "months = 24\n", "'population_2017': years 2017 are not all in 2015..2016, which 24"),
        ('"range"', '"range"\n[targets.turnover]\noutcome = "persons|estate|all"\nvalue = 1\nstandard_error = 1'
         '\nmeasure = "m"\nsource = "s"\ngrade = "recalled"\nyears = [2015]\nsince = 2015',
         "target 'turnover': since = 2015 is not before the years that count"),
        ('"range"', "[0.18, 0.09]", "moving.almene = .* min 0.18 is above max 0.09; c.toml line 5"),
        ("moving.almene", "moving.almen", "unknown parameter 'moving.almen' .did you mean 'moving.almene'"),
        ('"range"', '"range"\n[tolerance]\nvacancy = 1', "target 'vacancy' is not known.*allowed: turnover"),
        ('"range"', '"range"\n[targets.a]\noutcome = "persons|estate|all"', "'targets.a.value' is missing; a target"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said_in_one_line(old, new, message):
    wrong = SMALL.replace(old, new)
    if "population" in message:
        wrong = wrong.replace('"turnover"', '"population_2017"')
    with pytest.raises(InputError, match=message) as caught:
        from_toml(wrong, "c.toml")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("persons|estate|all", "person|estate|all", r"'second': unknown outcome 'person\|estate\|all' .did you"),
        ("standard_error = 5.0", "standard_error = 0", "target 'third': standard_error = 0 and no tolerance"),
        ("standard_error = 5.0", "standard_error = -1", "targets.third.standard_error = -1 is too small: at least 0"),
        ('scale = 100.0\nmeasure = "%"\nsource = "recalled"\ngrade = "recalled"',
         'measure = "%"\nsource = "recalled"\ngrade = "guess"', "target 'third': grade 'guess' is not known"),
    ],
)  # fmt: skip
def test_a_target_of_ones_own_is_checked(old, new, message):
    assert old in text()
    with pytest.raises(InputError, match=message):
        from_toml(text().replace(old, new))


@pytest.mark.parametrize("name", posterior.stored())
def test_what_is_shipped_can_be_read_and_names_numbers_of_the_model(name):
    found = posterior.read(name)
    assert set(found.sample.columns) <= vocabulary().parameters.keys()
    assert found.about["runs"] > 0 and found.about["targets"] and set(found.central) == set(found.sample.columns)
