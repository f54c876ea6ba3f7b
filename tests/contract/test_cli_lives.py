"""Lives on the command line: a story, a cohort's table, files written whole, and clear words for bad input."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from pathlib import Path

import pandas as pd
import pytest

from experiments.cli import run
from experiments.store import LIVES

MONTHS = 20


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two short runs of the model."""
    folder = tmp_path_factory.mktemp("lives")
    words = ["run", "--place", "vaerebro", "--months", str(MONTHS), "-n", "2", "-w", "1", "-q", "-o", str(folder)]
    assert run(words) == 0
    return folder


@pytest.fixture(autouse=True)
def in_the_folder(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(runs)


def _said(capsys: pytest.CaptureFixture[str], line: str) -> str:
    assert run(shlex.split(line)) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


def _one(runs: Path) -> str:
    (found,) = [str(path) for path in runs.glob("runs/*/1")]
    return found


def test_a_run_keeps_its_lives_and_its_provenance_counts_them(runs: Path) -> None:
    folder = Path(_one(runs))
    told = json.loads((folder / "run.json").read_text())
    for name in LIVES:
        assert told["rows"][name] == len(pd.read_parquet(folder / f"{name}.parquet")) > 0
        assert len(told["sha256"][name]) == 64
    lives = pd.read_parquet(folder / "lives.parquet")
    events = pd.read_parquet(folder / "life_events.parquet")
    assert lives["key"].is_unique and events["life"].between(0, len(lives) - 1).all()
    assert events["month"].is_monotonic_increasing and events["month"].between(0, MONTHS - 1).all()


def test_ids_can_be_copied_from_the_list_into_a_story(capsys: pytest.CaptureFixture[str], runs: Path) -> None:
    listed = list(
        csv.DictReader(io.StringIO(_said(capsys, "lives . --lived-in vaerebro --years 1970-2000 --ids --csv")))
    )
    assert len(listed) > 500
    lives = pd.read_parquet(Path(_one(runs)) / "lives.parquet")
    events = pd.read_parquet(Path(_one(runs)) / "life_events.parquet")
    key = lives["key"].iloc[events["life"].value_counts().index[0]]
    person = next(row["person"] for row in listed if row["person"] == f"{key:016x}")
    story = _said(capsys, f"life . --person {person}")
    assert story.startswith(f"Person {person}: a ")
    lines = story.splitlines()[2:]
    assert len(lines) > 2 and all(re.match(r"20\d\d-\d\d \(\d+\): [A-Z]", line) for line in lines)
    assert lines == sorted(lines, key=lambda line: line[:7])
    data = json.loads(_said(capsys, f"life . --person {person.upper()} --json"))
    assert data["person"] == person and data["seed"] == 1
    assert [event["text"] in story for event in data["events"]] == [True] * len(data["events"])
    assert {"date", "age", "what", "text"} <= set(data["events"][0])


def test_everybody_has_a_story(capsys: pytest.CaptureFixture[str], runs: Path) -> None:
    from experiments.life_story import Story
    from experiments.lives import LifeBook
    from experiments.store import Store

    store = Store(runs)
    book = LifeBook.of(store.read_lives(store.questions()[0], 1), MONTHS, 1345)
    for life in range(0, len(book.lives), 5):
        story = Story(book, life)
        assert story.lines() and json.dumps(story.as_dict(), default=int)


def test_a_cohort_is_followed_with_numbers_errors_and_the_horizon(
    capsys: pytest.CaptureFixture[str], runs: Path
) -> None:
    told = _said(capsys, "lives . --born-in vaerebro --years 2015-2016")
    assert "children born there" in told and "±" in told and "Monte-Carlo error of 2 runs" in told
    assert "the run ends in 2016-08, when those born in 2015 are at most 1" in told
    assert "nobody of them reaches 18, 20, 25 within the run" in told
    one = _said(capsys, f"lives {_one(runs)}")
    assert "standard error among these persons" in one
    data = json.loads(_said(capsys, f"lives {_one(runs)} --json"))
    rows = {(row["birth_year"], row["measure"]): row for row in data["rows"]}
    places = ("estate_end", "municipality_end", "outside_end", "dead_end")
    for year in (2015, 2016, 0):
        assert sum(rows[year, place]["value"] for place in places) == pytest.approx(100)
    lives = pd.read_parquet(Path(_one(runs)) / "lives.parquet")
    assert rows[0, "persons"]["value"] == lives["born_here"].sum()
    table = pd.read_csv(io.StringIO(_said(capsys, f"lives {_one(runs)} --csv")))
    assert table["measure"].tolist() == [row["measure"] for row in data["rows"]]


def test_those_who_lived_there_at_the_start_are_a_cohort_too(capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(_said(capsys, "lives . --lived-in 'Værebro Park' --years 1995-1996 --age 19 --json"))
    rows = {row["measure"]: row for row in data["rows"] if row["birth_year"] == 0}
    assert rows["employed_19"]["n"] > 5 and 0 < rows["neet_19"]["value"] < 100
    assert rows["nursery_2"]["n"] == 0


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_a_file_is_written_whole(capsys: pytest.CaptureFixture[str], tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"cohort.{suffix}"
    assert run(["lives", ".", "-o", str(file)]) == 0
    said = capsys.readouterr()
    assert said.out == "" and str(file) in said.err
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    assert len(pd.read_csv(file) if suffix == "csv" else json.loads(file.read_text())["rows"]) > 40


BAD_LINES = {
    "life . --person 00": ("--person '00': nobody of this ID ever lived in the estate (nearest: ", "lives RUN --ids"),
    "life . --person Hansen": ("--person 'Hansen' is not an ID: 16 digits 0-9 and a-f", "lives RUN --ids"),
    "life .": ("Missing option '--person'",),
    "life nothing --person 1": ("does not exist",),
    "lives nothing": ("does not exist",),
    "lives . --born-in volsmose": ("--born-in 'volsmose': the run is of vaerebro", "vaerebro_park"),
    "lives . --lived-in soeborg": ("--lived-in 'soeborg': the run is of vaerebro",),
    "lives . --born-in vaerebro --lived-in vaerebro": ("--born-in or --lived-in, not both",),
    "lives . --years early": ("--years 'early' is not a year or a range of years; write 2015 or 2015-2020",),
    "lives . --years 2020-2015": ("2020 comes after 2015; write 2015-2020",),
    "lives . --years 2030": ("the run ends in 2016",),
    "lives . --years 1999-2005": ("births from 2015 on", "--lived-in vaerebro --years 1999-2005"),
    "lives . --lived-in vaerebro --years 1801": ("nobody of these birth years lived there",),
    "lives . --age 12": ("--age",),
    "lives . --csv --json": ("--csv or --json, not both",),
    "lives . -o cohort.txt": ("cohort.txt: give a name that ends with .csv or .json",),
    "lives . -o no/such/folder.csv": ("no/such/folder.csv: cannot write there",),
}


@pytest.mark.parametrize("line", BAD_LINES)
def test_bad_input_is_one_line_and_exit_code_two(capsys: pytest.CaptureFixture[str], line: str) -> None:
    assert run(shlex.split(line)) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and said.err.startswith("boligliv: ")
    for part in BAD_LINES[line]:
        assert part in said.err


def test_a_run_without_lives_says_how_to_get_them(
    capsys: pytest.CaptureFixture[str], runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Path(_one(runs))
    copy = tmp_path / "runs" / source.parent.name / "1"
    copy.mkdir(parents=True)
    for path in source.iterdir():
        if path.stem != "life_events":
            (copy / path.name).write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)
    assert run(["lives", "."]) == 2
    assert "has no life record (life_events.parquet); run it again with --force" in capsys.readouterr().err
