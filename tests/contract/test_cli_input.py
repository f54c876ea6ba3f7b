"""Bad input ends with exit code 2 and one clear line: culprit, value, allowed, nearest match, where."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from experiments.cli import run
from experiments.show import LISTS

BAD_LINES = {
    "rnu": ("No such command 'rnu'", "did you mean 'run'?", "boligliv --help"),
    "run --plce x": ("No such option: --plce", "--place", "boligliv run --help"),
    "run --place volsmose": ("place = 'volsmose'", "did you mean 'vollsmose'?", "vaerebro"),
    "run --law 2016": ("law = '2016'", "2015", "dated"),
    "run --behaviour avoidence": ("behaviour = 'avoidence'", "did you mean 'avoidance'?"),
    "run --months 0": ("months = 0 is outside 1..600",),
    "run --months many": ("--months many: not a whole number",),
    "run --workers 0": ("--workers 0",),
    "run --replications 0": ("replications = 0 is outside 1..1000",),
    "run --policy second_chanse": ("unknown policy 'second_chanse'",),
    "run --policy-set second_chance.share=0.1": (
        "'second_chance' is not switched on",
        "--policy second_chance",
    ),
    "run --set keys.base_rate": ("--set keys.base_rate: write NAME=VALUE",),
    "run --set keys.base_rate=high": ("'high' is not a number",),
    "run --set moving.own_income=32": ("moving.own_income = 32 is outside 20000..50000 kr/month",),
    "run --set 'moving.own_income=32000 kr/year'": ("its unit is 'kr/month after tax', not 'kr/year'",),
    "run --set no.such.number=1": ("unknown parameter 'no.such.number'", "boligliv list parameters"),
    "run nothing.toml": ("nothing.toml: there is no such scenario file",),
    "compare": ("nothing to compare", "--policy NAME"),
    "list lows": ("cannot list 'lows'", "did you mean 'laws'?", "behaviours"),
    "show nothing": ("does not exist",),
    "report nothing": ("does not exist",),
    "trace nothing --dwelling 1": ("does not exist",),
    "trace .": ("Missing option '--dwelling'",),
    "places show volsmose": ("place = 'volsmose'", "did you mean 'vollsmose'?"),
    "places check nothing.gpkg": ("nothing.gpkg", "cannot be used: one error"),
    "places import nothing.gpkg --name mine": ("nothing.gpkg",),
    "dashboard --port 99999": ("--port 99999", "65535"),
    "demo --place volsmose": ("place = 'volsmose'",),
}


@pytest.mark.parametrize("line", BAD_LINES)
def test_bad_input_is_one_line_and_writes_nothing(line, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOLIGLIV_PLACES", str(tmp_path / "places"))
    assert run(shlex.split(line)) == 2
    told = capsys.readouterr().err
    assert told.startswith("boligliv: ") and told.count("\n") == 1
    for part in BAD_LINES[line]:
        assert part in told
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_refused_with_its_line(tmp_path, capsys):
    file = tmp_path / "scenario.toml"
    file.write_text('place = "vaerebro"\n\nmonhts = 12\n')
    assert run(["run", str(file)]) == 2
    told = capsys.readouterr().err
    assert "unknown key 'monhts' (did you mean 'months'?)" in told and f"{file} line 3" in told


@pytest.mark.parametrize("what", LISTS)
def test_every_list_is_a_table_and_json(what, capsys):
    assert run(["list", what]) == 0
    table = capsys.readouterr().out
    assert run(["list", what, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert isinstance(rows, list)
    assert rows and all(row["name"] in table for row in rows)


def test_the_version_is_told(capsys):
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("boligliv ")


def test_help_tells_every_command(capsys):
    assert run(["--help"]) == 0
    told = capsys.readouterr().out
    for command in (
        "run",
        "compare",
        "demo",
        "list",
        "show",
        "report",
        "trace",
        "places",
        "bench",
        "dashboard",
    ):
        assert command in told


def test_a_scenario_is_shown_in_all_its_forms(tmp_path, capsys):
    file = tmp_path / "scenario.toml"
    file.write_text('place = "vaerebro"\nmonths = 12\n')
    assert run(["show", str(file), "--json"]) == 0
    forms = json.loads(capsys.readouterr().out)
    assert forms["scenario"]["months"] == 12
    assert forms["line"].startswith("boligliv run --place vaerebro")
    assert run(["show", str(file)]) == 0
    assert forms["question"] in capsys.readouterr().out


def test_a_port_in_use_is_refused(capsys):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run(["dashboard", "--no-open", "--port", str(port)]) == 2
    assert f"--port {port}: another program uses this port" in capsys.readouterr().err


def test_the_command_line_does_not_load_the_dashboard():
    source = "".join(path.read_text() for path in Path(__file__).parents[2].glob("experiments/cli*.py"))
    assert "import dashboards" not in source and "from dashboards" not in source
