"""A scenario is the same value as a file, an address, a command line and a snippet; errors say where."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments import scenario_file, scenario_url
from experiments.errors import InputError
from experiments.scenario_file import MOST_SEED, Question, from_dict, from_toml, read, to_toml
from experiments.toml_text import line_of
from model.scenario import BEHAVIOURS, Scenario
from tests.unit.experiments_fake import words

WORDS = words()


@st.composite
def questions(draw: st.DrawFn) -> Question:
    policies = {}
    for name, doses in WORDS.policies.items():
        if draw(st.booleans()):
            policies[name] = draw(_numbers(doses))
    data = {
        "place": draw(st.sampled_from(WORDS.places)),
        "law": draw(st.sampled_from(WORDS.laws)),
        "behaviour": draw(st.sampled_from(BEHAVIOURS)),
        "seed": draw(st.integers(0, MOST_SEED)),
        "months": draw(st.integers(1, 600)),
        "replications": draw(st.integers(1, 1000)),
        "policies": policies,
        "parameters": draw(_numbers(WORDS.parameters)),
    }
    return from_dict(data, WORDS)


def _numbers(known):
    each = {name: st.floats(p.low, p.high) for name, p in known.items()}
    return st.fixed_dictionaries({}, optional=each)


@given(questions())
def test_every_form_reads_back_as_the_same_question(question):
    assert from_toml(to_toml(question), words=WORDS) == question
    assert scenario_url.from_query(scenario_url.to_query(question), WORDS) == question
    assert scenario_url.from_query("?" + scenario_url.to_query(question), WORDS) == question
    assert scenario_url.from_line(scenario_url.to_line(question), WORDS) == question
    assert scenario_url.from_python(scenario_url.to_python(question)) == question.scenario
    assert eval(scenario_url.to_python(question), {"Scenario": Scenario}) == question.scenario
    assert from_toml(to_toml(question), words=WORDS).scenario.hash == question.scenario.hash


def test_a_number_at_its_default_is_no_other_question():
    plain = from_toml("[policies.second_chance]\n", words=WORDS)
    spelt = from_toml("[policies.second_chance]\nshare = 0.05\n[parameters]\n'keys.base_rate' = 0.104", words=WORDS)
    assert plain == spelt
    assert plain.scenario.policies == (("second_chance", ()),)


def test_a_number_may_be_written_with_its_unit():
    assert from_toml("[parameters]\nkeys.base_rate = '0.2 per year'", words=WORDS) == from_toml(
        "[parameters]\nkeys.base_rate = 0.2", words=WORDS
    )


def test_whole_numbers_and_fractions_are_the_same_value():
    one = from_toml("[policies.cooperative_letting]\npool = 1", words=WORDS)
    other = from_toml("[policies.cooperative_letting]\npool = 1.0", words=WORDS)
    assert one.scenario.hash == other.scenario.hash


SCENARIO = """place = "vollsmose"
law = "2015"
months = 240

[policies.second_chance]
grant_kr = 40000
share = 0.5
"""

BAD = {
    SCENARIO: ("second_chance.share = 0.5 is outside 0..0.2", "source: catalogue", "scenario.toml line 7"),
    'place = "volsmose"': ("place = 'volsmose'", "did you mean 'vollsmose'?", "vaerebro", "line 1"),
    "# two lines\nlaw = '2016'": ("law = '2016'", "2010, 2015, 2018, 2021, dated", "line 2"),
    "law = 2015": ("law = 2015 is not a text in quotes", "line 1"),
    "behaviour = 'avoidence'": ("behaviour = 'avoidence'", "did you mean 'avoidance'?", "null"),
    "\nmonths = 0": ("months = 0 is outside 1..600", "line 2"),
    "months = 12.5": ("months = 12.5 is not a whole number",),
    "seed = true": ("seed = True is not a whole number",),
    "seed = -1": ("seed = -1 is outside 0..",),
    "replications = 100000": ("replications = 100000 is outside 1..1000",),
    "monhts = 3": ("unknown key 'monhts'", "did you mean 'months'?", "line 1"),
    "[policies.second_chanse]": ("unknown policy 'second_chanse'", "did you mean 'second_chance'?", "line 1"),
    "[policies.second_chance]\nshar = 0.1": (
        "policy second_chance has no parameter 'shar'",
        "'share'",
        "line 2",
    ),
    "policies.second_chance.share = 'x'": ("policies.second_chance.share = 'x' is not a number", "line 1"),
    "[policies.second_chance]\nshare = nan": ("second_chance.share = nan is not a number", "line 2"),
    "policies = 3": ("policies = 3 is not a table",),
    '[parameters]\n"keys.bas_rate" = 1': ("unknown parameter 'keys.bas_rate'", "'keys.base_rate'", "line 2"),
    "[parameters]\nkeys.base_rate = 0.9": ("keys.base_rate = 0.9 is outside 0.01..0.5", "line 2"),
    "[parameters.keys]\nbase_rate = '1'": ("parameters.keys.base_rate = '1' is not a number", "line 2"),
    "[parameters]\nkeys.base_rate = '0.1 per month'": ("its unit is 'per year', not 'per month'", "line 2"),
    "[parameters]\nkeys.base_rate = '0.9 per year'": ("keys.base_rate = 0.9 is outside 0.01..0.5", "line 2"),
    "parameters = 1": ("parameters = 1 is not a table",),
    '[parameters]\n"second_chance.share" = 0.1': ("belongs to the policy second_chance", "line 2"),
    "place = ": ("not valid TOML", "line 1"),
}


@pytest.mark.parametrize("text", BAD)
def test_a_wrong_file_is_refused_with_culprit_value_allowed_and_line(text):
    with pytest.raises(InputError) as caught:
        from_toml(text, "scenario.toml", WORDS)
    message = str(caught.value)
    for part in ("scenario.toml", *BAD[text]):
        assert part in message
    assert "\n" not in message


def test_a_missing_file_names_the_nearest(tmp_path: Path):
    (tmp_path / "vollsmose.toml").write_text('place = "vollsmose"')
    with pytest.raises(InputError, match=r"there is no such scenario file \(did you mean 'vollsmose.toml'\?\)"):
        read(tmp_path / "volsmose.toml", WORDS)
    assert read(tmp_path / "vollsmose.toml", WORDS).scenario.place == "vollsmose"


def test_a_file_that_is_not_text_is_refused(tmp_path: Path):
    (tmp_path / "map.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not a readable text file"):
        read(tmp_path / "map.toml", WORDS)


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("a = 1\nb = 2", ("b",), 2),
        ("[policies]\nsecond_chance = {share = 1}", ("policies", "second_chance", "share"), 2),
        ("[policies.'second_chance'] # note\n\n  share=1", ("policies", "second_chance", "share"), 3),
        ("policies.second_chance.share = 1", ("policies", "second_chance", "share"), 1),
        ('[parameters]\n"keys.base_rate" = 1', ("parameters", "keys.base_rate"), 2),
        ("# b = 1\nb = 1", ("b",), 2),
        ("a = 1", ("b",), None),
    ],
)
def test_the_line_of_a_key_is_found(text, path, line):
    assert line_of(text, path) == line


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ("plce=vollsmose", "unknown key 'plce'"),
        ("months=many", "months = 'many' is not a whole number"),
        ("policy=second_chance&policy.second_chance.share=lots", "'lots' is not a number"),
        ("policy.second_chance.share=0.1", "the policy 'second_chance' is not switched on"),
    ],
)
def test_a_wrong_address_is_refused(query, part):
    with pytest.raises(InputError, match=part):
        scenario_url.from_query(query, WORDS)


@pytest.mark.parametrize("snippet", ["Scenario(", "open('x')", "Scenario(colour='red')", "Scenario(place=open)"])
def test_a_snippet_that_is_no_scenario_is_refused_and_not_run(snippet):
    with pytest.raises(InputError, match="is not a Python scenario"):
        scenario_url.from_python(snippet)


def test_replications_take_the_next_seeds():
    question = from_dict({"seed": 7, "replications": 3}, WORDS)
    assert [scenario.seed for scenario in question.replicated] == [7, 8, 9]
    assert len({scenario.question for scenario in question.replicated}) == 1


def test_the_largest_seed_survives_a_browser():
    assert scenario_file.MOST_SEED == 2**53 - 1
