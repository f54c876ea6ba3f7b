"""Every seed takes a point of its own from a calibration, and all scenarios of a seed the same one."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
import tomli_w

from experiments.calibration import posterior, seeded
from experiments.calibration.seeded import settled, version_of
from experiments.cli_options import question
from experiments.comparing import replicated
from experiments.errors import InputError
from experiments.provenance import code_version
from experiments.running import Job, replicate
from experiments.scenario_file import from_toml, to_toml
from experiments.scenario_url import from_line, from_query, to_line, to_python, to_query
from experiments.store import Store
from model.estate_model import EstateModel
from model.scenario import Scenario
from tests.unit.experiments_fake import FakeModel

POINTS = 7
NUMBERS = ("moving.almene", "moving.lapse")


@pytest.fixture(autouse=True)
def kept(monkeypatch, tmp_path):
    """A stored posterior `tried` of seven different points, three of them twice."""
    values = np.linspace(0.0, 1.0, POINTS)
    sample = pd.DataFrame({NUMBERS[0]: 0.08 + 0.1 * values, NUMBERS[1]: 0.09 - 0.08 * values})
    folder = tmp_path / "stored"
    folder.mkdir()
    pd.concat([sample, sample.head(3)]).to_parquet(folder / "tried.parquet")
    about = {"place": "vaerebro", "numbers": {name: {} for name in NUMBERS}, "fixed": {"labour.loss": 0.003}}
    (folder / "tried.toml").write_text(tomli_w.dumps(about))
    monkeypatch.setattr(posterior, "STORED", folder)
    seeded._read.cache_clear()
    seeded._fingerprint.cache_clear()
    return folder


class Telling(FakeModel):
    """A model that writes down the numbers it was given."""

    def __init__(self, scenario: Scenario, years: object = None) -> None:
        super().__init__(scenario, years)
        told = [(0, name, "estate", "all", value) for name, value in scenario.parameters]
        columns = ["month", "metric", "unit", "group", "value"]
        self.record.series = lambda: pd.DataFrame(told, columns=columns)


ASKED = Scenario(months=2, posterior="tried")


def points(scenario: Scenario, seeds: range) -> list[tuple[float, ...]]:
    own = [dict(settled(scenario.with_seed(seed)).parameters) for seed in seeds]
    return [tuple(one[name] for name in NUMBERS) for one in own]


def test_seeds_take_every_point_once_before_one_comes_again():
    found = points(ASKED, range(3, 3 + 2 * POINTS))
    assert len(set(found[:POINTS])) == POINTS and found[:POINTS] == found[POINTS:]
    assert all(lapse == pytest.approx(0.09 - 0.8 * (almene - 0.08)) for almene, lapse in found), "fitted together"
    assert found[:POINTS] != sorted(found[:POINTS])


def test_scenarios_of_a_seed_share_its_point_and_what_was_held_fixed():
    other = Scenario(months=2, posterior="tried", policies=(("second_chance", ()),), law="2018")
    assert points(ASKED, range(POINTS)) == points(other, range(POINTS))
    one = settled(other.with_seed(4))
    assert one.posterior == "" and dict(one.parameters)["labour.loss"] == 0.003 and one.policies == other.policies
    assert settled(Scenario(seed=4)) == Scenario(seed=4)


def test_a_scenario_that_draws_is_the_same_value_in_every_form():
    asked = question(None, "vaerebro", None, None, None, None, None, 5, 2, 3, "tried")
    assert asked.scenario == Scenario(months=2, seed=5, posterior="tried")
    assert asked.scenario.hash != Scenario(months=2, seed=5).hash
    assert from_toml(to_toml(asked)) == asked == from_query(to_query(asked)) == from_line(to_line(asked))
    assert "posterior" not in to_python(from_toml("months = 2")) and "posterior='tried'" in to_python(asked)
    assert len({one.question for one in replicated([asked.scenario], 3)}) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('posterior = "tride"', "unknown posterior 'tride' (did you mean 'tried'?)"),
        (
            'place = "vollsmose"\nposterior = "tried"',
            "posterior = 'tried' is of vaerebro and the scenario of vollsmose",
        ),
        (
            'posterior = "tried"\n[parameters]\n"moving.lapse" = 0.05',
            "moving.lapse is drawn from the posterior 'tried'",
        ),
        ('posterior = "tried"\n[parameters]\n"labour.loss" = 0.004', "labour.loss is drawn from the posterior 'tried'"),
        ("posterior = 7", "posterior"),
    ],
)
def test_what_cannot_be_drawn_is_told_with_its_line(text, words):
    with pytest.raises(InputError, match=re.escape(words)) as told:
        from_toml(text, "asked.toml")
    assert "asked.toml" in str(told.value)


def test_a_model_is_never_given_a_scenario_whose_numbers_are_not_in():
    with pytest.raises(ValueError, match="put the numbers of seed 1 in first"):
        EstateModel(ASKED)


def test_runs_are_kept_under_what_was_asked_and_not_taken_for_those_of_another_sample(kept, tmp_path):
    store, asked = Store(tmp_path / "runs"), ASKED.with_seed(2)
    replicate(Job(asked, store.root, version_of("tried"), f"{__name__}:Telling"))
    assert store.finished(asked) and store.seeds(asked.question) == (2,) and store.scenario(asked.question, 2) == asked
    told = store.read(asked.question).series.set_index("metric")["value"]
    assert tuple(told[list(NUMBERS)]) == pytest.approx(points(ASKED, range(2, 3))[0])
    assert version_of("") == code_version() != version_of("tried")
    pd.read_parquet(kept / "tried.parquet").head(4).to_parquet(kept / "tried.parquet")
    seeded._fingerprint.cache_clear()
    with pytest.raises(InputError, match="was made by version"):
        store.finished(asked)
