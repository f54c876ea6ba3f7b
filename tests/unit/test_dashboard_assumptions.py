"""Every number is found, told with its source, and changed where it belongs."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dashboards import assumptions, text
from dashboards.asked import Asked
from dashboards.assumptions import Looked, assume, changed, find, groups
from dashboards.assumptions_words import GROUPS, INFLUENCED, WORDS
from dashboards.titles import scenario_title
from dashboards.views.assumptions import influence_text
from experiments.bibliography import entries, reference
from experiments.explain_danish import UNITS_DA
from model.parameters import registry
from model.policies import discover


def names(looked: Looked, asked: Asked = Asked(), language: str = "en") -> list[str]:  # noqa: B008
    return [one.name for _, ones in find(looked, asked, language) for one in ones]


def test_every_number_is_there_once_and_every_group_has_a_title_in_both_languages():
    assert sorted(names(Looked())) == sorted(registry())
    assert {group.name for group in groups() if not group.proposal} == set(GROUPS)
    assert next(group.name for group in groups() if group.proposal) == "magic_window"


def test_numbers_are_found_by_words_in_either_language_by_grade_and_by_what_was_done():
    assert "choice.avoidance" in names(Looked("origin avoid"))
    danish = discover()["second_chance"].title.da
    assert "second_chance.share" in names(Looked(danish), language="da")
    assert {registry()[name].grade for name in names(Looked(grade="law"))} == {"law"}
    asked = Asked(policies=("second_chance",), doses=(("second_chance.share", 0.06), ("magic_window.reach", 0.5)))
    assert names(Looked(changed=True), asked) == ["second_chance.share"], "a proposal that is off changes nothing"
    assert names(Looked(measured=True)) == sorted(assumptions.measured(), key=names(Looked()).index)
    assert names(Looked("no such number at all")) == []


def test_a_number_is_changed_where_it_belongs_and_never_beyond_its_range():
    own, dose = registry()["choice.avoidance"], registry()["second_chance.share"]
    asked = assume(assume(Asked(policies=("second_chance",)), own, 99.0), dose, -1.0)
    assert asked.parameters == ((own.name, own.high),) and asked.doses == ((dose.name, dose.low),)
    assert set(changed(asked)) == {own.name, dose.name}
    assert assume(asked, own, own.value).parameters == ()


@pytest.mark.parametrize(("language", "words"), [("en", "assumptions changed: 1"), ("da", "ændrede antagelser: 1")])
def test_a_scenario_says_that_assumptions_are_changed(language, words):
    asked = assume(Asked(), registry()["choice.avoidance"], 1.0)
    assert words in scenario_title(language, asked.scenario("vaerebro", 1))
    assert words not in scenario_title(language, Asked().scenario("vaerebro", 1))


def test_sources_are_told_in_full():
    for key, fields in entries().items():
        told = reference(key)
        assert all(fields[name] in told for name in ("journal", "url", "note") if name in fields), key
    for one in registry().values():
        assert reference(one.source)


def test_every_unit_has_a_danish_word_and_every_measured_outcome_words():
    assert {one.unit for one in registry().values()} - {""} <= set(UNITS_DA)
    outcomes = {row.outcome for rows in assumptions.measured().values() for row in rows}
    assert outcomes and outcomes <= set(INFLUENCED)


@pytest.mark.parametrize("language", ["en", "da"])
def test_influence_is_told_once_for_each_study(language):
    desk = SimpleNamespace(language=language, of=lambda pair: text.of(language, pair))
    told = [influence_text(desk, registry()[name]) for name in assumptions.measured()]
    assert told and all("|" not in one and "_" not in one and one.count("144") == 1 for one in told)
    other = next(one for name, one in registry().items() if name not in assumptions.measured())
    assert influence_text(desk, other) == text.of(language, WORDS["not_measured"])
