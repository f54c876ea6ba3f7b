"""`boligliv validate --reduced` on real runs: what every change is checked with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from experiments.cli import run
from experiments.patterns import discover
from experiments.validation.form import Planned
from experiments.validation.runs import Run, place_of
from experiments.validation.watches import WATCHES
from model.scenario import Scenario

pytestmark = pytest.mark.slow
REDUCED = ["validate", "--reduced", "--quiet", "--workers", "1"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reduced set, run by the command."""
    where: Path = tmp_path_factory.mktemp("bank")
    assert run([*REDUCED, "-o", str(where)]) == 0
    return where


def test_every_pattern_of_the_set_gets_a_verdict_a_picture_and_its_place_on_the_page(folder: Path) -> None:
    told = json.loads((folder / "verdicts.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in told] == [name for name, one in discover().items() if one.reduced]
    text = (folder / "validation.md").read_text(encoding="utf-8")
    for one in told:
        assert one["verdict"] in ("pass", "fail", "undecided")
        assert (folder / one["picture"]).read_bytes().startswith(b"\x89PNG")
        assert f"`{one['name']}`" in text
        assert all(part["runs"] == 2 and part["mean"] is not None for part in one["parts"]), "a statistic nobody has"


def test_the_set_is_not_run_twice(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.stat().st_mtime_ns for path in (folder / "runs").rglob("*.parquet")}
    assert run([*REDUCED, "-o", str(folder)]) == 0
    assert {path: path.stat().st_mtime_ns for path in (folder / "runs").rglob("*.parquet")} == before
    assert "what is known" not in capsys.readouterr().err


def test_watching_a_run_does_not_change_it(folder: Path) -> None:
    from model.estate_model import EstateModel

    scenario = Scenario(months=36).with_seed(1)
    watched = Run(scenario, place_of(folder, Planned(scenario)))
    alone = EstateModel(scenario).run().record.series()
    assert watched.series.equals(alone)
    assert all(len(watched.table(name)) for name in WATCHES if name not in ("joined", "youth"))
