"""Commands that hold the model against what is known."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from experiments import cli_options as flag
from experiments.cli_ask import run_missing
from experiments.cli_console import number, print_json, print_rows, say
from experiments.errors import InputError

app = typer.Typer(help="The model against what is known.", no_args_is_help=True)

PLACES = ("vollsmose", "vaerebro")
COLUMNS = ("figure", "known", "range", "model", "error", "verdict", "grade", "set_parameters")

LEGEND = (
    "± is the Monte-Carlo standard error of the mean over replications. Where a figure set parameters, it was in view "
    "when numbers of the model were chosen, so being within is no evidence."
)


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
