"""The command that tells which numbers of a study matter, and how much of what is seen is chance."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from experiments import cli_options as flag
from experiments.cli_console import print_json, print_rows, say, tell
from experiments.cli_effects import write_whole
from experiments.errors import InputError

if TYPE_CHECKING:
    from experiments.sensitivity.finding import Finding


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(sensitivity)


def sensitivity(
    directory: Annotated[Path, typer.Argument(help="Folder that `boligliv sweep -o` wrote.")],
    study: Annotated[
        str | None, typer.Option("--study", help="Name or hash of the study, where the folder has several.")
    ] = None,
    outcome: Annotated[
        list[str] | None,
        typer.Option("--outcome", help="See `boligliv list values`; may be repeated. Default: the study's."),
    ] = None,
    year: Annotated[int | None, typer.Option("--year", help="Year of the runs; default: the last one kept.")] = None,
    place: flag.PlaceFlag = None,
    behaviour: flag.BehaviourFlag = None,
    law: flag.LawFlag = None,
    of: Annotated[str | None, typer.Option("--of", help="The alternative whose outcome is asked about.")] = None,
    against: Annotated[
        str | None, typer.Option("--against", help="Ask what --of changes against this one, seed by seed.")
    ] = None,
    second: Annotated[bool, typer.Option("--second", help="Also Sobol's second-order indices.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder for pictures (PNG, SVG) and tables (CSV).")
    ] = None,
    store: Annotated[
        bool, typer.Option("--store", help="Keep what was measured for the table of assumptions of this program.")
    ] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print comma-separated values.")] = False,
    json: flag.JsonFlag = False,
) -> None:
    """Which numbers of a Morris or Sobol study matter, and how much of the variance is chance."""
    from experiments.effects import MAIN_OUTCOMES
    from experiments.sensitivity import keep
    from experiments.sensitivity.finding import find
    from experiments.sensitivity.question import ask
    from experiments.study.query import Answers

    if csv and json:
        raise InputError("--csv and --json: give one of them")
    answers = Answers(directory)
    question = ask(
        answers, study=study, place=place, behaviour=behaviour, law=law, of=of, against=against, year=year,
        outcomes=outcome or (), otherwise=[one.key for one in MAIN_OUTCOMES],
    )  # fmt: skip
    if second:
        raise InputError(
            "--second: the designs of studies have no points for second-order indices; total less first is what a "
            "number does together with others"
        )
    must = bool(outcome or question.study.outcomes)
    found, passed = find(answers, question, must)
    for path in answers.damaged:
        tell(f"{path} is damaged and passed over; sweep again to make its runs anew")
    for why in passed:
        tell(f"passed over: {why}")
    versions = {version for one in found for version in one.blocks.versions}
    if len(versions) > 1:
        tell(f"runs of {len(versions)} versions of the model are mixed: {', '.join(sorted(versions))}")
    files = _draw(found, output) if output is not None else []
    kept = keep.store(found) if store else None
    if csv:
        sys.stdout.write(_csv([row for one in found for row in one.rows()]))
    elif json:
        asked = {"study": question.study.hash, "name": question.study.name, "months": question.study.months}
        rows = [row for one in found for row in one.rows()]
        chance = [one.chance_row() for one in found]
        told = {"of": question.of, "against": question.against, "year": question.year, "place": question.place}
        paths = {"files": [str(path) for path in files], "stored": kept and str(kept)}
        print_json({**asked, **told, "indices": rows, "chance": chance, "passed_over": list(passed), **paths})
    else:
        for one in found:
            _print(one)
        if files:
            say(f"pictures and tables: {output}")
    if kept is not None:
        tell(f"stored for `boligliv list parameters`: {kept}")


def _print(found: Finding) -> None:
    from experiments.sensitivity import words

    rows = words.cells(found)
    print_rows(rows, list(rows[0]), words.heading(found, _place(found)))
    for text in (words.ranking(found), words.chance_words(found), f"From {words.basis(found)}"):
        if text:
            say(text)
    say("")


def _draw(found: tuple[Finding, ...], folder: Path) -> list[Path]:
    """A picture of each outcome and the tables of all."""
    from experiments.sensitivity import keep, picture

    files: list[Path] = []
    for one in found:
        drawn = picture.picture(one, _place(one))
        for ending, content in ((".png", drawn.png), (".svg", drawn.svg)):
            files.append(folder / f"{keep.stem(one, one.outcome)}{ending}")
            write_whole(files[-1], content)
    for name, rows in (
        ("indices", [row for one in found for row in one.rows()]),
        ("chance", [one.chance_row() for one in found]),
    ):
        files.append(folder / f"{keep.stem(found[0])}-{name}.csv")
        write_whole(files[-1], _csv(rows))
    return files


def _csv(rows: list[dict[str, str | float | int | bool | None]]) -> str:
    import pandas as pd

    return pd.DataFrame(rows).to_csv(index=False)


def _place(found: Finding) -> str:
    from experiments.cli_effects import _title

    return _title(found.question.place)
