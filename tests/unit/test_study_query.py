"""Questions in SQL to a folder of runs: what each view tells, also from journals, and what is refused."""

from __future__ import annotations

import pytest

from experiments.errors import InputError
from experiments.study import store
from experiments.study.form import read_study
from experiments.study.points import points
from experiments.study.query import VIEWS, Answers
from experiments.study.store import RunStore
from experiments.study.sweep import plan, sweep
from experiments.study.where import Processes
from tests.unit.study_fake import FAKE, LEVEL, LUCK, SHIFT
from tests.unit.sweep_fake import BROKEN, write_study


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return read_study(write_study(tmp_path_factory.mktemp("study")))


def swept(root, study, model: str) -> RunStore:
    made = RunStore(root)
    asked_for = plan(study, points(study), made, retry_failed=True)
    sweep(asked_for, made, Processes(1), model=model)
    return made


@pytest.fixture(scope="module")
def root(tmp_path_factory, study):
    made = tmp_path_factory.mktemp("runs")
    swept(made, study, BROKEN)
    return made


@pytest.fixture(scope="module")
def answers(root):
    return Answers(root)


def test_every_view_answers(answers):
    assert {name: len(answers.ask(f"select * from {name}")) > 0 for name in VIEWS} == dict.fromkeys(VIEWS, True)


def test_values_are_those_of_the_runs(answers):
    """The stand-in's reputation lies at its level, with the luck of the seed, and a policy's shift above it."""
    found = answers.ask(
        "select p.alternative, min(v.value) low, max(v.value) high from points p join values v using (run) "
        "where v.metric = 'reputation' and v.unit = 'estate' and v.year = 2 group by 1 order by 1"
    ).set_index("alternative")
    assert LEVEL <= found.loc["base", "low"] <= found.loc["base", "high"] <= LEVEL + LUCK
    assert found.loc["second_chance", "low"] >= LEVEL + SHIFT
    assert len(answers.runs()) == 9 and set(answers.values()["run"]) == set(answers.runs()["run"])


def test_numbers_of_each_point_stand_beside_its_runs(answers, study):
    found = answers.ask("select distinct point, name, kind, value from parameters order by point")
    assert found["kind"].unique().tolist() == ["uncertainty"]
    asked_for = {one.id: dict(one.values) for one in points(study)}
    assert {row.point: {row.name: row.value} for row in found.itertuples(index=False)} == asked_for


def test_a_study_is_told_with_its_text(answers, study):
    row = answers.ask("select * from studies").iloc[0]
    assert (row["name"], row["points"], row["seeds"], row["years"]) == ("small", 6, 2, "1,2")
    assert row["toml"] == study.as_toml()


def test_failures_carry_their_error_and_scenario_until_they_are_mended(tmp_path, study):
    made = swept(tmp_path, study, BROKEN)
    failed = Answers(made.root).ask("select seed, policies, error, traceback, asked from failures")
    assert failed["seed"].tolist() == [2, 2, 2] and set(failed["policies"]) == {"second_chance"}
    assert failed["error"].str.contains("nobody is left").all() and failed["asked"].str.contains("choice.").all()
    swept(tmp_path, study, BROKEN)
    assert len(Answers(made.root).ask("select * from failures")) == 3
    swept(tmp_path, study, FAKE)
    answers = Answers(made.root)
    assert len(answers.ask("select * from failures")) == 0 and len(answers.runs()) == 12


def test_runs_of_a_sitting_under_way_are_told_too(tmp_path, study, monkeypatch):
    monkeypatch.setattr(store, "FOLD_AT", 5)
    monkeypatch.setattr(store.Writer, "close", lambda writer: None)
    made = swept(tmp_path, study, FAKE)
    contents = made.contents()
    assert [segment.runs for segment in contents.segments] == [5, 5] and len(contents.pending) == 2
    answers = Answers(tmp_path)
    assert len(answers.runs()) == 12 and answers.values()["run"].nunique() == 12


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("selec * from runs", 'syntax error at or near "selec"; the views are runs, values'),
        ("select nothing from runs", 'Referenced column "nothing" not found'),
        ("select * from run", 'Did you mean "runs"'),
        ("select 1/0 as x, cast('a' as int) from runs", "Could not convert string 'a'"),
        ("drop view runs", "drop view runs: is no question; ask with select"),
        ("copy runs to 'runs.csv'", "is no question"),
        ("  ", "nothing: is no question"),
    ],
)
def test_what_is_no_question_is_told_in_one_line(answers, sql, told):
    with pytest.raises(InputError) as error:
        answers.ask(sql)
    assert told in str(error.value) and "\n" not in str(error.value)


def test_a_folder_without_runs_is_told(tmp_path):
    with pytest.raises(InputError, match="holds no runs of studies; make some with `boligliv sweep"):
        Answers(tmp_path)
    assert list(tmp_path.iterdir()) == []
