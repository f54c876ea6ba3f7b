"""Asking from Python: what `run` and `compare` give is what the commands give, kept in the same folder."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import experiments
from experiments import Answer, Scenario, compare, run
from experiments.cli import run as command
from experiments.errors import InputError

TODAY = Scenario(place="vaerebro", months=12)
CHANCE = TODAY.but(policies="second_chance")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("results")


@pytest.fixture(scope="module")
def answer(folder) -> Answer:
    return compare(TODAY, CHANCE, replications=2, folder=folder, workers=1, quiet=True)


def test_the_commands_find_what_a_notebook_ran_and_the_other_way_round(folder, answer, capsys):
    files = {path: path.stat().st_mtime_ns for path in folder.rglob("run.json")}
    assert len(files) == 4
    asked = ["compare", "--place", "vaerebro", "--months", "12", "-n", "2", "--policy", "second_chance"]
    assert command([*asked, "-o", str(folder), "--json"]) == 0
    assert run(TODAY, 2, folder=folder, workers=1).seeds == (1, 2)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("run.json")} == files
    assert '"difference"' in capsys.readouterr().out


def test_tables_are_of_every_run(answer):
    assert list(answer.scenarios) == ["today's rules", "second chance"]
    assert list(answer.scenarios.values()) == [TODAY, CHANCE]
    runs = answer.series.groupby(["scenario", "seed"]).size()
    assert sorted(runs.index) == sorted((name, seed) for name in answer.scenarios for seed in (1, 2))
    for table in (answer.offers, answer.flows, answer.outcomes, answer.curves):
        assert isinstance(table, pd.DataFrame) and set(table["scenario"]) == set(answer.scenarios)


def test_cells_are_a_map_whose_differences_are_of_the_same_seeds(answer):
    cells = answer.cells
    assert isinstance(cells, gpd.GeoDataFrame) and cells.crs.to_epsg() == 25832
    base, treated = (cells[cells["scenario"] == name].set_index("cell") for name in answer.scenarios)
    assert (base.area == 10_000.0).all() and base["difference"].isna().all()
    lived_in = treated["households"] >= 5
    by_hand = treated["share_vulnerable"] - base["share_vulnerable"]
    np.testing.assert_allclose(treated["difference"][lived_in], by_hand[lived_in], atol=1e-12)
    kept = answer.found.base.cells
    homes = kept[kept["month"] == kept["month"].max()]["households"].sum() / 2
    assert base["households"].sum() == pytest.approx(homes)


def test_a_notebook_shows_words_errors_and_maps_without_a_script(answer):
    shown = answer._repr_html_()
    assert "What do 1 years" in shown or "What does 1 year" in shown
    assert "±" in shown and "Difference" in shown and shown.count("data:image/png") == 2
    assert "<script" not in shown and "http" not in shown
    assert repr(answer) == "Answer(vaerebro: today's rules, second chance; seeds 1..2)"


def test_one_scenario_is_shown_without_a_comparison(folder, answer):
    shown = run(TODAY, 2, folder=folder, workers=1, quiet=True)._repr_html_()
    assert "mean of 2 runs" in shown and "paired" not in shown and shown.count("data:image/png") == 1


def test_the_report_is_the_page_that_the_command_writes(answer, tmp_path):
    page = answer.save(tmp_path / "page.html")
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert list((tmp_path / "page_pictures").glob("*.png"))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (lambda: run(TODAY.but(place="vaerbro")), "did you mean 'vaerebro'"),
        (lambda: run(TODAY.but(policies={"second_chance": {"shar": 1.0}})), "did you mean 'share'"),
        (lambda: compare(TODAY), "give a base and at least one other"),
        (lambda: compare(TODAY, TODAY), "the same as the base"),
        (lambda: compare(TODAY, CHANCE.but(months=24)), "months = 24 differs from the base's 12"),
        (lambda: run(TODAY, 0), "replications"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_line_and_nothing_is_written(asked, told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as error:
        asked()
    assert told in str(error.value) and "\n" not in str(error.value)
    assert list(tmp_path.iterdir()) == []


def test_a_scenario_takes_names_mappings_and_pairs_alike():
    pairs = Scenario(policies=(("epicenter", ()), ("second_chance", (("share", 0.1),))))
    assert Scenario(policies={"second_chance": {"share": 0.1}, "epicenter": {}}) == pairs
    assert Scenario(policies=["epicenter", ("second_chance", {"share": 0.1})]) == pairs
    assert Scenario(policies="epicenter").policy_names == ("epicenter",)
    assert Scenario(parameters={"choice.avoidance": 1.0}) == Scenario(parameters=(("choice.avoidance", 1.0),))
    assert TODAY.but(seed=4).seed == 4 and TODAY.seed == 1


def test_bundles_may_be_named(folder):
    with pytest.raises(AttributeError, match="has no attribute 'walk'"):
        _ = experiments.walk
    answer = run(TODAY.but(policies="theme_5"), 1, folder=folder, workers=1, quiet=True)
    (scenario,) = answer.scenarios.values()
    assert len(scenario.policy_names) > 1 and "theme_5" not in scenario.policy_names
