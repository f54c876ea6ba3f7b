"""What two commands keep of their runs, read as anybody reads it: `boligliv sweep` and `boligliv effects`.

`kept` gives every finished run with its values to the last bit, and fails where one is double or half.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from experiments.effects_store import _whole
from experiments.study.query import Answers
from experiments.study.segments import HIDDEN
from experiments.study.store import RunStore

SEEDS = 4
STUDY = f"""
name = "killed"
alternatives = ["base", "second_chance"]
months = 12
years = [1]
replications = {SEEDS}
"""
RUNS = 2 * SEEDS
"""Of a study and of a table of effects: today's rules and one proposal on the same seeds."""
ANNOUNCED = re.compile(r"^(\d+) of \d+ runs, .* left.*\n", re.MULTILINE)

Kept = dict[str, tuple[str, ...]]
"""By the name of a run its values, written so that equal texts are equal bits."""


class Command(Protocol):
    """A command that keeps runs in a folder."""

    name: str

    def words(self, folder: Path, workers: int) -> list[str]:
        """How it is called."""

    def kept(self, folder: Path) -> Kept:
        """Every finished run in the folder."""

    def look(self, folder: Path) -> None:
        """Read the folder while it is written into."""

    def left_behind(self, folder: Path) -> set[str]:
        """What a kill left there, in words."""


@dataclass(frozen=True)
class Sweep:
    """`boligliv sweep`, with the study file of which all folders are swept."""

    study: Path
    name: str = "sweep"

    def words(self, folder: Path, workers: int) -> list[str]:
        """`sweep STUDY -o FOLDER -w N`."""
        return ["sweep", str(self.study), "-o", str(folder), "-w", str(workers)]

    def kept(self, folder: Path) -> Kept:
        """By the store's own reading, and the same by `boligliv query`."""
        store = RunStore(folder)
        if not store.check():
            return {}
        contents = store.contents()
        assert not contents.damaged, f"{contents.damaged} count as damaged"
        runs = [row["run"] for row in contents.runs().to_pylist() if row["status"] == "done"]
        assert len(set(runs)) == len(runs), f"double runs: {sorted(runs)}"
        found: dict[str, list[str]] = {run: [] for run in runs}
        for run, *key, value in contents.values().itertuples(index=False):
            found[run].append(f"{key} {float(value).hex()}")
        kept = _checked(found)
        answers = Answers(folder)
        asked = answers.ask('select run, count(*) as n from runs join "values" using (run) group by run')
        assert not answers.damaged
        assert dict(zip(asked["run"], asked["n"], strict=True)) == {run: len(values) for run, values in kept.items()}
        return kept

    def look(self, folder: Path) -> None:
        """Nothing is double or damaged at any moment."""
        if RunStore(folder).check():
            answers = Answers(folder)
            assert not answers.damaged, f"{answers.damaged} count as damaged"
            ((runs, different),) = answers.ask("select count(*), count(distinct run) from runs").to_numpy()
            assert runs == different, f"{runs} runs, of which {different} are different, while it is written"

    def left_behind(self, folder: Path) -> set[str]:
        """Hidden files, journals, and segments of which another file holds the runs too."""
        store = RunStore(folder)
        if not store.check():
            return {"no store yet"}
        contents, files = store.contents(), {path.name for path in folder.rglob("*")}
        names = {name for name in files if not name.startswith(HIDDEN)}
        held = frozenset().union(*(one.journals for one in contents.segments))
        there = {int(path.stem) for path in (folder / "journal").glob("*.jsonl")}
        values = {int(name[:4]) for name in names if name.endswith(".values.parquet")}
        whole = {int(name[:4]) for name in names if name.endswith(".runs.parquet")}
        lines = [line for path in (folder / "journal").glob("*.jsonl") for line in path.read_bytes().splitlines(True)]
        found = {
            "an unfinished file": names != files,
            "values of a segment without its runs": bool(values - whole),
            "a journal beside the segment it is folded into": bool(there & held),
            "a segment beside the one that replaces it": bool(whole - {one.number for one in contents.segments}),
            "half a line": any(not line.endswith(b"\n") for line in lines),
            "a journal to be folded": bool(there - held),
        }
        return {words for words, holds in found.items() if holds} or {"nothing to be tidied"}


@dataclass(frozen=True)
class Effects:
    """`boligliv effects` for one proposal."""

    name: str = "effects"

    def words(self, folder: Path, workers: int) -> list[str]:
        """`effects --place vaerebro --policy second_chance -o FOLDER -w N` for twelve months."""
        asked = ["--place", "vaerebro", "--policy", "second_chance", "--pairs", str(SEEDS), "--months", "12"]
        return ["effects", *asked, "--years", "1", "-o", str(folder), "-w", str(workers)]

    def kept(self, folder: Path) -> Kept:
        """The whole lines of each file."""
        found: dict[str, list[str]] = {}
        for path in folder.rglob("*.jsonl"):
            for line in path.read_text(encoding="utf-8").split("\n"):
                if (run := _whole(line)) is not None:
                    name = f"{path.name} {run['seed']}"
                    assert name not in found, f"double run: {name}"
                    by_year = [(year, key, value) for year, of in run["values"].items() for key, value in of.items()]
                    found[name] = [f"{year} {key} {float(value).hex()}" for year, key, value in by_year]
        return _checked(found)

    def look(self, folder: Path) -> None:
        """Lines are read at any moment."""
        self.kept(folder)

    def left_behind(self, folder: Path) -> set[str]:
        """Lines without an end."""
        lines = [line for path in folder.rglob("*.jsonl") for line in path.read_bytes().splitlines(True)]
        return {"half a line" if any(not line.endswith(b"\n") for line in lines) else "nothing to be tidied"}


def announced(errors: Path) -> int:
    """How many runs the command said it had finished, by its last whole line."""
    found = ANNOUNCED.findall(errors.read_text()) if errors.exists() else []
    return int(found[-1]) if found else 0


def _checked(found: dict[str, Iterable[str]] | dict[str, list[str]]) -> Kept:
    kept = {run: tuple(sorted(values)) for run, values in found.items()}
    for run, values in kept.items():
        names = {value.rpartition(" ")[0] for value in values}
        assert 0 < len(names) == len(values), f"values of {run} are double or not there"
    return kept
