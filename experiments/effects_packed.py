"""The runs behind the stored effects, kept in the program's own data: who asks for more pairs adds to these.

geodata/data/effects/<place>-<law>-<behaviour>-<months>m.runs.jsonl.xz    the lines of the study, packed

Written by `boligliv effects --store` beside what was measured of them. A run that is here is not lived again, as long
as the model is the one that lived it (or `--any-version` is given).
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from experiments.errors import InputError, abridged

ENDING = ".runs.jsonl.xz"


def lines_of(folder: Path, stem: str, question: str) -> tuple[str, ...]:
    """The packed lines of one question; none where nothing was packed."""
    path = folder / f"{stem}{ENDING}"
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return ()
    return _by_question(path, changed).get(question, ())


def pack(folder: Path, stem: str, lines: Iterable[str]) -> Path:
    """Keep these lines; a run packed before stays unless its question and seed are among them.

    The file is written whole or not at all; raises InputError where nobody may write.
    """
    path = folder / f"{stem}{ENDING}"
    before = (one for found in _read(path).values() for one in found) if path.is_file() else ()
    kept = {_name(line): line for line in (*before, *lines)}
    text = "".join(f"{kept[name]}\n" for name in sorted(kept))
    hidden = path.with_name(f".unfinished-{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        hidden.write_bytes(lzma.compress(text.encode(), preset=9))
        hidden.replace(path)
    except OSError as error:
        raise InputError(f"{path}: cannot write there ({error.strerror})") from None
    return path


@lru_cache(maxsize=8)
def _by_question(path: Path, changed: int) -> Mapping[str, tuple[str, ...]]:
    return _read(path)


def _read(path: Path) -> dict[str, tuple[str, ...]]:
    """Lines by question; raises InputError for a file that is damaged."""
    found: dict[str, list[str]] = {}
    try:
        for line in lzma.decompress(path.read_bytes()).decode("utf-8").splitlines():
            found.setdefault(_name(line)[0], []).append(line)
    except (OSError, lzma.LZMAError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(
            f"{path}: the packed runs cannot be read ({abridged(str(error))}); delete the file to go on without"
        ) from None
    return {question: tuple(lines) for question, lines in found.items()}


def _name(line: str) -> tuple[str, int]:
    """Question and seed of a run's line."""
    run: dict[str, Any] = json.loads(line)
    return str(run["question"]), int(run["seed"])
