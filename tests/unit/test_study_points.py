"""Points ask what the study says: the same numbers in each combination of factors, on the same seeds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from experiments import scenario_file
from experiments.errors import InputError
from experiments.study.form import from_toml
from experiments.study.points import points, runs
from model.policies import conflicts, discover
from tests.unit.test_study_form import WORDS

STUDY = from_toml(
    """
name = "letting"
places = ["vaerebro", "vollsmose"]
behaviours = ["avoidance", "none"]
alternatives = ["base", "second_chance", "both"]
months = 24
years = [1, 2]
replications = 3
seed = 5
[levers]
"second_chance.share" = [0.02, 0.10]
[uncertainties]
"keys.base_rate" = [0.05, 0.2]
"cooperative_letting.pool" = "range"
[fixed]
"name.memory" = 0.5
[design]
kind = "lhs"
samples = 7
""",
    words=WORDS,
)
POINTS = points(STUDY, WORDS)


def test_every_combination_has_the_same_design():
    assert len(POINTS) == STUDY.size == 2 * 2 * 3 * 7
    assert [point.id for point in POINTS] == list(range(len(POINTS)))
    by_factors: dict[tuple[str, ...], list[object]] = {}
    for point in POINTS:
        factors = (point.place, point.behaviour, point.law, point.alternative)
        by_factors.setdefault(factors, []).append(point.values)
    assert len(by_factors) == 12
    assert {tuple(values) for values in by_factors.values()} == {STUDY.design_values()}


def test_a_scenario_asks_for_the_numbers_of_its_point():
    point = next(one for one in POINTS if one.alternative == "both" and one.place == "vollsmose")
    values = dict(point.values)
    assert point.scenario.as_dict() == {
        "place": "vollsmose",
        "law": "2015",
        "behaviour": "avoidance",
        "seed": 5,
        "months": 24,
        "policies": {
            "cooperative_letting": {"pool": values["cooperative_letting.pool"]},
            "second_chance": {"share": values["second_chance.share"]},
        },
        "parameters": {"keys.base_rate": values["keys.base_rate"], "name.memory": 0.5},
    }


def test_numbers_of_policies_that_are_off_make_no_other_question():
    for point in POINTS:
        assert (
            set(point.scenario.policy_names)
            == {
                "base": set(),
                "second_chance": {"second_chance"},
                "both": {"second_chance", "cooperative_letting"},
            }[point.alternative]
        )
    grid = from_toml(
        'name = "x"\nalternatives = ["base", "second_chance"]\n[levers]\nsecond_chance.share = "range"\n'
        "[design]\nkind = 'grid'\nlevels = 5\n",
        words=WORDS,
    )
    asked = [point.scenario.hash for point in points(grid, WORDS)]
    assert (len(asked), len(set(asked))) == (10, 1 + 5)


@pytest.mark.parametrize("point", POINTS[::11], ids=lambda point: str(point.id))
def test_a_scenario_of_a_point_is_one_that_a_file_can_ask_for(point):
    asked = scenario_file.from_dict(point.scenario.as_dict(), WORDS).scenario
    assert asked == point.scenario
    assert asked.hash == point.scenario.hash


def test_a_number_at_its_default_is_no_other_question():
    text = 'name = "x"\n[uncertainties]\nname.memory = "range"\n[design]\nkind = "list"\n[[design.points]]\n'
    (point,) = points(from_toml(text, words=WORDS), WORDS)
    assert point.values == (("name.memory", 0.35),)
    assert point.scenario.parameters == ()


def test_runs_go_through_all_points_on_one_seed_before_the_next():
    asked = list(runs(STUDY, POINTS))
    assert [scenario.seed for _, scenario in asked] == [seed for seed in (5, 6, 7) for _ in POINTS]
    assert [point for point, _ in asked] == [*POINTS] * 3
    assert len({scenario for _, scenario in asked}) == len({point.scenario for point in POINTS}) * 3


def test_points_are_the_same_from_what_a_study_writes_of_itself():
    assert points(from_toml(STUDY.as_toml(), words=WORDS), WORDS) == POINTS


def test_policies_that_replace_the_same_lever_are_refused_with_the_point(monkeypatch: pytest.MonkeyPatch):
    """They go together where one ends before the other begins, which a lever of the study may decide."""
    pair = ("cooperative_letting", "second_chance")
    rivals = {name: replace(discover()[name], replaces=("letting.order",)) for name in pair}
    monkeypatch.setattr(conflicts, "discover", lambda: rivals)
    study = from_toml(
        'name = "x"\nalternatives = ["second_chance", "second_chance+cooperative_letting"]\n'
        "[fixed]\ncooperative_letting.until_year = 2025\n"
        "[levers]\nsecond_chance.from_year = [2015, 2030]\n[design]\nkind = 'grid'\nlevels = 2\n"
    )
    said = r"alternative 'second_chance\+cooperative_letting' at second_chance.from_year = 2015: .* both replace"
    with pytest.raises(InputError, match=said):
        points(study)
    text = study.as_toml().replace("2015.0", "2028.0")
    assert len(points(from_toml(text))) == 4
