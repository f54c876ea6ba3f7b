"""What a study keeps for maps: shares of each cell at the horizons, asked for by name and no run taken for another."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pyarrow.parquet as pq
import pytest

from experiments.errors import InputError
from experiments.study.address import asked
from experiments.study.form import from_dict, from_toml
from experiments.study.maps import horizon_cells
from experiments.study.points import points
from experiments.study.query import Answers
from experiments.study.store import RunStore
from experiments.study.sweep import plan, sweep
from experiments.study.where import Processes
from model.scenario import Scenario

MAPPED = "tests.unit.study_report_fake:MappedModel"
STUDY = {"name": "maps", "alternatives": ["base", "second_chance"], "months": 24, "years": [1, 2], "replications": 2}


def test_a_share_is_that_of_the_last_december():
    """By hand: 2 of 8 households; a cell without people has no share, only its count."""
    cells = pd.DataFrame(
        [(0, "a", 8, 8, 0, 20), (11, "a", 8, 2, 5, 20), (11, "b", 0, 0, 0, 0), (23, "a", 10, 1, 5, 20)],
        columns=["month", "cell", "households", "vulnerable", "non_western", "persons"],
    )
    assert horizon_cells(cells, [1, 2], ["share_vulnerable"]) == {
        "1": {"households|a|all": 8.0, "households|b|all": 0.0, "share_vulnerable|a|all": 0.25},
        "2": {"households|a|all": 10.0, "share_vulnerable|a|all": 0.1},
    }
    assert horizon_cells(cells, [1], ["share_non_western"])["1"]["share_non_western|a|all"] == 0.25


def test_a_study_without_maps_has_the_address_it_had():
    scenario = Scenario(months=24)
    assert asked(scenario, [2]).address == asked(scenario, [2], []).address
    assert asked(scenario, [2], ["share_vulnerable"]).address != asked(scenario, [2]).address
    plain = from_dict(STUDY)
    assert "maps" not in plain.as_dict() and plain.hash != replace(plain, maps=("share_vulnerable",)).hash


def test_it_reads_back_and_what_is_unknown_is_told():
    study = from_dict(STUDY | {"maps": ["share_vulnerable", "share_non_western"]})
    assert study.maps == ("share_non_western", "share_vulnerable")
    assert from_toml(study.as_toml()) == study
    with pytest.raises(InputError, match=r"unknown map 'share_vulnerabel' \(did you mean 'share_vulnerable'\?\)"):
        from_dict(STUDY | {"maps": ["share_vulnerabel"]})


def test_runs_without_maps_are_run_again_for_a_study_with_maps_and_not_the_other_way(tmp_path):
    plain = from_dict(STUDY)
    mapped = replace(plain, maps=("share_vulnerable",))
    done = []
    for study in (plain, mapped, plain, mapped):
        store = RunStore(tmp_path / "runs")
        found = plan(study, points(study), store)
        done.append(sweep(found, store, Processes(1), model=MAPPED).done)
    assert done == [4, 4, 0, 0]
    kept = Answers(tmp_path / "runs").ask("select distinct unit from values where metric = 'share_vulnerable'")
    assert len(kept) > 1


def test_a_store_from_before_maps_is_read(tmp_path):
    """Segments without the column count as runs without maps."""
    study, store = from_dict(STUDY), RunStore(tmp_path / "runs")
    sweep(plan(study, points(study), store), store, Processes(1), model=MAPPED)
    (path,) = (tmp_path / "runs" / "segments").glob("*.runs.parquet")
    pq.write_table(pq.read_table(path).drop_columns(["maps"]), path)
    assert plan(study, points(study), store).there == 4
    mapped = replace(study, maps=("share_vulnerable",))
    assert len(plan(mapped, points(mapped), store).to_do) == 4
    assert set(Answers(store.root).runs()["maps"]) == {""}
