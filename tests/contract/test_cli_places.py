"""A planner's own buildings: checked with every fault named, imported whole, and known to every command."""

from __future__ import annotations

import json

import pytest

from experiments.cli import run
from geodata import place


@pytest.fixture
def buildings(tmp_path, monkeypatch):
    """Schematic blocks of Værebro Park as if a planner had drawn them."""
    monkeypatch.setenv("BOLIGLIV_PLACES", str(tmp_path / "places"))
    drawn = place.load("vaerebro").buildings.head(4)[["storeys", "dwellings", "geometry"]].copy()
    drawn.insert(0, "id", [f"block {k}" for k in range(len(drawn))])
    drawn["department"] = "Min afdeling"
    return drawn


def test_a_good_file_is_checked_imported_and_known(buildings, tmp_path, capsys):
    file = tmp_path / "blocks.gpkg"
    buildings.to_file(file, layer="buildings", driver="GPKG")
    assert run(["places", "check", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["usable"] is True
    assert run(["places", "import", str(file), "--name", "mine"]) == 0
    assert "mine is stored in" in capsys.readouterr().out
    assert run(["places", "list"]) == 0
    assert "mine" in capsys.readouterr().out
    assert run(["list", "places", "--json"]) == 0
    mine = json.loads(capsys.readouterr().out)[-1]
    assert mine["name"] == "mine" and mine["estate_dwellings"] == int(buildings["dwellings"].sum())
    assert run(["places", "import", str(file), "--name", "mine"]) == 2
    assert "place 'mine' exists already" in capsys.readouterr().err
    assert run(["places", "import", str(file), "--name", "mine", "--replace"]) == 0


def test_a_bad_file_tells_every_fault_and_leaves_nothing(buildings, tmp_path, capsys):
    file = tmp_path / "blocks.geojson"
    buildings["dwellings"] = [-3, *buildings["dwellings"].iloc[1:]]
    buildings["storeys"] = [900, *buildings["storeys"].iloc[1:]]
    buildings.to_crs(4326).to_file(file, driver="GeoJSON")
    assert run(["places", "check", str(file)]) == 2
    said = capsys.readouterr()
    assert "column dwellings" in said.out and "column storeys" in said.out and "block 0" in said.out
    assert said.err.startswith(f"boligliv: {file} cannot be used: ") and said.err.count("\n") == 1
    assert run(["places", "check", str(file), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["usable"] is False
    assert run(["places", "import", str(file), "--name", "mine"]) == 2
    assert not (tmp_path / "places").exists()


def test_a_name_that_is_taken_or_odd_is_refused(buildings, tmp_path, capsys):
    file = tmp_path / "blocks.gpkg"
    buildings.to_file(file, layer="buildings", driver="GPKG")
    assert run(["places", "import", str(file), "--name", "vollsmose"]) == 2
    assert "'vollsmose' is the name of a bundled place" in capsys.readouterr().err
    assert run(["places", "import", str(file), "--name", "Mit Område"]) == 2
    assert "'Mit Område' cannot be the name of a place" in capsys.readouterr().err
