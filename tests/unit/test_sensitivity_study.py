"""Sensitivity asked of a store: the same answer as the formula, what is missing is told, and what cannot be asked."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from agents.core import draws
from experiments import cli, influence
from experiments.errors import InputError
from experiments.sensitivity import keep, picture, words
from experiments.sensitivity.finding import find
from experiments.sensitivity.question import ask
from experiments.show import list_parameters
from experiments.study.query import Answers
from tests.unit.sensitivity_fake import KEY, OTHER, A, B, C, answered, study_of


def luck(shares, seed, name="luck"):
    key = draws.key_of(name, *(round(1e6 * value) for value in shares.values()), seed)
    return float(draws.normal(1, "test", 0, np.array([key], dtype=np.uint64))[0])


def linear(shares, alternative, seed):
    """A makes 4, B -1, C nothing; second chance adds 2 for each B; luck of the seed and a little of the point."""
    extra = 2.0 * shares[B] if alternative == "second_chance" else 0.0
    return {KEY: 4 * shares[A] - shares[B] + extra + 3.0 * seed + 0.05 * luck(shares, seed)}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    made = tmp_path_factory.mktemp("runs")
    return answered(made, study_of(alternatives='["base", "second_chance"]'), linear)


def indices(found):
    return {one.number: one for one in found.indices}


def test_a_screening_finds_what_the_formula_does(root):
    answers = Answers(root)
    (found,), _ = find(answers, ask(answers, of="base"))
    by = indices(found)
    assert [one.number for one in found.indices] == [A, B, C]
    assert by[A].total.value == pytest.approx(4, abs=0.1) and by[B].mean == pytest.approx(-1, abs=0.1)
    assert by[A].matters and by[B].matters and not by[C].matters
    assert found.blocks.left_out == "" and found.blocks.seeds == (1, 2, 3) and found.question.year == 3
    assert found.chance.parts[1].variance == pytest.approx(9.0, rel=0.05)
    assert words.ranking(found) == f"{A} matters most; {B} matters less."


def test_what_makes_an_effect_large_is_another_question(root):
    """Of the difference only B is left: what all share drops out, seed by seed."""
    answers = Answers(root)
    (found,), _ = find(answers, ask(answers, of="second_chance", against="base", year=1))
    by = indices(found)
    assert by[B].total.value == pytest.approx(2.0) and by[A].total.value == pytest.approx(0.0, abs=1e-9)
    assert found.chance.share == pytest.approx(0.0, abs=1e-9)
    told = words.heading(found, "X")
    assert told.startswith("Change of reputation of the estate (0-1) (X, second_chance against base")


def test_sobol_through_the_store(tmp_path):
    def ishigami(shares, alternative, seed):
        x, y, z = (math.pi * (2 * shares[name] - 1) for name in (A, B, C))
        return {KEY: math.sin(x) + 7 * math.sin(y) ** 2 + 0.1 * z**4 * math.sin(x) + seed}

    answers = Answers(answered(tmp_path, study_of("sobol", 128, seeds=2), ishigami))
    (found,), _ = find(answers, ask(answers))
    by = indices(found)
    for name, first, total in ((A, 0.314, 0.558), (B, 0.442, 0.442), (C, 0.0, 0.244)):
        assert by[name].first.low <= first <= by[name].first.high
        assert by[name].total.low <= total <= by[name].total.high
    assert found.chance.parts[0].variance == pytest.approx(13.84, rel=0.1)


def test_failed_and_missing_runs_are_left_out_in_whole_blocks_and_told(tmp_path):
    """Points 0 and 5 of eight trajectories of four points: the first two trajectories go."""
    study = study_of()
    tries = iter(range(1000))

    def fails(shares, alternative, seed):
        return None if next(tries) == 0 else linear(shares, alternative, seed)

    answers = Answers(answered(tmp_path, study, fails, skip=lambda point, seed: point.id == 5 and seed == 2))
    (found,), _ = find(answers, ask(answers))
    assert found.blocks.kept == 6
    assert found.blocks.left_out == "2 of 8 trajectories left out (1 run failed, 1 run not run)"
    assert indices(found)[A].total.value == pytest.approx(4, abs=0.1)


def test_a_seed_that_is_hardly_begun_is_left_out(tmp_path):
    skip = lambda point, seed: seed == 3 and point.id > 3  # noqa: E731
    answers = Answers(answered(tmp_path, study_of(), linear, skip=skip))
    (found,), _ = find(answers, ask(answers))
    assert found.blocks.seeds == (1, 2) and found.blocks.kept == 8
    assert found.blocks.left_out == "1 of 3 seeds left out (28 runs not run)"


def test_too_few_whole_blocks_are_refused(tmp_path):
    answers = Answers(answered(tmp_path, study_of(), linear, skip=lambda point, seed: point.id >= 12))
    with pytest.raises(InputError, match=r"3 of 8 trajectories are whole, at least 4 are needed \(60 runs not run\)"):
        find(answers, ask(answers))


def test_an_outcome_without_values_is_told_or_passed_over(root):
    answers = Answers(root)
    question = ask(answers, of="base", outcomes=[OTHER])
    with pytest.raises(InputError, match="96 runs without this value"):
        find(answers, question)
    found, passed = find(answers, replace(question, outcomes=(OTHER, KEY)), must=False)
    assert len(found) == 1 and len(passed) == 1


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            {},
            "'screening' has 2 alternatives: say which with --of (and --against base to ask what it changes); base, ",
        ),
        ({"of": "second_chanse"}, "--of second_chanse is not in 'screening' (did you mean 'second_chance'?)"),
        ({"of": "base", "against": "base"}, "an alternative against itself"),
        ({"of": "base", "year": 2}, "--year 2 was not kept; 'screening' has 1, 3"),
        ({"of": "base", "place": "vollsmose"}, "--place vollsmose is not in 'screening'; it has vaerebro"),
        ({"of": "base", "outcomes": ["reputatio|estate|all"]}, "(did you mean 'reputation|estate|all'?)"),
        ({"study": "screning"}, "--study screning is not in this folder (did you mean 'screening'?)"),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_line(root, asked, told):
    with pytest.raises(InputError) as error:
        ask(Answers(root), **asked)
    assert told in str(error.value) and "\n" not in str(error.value)


def test_a_study_is_chosen_by_name_or_hash(tmp_path):
    grid = replace(study_of(), name="grid", design=replace(study_of().design, kind="grid", samples=0, levels=2))
    answered(tmp_path, grid, linear)
    with pytest.raises(InputError, match="no study of design morris or sobol to ask"):
        ask(Answers(tmp_path))
    first, other = study_of(), replace(study_of(), name="more", seed=5)
    answered(tmp_path, first, linear)
    assert ask(Answers(tmp_path)).study == first
    answered(tmp_path, other, linear)
    with pytest.raises(
        InputError, match=r"there are 2 studies to ask; say which by name or hash with --study.*'screening' \(morris, "
    ):
        ask(Answers(tmp_path))
    assert ask(Answers(tmp_path), study="more").study == other
    assert ask(Answers(tmp_path), study=first.hash[:6]).study == first
    with pytest.raises(InputError, match="no study of design morris or sobol to ask"):
        ask(Answers(tmp_path), study="grid")


def test_what_is_stored_is_told_beside_the_numbers(root, tmp_path, monkeypatch):
    monkeypatch.setattr(influence, "FOLDER", tmp_path)
    answers = Answers(root)
    found, _ = find(answers, ask(answers, of="base", year=1))
    keep.store(found)
    rows = {row["name"]: row for row in list_parameters()}
    assert rows[A]["matters"] == "1 of 1 (12 months)"
    assert rows[C]["matters"] == "0 of 1 (12 months)" and rows["choice.kin"]["matters"] == ""
    later, _ = find(answers, ask(answers, of="base"))
    path = keep.store(later)
    (one,) = influence.read()[A]
    assert (one.months, one.method, one.runs, one.best_rank, one.worst_rank) == (36, "morris", 96, 1, 1)
    assert one.influence == pytest.approx(4, abs=0.1) and one.study == found[0].question.study.hash
    source = path.with_suffix(".toml").read_text()
    assert 'outcomes."reputation|estate|all"' in source and "trajectories = 8" in source and "model_version" in source
    path.with_suffix(".toml").unlink()
    with pytest.raises(InputError, match="not a table of influence with its source"):
        influence.read()


def test_one_seed_is_not_stored(tmp_path):
    answers = Answers(answered(tmp_path / "runs", study_of(seeds=1), linear))
    found, _ = find(answers, ask(answers))
    assert words.ranking(found[0]).startswith("Run on one seed")
    with pytest.raises(InputError, match="on one seed only"):
        keep.store(found, tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def test_the_command_prints_draws_and_keeps(root, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(influence, "FOLDER", tmp_path / "kept")
    assert cli.run(["sensitivity", str(root), "--of", "base", "-o", str(tmp_path / "out"), "--store"]) == 0
    told = capsys.readouterr()
    assert A in told.out and "matters most" in told.out and "stored for `boligliv list parameters`" in told.err
    files = sorted(path.suffix for path in (tmp_path / "out").iterdir())
    assert files == [".csv", ".csv", ".png", ".svg"]
    assert cli.run(["sensitivity", str(root), "--of", "base", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["indices"][0]["number"] == A and data["chance"][0]["blocks"] == 8
    assert cli.run(["sensitivity", str(root), "--of", "base", "--csv"]) == 0
    assert capsys.readouterr().out.startswith("outcome,of,against,year,place,number,from,to,method,best_rank")
    for wrong in (["--csv", "--json"], ["--second"]):
        assert cli.run(["sensitivity", str(root), "--of", "base", *wrong]) == 2
    assert cli.run(["sensitivity", str(tmp_path / "nothing")]) == 2


def test_the_same_finding_is_the_same_picture(root):
    answers = Answers(root)
    (found,), _ = find(answers, ask(answers, of="base"))
    assert picture.picture(found, "X").svg == picture.picture(found, "X").svg
