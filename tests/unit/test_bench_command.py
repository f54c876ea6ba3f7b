"""`boligliv bench` keeps what it measured, draws it, sets it beside earlier ones, and refuses what it cannot do."""

from __future__ import annotations

import json
import shlex
import struct

import pytest

from experiments.bench import history, kept, page, start_up
from experiments.bench.command import SHEETS
from experiments.bench.machine import machine
from experiments.bench.sheets import Sheet, markdown
from experiments.cli import run
from tests.unit.bench_fake import FAKE, LIVED, NAMES, install

USUAL = "bench --place vaerebro --months 24 --households 5000"


@pytest.fixture
def asked(monkeypatch):
    """Measurements answered at once; the list of what was asked."""
    return install(monkeypatch)


def test_all_is_measured_kept_and_drawn(asked, tmp_path, capsys):
    folder = tmp_path / "new" / "results"
    assert run(["bench", "--all", "-n", "2", "--place", "vaerebro", "-o", str(folder)]) == 0
    said = capsys.readouterr().out
    assert sorted(path.name for path in folder.iterdir()) == ["bench.json", "bench.png", "history.jsonl"]
    parts = json.loads((folder / "bench.json").read_text())["parts"]
    assert list(parts) == ["usual", "pair", "scale"] and all(part["date"][:2] == "20" for part in parts.values())
    assert parts["usual"]["start_up"]["first"] == [90.0]
    # 20 s one after the other and 12.5 side by side.
    assert parts["pair"]["throughput"] == pytest.approx(1.6)
    assert [one["factor"] for one in parts["scale"]["sizes"]] == [0.1, 1.0, 8.0, 91.0]
    assert parts["scale"]["spread_percent"] == pytest.approx(100.0)
    assert [one["months"] for one in asked if one["measure"] == "size"] == [24] * 4
    assert {one["households"] for one in asked if one["measure"] == "engine"} == {5_000, 50_000}
    png = (folder / "bench.png").read_bytes()
    width, height = struct.unpack(">II", png[16:24])
    assert png[:8] == b"\x89PNG\r\n\x1a\n" and width > 1000 and height > 1000
    first, second = NAMES[:2]
    for words in (
        f"The costliest phases are {first} (20 times the floor) and {second} (10 times the floor); wanted 20 times",
        "vaerebro*91", "1.60 (each: 1.60, 1.60)", ">= 1.8", "costs 100 % more", "wanted 30 %", "100 times", ">= 100",
        "boligliv --help", "kept in",
    ):  # fmt: skip
        assert words in said, words
    assert "Slower or faster" not in said


def test_a_slowdown_is_seen(asked, tmp_path, capsys, monkeypatch):
    where = f"{USUAL} -n 3 -o {shlex.quote(str(tmp_path))}"
    assert run(shlex.split(where)) == 0
    slower = dict(FAKE["baseline"]["phase_seconds"], wishes=LIVED * 250e-9)
    monkeypatch.setitem(FAKE, "baseline", FAKE["baseline"] | {"phase_seconds": slower, "peak_memory_mb": 200.0})
    capsys.readouterr()
    assert run(shlex.split(f"{where} --json")) == 0
    rows = {row["figure"]: row for row in json.loads(capsys.readouterr().out)["compared"]}
    assert rows["vaerebro, 24 months: wishes"]["verdict"] == "slower"
    assert rows["vaerebro, 24 months: wishes"]["ratio"] == pytest.approx(10.0)
    assert rows["vaerebro, 24 months: most memory held"]["verdict"] == "less"
    assert rows["vaerebro, 24 months: keys"]["verdict"] == "not distinguishable"
    assert run(shlex.split(where)) == 0
    said = capsys.readouterr().out
    assert "Slower or faster than before" in said and "not distinguishable" in said
    assert len((tmp_path / history.NAME).read_text().splitlines()) == 3
    drawn = (tmp_path / "bench.png").read_bytes()
    # Other months are another figure: nothing to compare with but starts, the rule and the machine.
    assert run(shlex.split(where.replace("24", "36"))) == 0
    assert "vaerebro, 36 months: keys" not in capsys.readouterr().out
    assert (tmp_path / "bench.png").read_bytes() != drawn


def test_parts_come_together_and_a_page_is_written_from_them(asked, tmp_path, capsys):
    text = f"# Speed\n\nBefore.\n\n{page.BEGIN}\nold\n{page.END}\n\nAfter.\n"
    docs = tmp_path / "speed.md"
    docs.write_text(text)
    folder = tmp_path / "results"
    assert run(["bench", "--pair", "-o", str(folder)]) == 0
    assert run(["bench", "--scale", "--factor", "0.1", "--factor", "8", "--months", "12", "-o", str(folder)]) == 0
    assert [one["measure"] for one in asked] == ["side"] * 9 + ["size"] * 2
    capsys.readouterr()
    asked.clear()
    assert run(["bench", "--saved", "-o", str(folder), "--docs", str(docs)]) == 0
    said = capsys.readouterr().out
    assert asked == [] and "side by side" in said and "vaerebro*8" in said and f"page: {docs}" in said
    written = docs.read_text()
    assert written.startswith("# Speed\n\nBefore.\n\n") and written.endswith("\n\nAfter.\n") and "old" not in written
    assert "| vaerebro*0.1 | 67,000 | 1,000 |" in written and "Measured 20" in written
    assert run(["bench", "--saved", "-o", str(folder), "--docs", str(docs), "--json"]) == 0
    assert docs.read_text() == written and set(json.loads(capsys.readouterr().out)) == {"pair", "scale", "compared"}


def test_a_page_says_whether_the_machine_was_idle():
    about = machine()
    part = {"pair": {"date": "2026-01-01T00:00", "machine": about | {"load": 0.1}}}
    assert page._where(part["pair"]).endswith("Nothing else ran.")
    assert "was not known to be idle: load 7.0." in page._where({**part["pair"], "machine": about | {"load": 7.0}})
    assert page._where({**part["pair"], "machine": about | {"load": None}}).endswith("not known to be idle.")


def test_a_sheet_is_a_table_on_a_page():
    told = markdown(Sheet("Title", ("a", "b"), (("x|y", ""),), ("Note.",)))
    assert told == "### Title\n\n| a | b |\n| --- | ---: |\n| x\\|y |   |\n\nNote.\n"


def test_every_part_can_be_shown_and_kept():
    assert tuple(SHEETS) == kept.PARTS


def test_the_help_is_timed():
    assert start_up._help() > 0


BAD = {
    "bench --place volsmose": "place = 'volsmose' is not known (did you mean 'vollsmose'?)",
    "bench --place 'vaerebro*0'": "the factor 0 is outside 0.05..100",
    "bench --scale --factor nan": "'nan' is not a number",
    "bench --scale --factor 1e9": "is outside 0.05..100",
    "bench --factor 8": "--factor 8 is a size of --scale, which is not asked for",
    "bench --scale --place 'vaerebro*8'": "--scale takes a place at its own size",
    "bench --pair --place vaerebro --place vollsmose": "--place vollsmose: --pair measures one place at a time",
    "bench --all --place vaerebro --place vollsmose": "--place vollsmose: --pair measures one place at a time",
    "bench --months 0": "--months",
    "bench -n 0": "-n 0: Input should be greater than or equal to 1",
    "bench -o file": "--output file: a file stands there; name a folder",
    "bench -o file/in": "--output file/in: cannot be made",
    "bench -o foreign": "not written by `boligliv bench`; choose another folder",
    "bench -o cut": "cut or not JSON; remove it or choose another folder",
    "bench -o diary": "no line is a measurement by `boligliv bench`; choose another folder",
    "bench --docs page.md": "name it with --output",
    "bench --saved": "name it with --output",
    "bench --saved -o empty": "there is no bench.json in it; measure first",
    "bench -o empty --docs nothing.md": "--docs nothing.md: there is no such page",
    "bench -o empty --docs file": "--docs file: the page lacks the marks",
}


@pytest.mark.parametrize("line", BAD)
def test_bad_input_ends_with_one_line_before_anything_is_measured(line, asked, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("mine\n")
    for name, inside, text in (
        ("foreign", "bench.json", '{"mine": 1}'), ("cut", "bench.json", '{"form": '),
        ("diary", "history.jsonl", "dear diary\n"), ("empty", "note.txt", ""),
    ):  # fmt: skip
        (tmp_path / name).mkdir()
        (tmp_path / name / inside).write_text(text)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert run(shlex.split(line)) == 2
    told = capsys.readouterr().err
    assert told.startswith("boligliv: ") and told.count("\n") == 1 and BAD[line] in told
    assert asked == [] and {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
