"""The benchmark: how fast each place runs here, phase by phase, and how the moving rule compares with plain Mesa."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import Any

from rich.table import Table

from experiments.bench_machine import line, machine, measured
from experiments.cli_console import number, out, print_json, say, tell

HOUSEHOLDS = (5_000, 50_000)
RULE_MONTHS = 12
MIDDLE = ("wall_seconds", "cpu_seconds", "build_seconds", "peak_memory_mb")
Rows = list[dict[str, Any]]


def main(
    places: Sequence[str] | None = None,
    months: int = 240,
    repetitions: int = 3,
    households: Sequence[int] | None = None,
    as_json: bool = False,
) -> None:
    """Measure, then print tables or JSON; raises GeodataError for an unknown place before anything runs."""
    found = run(places, months, repetitions, households or HOUSEHOLDS, quiet=as_json)
    print_json(found) if as_json else _show(found)


def run(
    places: Sequence[str] | None, months: int, repetitions: int, households: Sequence[int], quiet: bool = False
) -> dict[str, Any]:
    """Every measurement, each in a fresh process on one thread; numbers are medians over the repetitions.

    Keys: `machine`, `months`, `repetitions`, `places` (an entry for each place) and `rule` (one for each size).
    """
    from geodata import place as known

    names = list(dict.fromkeys(places or known.names()))
    for name in names:
        known.path_of(name)
    about = machine()
    rows = []
    for name in names:
        _note(f"{name}: {months} months, {_times(repetitions)}", quiet)
        rows.append(_place(name, months, repetitions))
    rule = []
    for count in households:
        _note(f"moving rule with {count:,} households, in Mesa and on columns, {_times(repetitions)}", quiet)
        rule.append(_rule(count, repetitions))
    return {
        "machine": about,
        "months": months,
        "repetitions": repetitions,
        "places": rows,
        "rule": rule,
    }


def _place(name: str, months: int, repetitions: int) -> dict[str, Any]:
    runs = [measured("baseline", place=name, months=months) for _ in range(repetitions)]
    starts = [measured("start", place=name) for _ in range(repetitions)]
    middle = {key: _median(runs, key) for key in MIDDLE}
    phases = {phase: _median([run["phase_seconds"] for run in runs], phase) for phase in runs[0]["phase_seconds"]}
    start = {key: _median(starts, key) for key in starts[0] if key.endswith("_seconds")}
    return {
        "place": name,
        "persons": runs[0]["persons"],
        "person_months": runs[0]["person_months"],
        **middle,
        "person_months_per_second": runs[0]["person_months"] / middle["cpu_seconds"],
        "phase_seconds": phases,
        "column_bytes": runs[0]["column_bytes"],
        "second_start": start,
        "every_cpu_seconds": [run["cpu_seconds"] for run in runs],
    }


def _rule(households: int, repetitions: int) -> dict[str, Any]:
    """Both versions by turns, so that a busy moment of the machine meets both."""
    runs: dict[str, Rows] = {"mesa": [], "columns": []}
    for repetition in range(repetitions):
        for engine, done in runs.items():
            asked = {"engine": engine, "households": households, "months": RULE_MONTHS, "seed": repetition + 1}
            done.append(measured("rule", **asked))
    keys = ("wall_ms", "cpu_ms", "memory_mb", "share_wishing", "share_moved")
    middle = {engine: {key: _median(done, key) for key in keys} for engine, done in runs.items()}
    pairs = zip(runs["mesa"], runs["columns"], strict=True)
    ratios = [mesa["cpu_ms"] / columns["cpu_ms"] for mesa, columns in pairs]
    return {"households": households, **middle, "ratio": statistics.median(ratios), "ratios": ratios}


def _median(rows: Rows, key: str) -> float:
    return float(statistics.median(row[key] for row in rows))


def _times(repetitions: int) -> str:
    return "once" if repetitions == 1 else f"{repetitions} times"


def _note(text: str, quiet: bool) -> None:
    if not quiet:
        tell(text)


def _show(found: dict[str, Any]) -> None:
    console = out()
    console.print(_model_table(found))
    console.print(_phase_table(found))
    console.print(_memory_table(found))
    console.print(_rule_table(found))
    say(line(found["machine"]))


def _table(title: str, first: str, heads: Sequence[str]) -> Table:
    table = Table(title=title, title_justify="left", header_style="bold")
    table.add_column(first)
    for head in heads:
        table.add_column(head, justify="right")
    return table


def _model_table(found: dict[str, Any]) -> Table:
    times = f"median of {found['repetitions']} runs" if found["repetitions"] > 1 else "one run"
    title = f"Today's rules, {found['months']} months after a warm-up, {times}"
    table = _table(title, "", [row["place"] for row in found["places"]])
    lines = (
        ("persons at the end", lambda row: number(row["persons"], 0)),
        ("processor time (s)", lambda row: number(row["cpu_seconds"], 1)),
        ("time on the wall (s)", lambda row: number(row["wall_seconds"], 1)),
        ("million person-months a second", lambda row: number(row["person_months_per_second"] / 1e6, 2)),
        ("most memory held (MB)", lambda row: number(row["peak_memory_mb"], 0)),
        ("of it columns (MB)", lambda row: number(sum(row["column_bytes"].values()) / 1e6, 1)),
        ("building the world again (s)", lambda row: number(row["build_seconds"], 1)),
        ("second start to the end of the first month (s)", lambda row: number(_started(row), 1)),
        ("of it importing (s)", lambda row: number(row["second_start"]["import_seconds"], 1)),
    )
    for label, value in lines:
        table.add_row(label, *(value(row) for row in found["places"]))
    return table


def _started(row: dict[str, Any]) -> float:
    return float(row["second_start"]["process_seconds"])


def _phase_table(found: dict[str, Any]) -> Table:
    rows = found["places"]
    table = _table("Milliseconds of a month by phase", "phase", [row["place"] for row in rows])
    for phase in rows[0]["phase_seconds"]:
        cells = ((row["phase_seconds"][phase], sum(row["phase_seconds"].values()) or 1.0) for row in rows)
        table.add_row(
            phase, *(f"{1e3 * spent / found['months']:.2f} ({100 * spent / whole:2.0f} %)" for spent, whole in cells)
        )
    table.add_row("all", *(number(1e3 * sum(row["phase_seconds"].values()) / found["months"], 1) for row in rows))
    return table


def _memory_table(found: dict[str, Any]) -> Table:
    rows = found["places"]
    table = _table("Bytes a person in columns", "part", [row["place"] for row in rows])
    for part in rows[0]["column_bytes"]:
        table.add_row(part, *(number(row["column_bytes"][part] / row["persons"], 1) for row in rows))
    table.add_row("all", *(number(sum(row["column_bytes"].values()) / row["persons"], 1) for row in rows))
    return table


def _rule_table(found: dict[str, Any]) -> Table:
    title = "The moving rule: milliseconds of processor time a month, and memory"
    heads = ("Mesa agents (ms)", "columns (ms)", "Mesa over columns", "Mesa (MB)", "columns (MB)")
    table = _table(title, "households", heads)
    for row in found["rule"]:
        mesa, columns = row["mesa"], row["columns"]
        table.add_row(
            f"{row['households']:,}",
            number(mesa["cpu_ms"], 1),
            number(columns["cpu_ms"], 2),
            f"{row['ratio']:.0f} times",
            number(mesa["memory_mb"], 0),
            number(columns["memory_mb"], 1),
        )
    return table
