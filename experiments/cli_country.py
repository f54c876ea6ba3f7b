"""The command about the whole country."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from agents.core.parameter import ParameterError, nearest
from experiments import cli_options as flag
from experiments.cli_console import number, print_json, print_rows, progress, say
from experiments.errors import InputError

OutputFlag = Annotated[Path | None, typer.Option("--output", "-o", help="Folder for tables and picture.")]
ShareFlag = Annotated[float, typer.Option("--share", help="Share of each municipality's homes, above 0, up to 1.")]
CodeFlags = Annotated[
    list[str] | None,
    typer.Option("--municipality", help="Only these, by name or official code; may be given several times."),
]
MonthsFlag = Annotated[int, typer.Option("--months", help="Months to run from January 2015.")]
SetFlags = Annotated[
    list[str] | None, typer.Option("--set", help="A number of the model or the country, such as country.distance=1.5.")
]
OneWorkersFlag = Annotated[int, typer.Option("--workers", "-w", min=1, help="Processes; the result is the same.")]


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(country)


def country(
    months: MonthsFlag = 12,
    share: ShareFlag = 0.01,
    policy: flag.PolicyFlags = None,
    policy_set: flag.DoseFlags = None,
    set_: SetFlags = None,
    law: flag.LawFlag = None,
    behaviour: flag.BehaviourFlag = None,
    seed: flag.SeedFlag = None,
    municipality: CodeFlags = None,
    workers: OneWorkersFlag = 1,
    output: OutputFlag = None,
    quiet: flag.QuietFlag = False,
    json: flag.JsonFlag = False,
) -> None:
    """Run the 98 municipalities side by side, moving people between them; all but residents' numbers is synthetic."""
    from experiments.country import write
    from experiments.country.run import run
    from experiments.running import terminate_as_interrupt

    asked = question(months, share, policy, policy_set, set_, law, behaviour, seed, municipality)
    if output is not None:
        write.folder(output)
    with progress(quiet) as (report, total), terminate_as_interrupt():
        total(asked.scenario.months, 1)
        outcome = run(asked, workers, report)
    if output is not None:
        write.save(output, asked, outcome, workers)
    if json:
        table, by_month = (one.to_dict("records") for one in (outcome.municipalities, outcome.months))
        print_json({"scenario": asked.scenario.as_dict(), "share": share, "municipalities": table, "months": by_month})
        return
    from experiments.country.told import kinds

    print_rows(kinds(outcome.municipalities), list(kinds(outcome.municipalities)[0]), write.headline(asked))
    last = outcome.months.iloc[-1]
    say(
        f"{int(last['heads']):,} people, {int(last['on_the_way']):,} of them between homes; "
        f"{number(sum(outcome.seconds) / len(outcome.seconds), 2)} s a month after "
        f"{number(outcome.seconds_to_build, 0)} s, {number(outcome.peak_bytes / 1e9, 1)} GB in {workers} "
        f"process{'' if workers == 1 else 'es'}"
    )
    say(
        "Residents' numbers are recalled statistics; homes, tenures, prices and people are synthetic (docs/country.md)."
    )
    if output is not None:
        say(f"{output}: {write.TABLE}, {write.MONTHS}, {write.PICTURE}, and {write.ABOUT} on what each column rests on")


def question(
    months: int, share: float, policies: list[str] | None, doses: list[str] | None, changes: list[str] | None,
    law: str | None, behaviour: str | None, seed: int | None, codes: list[str] | None,
) -> Any:  # fmt: skip
    """The question to the country that these flags ask; raises InputError if it cannot be used."""
    from geodata.errors import GeodataError
    from model.country.group import Asked
    from model.country.numbers import NUMBERS, country_values

    if not 0.0 < share <= 1.0:
        raise InputError(f"--share {share:g}: allowed is above 0, up to 1, such as 0.01 for one home in a hundred")
    own = [text for text in changes or () if text.startswith("country.")]
    rest = [text for text in changes or () if text not in own]
    asked = flag.question(None, "vaerebro", law, behaviour, policies, doses, rest, seed, months, 1)
    numbers = tuple(sorted(_number(text, NUMBERS) for text in own))
    try:
        country_values(dict(numbers))
    except ParameterError as error:
        raise InputError(f"--set: {error}") from None
    found = Asked(asked.scenario.but(place="denmark"), share, tuple(codes or ()), numbers)
    try:
        chosen = found.chosen
    except GeodataError as error:
        raise InputError(f"--municipality: {error}") from None
    if len(chosen) < 2:
        raise InputError("--municipality: name two or more, so that people can move between them")
    return found


def _number(text: str, known: Any) -> tuple[str, float]:
    name, equals, value = text.partition("=")
    try:
        return name.strip(), float(value)
    except ValueError:
        hint = nearest(name, known)
        raise InputError(
            f"--set {text}: write NAME=NUMBER, such as country.distance=1.5{hint if equals else ''}"
        ) from None
