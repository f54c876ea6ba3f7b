"""What was measured before: `history.jsonl`, a line for each measurement, to which lines are only added."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from experiments.bench.figures import Figure
from experiments.bench.machine import same
from experiments.cli_console import plain_data
from experiments.errors import InputError

NAME = "history.jsonl"
FORM = "boligliv bench 1"
Positive = Annotated[float, Field(gt=0.0, allow_inf_nan=False)]


class _Figure(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")
    unit: str
    kind: Literal["time", "memory", "rate"]
    values: list[Positive] = Field(min_length=1)


class _Line(BaseModel):
    model_config = ConfigDict(strict=True)
    form: Literal["boligliv bench 1"]
    date: str
    machine: dict[str, Any]
    figures: dict[str, _Figure]


@dataclass(frozen=True)
class Earlier:
    """Earlier measurements of this machine, the oldest first, as date and figures; `notes` say what was passed over."""

    lines: tuple[tuple[str, Mapping[str, Figure]], ...]
    notes: tuple[str, ...]

    def latest(self, figure: Figure) -> tuple[str, Figure] | None:
        """The last time that the same figure was measured here, with its date."""
        for date, known in reversed(self.lines):
            found = known.get(figure.name)
            if found is not None and (found.unit, found.kind) == (figure.unit, figure.kind):
                return date, found
        return None


def read(folder: Path, machine: Mapping[str, Any]) -> Earlier:
    """The measurements of the same machine in a folder. A damaged line is passed over with a note; raises InputError
    for a file of which no line is ours.
    """
    path = folder / NAME
    if not path.exists():
        return Earlier((), ())
    try:
        texts = path.read_bytes().splitlines()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None
    found, notes, ours, others = [], [], 0, 0
    for number, text in enumerate(texts, 1):
        if not text.strip():
            continue
        line = _line(text)
        if line is None:
            notes.append(f"{path} line {number} is cut or no measurement of ours: passed over")
            continue
        ours += 1
        if not same(line.machine, machine):
            others += 1
            continue
        figures = {name: Figure(name, one.unit, one.kind, tuple(one.values)) for name, one in line.figures.items()}
        found.append((line.date, figures))
    if notes and not ours:
        raise InputError(f"{path}: no line is a measurement by `boligliv bench`; choose another folder")
    if others:
        notes.append(f"{others} earlier measurement{'s' * (others > 1)} of another machine: not compared")
    return Earlier(tuple(found), tuple(notes))


def append(folder: Path, date: str, machine: Mapping[str, Any], figures: Sequence[Figure]) -> None:
    """Add a line; one that was cut before stays as it is, on a line of its own."""
    path = folder / NAME
    told = {one.name: {"unit": one.unit, "kind": one.kind, "values": list(one.values)} for one in figures}
    line = {"form": FORM, "date": date, "machine": plain_data(machine), "figures": told}
    text = json.dumps(line, ensure_ascii=False) + "\n"
    try:
        with path.open("a+b") as file:
            if file.tell():
                file.seek(-1, 2)
                text = text if file.read(1) == b"\n" else "\n" + text
            file.write(text.encode())
    except OSError as error:
        raise InputError(f"{path}: cannot write there ({error.strerror})") from None


def _line(text: bytes) -> _Line | None:
    try:
        return _Line.model_validate(json.loads(text))
    except (ValueError, ValidationError, RecursionError):
        return None
