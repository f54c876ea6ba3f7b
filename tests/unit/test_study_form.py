"""A study reads back as the same value; what is wrong in a file is said in one line with the place it stands."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.effects import MAIN_OUTCOMES
from experiments.effects_values import horizon_values
from experiments.errors import InputError
from experiments.running import Job, lived
from experiments.study import designs, outcome_keys
from experiments.study.form import KEYS, from_dict, from_toml, read_study
from experiments.study.value import Study
from experiments.vocabulary import Vocabulary
from experiments.zones import SIDES, ZONES
from model.policies import discover
from model.scenario import BEHAVIOURS, Scenario
from tests.unit.experiments_fake import words

WORDS = replace(words(), bundles={"both": ("cooperative_letting", "second_chance")})
PLAIN = 'name = "plain"\n'
LETTING = 'name = "letting"\nalternatives = ["base", "second_chance"]\n'
OUTCOMES = ("outside_work|start_estate|all", "reputation|estate|all")


@st.composite
def studies(draw: st.DrawFn) -> Study:
    months = draw(st.integers(12, 600))
    alternatives = ["base", "second_chance", "both"]
    levers = draw(_ranges({f"second_chance.{name}": p for name, p in WORDS.policies["second_chance"].items()}))
    uncertain = draw(_ranges(WORDS.parameters))
    data = {
        "name": draw(st.text(min_size=1)),
        "places": draw(_some(WORDS.places)),
        "laws": draw(_some(WORDS.laws)),
        "behaviours": draw(_some(BEHAVIOURS)),
        "alternatives": alternatives if levers else draw(_some(alternatives)),
        "months": months,
        "years": draw(st.lists(st.integers(1, months // 12), min_size=1, max_size=3, unique=True)),
        "replications": draw(st.integers(1, 1000)),
        "seed": draw(st.integers(0, 2**53 - 1000)),
        "outcomes": draw(st.lists(st.sampled_from(OUTCOMES), unique=True)),
        "levers": levers,
        "uncertainties": uncertain,
        "fixed": {} if "name.memory" in uncertain else draw(st.sampled_from([{}, {"name.memory": 0.5}])),
    }
    if levers or uncertain:
        data["design"] = draw(_designs({**levers, **uncertain}))
    return from_dict(data, WORDS)


def _some(allowed):
    return st.lists(st.sampled_from(list(allowed)), min_size=1, unique=True)


def _ranges(known):
    def of(one):
        ends = st.lists(st.floats(one.low, one.high), min_size=2, max_size=2, unique=True)
        return st.one_of(st.just("range"), ends.map(sorted))

    return st.fixed_dictionaries({}, optional={name: of(one) for name, one in known.items()})


def _designs(varied):
    points = [{}, {name: _low(name, given) for name, given in varied.items()}]
    return st.one_of(
        st.fixed_dictionaries({"kind": st.just("grid"), "levels": st.integers(2, 4)}),
        st.fixed_dictionaries({"kind": st.just("lhs"), "samples": st.integers(5, 40), "seed": st.integers(0, 99)}),
        st.fixed_dictionaries({"kind": st.just("sobol"), "samples": st.sampled_from([8, 16])}),
        st.fixed_dictionaries({"kind": st.just("morris"), "samples": st.integers(4, 9), "levels": st.just(6)}),
        st.just({"kind": "list", "points": points[1:]}),
    )


def _low(name, given):
    known = {**WORDS.parameters, **{one.name: one for group in WORDS.policies.values() for one in group.values()}}
    return known[name].low if given == "range" else given[0]


@settings(max_examples=60, deadline=None)
@given(studies())
def test_a_study_reads_back_as_the_same_value(study: Study):
    again = from_toml(study.as_toml(), words=WORDS)
    assert again == study
    assert again.hash == study.hash
    assert len(study.design_values()) == study.design_size
    assert len(set(study.seeds)) == study.replications


@settings(max_examples=60, deadline=None)
@given(studies())
def test_every_point_lies_inside_the_ranges(study: Study):
    for pairs in study.design_values():
        assert [name for name, _ in pairs] == [one.name for one in study.varied]
        assert all(one.low <= value <= one.high for one, (_, value) in zip(study.varied, pairs, strict=True))


def test_a_hash_is_the_same_in_another_process_and_changes_with_everything_a_study_says():
    text = LETTING + "[levers]\nsecond_chance.share = 'range'\n[design]\nkind = 'lhs'\nsamples = 8\n"
    study = from_toml(text, words=WORDS)
    code = (
        "from experiments.study.form import from_toml\nfrom tests.unit.experiments_fake import words\n"
        f"print(from_toml({study.as_toml()!r}, words=words()).hash)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert told.stdout.strip() == study.hash, told.stderr
    others = [text.replace(*change) for change in (
        ("letting", "other"), ('"base", ', ""), ("'range'", "[0.0, 0.1]"), ("'lhs'", "'grid'"), ("= 8", "= 9"),
    )]  # fmt: skip
    others += [f"{key} = {value}\n{text}" for key, value in {
        "places": "['vollsmose']", "behaviours": "['none']", "laws": "['2010']", "months": 120, "years": "[3]",
        "replications": 5, "seed": 2, "outcomes": "['reputation|estate|all']",
    }.items()]  # fmt: skip
    others += [text + "seed = 2\n", text + "[fixed]\nname.memory = 0.5\n"]
    hashes = {from_toml(other, words=WORDS).hash for other in [text, *others]}
    assert len(hashes) == 1 + len(others)


def test_what_a_design_does_not_use_and_what_equals_a_default_make_no_other_study():
    ranged = LETTING + "[levers]\nsecond_chance.share = {}\n[design]\nkind = 'grid'\nlevels = 3\n"
    same = ranged.format("[0.0, 0.2]") + "samples = 64\nseed = 9\n[fixed]\nname.memory = 0.35\n"
    assert from_toml(ranged.format("'range'"), words=WORDS) == from_toml(same, words=WORDS)


def test_a_study_without_numbers_has_a_point_for_each_combination():
    study = from_toml('name = "laws"\nlaws = ["2010", "2015"]\nbehaviours = ["none", "flight"]', words=WORDS)
    assert (study.size, study.design, study.years) == (4, None, (20,))


def test_a_group_gives_every_number_that_is_not_named_by_itself():
    tables = '[levers]\n"second_chance.*" = "range"\n[fixed]\n"second_chance.share" = 0.1\n'
    study = from_toml(LETTING + tables + "[design]\nkind = 'grid'\n", words=WORDS)
    assert [one.name for one in study.levers] == ["second_chance.grant_kr"]
    assert study.fixed == (("second_chance.share", 0.1),)


def test_ends_of_a_range_may_be_written_with_their_unit():
    text = PLAIN + "[uncertainties]\n'keys.base_rate' = {}\n[design]\nkind = 'grid'\n"
    written = from_toml(text.format("['0.05 per year', '0.2 per year']"), words=WORDS)
    assert written == from_toml(text.format("[0.05, 0.2]"), words=WORDS)


def test_a_listed_point_takes_defaults_where_it_says_nothing():
    text = """name = "points"
[uncertainties]
"keys.base_rate" = "range"
"name.memory" = "range"
[design]
kind = "list"
[[design.points]]
"name.memory" = 0.5
[[design.points]]
name.memory = 0.5
keys.base_rate = 0.2
"""
    assert from_toml(text, words=WORDS).design_values() == (
        (("keys.base_rate", 0.104), ("name.memory", 0.5)),
        (("keys.base_rate", 0.2), ("name.memory", 0.5)),
    )


LEVER = LETTING + "[levers]\nsecond_chance.share = [0.02, 0.10]\n"
POINT = LEVER + "[design]\nkind = 'list'\n[[design.points]]\n[[design.points]]\nsecond_chance.share = {}\n"
BAD = {
    "places = ['vaerebro']": ("'name' is missing",),
    "name = ''": ("name is empty", "line 1"),
    "name = 3": ("name = 3 is not a text in quotes", "line 1"),
    PLAIN + "replicatons = 3": ("unknown key 'replicatons'", "did you mean 'replications'?", "line 2"),
    PLAIN + "places = 'vaerebro'": ("places = 'vaerebro' is not a list such as", "line 2"),
    PLAIN + "places = []": ("places is empty", "line 2"),
    PLAIN + "places = ['vaerbro']": ("unknown place 'vaerbro'", "did you mean 'vaerebro'?", "vollsmose", "line 2"),
    PLAIN + "laws = [2015]": ("an entry of laws = 2015 is not a text in quotes", "line 2"),
    PLAIN + "laws = ['2015', '2015']": ("laws: '2015' stands there twice", "line 2"),
    PLAIN + "behaviours = ['avoidence']": ("unknown behaviour 'avoidence'", "'avoidance'", "null", "line 2"),
    PLAIN + "outcomes = ['reputaton|estate|all']": ("unknown outcome", "'reputation|estate|all'", "list values"),
    PLAIN + "alternatives = ['second_chanse']": ("unknown policy 'second_chanse'", "'second_chance'", "line 2"),
    PLAIN + "alternatives = ['base+second_chance']": ("'base' stands alone", "line 2"),
    PLAIN + "alternatives = ['both', 'second_chance + cooperative_letting']": ("are the same policies", "line 2"),
    PLAIN + "months = 6": ("months = 6 is too small: at least 12", "line 2"),
    PLAIN + "months = 24\nyears = [3]": ("years: 3 is outside 1..2 (months = 24 are 2 whole years)", "line 3"),
    PLAIN + "years = [5, 5]": ("a year stands there twice", "line 2"),
    PLAIN + "years = 5": ("years = 5 is not a list such as [5, 20]", "line 2"),
    PLAIN + "replications = 0": ("replications = 0 is too small: at least 1", "line 2"),
    PLAIN + "replications = 2.5": ("replications = 2.5 is not a whole number", "line 2"),
    PLAIN + "seed = -1": ("seed = -1 is too small: at least 0", "line 2"),
    PLAIN + "seed = 9007199254740991": ("leaves no 4 seeds", "line 2"),
    PLAIN + "[levers]\n'name.memory' = 'range'": ("belongs to no policy", "[uncertainties]", "line 3"),
    PLAIN + "[levers]\n'second_chance.share' = 'range'": (
        "belongs to the policy second_chance, which is in none of the alternatives", "line 3",
    ),
    PLAIN + "[uncertainties]\n'nam.memory' = 'range'": ("unknown parameter", "did you mean 'name.memory'?", "line 3"),
    PLAIN + "[uncertainties]\n'nam.*' = 'range'": ("no number is called 'nam.*'", "'name.*'", "line 3"),
    PLAIN + "[uncertainties]\n'name.*' = [0, 1]": ("a group is varied by its own ranges, 'range'", "line 3"),
    PLAIN + "[uncertainties]\nname.memory = [0.5, 0.3]": ("min 0.5 is above max 0.3", "line 3"),
    PLAIN + "[uncertainties]\nname.memory = [0.5, 0.5]": ("is an empty range", "0.2..0.6 per year", "[fixed]"),
    PLAIN + "[uncertainties]\nname.memory = [0.5]": ("is not a range: write [low, high] or 'range'", "line 3"),
    PLAIN + "[uncertainties]\nname.memory = 0.5": ("is not a range", "line 3"),
    PLAIN + "[uncertainties]\nname.memory = 'wide'": ("is not a range", "line 3"),
    PLAIN + "[uncertainties]\nname.memory = [0.3, true]": ("name.memory = True is not a number", "line 3"),
    PLAIN + "[uncertainties]\nname.memory = [0.3, 'x']": ("name.memory = 'x' is not a number", "line 3"),
    PLAIN + "[uncertainties]\nname.memory = [0.3, 'x per year']": ("= 'x per year' is not a number", "line 3"),
    PLAIN + "[uncertainties]\nname.memory = [0.3, '0.5 a month']": ("its unit is 'per year'", "line 3"),
    PLAIN + f"[uncertainties]\nname.memory = [0.3, 1{'0' * 400}]": ("name.memory", "so many digits", "line 3"),
    PLAIN + "[uncertainties]\nname.memory = [0.3, nan]": ("name.memory = nan is not a number", "line 3"),
    PLAIN + "[uncertainties]\nname.memory = [0.1, 0.3]": ("name.memory = 0.1 is outside 0.2..0.6", "line 3"),
    PLAIN + "[uncertainties]\nname.memory = 'range'\n[fixed]\nname.memory = 0.3": (
        "stands in [uncertainties] and in [fixed]", "line 5",
    ),
    PLAIN + "uncertainties = 3": ("uncertainties = 3 is not a table such as [uncertainties]", "line 2"),
    PLAIN + "[fixed]\nname.memory = [0.3]": ("fixed.name.memory = [0.3] is not a number", "line 3"),
    PLAIN + "[fixed]\nname.memory = 0.9": ("name.memory = 0.9 is outside 0.2..0.6", "line 3"),
    LEVER: ("1 number to vary (second_chance.share) and no [design]",),
    PLAIN + "[design]\nkind = 'grid'": ("a [design] and nothing to vary", "line 2"),
    LEVER + "[design]\nsamples = 8": ("'design.kind' is missing: say one of grid, lhs", "line 5"),
    LEVER + "[design]\nkind = 'latin'": ("design.kind = 'latin' is not known", "grid, lhs, sobol", "line 6"),
    LEVER + "[design]\nkind = 'lhs'": ("design.samples is missing", "line 6"),
    LEVER + "[design]\nkind = 'lhs'\nsamples = '8'": ("design.samples = '8' is not a whole number", "line 7"),
    LEVER + "[design]\nkind = 'lhs'\nsample = 8": ("unknown key 'design.sample'", "'samples'", "line 7"),
    LEVER + "[design]\nkind = 'lhs'\nsamples = 1": ("design.samples = 1 is too small a design: at least 2", "line 7"),
    LEVER + "[design]\nkind = 'sobol'\nsamples = 100": ("not a power of two", "take 64 or 128", "line 7"),
    LEVER + "[design]\nkind = 'sobol'\nsamples = 4": ("too small a design: at least 8", "line 7"),
    LEVER + "[design]\nkind = 'morris'\nsamples = 2": ("too small a design: at least 4", "line 7"),
    LEVER + "[design]\nkind = 'morris'\nsamples = 9\nlevels = 5": ("levels = 5 is odd", "take 4 or 6", "line 8"),
    LEVER + "[design]\nkind = 'grid'\nlevels = 1": ("levels = 1 is too small a design", "line 7"),
    LEVER + "[design]\nkind = 'lhs'\nsamples = 8\npoints = [{}]": ("points are for kind = 'list'", "line 8"),
    LEVER + "[design]\nkind = 'list'": ("a list design without points", "line 6"),
    LEVER + "[design]\nkind = 'list'\npoints = 3": ("design.points = 3 is not a list", "line 7"),
    POINT.format(0.2): ("point 2: second_chance.share = 0.2 is outside 0.02..0.1, the range of this study", "line 9"),
    POINT.format(0.05): ("points 1 and 2 are the same", "line 8"),
    POINT.replace("share = {}", "grant_kr = 1"): ("point 2: 'second_chance.grant_kr' is not a varied number", "line 9"),
    POINT.format("'x'"): ("is not a number", "line 9"),
    LETTING + "[levers]\n'second_chance.*' = 'range'\n[uncertainties]\n'keys.*' = 'range'\n[design]\nkind = 'grid'\n"
    "levels = 60": ("432,000 points, more than 100,000",),
    "name = ": ("not valid TOML", "line 1"),
}  # fmt: skip


@pytest.mark.parametrize("text", BAD)
def test_a_wrong_study_is_refused_with_culprit_value_allowed_and_line(text: str):
    with pytest.raises(InputError) as caught:
        from_toml(text, "STUDY.toml", WORDS)
    message = str(caught.value)
    for part in ("STUDY.toml", *BAD[text]):
        assert part in message
    assert "\n" not in message


ANYTHING = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.datetimes(),
        st.sampled_from(["", "range", "base", "lhs", "list", "name.*", ".*", "name.memory", "second_chance", "+", "é"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["kind", "points", "samples", "name", "memory", "name.memory", "x", ""]), inner
        ),
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(st.fixed_dictionaries({"name": st.just("x")}, optional=dict.fromkeys(KEYS[1:], ANYTHING)))
def test_whatever_stands_in_a_file_it_is_a_study_or_one_line(data):
    try:
        assert isinstance(from_dict(data, WORDS), Study)
    except InputError as error:
        assert "\n" not in str(error)


@settings(max_examples=150, deadline=None)
@given(
    ANYTHING,
    st.sampled_from([("uncertainties", "name.memory"), ("uncertainties", "name.*"), ("fixed", "name.memory"),
                     ("design", "kind"), ("design", "points"), ("design", "samples"), ("design", "levels")]),
)  # fmt: skip
def test_whatever_a_number_is_said_to_be_it_is_a_study_or_one_line(value, key):
    design = {"kind": "lhs", "samples": 8}
    data = {"name": "x", "uncertainties": {"keys.base_rate": "range"}, "design": design}
    table, entry = key
    try:
        assert isinstance(from_dict(data | {table: {**data.get(table, {}), entry: value}}, WORDS), Study)
    except InputError as error:
        assert "\n" not in str(error)


def test_a_group_cannot_be_chosen_and_uncertain():
    tables = '[levers]\n"second_chance.*" = "range"\n[uncertainties]\n"second_chance.*" = "range"\n'
    with pytest.raises(InputError, match=r"second_chance.grant_kr stands in \[levers\] and in \[uncertainties\]"):
        from_toml(LETTING + tables, words=WORDS)


def test_a_missing_file_names_the_nearest(tmp_path: Path):
    (tmp_path / "avoidance.toml").write_text(PLAIN)
    with pytest.raises(InputError, match=r"there is no such study file \(did you mean 'avoidance.toml'\?\)"):
        read_study(tmp_path / "avoidence.toml", WORDS)
    assert read_study(tmp_path / "avoidance.toml", WORDS).name == "plain"


def test_the_words_of_the_program_are_known():
    study = from_toml(
        'name = "real"\nalternatives = ["theme_5"]\n[levers]\n"second_chance.share" = "range"\n[uncertainties]\n'
        '"choice.*" = "range"\n[design]\nkind = "morris"\nsamples = 8\n'
    )
    assert study.levers[0].high > study.levers[0].low
    assert all(one.name.startswith("choice.") for one in study.uncertainties)


def test_outcomes_are_what_a_run_writes_down():
    known = set(outcome_keys.known(discover()))
    found = _kept(Scenario(months=12))
    assert found <= known
    measures = [*MAIN_OUTCOMES, *(one for zone in ZONES for side in SIDES for one in zone.measures(side))]
    assert {one.key for one in measures} <= known
    # Proposals count what others do not; everything else that is allowed is written in the first year already.
    rare = {key for key in known - found if "taking part" in key or key.split("|")[0] in outcome_keys.COUNTED}
    rules = {f"{metric}|estate|{rule}" for metric in ("waiting_months", "lettings") for rule in outcome_keys.RULES}
    assert {key for key in known - found - rare - rules if "present_" not in key} == set()


@pytest.mark.slow
@pytest.mark.parametrize("place", ["vaerebro", "vollsmose"])
def test_outcomes_are_what_a_run_of_all_proposals_writes_down(place: str):
    everything = tuple((name, ()) for name in discover())
    assert _kept(Scenario(place=place, months=24, policies=everything)) <= set(outcome_keys.known(discover()))


def _kept(scenario: Scenario) -> set[str]:
    model = lived(Job(scenario, Path(), ""))
    kept = horizon_values(model.record.series(), model.record.ledger(), range(1, scenario.months // 12 + 1))
    return {key for values in kept.values() for key in values}


def test_kinds_are_all_described():
    assert set(designs.MEANINGS) == set(designs.USES) == set(designs.KINDS)


def test_words_of_a_vocabulary_are_enough():
    bare = Vocabulary(("here",), ("2015",), ("avoidance",), {}, {})
    assert from_toml('name = "x"\nplaces = ["here"]', words=bare).size == 1
