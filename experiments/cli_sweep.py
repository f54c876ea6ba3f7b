"""Commands for whole designs of runs: sweep does what is missing, query asks what came out."""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from experiments import cli_options as flag
from experiments.cli_console import print_json, print_rows, say, tell
from experiments.errors import InputError, RunError

if TYPE_CHECKING:
    from experiments.running import Report
    from experiments.study.sweep import Plan, Tally

EVERY_SECONDS = 60.0
"""How often a line tells how far a sweep has come where there is no terminal for a bar."""
MOST_ROWS = 200
"""Rows that a table on the terminal shows."""

StudyArgument = Annotated[Path, typer.Argument(help="Study file (TOML).", show_default=False)]
FolderFlag = Annotated[
    Path, typer.Option("--output", "-o", help="Folder of runs, for one study or many; what is there is not run again.")
]
ClusterFlag = Annotated[
    str | None, typer.Option("--cluster", help="Do the runs on this Dask scheduler, such as tcp://10.0.0.1:8786.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(sweep)
    app.command()(query)


def sweep(
    study: StudyArgument,
    output: FolderFlag,
    workers: flag.WorkersFlag = None,
    cluster: ClusterFlag = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell how many runs there are.")] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try failed runs again.")] = False,
    any_version: flag.AnyVersionFlag = False,
    quiet: flag.QuietFlag = False,
    json: flag.JsonFlag = False,
) -> None:
    """Run a study's whole design; takes up where it was stopped, and runs nothing twice."""
    from experiments.study.form import read_study
    from experiments.study.points import points
    from experiments.study.store import RunStore
    from experiments.study.sweep import Tally, plan
    from experiments.study.sweep import sweep as do
    from experiments.study.where import Cluster, Processes

    if cluster is not None and workers is not None:
        raise InputError("--workers counts processes of this machine; a cluster has its own (leave one of them out)")
    asked = read_study(study)
    store = RunStore(output)
    store.check()
    found = plan(asked, points(asked), store, any_version=any_version, retry_failed=retry_failed)
    where = Cluster(cluster) if cluster is not None and found.to_do and not dry_run else Processes(workers)
    tally = Tally(0)
    try:
        # What cannot be done at all is told before anything else is.
        store.prepare(dry_run)
        if not (quiet or json):
            tell(_opening(found))
        if not dry_run:
            with _progress(found, quiet or json) as (report, told):
                tally = do(found, store, where, report=report, told=told)
    finally:
        if isinstance(where, Cluster):
            where.close()
    there, failed = found.there + tally.done - tally.failed, found.failed + tally.failed
    if json:
        counts = {"points": len(found.points), "runs": found.runs, "there": there, "failed": failed}
        print_json({"study": asked.hash, "name": asked.name, **counts, "done": tally.done, "directory": str(output)})
    elif not dry_run:
        say(f'{there:,} of {found.runs:,} runs are in {output}; ask them: boligliv query {output} "select ..."')
        _tell_saved(output, asked.hash)
    if failed and not dry_run:
        first = f"the first: {tally.first_failure}; " if tally.first_failure else ""
        raise RunError(
            f"{failed} of {found.runs} runs failed; {first}see them with: boligliv query {output} "
            '"select * from failures"; try them again with --retry-failed'
        )


def query(
    directory: Annotated[Path, typer.Argument(help="Folder that `boligliv sweep -o` wrote.")],
    sql: Annotated[str, typer.Argument(help="A question in SQL, such as: select * from runs", show_default=False)],
    csv: Annotated[bool, typer.Option("--csv", help="Print comma-separated values.")] = False,
    json: flag.JsonFlag = False,
) -> None:
    """Ask a folder of runs in SQL: views runs, values, parameters, failures, studies and points."""
    if csv and json:
        raise InputError("--csv and --json: give one of them")
    answers = importlib.import_module("experiments.study.query").Answers(directory)
    for path in answers.damaged:
        tell(f"{path} is damaged and passed over; sweep again to make its runs anew")
    rows = answers.ask(sql)
    if csv:
        sys.stdout.write(rows.to_csv(index=False))
    elif json:
        print_json(rows.to_dict("records"))
    else:
        print_rows(rows.head(MOST_ROWS).to_dict("records"), list(map(str, rows.columns)))
        if len(rows) > MOST_ROWS:
            tell(f"the first {MOST_ROWS} of {len(rows):,} rows; --csv prints all")


def _tell_saved(directory: Path, study: str) -> None:
    """How many runs common draws have saved this study, where it compares something on three seeds or more."""
    from experiments.study_report.data import read
    from experiments.study_report.main_effects import saved_in_words

    (found,) = read(directory, study)
    if len(found.study.alternatives) > 1 and found.study.replications > 2 and (words := saved_in_words(found)):
        say(f"times as many runs that a comparison without common draws would need: {words}")


def _opening(found: Plan) -> str:
    study = found.study
    count = f"{len(found.points):,} point{'s' if len(found.points) != 1 else ''}"
    seeds = f"{len(study.seeds):,} seed{'s' if len(study.seeds) != 1 else ''}"
    failed = f", {found.failed:,} failed before" if found.failed else ""
    same = len(found.points) * len(study.seeds) - found.runs
    same_words = f" ({same:,} asked twice)" if same else ""
    return (
        f"{study.name}: {count} on {seeds}, {found.runs:,} runs of {study.months} months{same_words}; "
        f"{found.there:,} are there{failed}, {len(found.to_do):,} to run"
    )


@contextmanager
def _progress(found: Plan, quiet: bool) -> Iterator[tuple[Report, Callable[[Tally], None]]]:
    """A bar on a terminal and a line now and then elsewhere: runs, rate, time left and failures."""
    if quiet:
        yield (lambda months: None), (lambda tally: None)
        return
    if not sys.stderr.isatty():
        yield (lambda months: None), _lines()
        return
    columns: tuple[Any, ...] = (
        TextColumn("{task.fields[runs]}"), BarColumn(), MofNCompleteColumn(), TextColumn("months"),
        TimeRemainingColumn(), TextColumn("{task.fields[failed]}", style="red"),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        months = sum(one.scenario.months for one in found.to_do)
        task = bar.add_task("", total=months, runs=f"0 of {len(found.to_do):,} runs", failed="")

        def told(tally: Tally) -> None:
            failed = f"{tally.failed} failed" if tally.failed else ""
            runs = f"{tally.done:,} of {tally.to_do:,} runs, {tally.runs_a_minute:.0f} a minute"
            bar.update(task, runs=runs, failed=failed)

        yield (lambda done: bar.advance(task, done)), told


def _lines() -> Callable[[Tally], None]:
    last = time.monotonic()

    def told(tally: Tally) -> None:
        nonlocal last
        if time.monotonic() - last > EVERY_SECONDS or tally.done == tally.to_do:
            last = time.monotonic()
            failed = f", {tally.failed:,} failed" if tally.failed else ""
            tell(
                f"{tally.done:,} of {tally.to_do:,} runs, {tally.runs_a_minute:.1f} a minute, about "
                f"{tally.minutes_left:.0f} minutes left{failed}"
            )

    return told
