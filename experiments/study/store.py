"""One folder of runs for many studies: no run twice, nothing finished lost, nothing overwritten.

DIR/store.json    what this folder is
DIR/lock          who writes into it now
DIR/journal/      runs of the sitting under way, or of one that was killed: see `journal`
DIR/segments/     all others, hundreds in a file: see `segments`
DIR/studies/      which runs each study asked for: see `record`
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import pyarrow as pa

from experiments.errors import InputError
from experiments.kept_files import numbered
from experiments.study import journal, segments
from experiments.study.address import Asked, years_text
from experiments.study.journal import Entry, Journal, Unwritable
from experiments.study.lock import alone_in
from experiments.study.segments import Segment

FORMAT = {"boligliv": "runs of studies", "format": 1}
FOLD_AT = 500
"""Runs that make a segment; smaller ones of earlier sittings are put together at the end of a sitting."""
_INDEX = ("run", "scenario", "years", "maps", "version", "status")

Status = Literal["done", "failed"]


@dataclass(frozen=True, slots=True)
class Found:
    """A run that is there: its address, horizons and model version, how it ended, and what is kept of each cell."""

    run: str
    years: frozenset[int]
    version: str
    status: Status
    maps: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Contents:
    """What a folder holds at one moment: whole segments, runs still in journals, and damaged files passed over."""

    segments: tuple[Segment, ...]
    pending: tuple[Entry, ...]
    damaged: tuple[Path, ...]

    def runs(self) -> pa.Table:
        """Every attempt, one row each, with the columns of `segments.RUNS`."""
        parts = [segments.read_runs(one.runs_path) for one in self.segments]
        return pa.concat_tables([segments.runs_table(self.pending), *parts])

    def values(self) -> pd.DataFrame:
        """Every value of every run with the columns of `segments.VALUES`; for a large store ask with `query`."""
        parts = [segments.read_values(one.values_path) for one in self.segments]
        return pa.concat_tables([segments.values_table(self.pending), *parts]).to_pandas()

    def index(self) -> dict[str, list[Found]]:
        """Attempts by the hash of their scenario."""
        found: dict[str, list[Found]] = {}
        for row in self.runs().select(_INDEX).to_pylist():
            years = frozenset(map(int, row["years"].split(",")))
            maps = frozenset(filter(None, row["maps"].split(",")))
            found.setdefault(row["scenario"], []).append(Found(row["run"], years, row["version"], row["status"], maps))
        return found


@dataclass(frozen=True)
class RunStore:
    """A folder of runs; it may not exist yet."""

    root: Path

    def check(self) -> bool:
        """Whether there is a store; raises InputError when the folder is somebody else's or cannot be read."""
        try:
            if not self.root.exists():
                return False
            there = any(not path.name.startswith(segments.HIDDEN) for path in self.root.iterdir())
        except OSError as error:
            raise InputError(f"{self.root}: not a folder that can be used ({error.strerror})") from None
        try:
            marker = json.loads((self.root / "store.json").read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            marker = None
        if marker == FORMAT:
            return True
        if there:
            raise InputError(f"{self.root} holds other things and no runs of studies; give a new or an empty folder")
        return False

    def contents(self) -> Contents:
        """What is there now, also while a sweep writes; nothing where there is no store."""
        if not self.check():
            return Contents((), (), ())
        for _ in range(20):
            # Journals first: one that is folded meanwhile is then found in its segment and not told twice.
            with contextlib.suppress(FileNotFoundError):
                lines = {int(path.stem): tuple(journal.read(path)) for path in self._journals()}
                found, damaged = segments.whole(self.segments)
                folded = frozenset().union(*(one.journals for one in found))
                pending = (entry for number in sorted(lines.keys() - folded) for entry in lines[number])
                return Contents(found, tuple(pending), damaged)
        raise InputError(f"{self.root}: files come and go; is somebody deleting them?")

    @property
    def segments(self) -> Path:
        """The folder of segments."""
        return self.root / "segments"

    @property
    def studies(self) -> Path:
        """The folder of studies."""
        return self.root / "studies"

    def _journals(self) -> list[Path]:
        return sorted(path for path in (self.root / "journal").glob("*.jsonl") if numbered(path.stem))

    def prepare(self, only_look: bool = False) -> None:
        """Make the folder if it is not there, or `only_look` whether one could; raises InputError where nobody can."""
        nearest = next(path for path in (self.root, *self.root.absolute().parents) if path.exists())
        if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
            what = "it is not a folder" if not nearest.is_dir() else "no permission"
            raise InputError(f"{self.root}: cannot write there ({nearest}: {what})")
        if not only_look:
            try:
                self._mark()
            except OSError as error:
                raise InputError(f"{self.root}: cannot write there ({error.strerror})") from None

    def _mark(self) -> None:
        # The marker comes first: without it a folder with anything inside is somebody else's.
        self.root.mkdir(parents=True, exist_ok=True)
        if not (self.root / "store.json").exists():
            write_whole(self.root / "store.json", json.dumps(FORMAT))

    @contextlib.contextmanager
    def writing(self) -> Iterator[Writer]:
        """Hold the folder for one sitting; raises InputError when it cannot be written or somebody else writes."""
        self.check()
        with contextlib.ExitStack() as held:
            try:
                self._mark()
                held.enter_context(alone_in(self.root))
                for folder in (self.root / "journal", self.segments, self.studies):
                    folder.mkdir(exist_ok=True)
                journal.sync_folder(self.root)
                self._clean()
                journal.make_reserve(self.root / "journal")
            except OSError as error:
                raise InputError(f"{self.root}: cannot write there ({error.strerror})") from None
            writer = Writer(self)
            try:
                yield writer
            finally:
                writer.close()

    def _clean(self) -> None:
        """Delete what a kill left behind and what other files hold by now."""
        for folder in (self.root, self.segments, self.studies):
            for path in folder.glob(f"{segments.HIDDEN}*"):
                path.unlink()
        found, _ = segments.whole(self.segments)
        for number in frozenset().union(*(one.replaces for one in found)):
            segments.delete(self.segments, number)
        folded = frozenset().union(*(one.journals for one in found))
        for path in self._journals():
            if int(path.stem) in folded:
                path.unlink()
        for path in self.segments.glob("*.values.parquet"):
            if not path.with_name(path.name.replace(".values.", ".runs.")).exists():
                path.unlink()


class Writer:
    """The one who writes into a store: each run at once into a journal, hundreds of them into a segment."""

    def __init__(self, store: RunStore) -> None:
        self._store = store
        self._folded = 0
        self._pending = store._journals()
        self._journal = self._next()

    def _next(self) -> Journal:
        used = segments.numbers(self._store.segments) | {int(path.stem) for path in self._store._journals()}
        return Journal(self._store.root / "journal" / f"{max(used, default=0) + 1:04d}.jsonl")

    def add(self, asked: Asked, answer: Mapping[str, Any]) -> None:
        """Write a finished or failed run, on disk when this returns; raises Unwritable when it cannot be.

        `answer` has `values` by horizon and key and `seconds`, or `error` and `traceback`.
        """
        self._journal.add(entry_of(asked, answer))
        if self._journal.lines >= FOLD_AT:
            self._fold(())

    def written(self) -> int:
        """How many runs of this sitting are on disk, also when a stop came in the middle of writing one."""
        return self._folded + sum(1 for _ in journal.read(self._journal.path))

    def close(self) -> None:
        """Fold what is left, with small segments of earlier sittings; on a full disk the journal stays as it is."""
        found, _ = segments.whole(self._store.segments)
        with contextlib.suppress(Unwritable):
            self._fold([one for one in found if one.runs < FOLD_AT])
        self._journal.close()

    def _fold(self, small: Sequence[Segment]) -> None:
        self._journal.close()
        written = self.written()
        paths = [*self._pending, *([self._journal.path] if written > self._folded else [])]
        entries = [entry for path in paths for entry in journal.read(path)]
        if paths:
            number = int(self._journal.path.stem)
            try:
                segments.write(self._store.segments, number, entries, (int(path.stem) for path in paths), small)
            except OSError as error:
                raise Unwritable(f"{self._store.segments}: cannot write there ({error.strerror})") from None
            for path in paths:
                path.unlink()
        self._pending, self._folded = [], written
        self._journal = self._next()


def entry_of(asked: Asked, answer: Mapping[str, Any]) -> Entry:
    """A run as the store keeps it."""
    scenario, failed = asked.scenario, "error" in answer
    return {
        "run": asked.address, "scenario": asked.scenario_hash, "question": scenario.question,
        "place": scenario.place, "law": scenario.law, "behaviour": scenario.behaviour,
        "policies": "+".join(scenario.policy_names), "seed": scenario.seed, "months": scenario.months,
        "years": years_text(asked.years), "maps": ",".join(asked.maps), "version": asked.version,
        "status": "failed" if failed else "done",
        "error": answer.get("error"), "traceback": answer.get("traceback"),
        "seconds": round(answer["seconds"], 3), "finished": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "host": answer.get("host") or socket.gethostname(),
        "asked": json.dumps(scenario.as_dict(), sort_keys=True), "values": answer.get("values") or {},
    }  # fmt: skip


def write_whole(path: Path, text: str) -> None:
    """Write a small file all at once, on disk with its name when this returns; raises OSError."""
    hidden = path.with_name(f"{segments.HIDDEN}{os.getpid()}-{path.name}")
    with hidden.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    hidden.replace(path)
    journal.sync_folder(path.parent)
