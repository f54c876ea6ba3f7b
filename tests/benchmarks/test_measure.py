"""Measuring itself: both engines live the same town, and ratios are taken round by round."""

from __future__ import annotations

import argparse
import subprocess

import pytest

from tests.benchmarks import measure
from tests.benchmarks.small_month import small_place


def test_both_engines_live_the_same_town():
    columns, mesa = (measure.measured(engine, "vaerebro", 200, 1, 1) for engine in ("columns", "mesa"))
    assert columns.keys() == mesa.keys()
    assert (columns["households"], columns["people"]) == (mesa["households"], mesa["people"])
    assert mesa["people"] > 300
    assert len(columns["by_month"]) == len(mesa["by_month"]) == 1
    assert columns["seconds"] > 0 and mesa["seconds"] > 0


def test_a_ratio_is_taken_in_each_round_and_shown_with_its_spread(monkeypatch, capsys):
    took = {("columns", 1): 0.01, ("mesa", 1): 1.0, ("whole", 1): 0.02}
    took |= {("columns", 2): 0.01, ("mesa", 2): 3.0, ("whole", 2): 0.02}
    asked = []

    def run(engine, given, seed):
        asked.append(engine)
        each = took[engine, seed]
        return {
            "households": 10, "people": 20, "seconds": each, "by_month": [0.5 * each, 1.5 / each], "bytes": 2000,
        }  # fmt: skip

    monkeypatch.setattr(measure, "in_a_process", run)
    found = measure.compared(argparse.Namespace(rounds=2))
    assert asked == [*measure.ENGINES] * 2
    assert found["ratios"]["columns"] == pytest.approx([100.0, 300.0])
    assert found["ratios"]["whole"] == pytest.approx([50.0, 150.0])
    # Of the first month the first round was the quickest in Mesa, of the second month the second.
    assert found["undisturbed"]["mesa"] == pytest.approx((0.5 + 0.5) / 2)
    measure.show(found)
    told = capsys.readouterr().out
    assert "10 households, 20 people, 2 rounds" in told
    assert "Mesa takes 200 times (100-300)" in told
    assert "100 bytes a person" in told


def test_a_process_that_fails_says_which_and_why(monkeypatch):
    failed = subprocess.CompletedProcess([], 1, "", "place 'nowhere' is unknown")
    monkeypatch.setattr(subprocess, "run", lambda *asked, **how: failed)
    given = argparse.Namespace(place="nowhere", households=200, months=1)
    with pytest.raises(RuntimeError, match="columns with 200 households failed:\nplace 'nowhere' is unknown"):
        measure.in_a_process("columns", given, 1)


def test_a_sampled_place_keeps_its_proportions():
    whole, small = small_place("vaerebro", 10**9), small_place("vaerebro", 5_000)
    standing = int((small.dwellings["from_month"] <= 0).sum())
    assert abs(standing - 5_000) < 200
    share = len(small.dwellings) / len(whole.dwellings)
    assert small.n_estate / whole.n_estate == pytest.approx(share, abs=0.05)
    assert (small.dwellings["building"] >= 0).sum() == small.n_estate
    tenures = [place.dwellings["tenure"].value_counts(normalize=True) for place in (whole, small)]
    assert (tenures[0] - tenures[1]).abs().max() < 0.03
    # A stairway of the estate is kept whole or not at all.
    sizes = [place.dwellings["stairway"][: place.n_estate].value_counts() for place in (whole, small)]
    assert (sizes[1] == sizes[0][sizes[1].index]).all()
