"""Inputs that were once a traceback, a hang or a way out of the folder, one by one, with what is said of them now."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from dashboards import link
from dashboards.state import Choices
from experiments.cli import run
from experiments.errors import InputError
from experiments.kept_files import arrow
from experiments.scenario_file import from_toml, read
from experiments.scenario_url import from_line, from_python, from_query
from experiments.show import run_summary
from experiments.store import Store
from experiments.study import journal, segments
from experiments.study_report.data import read as report_of_study
from experiments.toml_text import DEEPEST, MOST_BYTES, tables_of, text_of
from geodata import place
from geodata.errors import Finding, GeodataError
from geodata.user_file import check
from tests.architecture.source_rules import ROOT
from tests.fuzz import samples
from tests.fuzz.oracle import watched

TOML = {
    "brackets": ("a = " + "[" * 3000, "brackets within brackets"),
    "tables in tables": ("a = " + "{b = " * 40 + "1" + "}" * 40, "brackets within brackets"),
    "a key of many parts": ("a" + ".a" * 50_000 + " = 1", f"a key of more than {DEEPEST} parts (at line 1"),
    "a header of many parts": ("x = 1\n[a" + ".a" * 50_000 + "]", f"a key of more than {DEEPEST} parts (at line 2"),
    "thousands of digits": ("seed = " + "9" * 5000, "a whole number of thousands of digits"),
    "hundreds of digits": ("seed = " + "9" * 400, "seed = a number of 398 digits"),
    "a long name": (f'place = "{"x" * 9000}"', "place = 'xxx"),
    "a long key": (f'"{"k" * 9000}" = 1', "unknown key 'kkk"),
    "a name that clears the screen": ('place = "\\u001b[2J"', "place = '\\x1b[2J' is not known"),
    "no number": ("months = inf", "months = inf is not a whole number"),
    "a null": ("seed = 1\x00", "not valid TOML"),
    "a posterior with a null": ('posterior = "a\\u0000b"', "unknown posterior 'a\\x00b'"),
    "a posterior that is too long": (f'posterior = "{"x" * 9000}"', "unknown posterior 'xxx"),
}


@pytest.mark.parametrize("case", TOML)
def test_a_scenario_file_that_nobody_meant(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    text, said = TOML[case]
    path = tmp_path / "scenario.toml"
    path.write_text(text, encoding="utf-8")
    with watched(tmp_path, case), pytest.raises(InputError) as caught:
        read(path)
    message = str(caught.value)
    assert said in message and "scenario.toml" in message and len(message) <= 600 and message.isprintable()
    assert run(["show", str(path)]) == 2
    assert capsys.readouterr().err == f"boligliv: {' '.join(message.split())}\n"


def test_what_editors_of_other_systems_write_is_read():
    """A mark of order, ends of lines of Windows and of old: the same scenario."""
    text = 'place = "vollsmose"\nmonths = 24\n'
    for ends in ("\n", "\r\n", "\r"):
        content = b"\xef\xbb\xbf" + text.replace("\n", ends).encode()
        assert tables_of(text_of(content, "x"), "x") == {"place": "vollsmose", "months": 24}


@pytest.mark.parametrize("content", [b"place = 'a'\n\xff", "place = 'a'".encode("utf-16")])
def test_another_code_is_told_by_its_line(content: bytes):
    with pytest.raises(InputError, match=r"x\.toml: not a readable text file \(line [12] is not UTF-8"):
        text_of(content, "x.toml")


def test_a_line_is_that_of_an_editor():
    """Other marks that Python takes for ends of lines are none."""
    with pytest.raises(InputError, match="x line 2"):
        from_toml('law = "2015" # \u2028 \x85\nmonths = 0', "x")


def test_a_file_without_end_is_not_read_to_its_end():
    with pytest.raises(InputError, match=f"larger than {MOST_BYTES // 1024**2} MB"):
        read(Path("/dev/zero"))


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: from_line("boligliv run --place 'vollsmose"), "is not a command line: No closing quotation"),
        (lambda: from_python("(" * 5000), "is not a Python scenario"),
        (lambda: from_python("Scenario(seed=" + "9" * 5000 + ")"), "is not a Python scenario"),
        (lambda: from_query("seed=" + "9" * 5000), "seed = '999"),
        (lambda: from_query("set." + "a" * 9000 + "=1"), "unknown parameter 'aaa"),
        (lambda: from_query("policy=" + "a" * 9000), "unknown policy 'aaa"),
    ],
)
def test_a_line_or_address_that_nobody_meant(ask: Any, said: str):
    with pytest.raises(InputError) as caught:
        ask()
    assert said in str(caught.value) and len(str(caught.value)) <= 600


def test_a_link_costs_little_however_often_it_says_the_same():
    found = link.read(("form=2&" + "&".join(f"seed={k}" for k in range(900)))[: link.MOST_LETTERS])
    assert found.choices.seed > 0 and found.complaints == ()
    many = link.read(("form=2&" + "&".join(f"a{k}=" for k in range(900)))[: link.MOST_LETTERS])
    assert len(many.complaints) == link.MOST_COMPLAINTS + 1 and many.complaints[-1] == "… (+880)"


def test_a_lone_surrogate_in_a_link_is_told():
    found = link.read("form=2&place=\udcdc&set.choice.avoidance=\udcdc")
    assert len(found.complaints) == 2 and all(one.isprintable() for one in found.complaints)


def test_a_seed_of_thousands_of_digits_is_the_largest():
    assert Choices().another_seed("9" * 5000) == Choices().another_seed("9" * 30)


class _Door(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    def log_message(self, *about: object) -> None:
        return


@pytest.fixture
def door() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and what it was asked for."""
    asked: list[str] = []
    server = HTTPServer(("127.0.0.1", 0), type("Door", (_Door,), {"asked": asked}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("kind", ["link", "Link", "url"])
@pytest.mark.parametrize("where", ["collection", "feature", "geometry"])
def test_no_address_in_a_drawing_is_fetched(kind: str, where: str, door: tuple[str, list[str]], tmp_path: Path):
    address, asked = door
    drawn = json.loads(samples.geojson(tmp_path).read_text(encoding="utf-8"))
    at = {"collection": drawn, "feature": drawn["features"][0], "geometry": drawn["features"][0]["geometry"]}[where]
    at["crs"] = {"type": kind, "properties": {"href": f"{address}/crs", "url": f"{address}/crs"}}
    path = tmp_path / "own.geojson"
    path.write_text(json.dumps(drawn).replace('"crs"', '"\\u0063rs"'), encoding="utf-8")
    lines = check(path).lines()
    assert "its CRS is an address, and nothing is fetched" in lines[0] and asked == []


def test_no_other_file_is_read_through_a_drawing(tmp_path: Path):
    """The library behind reads a text of this form as a list of other files, whatever the text's own name."""
    other = samples.geojson(tmp_path)
    path = tmp_path / "own.gpkg"
    source = f'<OGRVRTLayer name="own"><SrcDataSource>{other}</SrcDataSource></OGRVRTLayer>'
    path.write_text(f"<OGRVRTDataSource>{source}</OGRVRTDataSource>", encoding="utf-8")
    assert "is not a spatial file" in check(path).lines()[0]


def test_the_name_of_a_place_is_no_question_to_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(place.PLACES_VARIABLE, str(tmp_path))
    name = "x' or '1'='1"
    (tmp_path / f"{name}.gpkg").write_bytes(place.BUNDLE.read_bytes())
    with pytest.raises(GeodataError, match="layer outlines has 0 rows"):
        place.load(name)


@pytest.mark.parametrize("variable", ["x" * 9000, "/dev/null", "a\udcdcb", "/proc/self/mem"])
def test_a_folder_of_places_that_cannot_be_is_an_empty_one(variable: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(place.PLACES_VARIABLE, variable)
    assert place.names() == place.BUNDLED


@pytest.mark.parametrize("beside", ["-wal", "-journal", "-shm"])
def test_garbage_beside_a_geopackage_is_no_end(beside: str, tmp_path: Path):
    path = samples.geopackage(tmp_path)
    path.with_name(path.name + beside).write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\xff" * 4096)
    assert all(line.isprintable() for line in check(path).lines())


def test_ids_of_thousands_of_letters_are_told_in_short():
    found = Finding("error", "b" * 9000, "c" * 9000, ("Ø" * 9000,) * 4000, "no value").line()
    assert len(found) <= 600 and "and 3990 more" in found and "no value" in found


def test_a_line_that_stands_twice_in_a_journal_is_one_run(tmp_path: Path):
    path = samples.swept_journal(tmp_path)
    once = list(journal.read(path))
    path.write_bytes(path.read_bytes() * 2)
    assert list(journal.read(path)) == once


def test_a_damaged_segment_is_named(tmp_path: Path):
    path = samples.swept_values(tmp_path)
    content = bytearray(path.read_bytes())
    content[4:200] = bytes(196)
    path.write_bytes(bytes(content))
    with pytest.raises(InputError, match=r"0001\.values\.parquet cannot be read .*sweep again"):
        arrow(path, segments.AGAIN, segments.VALUES)


def test_a_run_that_does_not_tell_its_time_is_still_shown(tmp_path: Path):
    """What only a report tells may be missing from run.json; what addresses a run may not."""
    path = samples.run_json(tmp_path)
    store, told = Store(tmp_path, any_version=True), json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({key: one for key, one in told.items() if key != "seconds"}), encoding="utf-8")
    assert run_summary(store, told["question"])["seeds"] == [1, 2]
    path.write_text(json.dumps(told | {"scenario": {**told["scenario"], "months": "24"}}), encoding="utf-8")
    with pytest.raises(InputError, match=r"run\.json cannot be read \(scenario\.months = '24': .*run again"):
        run_summary(store, told["question"])


def test_a_table_that_was_changed_is_not_read(tmp_path: Path):
    path = samples.run_table(tmp_path)
    samples.watched_table(path.parent)
    question = path.parent.parent.name
    with pytest.raises(InputError, match=r"series\.parquet cannot be read \(it was changed since it was written\)"):
        run_summary(Store(tmp_path, any_version=True), question)


def test_a_study_without_one_of_its_seeds_is_told(tmp_path: Path):
    path = samples.swept_record(tmp_path)
    told = json.loads(path.read_text(encoding="utf-8"))
    del told["runs"]["2"]
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(InputError, match="does not hold the points and seeds"):
        report_of_study(tmp_path)


BAD_FILES = {
    "run": ("scenario.toml", b"a = " + b"[" * 3000),
    "sweep": ("STUDY.toml", b"name = 1" + b"0" * 5000),
    "calibrate": ("CALIBRATION.toml", b"\xff\xfe\x00"),
    "places check": ("own.gpkg", b"SQLite format 3\x00" + b"\xff" * 4096),
    "places import --name x": ("own.geojson", b'{"type": "FeatureCollection", "features": [' * 900),
}


@pytest.mark.slow
@pytest.mark.parametrize("command", BAD_FILES)
def test_the_program_itself_ends_with_code_2_and_one_line(command: str, tmp_path: Path):
    name, content = BAD_FILES[command]
    (tmp_path / name).write_bytes(content)
    words = [sys.executable, "-m", "experiments.cli", *command.split(), name]
    words += ["-o", "new"] if command in ("sweep", "calibrate") else []
    environment = {"PYTHONPATH": str(ROOT), "PATH": "", place.PLACES_VARIABLE: str(tmp_path / "places")}
    ended = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300)
    told = ended.stderr + ended.stdout
    assert ended.returncode == 2 and name in told and "Traceback" not in told
    assert ended.stderr.startswith("boligliv: ") and ended.stderr.count("\n") == 1 and len(ended.stderr) <= 700
    assert [one.name for one in tmp_path.iterdir()] == [name]
