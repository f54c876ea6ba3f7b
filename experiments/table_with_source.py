"""A table kept as data of the program, with where it comes from beside it: <name>.csv and <name>.toml."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import tomli_w

from experiments.errors import InputError
from experiments.toml_text import read_tables

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "geodata" / "data"


def write(target: Path, source: Mapping[str, Any], columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Path:
    """Write rows and their source in place of what the same file said before.

    Numbers keep six digits, truths become yes and no. Raises InputError where nobody may write.
    """
    text = io.StringIO()
    table = csv.DictWriter(text, columns, lineterminator="\n", extrasaction="ignore")
    table.writeheader()
    table.writerows({**row, **{key: _plain(row[key]) for key in columns}} for row in rows)
    stored = {"stored": datetime.now(UTC).date(), **source}
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # The source goes first: a table without one is not read.
        for path, content in ((target.with_suffix(".toml"), tomli_w.dumps(stored)), (target, text.getvalue())):
            hidden = path.with_name(f".unfinished-{path.name}")
            hidden.write_text(content, encoding="utf-8")
            hidden.replace(path)
    except OSError as error:
        raise InputError(f"{target}: cannot write there ({error.strerror})") from None
    return target


def read(path: Path) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """The source of a table and its rows; to be called within `kept_files.reading`."""
    told = path.with_suffix(".toml")
    if not told.is_file():
        raise ValueError(f"{told.name} is missing")
    source = read_tables(told, "source of a table")
    with path.open(encoding="utf-8", newline="") as file:
        return source, list(csv.DictReader(file))


def day(value: Any) -> str:
    """A day as it is written, 2026-11-23."""
    return value.isoformat() if isinstance(value, date) else str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.6g}" if isinstance(value, float) else value
