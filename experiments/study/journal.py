"""Finished runs as lines of a file, each on disk before the next thing happens; what a kill cuts short is passed over.

DIR/journal/NNNN.jsonl    one line for each finished or failed run, with a checksum
DIR/journal/reserve       room kept free, so that runs under way when the disk fills up can still be written
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from experiments.errors import RunError

RESERVE_BYTES = 4_000_000
"""Room for some dozens of runs with every year kept."""
RESERVE = "reserve"

Entry = dict[str, Any]
"""A run as its line tells it: the columns of `segments.RUNS`, and `values` by horizon (as text) and key."""


class Unwritable(RunError):
    """Nothing more can be written; what was finished before is on disk."""


class Journal:
    """One file that grows by whole lines."""

    def __init__(self, path: Path) -> None:
        self.path, self.lines, self._end = path, 0, 0
        self._file: int | None = None

    def add(self, entry: Mapping[str, Any]) -> None:
        """Write a run, on disk when this returns; raises Unwritable and leaves no half line when that fails."""
        line = (_text(dict(entry) | {"check": _check(entry)}) + "\n").encode()
        try:
            self._append(line)
        except OSError as error:
            # The reserve is given up for this run and those under way; the sweep ends all the same.
            (self.path.parent / RESERVE).unlink(missing_ok=True)
            try:
                self._append(line)
            except OSError:
                raise Unwritable(
                    f"{self.path}: cannot write there ({error.strerror}); one finished run is lost"
                ) from None
            raise Unwritable(f"{self.path}: cannot write there ({error.strerror})") from None

    def _append(self, line: bytes) -> None:
        if self._file is None:
            self._file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            sync_folder(self.path.parent)
        try:
            written = 0
            while written < len(line):
                written += os.write(self._file, line[written:])
            os.fsync(self._file)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(self._file, self._end)
                os.lseek(self._file, self._end, os.SEEK_SET)
            raise
        self._end += len(line)
        self.lines += 1

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def read(path: Path) -> Iterator[Entry]:
    """The whole lines of a journal, none where it is not begun; one cut short, changed or told again is passed over."""
    if not path.exists():
        return
    told: set[bytes] = set()
    with path.open("rb") as file:
        for line in file:
            entry = _whole(line)
            mark = hashlib.sha256(line.strip()).digest()
            if entry is not None and mark not in told:
                told.add(mark)
                yield entry


def make_reserve(folder: Path) -> None:
    """Set aside room for the runs under way when the disk fills up; raises OSError when there is none."""
    path = folder / RESERVE
    if path.exists() and path.stat().st_size == RESERVE_BYTES:
        return
    try:
        with path.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, RESERVE_BYTES)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Force the names in a folder to disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _whole(line: bytes) -> Entry | None:
    try:
        entry: Entry = json.loads(line)
        return entry if entry.pop("check") == _check(entry) else None
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        return None


def _text(entry: Mapping[str, Any]) -> str:
    return json.dumps(entry, separators=(",", ":"), sort_keys=True)


def _check(entry: Mapping[str, Any]) -> str:
    return hashlib.sha256(_text(entry).encode()).hexdigest()[:12]
