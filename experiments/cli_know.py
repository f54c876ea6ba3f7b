"""Commands that tell what is there: list, show and trace."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated, Any

import typer

from agents.core.parameter import nearest
from experiments import cli_options as flag
from experiments.cli_ask import print_summary
from experiments.cli_console import print_json, print_rows, say
from experiments.cli_effects import check_language
from experiments.errors import InputError
from experiments.scenario_file import read


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("list")(list_)
    app.command()(show)
    app.command()(trace)


def list_(
    what: Annotated[
        str,
        typer.Argument(help="places, policies, bundles, parameters, metrics, outcomes, values, laws or behaviours."),
    ],
    language: Annotated[
        str | None, typer.Option("--language", "-l", help="Policies in en or da; default both.")
    ] = None,
    json: flag.JsonFlag = False,
) -> None:
    """List what a scenario can name, with meanings, ranges and sources."""
    from experiments.show import LISTS

    if what not in LISTS:
        raise InputError(f"cannot list '{what}'{nearest(what, LISTS)}; allowed: {', '.join(LISTS)}")
    rows_of, columns = LISTS[what]
    if language is not None:
        other = ("title_da", "title")[check_language(language)]
        columns = tuple(column for column in columns if column != other)
    rows = rows_of()
    if not any(row.get("matters") for row in rows):
        columns = tuple(column for column in columns if column != "matters")
    if json:
        print_json(rows)
        return
    print_rows(rows, columns)
    if what == "parameters":
        _what_rests_on_what()


def _what_rests_on_what() -> None:
    """How much of the model, and of the influence measured so far, rests on which kind of evidence."""
    from experiments.assumptions.page import caveat, grade_rows

    grades = grade_rows()
    print_rows(grades, tuple(grades[0]), title="What the numbers rest on")
    say(caveat())


def show(
    what: Annotated[Path, typer.Argument(help="A scenario file, or a folder of runs.")],
    any_version: flag.AnyVersionFlag = False,
    json: flag.JsonFlag = False,
) -> None:
    """Show a scenario in all its forms, or what came out of a run."""
    from experiments.show import run_summary, scenario_forms
    from experiments.store import Store, locate

    if what.suffix == ".toml" or what.is_file():
        forms = scenario_forms(read(what))
        if json:
            print_json(forms)
            return
        say(f"{forms['title']}: question {forms['question']}, first run {forms['hash']}\n")
        say("\n".join(f"{name}:\n{forms[name]}\n" for name in ("toml", "url", "line", "python")).rstrip())
        return
    root, question, seed = locate(what)
    store = Store(root, any_version)
    chosen = [question] if question else list(store.questions())
    found = [run_summary(store, one, None if seed is None else (seed,)) for one in chosen]
    if json:
        print_json(found[0] if question else found)
        return
    for summary in found:
        print_summary(summary)


def trace(
    run: Annotated[Path, typer.Argument(help="A folder of runs, one question, or one replication.")],
    dwelling: Annotated[str, typer.Option("--dwelling", help="Row number or label of the dwelling.")],
    full: Annotated[bool, typer.Option("--full", help="A sentence for everyone passed over.")] = False,
    any_version: flag.AnyVersionFlag = False,
    json: flag.JsonFlag = False,
) -> None:
    """Tell who was offered a dwelling, when, under which rule, and who was passed over and why."""
    from experiments.store import Store, locate
    from experiments.trace import dwelling_row, lettings

    root, question, seed = locate(run)
    store = Store(root, any_version)
    if question is None:
        question = _only(store.questions(), root)
    seed = store.seeds(question)[0] if seed is None else seed
    results = store.read(question, (seed,))
    place = importlib.import_module("geodata.place").load(results.scenario.place)
    row, label = dwelling_row(dwelling, place.dwellings["label"])
    found = lettings(results.offers, row, label)
    if json:
        data: list[dict[str, Any]] = [
            {"dwelling": one.dwelling, "label": one.label, "offers": list(one.offers)} for one in found
        ]
        print_json({"question": question, "seed": seed, "lettings": data})
        return
    asked = results.scenario
    say(f"{label} (row {row}) in {place.title}: {asked.title}, seed {seed}, {asked.months} months")
    if not found:
        say("it was never vacant: nobody was offered it")
    for one in found:
        say("\n".join(one.sentences(full)))


def _only(questions: tuple[str, ...], root: Path) -> str:
    if len(questions) > 1:
        raise InputError(
            f"{root} holds {len(questions)} scenarios; give one of its folders: "
            + ", ".join(str(root / "runs" / question) for question in questions)
        )
    return questions[0]
