"""How the command line speaks: tables, numbers with their errors, JSON, and the bar of a long run."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from experiments.comparing import Comparison
    from experiments.net_present_value import NetPresentValue
    from experiments.running import Report

WIDE = 132
"""Columns of a table that goes into a file or a pipe."""


def out() -> Console:
    """The console of results."""
    return Console(width=None if sys.stdout.isatty() else WIDE, highlight=False, soft_wrap=False)


def say(text: str) -> None:
    """Print plain text, whatever its brackets."""
    out().print(text, markup=False, soft_wrap=True)


def tell(text: str) -> None:
    """Print one line about the work itself, apart from its results."""
    print(text, file=sys.stderr)


def print_json(data: Any) -> None:
    """Print data as JSON; a number that does not exist is null."""
    print(json_text(data))


def json_text(data: Any) -> str:
    """Data as JSON text; a number that does not exist is null."""
    return json.dumps(plain_data(data), indent=2, ensure_ascii=False)


def plain_data(data: Any) -> Any:
    """Data as JSON can hold it: names as text, and null for a number that does not exist."""
    if isinstance(data, Mapping):
        return {str(key): plain_data(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [plain_data(value) for value in data]
    if data is None or isinstance(data, str | bool | int):
        return data
    if hasattr(data, "item"):
        return plain_data(data.item())
    if isinstance(data, float):
        return data if math.isfinite(data) else None
    return None if data != data or str(data) == "<NA>" else str(data)


def print_rows(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], title: str | None = None) -> None:
    """Print rows as a table with these columns; numbers to the right."""
    rows = list(rows)
    table = Table(title=title, title_justify="left", header_style="bold")
    for column in columns:
        numeric = bool(rows) and all(isinstance(row[column], int | float) for row in rows)
        side, whole = ("right", True) if numeric else ("left", column == "name")
        table.add_column(column.replace("_", " "), justify=side, overflow="fold", no_wrap=whole)  # type: ignore[arg-type]
    for row in rows:
        table.add_row(*(Text(_cell(row[column])) for column in columns))
    out().print(table)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def number(value: float, digits: int, sign: bool = False) -> str:
    """A number as a planner reads it; an en dash where there is none."""
    if value is None or not math.isfinite(value):
        return "–"
    return f"{value:{'+' if sign else ''},.{digits}f}"


def with_error(value: float, error: float, digits: int, sign: bool = False) -> str:
    """A number with its Monte-Carlo error: `12.3 ±0.4`; one run has no error, and says so."""
    margin = "(one run)" if not math.isfinite(error) else f"±{number(error, digits + 1)}"
    return f"{number(value, digits, sign)} {margin}" if math.isfinite(value) else "–"


def verdict(row: Mapping[str, Any]) -> str:
    """The verdict on a difference in words, with how many more runs it would take."""
    if row["verdict"] != "not distinguishable":
        return str(row["verdict"])
    more = row["more_runs"]
    if more is None or more != more or str(more) == "<NA>":
        return "not distinguishable"
    return f"not distinguishable (about {int(more):,} more run{'' if more == 1 else 's'})"


def print_comparison(comparison: Comparison, title: str) -> None:
    """Print what each scenario changes: difference to the base, Monte-Carlo error and verdict."""
    rows = comparison.table
    names = list(dict.fromkeys(rows["scenario"]))
    table = Table(title=title, title_justify="left", header_style="bold", show_lines=True)
    table.add_column("Outcome")
    table.add_column(names[0], justify="right")
    for name in names[1:]:
        table.add_column(f"{name}: change", justify="right")
    for _, group in rows.groupby("outcome", sort=False):
        records = group.to_dict("records")
        base, digits = records[0], int(records[0]["digits"])
        unit = f" ({base['unit']})" if base["unit"] else ""
        cells = [Text(f"{base['title']}{unit}"), Text(with_error(base["mean"], base["mcse"], digits))]
        for row in records[1:]:
            if not math.isfinite(row["difference"]):
                cells.append(Text("–", style="dim"))
                continue
            change = with_error(row["difference"], row["difference_mcse"], digits, sign=True)
            seen = row["verdict"] == "distinguishable"
            cells.append(Text.assemble((change, "bold" if seen else ""), "\n", (verdict(row), "" if seen else "dim")))
        table.add_row(*cells)
    runs = len(comparison.seeds)
    table.caption = (
        f"Means over {runs} paired run{'s' if runs != 1 else ''} (same draws) ± Monte-Carlo standard error; "
        "verdicts at 95 %. Errors tell the luck of the draw, not whether assumptions hold."
    )
    table.caption_justify = "left"
    out().print(table)
    if comparison.value is not None:
        print_value(comparison.value)


def print_value(value: NetPresentValue) -> None:
    """Print what each alternative is worth to those who pay, and to whom one counts."""
    table = Table(
        title=f"Net present value of {value.years} years at {100 * value.rate:g} %, million kr; + is a gain",
        title_justify="left", header_style="bold", show_lines=True,
    )  # fmt: skip
    table.add_column("Whose account")
    main, *others = dict.fromkeys(value.table["scope"])
    lines = [
        (main, "all", "programme"),
        *((main, payer, "all") for payer in ("state", "municipality", "public", "all")),
    ]
    lines += [(scope, "public", "all") for scope in others]
    names = list(dict.fromkeys(value.table["scenario"]))
    for name in names:
        table.add_column(name, justify="right")
    for scope, payer, kind in lines:
        own = value.table[value.table["rate"] == value.rate].set_index(["scope", "payer", "kind", "scenario"])
        words = {"public": "public purse", "all": "all payers"}.get(payer, payer)
        cells = [Text(f"{scope}: {'spent on the proposal' if kind != 'all' else words}")]
        for name in names:
            row = own.loc[(scope, payer, kind, name)]
            change = with_error(row["gain"] / 1e6, row["mcse"] / 1e6, 1, sign=True)
            seen = row["verdict"] == "distinguishable"
            cells.append(Text.assemble((change, "bold" if seen else ""), "\n", (verdict(row), "" if seen else "dim")))
        table.add_row(*cells)
    table.caption = (
        "Residents of the start are the same people under every scenario, followed with their children wherever they "
        "live; the other lines also change by who comes. Nothing after the last year is included."
    )
    table.caption_justify = "left"
    out().print(table)


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f} months/s" if task.speed else "starting", style="dim")


@contextmanager
def progress(quiet: bool) -> Iterator[tuple[Report, Any]]:
    """A bar with rate and time left on a terminal or in a notebook, else silence; gives (report, tell the total)."""
    console = Console(stderr=True)
    if quiet or not (sys.stderr.isatty() or console.is_jupyter):
        yield (lambda months: None), (lambda months, replications: None)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("months", total=None)

        def total(months: int, replications: int) -> None:
            bar.update(task, total=months, description=f"{replications} runs, months")

        yield (lambda months: bar.advance(task, months)), total
