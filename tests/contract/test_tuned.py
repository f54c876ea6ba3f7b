"""No figure is met by a switch made for it: numbers set against figures say so, and are fitted to them in the open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from experiments.assumptions import page
from experiments.calibration import tuned
from experiments.calibration.form import read_calibration
from experiments.calibration.posterior import read, stored
from model.parameters import registry
from model.policies import discover

DOCS = Path(__file__).parents[2] / "docs"
TUNED = {name: one for name, one in registry().items() if one.tuned_to}
BY_EAR = re.compile(r"\bset (so that|to|as|with|by the|by language)\b|\bwith the next so that\b|\bset by hand\b")
"""Words of a number that was set against a figure without naming it."""


@pytest.fixture(scope="module")
def posteriors():
    return {name: read(name) for name in stored()}


@pytest.mark.parametrize("name", TUNED)
def test_a_number_set_against_figures_names_known_ones(name: str):
    targets = TUNED[name].tuned_to
    assert len(set(targets)) == len(targets)
    for target in targets:
        assert target in tuned.known(), f"{name} is set against '{target}', which is no known target"
        for one in tuned.known()[target].values():
            assert one.source and one.grade and one.variance > 0 and one.outcome.count("|") == 2


def test_no_number_of_the_model_says_in_passing_that_it_was_set_against_a_figure():
    told = [f"{name}: {one.meaning}" for name, one in registry().items() if BY_EAR.search(one.meaning)]
    assert told == [], "name the figure in tuned_to, or say that no series of a run shows it"


@pytest.mark.parametrize("name", TUNED)
def test_a_number_set_against_a_figure_was_fitted_to_it_and_is_in_the_store(name: str, posteriors):
    holding = [one for one in posteriors.values() if name in one.sample.columns]
    assert holding, f"{name} is in no stored posterior"
    fitted = {target for one in holding for target, met in one.about["targets"].items() if met["use"] == "fit"}
    assert fitted & set(TUNED[name].tuned_to), f"{name}: fitted to {sorted(fitted)}, but not to what it was set against"
    for one in holding:
        low, high = one.about["numbers"][name]["prior"]
        assert TUNED[name].low <= low <= TUNED[name].value <= high <= TUNED[name].high


@pytest.mark.parametrize("name", stored())
def test_only_numbers_of_the_model_are_fitted_and_no_proposal_no_lever_and_no_switch(name: str, posteriors):
    own = {parameter.name for policy in discover().values() for parameter in policy.parameters}
    numbers = {*posteriors[name].sample.columns, *posteriors[name].about["fixed"]}
    assert numbers <= registry().keys() and not numbers & own
    assert all(registry()[one].low < registry()[one].high for one in posteriors[name].sample.columns)


def test_no_proposal_has_a_number_set_against_a_figure():
    assert [one.name for policy in discover().values() for one in policy.parameters if one.tuned_to] == []


@pytest.mark.parametrize("name", stored())
def test_what_is_stored_was_asked_for_by_a_file_in_docs(name: str, posteriors):
    asked, about = read_calibration(DOCS / "calibrations" / f"{name}.toml"), posteriors[name].about
    assert about["calibration"] == asked.name and about["place"] == asked.place and about["months"] == asked.months
    assert set(about["numbers"]) == set(asked.names)
    for use, targets in (("fit", asked.fit), ("check", asked.check)):
        assert {target for target, one in about["targets"].items() if one["use"] == use} == {
            one.name for one in targets
        }
    for one in asked.targets:
        kept = about["targets"][one.name]
        assert (kept["value"], kept["standard_error"], kept["outcome"]) == (one.value, one.standard_error, one.outcome)


def test_every_calibration_in_docs_is_stored():
    assert {path.stem for path in (DOCS / "calibrations").glob("*.toml")} == set(stored())


def test_figures_have_words_in_both_languages_and_no_others_do():
    assert set(tuned.TITLES) == {target for one in TUNED.values() for target in one.tuned_to}
    for target in tuned.TITLES:
        english, danish = tuned.figure(target), tuned.figure(target, 1)
        assert english != danish and "±" in danish
    leaving = registry()["home.leave_from_18"]
    assert tuned.in_words(leaving, 1) == "alder ved at flytte hjemmefra, år: 22,65 ± 0,3"
    assert "Værebro Park 6 ± 0.36, Vollsmose 4.75 ± 0.36" in tuned.figure("grade_estate")
    assert tuned.in_words(registry()["mirror.chance"]) == ""


def test_the_table_of_assumptions_names_the_figures():
    row = next(row for row in page.rows() if row["name"] == "growth.home")
    assert row["tuned_to"] == list(registry()["growth.home"].tuned_to)
    text = page.page()
    line = next(line for line in text.splitlines() if line.startswith("| `growth.home` |"))
    assert "`grade_parents_unskilled`" in line
