"""Measuring itself: both engines live the same town, and what each takes is shown beside Mesa."""

from __future__ import annotations

import json

import pytest

from experiments.bench import against_mesa
from tests.benchmarks import measure
from tests.benchmarks.small_month import small_place

SMALL = ("--households", "200", "--months", "1")


def test_both_engines_live_the_same_town():
    columns, mesa = (measure.measured(engine, "vaerebro", 200, 1, 1) for engine in ("columns", "mesa"))
    assert columns.keys() == mesa.keys()
    assert (columns["households"], columns["people"]) == (mesa["households"], mesa["people"])
    assert mesa["people"] > 300
    assert len(columns["by_month"]) == len(mesa["by_month"]) == 1
    assert columns["seconds"] > 0 and mesa["seconds"] > 0


def test_an_engine_asked_for_alone_is_measured_here_and_told_as_json(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["measure", "--engine", "whole", "--place", "vaerebro", *SMALL, "--seed", "2"])
    measure.main()
    told = json.loads(capsys.readouterr().out)
    assert told["engine"] == "whole" and len(told["by_month"]) == 1 and told["people"] > 150


def test_all_engines_are_shown_beside_what_mesa_takes(monkeypatch, capsys):
    took = {"columns": 0.01, "mesa": 1.0, "whole": 0.02}

    def timed(engine, place, households, months, seed):
        each = seed * took[engine] if engine == "mesa" else took[engine]
        memory = {"memory_mb": 2_000 / 1024**2}
        return {"households": 10, "people": 20, "seconds": each, "by_month": [each] * months, **memory}

    monkeypatch.setattr(against_mesa, "timed", timed)
    monkeypatch.setattr("sys.argv", ["measure", *SMALL, "--rounds", "3"])
    measure.main()
    told = capsys.readouterr().out
    assert "10 households, 20 people, 3 rounds" in told and "numba" in told
    rows = {row[0]: row[1:] for row in measure.sheet(against_mesa.compared(measure.ENGINES, "x", 10, 1, 3)).rows}
    assert rows == {
        "columns": ("10.00", "10.00", "100", "200 times (100–300)", "100 times"),
        "mesa": ("2,000.00", "1,000.00", "100", "", ""),
        "whole": ("20.00", "20.00", "100", "100 times (50–150)", "50 times"),
    }
    assert all(part in told for row in rows.values() for part in row)
    monkeypatch.setattr("sys.argv", ["measure", *SMALL, "--json"])
    measure.main()
    told = json.loads(capsys.readouterr().out)
    assert set(told["engines"]) == set(measure.ENGINES) and told["machine"]["libraries"]


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
