"""The command that holds rival submodels of behaviour against the figures of the pattern bank."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from experiments import cli_options as flag
from experiments.cli_console import print_json, print_rows, progress, say
from experiments.cli_validate import PAGE, PATTERN_LEGEND, StoreFlag


def register(app: typer.Typer) -> None:
    """Add the command of this file to those of `boligliv validate`."""
    app.command()(rivals)


def rivals(
    reduced: Annotated[bool, typer.Option("--reduced", help="Few patterns on few, short runs.")] = False,
    store: StoreFlag = False,
    workers: flag.WorkersFlag = None,
    output: flag.DirectoryFlag = Path("validation"),
    force: flag.ForceFlag = False,
    quiet: flag.QuietFlag = False,
    json: flag.JsonFlag = False,
) -> None:
    """Hold every submodel of behaviour against the figures and shapes of the bank: which of them can be told apart?"""
    from experiments.cli_effects import write_whole
    from experiments.errors import InputError
    from experiments.patterns import discover
    from experiments.validation import bank, form, keep, page, rivals_page
    from experiments.validation import rivals as kept
    from experiments.validation.runs import run_missing
    from model.scenario import BEHAVIOURS

    if store and reduced:
        raise InputError("--store keeps the verdicts of all figures; leave out --reduced")
    known = discover()
    chosen = kept.comparable(form.reduced(known.values()) if reduced else known.values())
    by_name = {name: [kept.under(one, name) for one in chosen] for name in BEHAVIOURS}
    runs = form.needed(one for patterns in by_name.values() for one in patterns)
    with progress(quiet or json) as (done, total):
        run_missing(runs, output, workers=workers, force=force, report=done, started=total)
    found = {name: [result for result, _ in bank.results(patterns, output)] for name, patterns in by_name.items()}
    if store:
        kept.store(found)
        write_whole(PAGE, page.page(known, keep.read(), kept.read()))
    fresh = kept.fresh(found)
    write_whole(output / "rivals.md", rivals_page.section(known, fresh) + "\n")
    rows = [_row(*one) for one in rivals_page.compared({one.name: one for one in chosen}, fresh)]
    if json:
        print_json(rows)
        return
    print_rows(rows, list(rows[0]), f"{len(chosen)} patterns under {len(by_name)} submodels, {len(runs)} runs")
    say(PATTERN_LEGEND)
    say(f"page: {(PAGE if store else output / 'rivals.md').resolve()}")


def _row(pattern: Any, part: str, by: Any) -> dict[str, str]:
    from experiments.validation.words import SAID, expected, measured

    known = pattern.parts[part]
    values = {name: f"{measured(one, known.digits)} {SAID[one.verdict].en}" for name, one in by.items()}
    return {"pattern": pattern.name, "part": f"{known.title.en} ({known.unit})", "expected": expected(known), **values}
