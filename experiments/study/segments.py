"""Many runs in two Parquet files, each whole or not there.

    DIR/segments/NNNN.values.parquet   run, year, metric, unit, group, value
    DIR/segments/NNNN.runs.parquet     one row for each run; written last, so that a segment without it does not count

The runs carry what the segment was made of: journals folded into it and smaller segments it replaces.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from experiments.kept_files import Shape, arrow, numbered
from experiments.study.journal import Entry, sync_folder

VALUES = pa.schema(
    [("run", pa.string()), ("year", pa.int16()), ("metric", pa.string()), ("unit", pa.string()),
     ("group", pa.string()), ("value", pa.float64())]
)  # fmt: skip
"""`year` counts from the start of the run; the four words are dictionary-encoded in the file."""
RUNS = pa.schema(
    [("run", pa.string()), ("scenario", pa.string()), ("question", pa.string()), ("place", pa.string()),
     ("law", pa.string()), ("behaviour", pa.string()), ("policies", pa.string()), ("seed", pa.int64()),
     ("months", pa.int32()), ("years", pa.string()), ("maps", pa.string()), ("version", pa.string()),
     ("status", pa.string()), ("error", pa.string()), ("traceback", pa.string()), ("seconds", pa.float64()),
     ("finished", pa.string()), ("host", pa.string()), ("asked", pa.string())]
)  # fmt: skip
"""`status` is done or failed; `asked` is the scenario as JSON; `finished` is in UTC; `policies` are joined by +,
`maps` by commas."""
MAPS = "maps"
HIDDEN = ".unfinished-"
AGAIN = "delete it and sweep again"
_MADE_OF = b"made_of"


class _MadeOf(Shape):
    """What the runs of a segment carry."""

    journals: list[int]
    replaces: list[int]
    values: int


@dataclass(frozen=True)
class Segment:
    """A whole segment: its number, rows of runs, and the numbers of journals and segments it holds instead."""

    number: int
    folder: Path
    runs: int
    journals: frozenset[int]
    replaces: frozenset[int]

    @property
    def runs_path(self) -> Path:
        """The file of runs."""
        return self.folder / f"{self.number:04d}.runs.parquet"

    @property
    def values_path(self) -> Path:
        """The file of values."""
        return self.folder / f"{self.number:04d}.values.parquet"


def numbers(folder: Path) -> set[int]:
    """Every number that a segment has, whole or not."""
    found = (path.name.partition(".")[0] for path in folder.glob("*.parquet"))
    return {int(name) for name in found if numbered(name)}


def whole(folder: Path) -> tuple[tuple[Segment, ...], tuple[Path, ...]]:
    """The segments that count, by number, and files of runs that are damaged and passed over.

    Raises FileNotFoundError where one is deleted meanwhile: another that was not yet there holds its runs.
    """
    found, damaged = [], []
    for path in sorted(folder.glob("*.runs.parquet")):
        name = path.name.partition(".")[0]
        if not numbered(name):
            continue
        try:
            meta = pq.read_metadata(path)
            made_of = _MadeOf.model_validate_json((meta.metadata or {})[_MADE_OF])
            one = Segment(int(name), folder, meta.num_rows, frozenset(made_of.journals), frozenset(made_of.replaces))
            if pq.read_metadata(one.values_path).num_rows != made_of.values:
                raise ValueError("rows are missing")
            found.append(one)
        except (OSError, ValueError, KeyError, pa.lib.ArrowException):
            if not path.exists():
                raise FileNotFoundError(path) from None
            damaged.append(path)
    replaced = frozenset().union(*(one.replaces for one in found))
    return tuple(one for one in found if one.number not in replaced), tuple(damaged)


def write(
    folder: Path, number: int, entries: Sequence[Entry], journals: Iterable[int], small: Sequence[Segment] = ()
) -> Segment:
    """Put runs, and the runs of small segments with them, into a new segment, sorted by address.

    Equal runs give equal files of values, whatever the order they finished in. Raises OSError when there is no room.
    """
    runs = pa.concat_tables([runs_table(entries), *(read_runs(one.runs_path) for one in small)])
    values = pa.concat_tables([values_table(entries), *(read_values(one.values_path) for one in small)])
    runs = runs.sort_by([(name, "ascending") for name in ("run", "finished")])
    values = values.sort_by([(name, "ascending") for name in ("run", "year", "metric", "unit", "group")])
    folded = sorted(set(journals).union(*(one.journals for one in small)))
    replaced = sorted(one.number for one in small)
    made_of = {"journals": folded, "replaces": replaced, "values": len(values)}
    one = Segment(number, folder, len(runs), frozenset(folded), frozenset(replaced))
    _write_whole(values.replace_schema_metadata(None), one.values_path)
    _write_whole(runs.replace_schema_metadata({_MADE_OF: json.dumps(made_of).encode()}), one.runs_path)
    return one


def runs_table(entries: Iterable[Entry]) -> pa.Table:
    """One row for each run, without its values."""
    rows = [
        {name: entry[name] for name in RUNS.names if name != MAPS} | {MAPS: entry.get(MAPS, "")} for entry in entries
    ]
    return pa.Table.from_pylist(rows, schema=RUNS)


def read_runs(path: Path) -> pa.Table:
    """The runs of a segment, without what it was made of; those of a store from before maps were kept have none."""
    return arrow(path, AGAIN, RUNS, {MAPS: ""})


def read_values(path: Path) -> pa.Table:
    """The values of a segment."""
    return arrow(path, AGAIN, VALUES)


def values_table(entries: Iterable[Entry]) -> pa.Table:
    """One row for each value of each run."""
    rows = [
        (entry["run"], int(year), *key.split("|"), value)
        for entry in entries for year, values in entry["values"].items() for key, value in values.items()
    ]  # fmt: skip
    columns = zip(*rows, strict=True) if rows else ((),) * len(VALUES)
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, VALUES, strict=True)], VALUES)


def delete(folder: Path, number: int) -> None:
    """Forget a segment that another one holds; the file of runs goes first, so that no half of it counts."""
    for kind in ("runs", "values"):
        (folder / f"{number:04d}.{kind}.parquet").unlink(missing_ok=True)


def _write_whole(table: pa.Table, path: Path) -> None:
    hidden = path.with_name(HIDDEN + path.name)
    try:
        pq.write_table(table, hidden, compression="zstd")
        with hidden.open("rb+") as file:
            os.fsync(file.fileno())
        hidden.replace(path)
        sync_folder(path.parent)
    except OSError:
        hidden.unlink(missing_ok=True)
        raise
