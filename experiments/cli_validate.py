"""Commands that hold the model against what is known."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from experiments import cli_options as flag
from experiments.cli_ask import run_missing
from experiments.cli_console import json_text, number, print_json, print_rows, progress, say
from experiments.cli_docs import docs
from experiments.errors import InputError

app = typer.Typer(help="The model against what is known: all patterns of the bank, or the base figures.")

PLACES = ("vollsmose", "vaerebro")
COLUMNS = ("figure", "known", "range", "model", "error", "verdict", "grade", "set_parameters")

LEGEND = (
    "± is the Monte-Carlo standard error of the mean over replications. Where a figure set parameters, it was in view "
    "when numbers of the model were chosen, so being within is no evidence."
)


PAGE = Path("docs/validation.md")
StoreFlag = Annotated[bool, typer.Option("--store", help=f"Keep the verdicts in this program and write {PAGE}.")]
PATTERN_COLUMNS = ("pattern", "part", "model", "expected", "runs", "verdict", "set_numbers")
PATTERN_LEGEND = (
    "[..] is the 95 % interval over runs: the luck of the draw alone. Where a source set numbers of the model, passing "
    "is no evidence; a claim that passes is shown to be in the model, not to be true."
)


@app.callback(invoke_without_command=True)
def patterns(
    context: typer.Context,
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Only this pattern; may be repeated. See --list.")
    ] = None,
    reduced: Annotated[
        bool, typer.Option("--reduced", help="The set that every change is checked with: few, short runs.")
    ] = False,
    list_: Annotated[bool, typer.Option("--list", help="List the patterns and run nothing.")] = False,
    store: StoreFlag = False,
    workers: flag.WorkersFlag = None,
    output: flag.DirectoryFlag = Path("validation"),
    force: flag.ForceFlag = False,
    quiet: flag.QuietFlag = False,
    json: flag.JsonFlag = False,
) -> None:
    """Hold the model against what is known: every pattern of the bank gets a verdict, a picture and a place on a page.

    Without a subcommand all patterns are run and judged; OUTPUT gets the runs, validation.md, verdicts.json and
    pictures.
    """
    if context.invoked_subcommand is not None:
        return
    from experiments.patterns import discover, named
    from experiments.validation import form

    chosen = [named(name) for name in dict.fromkeys(only)] if only else list(discover().values())
    if store and (only or reduced):
        raise InputError("--store keeps the verdicts of the whole bank; leave out --only and --reduced")
    if reduced:
        chosen = form.reduced(chosen)
        if not chosen:
            raise InputError(f"--reduced: {', '.join(only or ())} is not in the reduced set; see --list")
    if list_:
        rows = [_listed(one) for one in chosen]
        print_json(rows) if json else print_rows(rows, list(rows[0]), "patterns")
        return
    _judge(chosen, output, workers, force, quiet, json, store)


def _judge(
    chosen: list[Any], output: Path, workers: int | None, force: bool, quiet: bool, json: bool, store: bool
) -> None:
    from experiments.cli_effects import write_whole
    from experiments.validation import bank, form, keep, page, picture, rivals
    from experiments.validation.runs import run_missing as watch_missing

    runs = form.needed(chosen)
    with progress(quiet or json) as (done, total):
        watch_missing(runs, output, workers=workers, force=force, report=done, started=total)
    found = []
    for result, values in bank.results(chosen, output):
        found.append(result)
        drawn = picture.draw(result, values)
        write_whole(output / "pictures" / drawn.name, drawn.png)
    kept = keep.kept_of(found)
    if store:
        keep.store(found)
        kept = keep.read()
        write_whole(PAGE, page.page({one.name: one for one in chosen}, kept, rivals.read()))
    write_whole(output / "validation.md", page.page({one.name: one for one in chosen}, kept, rivals.read()))
    rows = [_told(result) for result in found]
    write_whole(output / "verdicts.json", json_text(rows))
    if json:
        print_json(rows)
        return
    table = [_judged_row(result, one) for result in found for one in result.parts]
    print_rows(table, PATTERN_COLUMNS, f"{len(found)} patterns, {len(runs)} runs")
    counts = {said: sum(result.verdict == said for result in found) for said in ("pass", "fail", "undecided")}
    say(", ".join(f"{said} {count}" for said, count in counts.items()))
    say(PATTERN_LEGEND)
    say(f"page: {(PAGE if store else output / 'validation.md').resolve()}")


@docs.command()
def validation(
    output: Annotated[Path, typer.Option("--output", "-o", help="The page.")] = PAGE, json: flag.JsonFlag = False
) -> None:
    """Write the page of the pattern bank from the verdicts that are kept in this program."""
    from experiments.cli_effects import write_whole
    from experiments.patterns import discover
    from experiments.validation import keep, page, rivals

    write_whole(output, page.page(discover(), keep.read(), rivals.read()))
    print_json({"page": str(output.resolve())}) if json else say(f"page: {output.resolve()}")


def _listed(pattern: Any) -> dict[str, Any]:
    return {
        "name": pattern.name, "kind": pattern.kind, "claim": pattern.claim_number or "", "source": pattern.source,
        "grade": pattern.grade, "use": pattern.use, "parts": len(pattern.parts),
        "runs": sum(need.runs for need in pattern.needs), "reduced": pattern.reduced,
    }  # fmt: skip


def _told(result: Any) -> dict[str, Any]:
    """A pattern with its parts as plain data, in both languages."""
    from experiments.validation import keep

    pattern = result.pattern
    parts = [
        {**row, "title": pattern.parts[row["part"]].title.en, "title_da": pattern.parts[row["part"]].title.da,
         "unit": pattern.parts[row["part"]].unit, "range_from": pattern.parts[row["part"]].why}
        for row in keep.rows([result])
    ]  # fmt: skip
    return {
        **_listed(pattern), "title": pattern.title.en, "title_da": pattern.title.da, "told": pattern.claim.en,
        "told_da": pattern.claim.da, "verdict": result.verdict, "picture": f"pictures/{pattern.name}.png",
        "parts": parts,
    }  # fmt: skip


def _judged_row(result: Any, one: Any) -> dict[str, Any]:
    from experiments.validation.words import expected, measured

    part = result.pattern.parts[one.part]
    return {
        "pattern": result.pattern.name, "part": f"{part.title.en} ({part.unit})", "model": measured(one, part.digits),
        "expected": expected(part), "runs": one.runs, "verdict": one.verdict,
        "set_numbers": "yes" if result.pattern.use == "parameter" else "no",
    }  # fmt: skip


@app.command()
def base(
    place: Annotated[list[str] | None, typer.Option("--place", help="Only this place; may be repeated.")] = None,
    months: flag.MonthsFlag = 36,
    replications: flag.ReplicationsFlag = 4,
    seed: flag.SeedFlag = None,
    set_: flag.SetFlags = None,
    workers: flag.WorkersFlag = None,
    output: flag.DirectoryFlag = Path("validation"),
    force: flag.ForceFlag = False,
    quiet: flag.QuietFlag = False,
    json: flag.JsonFlag = False,
) -> None:
    """List the base figures with the model's values and errors: runs of today's rules from January 2015."""
    from experiments.store import Store
    from experiments.validate_base import check
    from geodata.base_figures import read

    asked = [
        flag.question(None, name, None, None, None, None, set_, seed, months, replications) for name in place or PLACES
    ]
    figures = {question.scenario.place: read(question.scenario.place) for question in asked}
    for name, found in figures.items():
        if not found:
            raise InputError(f"--place {name}: no base figures are known for it; known places: {', '.join(PLACES)}")
    store = Store(output)
    run_missing([one for question in asked for one in question.replicated], store, workers, force, quiet or json)
    checked = []
    for question in asked:
        seeds = tuple(one.seed for one in question.replicated)
        results = store.read(question.scenario.question, seeds)
        checked.append((question.scenario.place, check(results, figures[question.scenario.place])))
    if json:
        print_json({name: [one.as_data() for one in rows] for name, rows in checked})
        return
    for name, rows in checked:
        print_rows([_row(one) for one in rows], COLUMNS, f"{name}: base figures, {months} months from January 2015")
        met = sum(one.verdict == "within" for one in rows)
        free = [one for one in rows if one.figure.use == "check"]
        held = sum(one.verdict == "within" for one in free)
        say(f"{met} of {len(rows)} within their range; of {len(free)} that set no parameter, {held}")
    say(LEGEND)


def _row(one: Any) -> dict[str, Any]:
    figure = one.figure
    return {
        "figure": f"{figure.figure.replace('_', ' ')} ({figure.measure})",
        "known": f"{figure.value:g}",
        "range": f"{figure.low:g}–{figure.high:g}",
        "model": "–" if one.verdict == "not shown" else f"{number(one.mean, 1)} ±{number(one.standard_error, 2)}",
        "error": "–" if one.verdict == "not shown" else f"{one.difference:+.1f}",
        "verdict": one.verdict,
        "grade": figure.grade,
        "set_parameters": "yes" if figure.use == "parameter" else "no",
    }
