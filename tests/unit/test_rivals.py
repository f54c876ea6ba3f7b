"""Rival submodels of behaviour held against figures: judged alike, kept, and told where they differ."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from experiments.cli import run
from experiments.errors import InputError
from experiments.patterns import discover
from experiments.validation import bank, page, rivals, rivals_page
from experiments.validation.form import BASE, Need
from experiments.validation.keep import Kept
from model.scenario import BEHAVIOURS, Scenario
from tests.unit.patterns_fake import SCENARIO, pattern, write_runs

SHARES = {"avoidance": [0.24, 0.25, 0.26], "flight": [0.24, 0.25, 0.26], "none": [0.1, 0.25, 0.4], "null": [0.6] * 3}


@pytest.fixture
def found(tmp_path: Path):
    """Three runs of each submodel, judged: two pass, one cannot be told, one fails."""
    for name, values in SHARES.items():
        write_runs(tmp_path, values, replace(SCENARIO, behaviour=name))
    return {
        name: [result for result, _ in bank.results([rivals.under(pattern(), name)], tmp_path)] for name in BEHAVIOURS
    }


def test_each_submodel_is_judged_on_its_own_runs(found):
    said = {name: results[0].verdict for name, results in found.items()}
    assert said == {"avoidance": "pass", "flight": "pass", "none": "undecided", "null": "fail"}


def test_what_is_stored_is_read_again(found, tmp_path):
    path = rivals.store(found, tmp_path / "rivals.csv")
    kept, before = rivals.read(path), rivals.fresh(found)
    for name in BEHAVIOURS:
        ours, theirs = before.parts[name]["a_share", "share"], kept.parts[name]["a_share", "share"]
        assert (ours.verdict, ours.runs) == (theirs.verdict, theirs.runs) and theirs.mean == pytest.approx(ours.mean)
    assert (kept.source["runs"], kept.source["months"]) == (12, 12 * SCENARIO.months)
    assert kept.verdicts("a_share") == {"avoidance": "pass", "flight": "pass", "none": "undecided", "null": "fail"}
    assert kept.verdicts("another") == {}
    path.write_text(path.read_text().replace("undecided", "perhaps"))
    with pytest.raises(InputError, match="not a table of verdicts"):
        rivals.read(path)
    assert rivals.read(tmp_path / "none.csv") == rivals.NONE


def test_the_page_tells_where_submodels_differ_and_how_many_verdicts_are_the_same(found):
    patterns = {"a_share": pattern()}
    text = page.page(patterns, Kept({}, {}), rivals.fresh(found)).partition("## Under rival submodels")[2]
    assert "0 of 1 verdicts are the same under all" in text
    row = next(line for line in text.splitlines() if "`a_share`" in line)
    assert row.count("passes") == 2 and "**fails**" in row and "**undecided**" in row and "20 to 30" in row
    counts = next(line for line in text.splitlines() if line.startswith("| `null`"))
    assert counts.endswith("| 0 | 1 | 0 |")
    same = rivals.fresh({name: found["avoidance"] for name in BEHAVIOURS})
    told = rivals_page.section(patterns, same)
    assert "1 of 1 verdicts are the same under all" in told and told.endswith("No verdict differs.")
    assert rivals_page.section(patterns, rivals.NONE).startswith("Not run yet")


def test_only_figures_of_the_usual_submodel_are_compared():
    own = pattern(name="own", needs=(Need(BASE, Scenario(behaviour="null"), 2),))
    usual, claim = pattern(), pattern(name="claim", kind="claim")
    assert [one.name for one in rivals.comparable([usual, own, claim])] == [usual.name]
    real = rivals.comparable(discover().values())
    assert len(real) >= 10 and all(one.kind == "figure" for one in real)


def test_a_part_of_the_bank_is_not_stored(capsys, tmp_path):
    assert run(["validate", "rivals", "--store", "--reduced", "-o", str(tmp_path / "x")]) == 2
    assert "leave out --reduced" in capsys.readouterr().err and not (tmp_path / "x").exists()
