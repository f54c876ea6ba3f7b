"""`boligliv validate base` on a real run: what it prints, what it leaves, and how it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from experiments.cli import run
from experiments.errors import InputError
from experiments.store import Store
from geodata import base_figures

YEAR = ["validate", "base", "--place", "vaerebro", "--months", "12", "--replications", "2", "--quiet"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two replications of a year, run by the command."""
    where: Path = tmp_path_factory.mktemp("validation")
    assert run([*YEAR, "-o", str(where), "--json"]) == 0
    return where


def test_every_figure_of_the_place_is_told_with_value_error_and_use(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run([*YEAR, "-o", str(folder), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["vaerebro"]
    assert [row["figure"] for row in rows] == [figure.figure for figure in base_figures.read("vaerebro")]
    assert {row["verdict"] for row in rows} <= {"within", "outside", "undecided"}, "a series nobody wrote"
    assert all(row["standard_error"] >= 0.0 and row["replications"] == 2 for row in rows)


def test_the_table_says_what_set_parameters(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run([*YEAR, "-o", str(folder)]) == 0
    told = capsys.readouterr().out
    assert "outside work young" in told and "set parameters" in told
    assert "being within is no evidence" in " ".join(told.split())


def test_the_accounts_of_persons_are_kept_and_asked_for_by_name(folder: Path) -> None:
    store = Store(folder)
    (question,) = (path.name for path in store.runs.iterdir())
    accounts = store.read_person_ledger(question, 1)
    assert list(accounts.columns) == ["person", "year", "payer", "kind", "kr"]
    assert set(accounts["year"]) == {2015} and accounts["person"].nunique() > 1000
    with pytest.raises(InputError, match="has no accounts of persons"):
        store.read_person_ledger(question, 99)


def test_a_place_that_is_not_known_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", "base", "--place", "volsmose", "-o", str(tmp_path / "x")]) == 2
    assert "did you mean 'vollsmose'?" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_a_place_without_figures_is_refused_before_anything_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(base_figures, "read", lambda place: ())
    assert run(["validate", "base", "--place", "vaerebro", "-o", str(tmp_path / "x")]) == 2
    assert "no base figures are known for it; known places: vollsmose, vaerebro" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()
