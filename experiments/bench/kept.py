"""The folder of a benchmark: `bench.json` holds the last measurement of each part, beside history and picture."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from experiments.bench.history import FORM
from experiments.cli_console import json_text
from experiments.cli_effects import write_whole
from experiments.errors import InputError

NAME = "bench.json"
PARTS = ("usual", "pair", "scale", "sweep", "page", "sessions")
Parts = dict[str, dict[str, Any]]


def usable(folder: Path) -> None:
    """Raise InputError unless measurements can be kept in this folder; makes it."""
    if folder.exists() and not folder.is_dir():
        raise InputError(f"--output {folder}: a file stands there; name a folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"--output {folder}: cannot be made ({error.strerror})") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise InputError(f"--output {folder}: cannot write there")
    read(folder)


def read(folder: Path) -> Parts:
    """The last measurement of each part with its `date`, in the order of PARTS; raises InputError for a file that is
    damaged or not ours.
    """
    path = folder / NAME
    if not path.exists():
        return {}
    try:
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None
    except (ValueError, RecursionError):
        raise InputError(f"{path}: cut or not JSON; remove it or choose another folder") from None
    parts = data.get("parts") if isinstance(data, dict) and data.get("form") == FORM else None
    if not isinstance(parts, dict) or not all(_whole(name, part) for name, part in parts.items()):
        raise InputError(f"{path}: not written by `boligliv bench`; choose another folder")
    return {name: parts[name] for name in PARTS if name in parts}


def write(folder: Path, date: str, parts: Mapping[str, Mapping[str, Any]]) -> Parts:
    """Put these parts in the place of earlier ones, and return all that is there now."""
    together = read(folder) | {name: {"date": date, **found} for name, found in parts.items()}
    ordered = {name: together[name] for name in PARTS if name in together}
    write_whole(folder / NAME, json_text({"form": FORM, "parts": ordered}) + "\n")
    return read(folder)


def _whole(name: str, part: object) -> bool:
    return name in PARTS and isinstance(part, dict) and {"date", "machine"} <= set(part)
