"""What `boligliv bench` does: measure what is asked for, show it, keep it, set it beside earlier measurements."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from experiments.bench import history, kept, page, pair, scale, sweep, tables, usual
from experiments.bench.compare import Change, compare
from experiments.bench.compare import sheet as compared
from experiments.bench.figures import figures
from experiments.bench.machine import line, machine, was_idle
from experiments.bench.sheets import Sheet, show
from experiments.cli_console import out, print_json, say, tell
from experiments.cli_effects import write_whole
from experiments.errors import InputError
from experiments.page import sessions, speed
from experiments.page.told import page_line

SHEETS = {
    "usual": tables.usual, "pair": tables.pair, "scale": tables.scale, "sweep": sweep.sheets, "page": speed.sheets,
    "sessions": sessions.sheets,
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What is to be measured and where it goes; None takes what is usual for a part."""

    parts: tuple[str, ...] = ("usual",)
    places: tuple[str, ...] = ()
    months: int | None = None
    repetitions: int = 3
    households: tuple[int, ...] = ()
    factors: tuple[float, ...] = ()
    runs: int = 40
    sessions: int = 20
    workers: int | None = None
    whole: bool = False
    saved: bool = False
    output: Path | None = None
    docs: Path | None = None
    as_json: bool = False


def main(asked: Asked) -> None:
    """Measure, show, keep and compare; raises InputError before anything runs if something asked for cannot be."""
    _refuse(asked)
    if asked.saved:
        _told(asked, _kept(asked), [])
        return
    about = machine()
    earlier = history.read(asked.output, about) if asked.output else history.Earlier((), ())
    for note in earlier.notes:
        tell(note)
    if asked.output and not was_idle(about):
        tell(f"the machine is not known to be idle (load {about['load']}): it may look slower than it is")
    parts = {name: _measured(name, asked) for name in asked.parts}
    changes: list[Change] = []
    if asked.output:
        now = figures(parts)
        changes = compare(now, earlier)
        date = datetime.now(UTC).isoformat(timespec="seconds")
        history.append(asked.output, date, next(iter(parts.values()))["machine"], now)
        kept.write(asked.output, date, parts)
    _told(asked, parts, changes)


def _refuse(asked: Asked) -> None:
    """Raise for a folder, a page or a machine that will not do."""
    if asked.docs and not asked.output:
        raise InputError("--docs writes what a folder of measurements holds: name it with --output")
    if asked.saved and not asked.output:
        raise InputError("--saved measures nothing and takes what a folder holds: name it with --output")
    if asked.docs:
        page.usable(asked.docs)
    if asked.saved and asked.output and not (asked.output / kept.NAME).exists():
        raise InputError(f"--output {asked.output}: there is no {kept.NAME} in it; measure first, without --saved")
    if asked.output:
        kept.usable(asked.output)
    if "sessions" in asked.parts and not asked.saved:
        sessions.refuse_elsewhere()


def _kept(asked: Asked) -> kept.Parts:
    assert asked.output is not None
    return kept.read(asked.output)


def _measured(name: str, asked: Asked) -> dict[str, Any]:
    quiet, one = asked.as_json, asked.places[0] if asked.places else "vaerebro"
    if name == "usual":
        months = asked.months or usual.MONTHS
        return usual.run(asked.places, months, asked.repetitions, asked.households, asked.whole, quiet=quiet)
    if name == "pair":
        return pair.run(one, asked.months or pair.MONTHS, asked.repetitions, quiet=quiet)
    if name == "scale":
        return scale.run(one, asked.months or scale.MONTHS, asked.factors, quiet=quiet)
    if name == "sweep":
        workers, months = asked.workers or os.cpu_count() or 1, asked.months or usual.MONTHS
        return sweep.run(one, months, asked.runs, asked.repetitions, workers, quiet=quiet)
    if name == "page":
        return speed.run(asked.places[0] if asked.places else "vollsmose", quiet=quiet)
    return sessions.run(asked.sessions, one, quiet=quiet)


def _told(asked: Asked, parts: Mapping[str, Mapping[str, Any]], changes: list[Change]) -> None:
    """Print everything, and write picture and page of all that the folder holds."""
    if asked.as_json:
        found: dict[str, Any] = dict(next(iter(parts.values()))) if len(parts) == 1 else dict(parts)
        print_json(found | ({"compared": [_row(one) for one in changes]} if asked.output else {}))
    else:
        _print(parts, changes)
    if asked.output:
        every = kept.read(asked.output)
        _draw(asked.output, every, changes, quiet=asked.as_json)
        if asked.docs:
            page.write(asked.docs, every, {name: SHEETS[name](found) for name, found in every.items()})
            _say(f"page: {asked.docs.resolve()}", asked.as_json)


def _print(parts: Mapping[str, Mapping[str, Any]], changes: list[Change]) -> None:
    console = out()
    for name, found in parts.items():
        sheets: list[Sheet] = SHEETS[name](found)
        for sheet in sheets:
            show(sheet, console)
        say(_machine(name, found))
    if changes:
        show(compared(changes), console)


def _machine(name: str, found: Mapping[str, Any]) -> str:
    if name in ("page", "sessions"):
        return page_line(dict(found["machine"]))
    told = line(dict(found["machine"]))
    return told if name in ("usual", "scale") else told.replace("; one thread;", "; one thread a process;")


def _draw(folder: Path, parts: kept.Parts, changes: list[Change], quiet: bool) -> None:
    from experiments.bench import picture

    drawn = picture.draw(parts, changes)
    if drawn is not None:
        write_whole(folder / drawn.name, drawn.png)
        _say(f"kept in {folder.resolve()}: {kept.NAME}, {history.NAME}, {drawn.name}", quiet)


def _row(one: Change) -> dict[str, Any]:
    return {
        "figure": one.figure.name,
        "unit": one.figure.unit,
        "now": one.now,
        "earlier": one.earlier,
        "earlier_date": one.date,
        "ratio": one.ratio,
        "low": one.low,
        "high": one.high,
        "verdict": one.verdict,
    }


def _say(text: str, quiet: bool) -> None:
    if not quiet:
        say(text)
