"""Commands that run whole studies: the table of effects, and the catalogue's wheels."""

from __future__ import annotations

import importlib
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from experiments import cli_options as flag
from experiments.cli_console import print_json, print_rows, progress, say, tell
from experiments.errors import InputError, RunError
from model.scenario import Scenario

PairsFlag = Annotated[int, typer.Option("--pairs", "-n", min=1, help="Runs of base and proposal, paired by seed.")]
YearsFlag = Annotated[
    list[int] | None, typer.Option("--years", help="Horizon in years; may be repeated. Default: 5 and 20.")
]
StudyFlag = Annotated[Path, typer.Option("--output", "-o", help="Folder of the study; what is there is not run again.")]
LanguageFlag = Annotated[str, typer.Option("--language", "-l", help="en or da.")]
StoreFlag = Annotated[
    bool, typer.Option("--store", help="Keep what was measured in this program, where the page shows it offline.")
]
FromThereFlag = Annotated[bool, typer.Option("--no-run", help="Only tell what is there; run nothing.")]
EVERY_SECONDS = 60.0
"""How often a line tells how far a study has come where there is no terminal for a bar."""


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(effects)
    app.command()(wheel)


def effects(
    place: Annotated[list[str] | None, typer.Option("--place", help="Place; may be repeated. Default: both.")] = None,
    policy: Annotated[
        list[str] | None,
        typer.Option("--policy", help="Only this (policy, bundle, or several joined by +); may be repeated."),
    ] = None,
    together: Annotated[
        list[str] | None, typer.Option("--together", help="Also this bundle, or these joined by +; may be repeated.")
    ] = None,
    pairs: PairsFlag = 50,
    months: flag.MonthsFlag = None,
    years: YearsFlag = None,
    seed: flag.SeedFlag = None,
    law: flag.LawFlag = None,
    behaviour: flag.BehaviourFlag = None,
    set_: flag.SetFlags = None,
    workers: flag.WorkersFlag = None,
    output: StudyFlag = Path("effects"),
    docs: Annotated[Path | None, typer.Option("--docs", help="Also write the page, such as docs/effects.md.")] = None,
    no_run: FromThereFlag = False,
    store_: StoreFlag = False,
    any_version: flag.AnyVersionFlag = False,
    quiet: flag.QuietFlag = False,
    json: flag.JsonFlag = False,
) -> None:
    """Every proposal against today's rules in each place, paired by seed; takes up where it was stopped."""
    from experiments import effects_page
    from experiments.effects import place_effects
    from experiments.effects_saved import saved_rows, verdict
    from experiments.effects_store import StudyStore
    from experiments.proposals import catalogue, find

    proposals = (*(map(find, policy) if policy else catalogue()), *map(find, together or ()))
    bases = [
        flag.question(None, name, law, behaviour, None, None, set_, seed, months, None).scenario
        for name in dict.fromkeys(place or ("vollsmose", "vaerebro"))
    ]
    told = _years(years, bases[0].months)
    store = StudyStore(output, any_version)
    if not no_run:
        _run(store, bases, [proposal.policies for proposal in proposals], told, pairs, workers, quiet or json)
    seeds = range(bases[0].seed, bases[0].seed + pairs)
    found = [place_effects(store, base, proposals, told, seeds) for base in bases]
    if not any(one.effects for one in found):
        raise InputError(f"{output}: no pair of runs is finished; run without --no-run, or with --any-version")
    found = [one for one in found if one.effects]
    if store_:
        for one in found:
            _store(store, one.base, proposals, told, seeds)
    titles = {one.base.place: _title(one.base.place) for one in found}
    rows = effects_page.rows(found)
    _write_csv(output / "effects.csv", rows)
    if docs is not None:
        write_whole(docs, effects_page.page(found, titles, proposals))
    if json:
        saved = [row for one in found for row in saved_rows(one.base.place, one.saved)]
        print_json({"effects": rows, "pairs": {one.base.place: dict(one.pairs) for one in found}, "saved": saved})
        return
    last = told[-1]
    columns = ("number", "proposal", "pairs", "better", "worse", "not_distinguishable", "present_value")
    for one in found:
        heading = f"{titles[one.base.place]} after {effects_page.years(last)}; present value in million kr"
        print_rows(effects_page.summary(one, proposals, last), columns, heading)
        for year in told:
            here = [this for this in one.saved if this.year == year]
            say(f"After {effects_page.years(year)} {verdict(here)}.")
    say(f"all horizons: {output / 'effects.csv'}" + (f"; page: {docs}" if docs else ""))


def wheel(
    policy: Annotated[str, typer.Argument(help="Policy, bundle, or several joined by +.")],
    place: flag.PlaceFlag = None,
    pairs: PairsFlag = 50,
    months: flag.MonthsFlag = None,
    years: YearsFlag = None,
    seed: flag.SeedFlag = None,
    law: flag.LawFlag = None,
    behaviour: flag.BehaviourFlag = None,
    set_: flag.SetFlags = None,
    workers: flag.WorkersFlag = None,
    output: StudyFlag = Path("effects"),
    language: LanguageFlag = "en",
    no_run: FromThereFlag = False,
    store_: StoreFlag = False,
    any_version: flag.AnyVersionFlag = False,
    quiet: flag.QuietFlag = False,
    json: flag.JsonFlag = False,
) -> None:
    """The catalogue's wheel of a proposal: its effect on six conditions of growing up, as a picture and a table."""
    from experiments.effects_store import StudyStore
    from experiments.proposals import find
    from experiments.wheel import wheel_of
    from experiments.zones import LOST

    proposal, spoken = find(policy), check_language(language)
    base = flag.question(None, place, law, behaviour, None, None, set_, seed, months, None).scenario
    told = _years(years, base.months)
    store = StudyStore(output, any_version)
    if not no_run:
        _run(store, [base], [proposal.policies], told, pairs, workers, quiet or json)
    found = wheel_of(store, base, proposal, told, range(base.seed, base.seed + pairs))
    if not found.pairs:
        raise InputError(f"{output}: no pair of runs is finished; run without --no-run, or with --any-version")
    if store_:
        _store(store, base, (proposal,), told, range(base.seed, base.seed + pairs))
    picture = importlib.import_module("experiments.wheel_picture").picture(found, _title(base.place), spoken)
    stem = output / f"wheel-{base.place}-{proposal.name}{'-da' if spoken else ''}"
    files = [stem.with_name(f"{stem.name}{ending}") for ending in (".png", ".svg", ".csv")]
    write_whole(files[0], picture.png)
    write_whole(files[1], picture.svg)
    rows = found.rows(spoken)
    _write_csv(files[2], rows)
    if json:
        print_json({"zones": rows, "pairs": found.pairs, "note": LOST[spoken], "files": [str(one) for one in files]})
        return
    for year in told:
        shown = [_shown(row) for row in rows if row["year"] == year and row["measures"]]
        heading = f"{proposal.title[spoken]}, {_title(base.place)}: {found.pairs} pairs of runs, after {year} years"
        print_rows(shown, ("zone", "of", "effect", "low", "high", "size"), heading)
    say(f"Effects in standard deviations between people; + is better. {LOST[spoken]}")
    say(f"picture: {files[0]} and {files[1].name}; table: {files[2].name}")


def check_language(language: str) -> int:
    """0 for English and 1 for Danish, the place in a pair of texts; raises InputError for any other."""
    if language not in ("en", "da"):
        raise InputError(f"--language {language} is not known; allowed: en, da")
    return int(language == "da")


def _years(asked: Sequence[int] | None, months: int) -> tuple[int, ...]:
    from experiments.effects_run import horizons

    return horizons(asked, months)


def _run(
    store: Any,
    bases: Sequence[Scenario],
    policies: Sequence[tuple[str, ...]],
    years: Sequence[int],
    pairs: int,
    workers: int | None,
    quiet: bool,
) -> None:
    """Run what is missing, with a bar on a terminal and a line now and then elsewhere."""
    from experiments.effects_run import Tally, run_missing, seed_by_seed, with_policies

    questions = [one for base in bases for one in (base, *(with_policies(base, names) for names in policies))]
    last = time.monotonic()

    def told(tally: Tally) -> None:
        nonlocal last
        if not quiet and (time.monotonic() - last > EVERY_SECONDS or tally.done == tally.to_do):
            last = time.monotonic()
            tell(
                f"{tally.done} of {tally.to_do} runs, {tally.seconds_each:.1f} s each, about {tally.hours_left:.1f} h "
                f"left" + (f", {len(tally.failures)} failed" if tally.failures else "")
            )

    with progress(quiet) as (report, total):
        scenarios = seed_by_seed(questions, bases[0].seed, pairs)
        tally = run_missing(store, scenarios, years, workers=workers, report=report, started=total, told=told)
    if tally.failures:
        raise RunError(f"{len(tally.failures)} of {tally.to_do} runs failed; the first: {tally.failures[0]}")


def _store(store: Any, base: Scenario, proposals: Sequence[Any], years: Sequence[int], seeds: Sequence[int]) -> None:
    from experiments.measured_write import store_effects

    tell(f"kept in {store_effects(store, base, proposals, years, seeds)}")


def _title(place: str) -> str:
    return str(importlib.import_module("geodata.place").load(place).title)


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    """A row of numbers as a table shows it."""
    return {name: f"{value:+.3g}" if isinstance(value, float) else str(value) for name, value in row.items()}


def _write_csv(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    pandas = importlib.import_module("pandas")
    write_whole(path, pandas.DataFrame(rows).to_csv(index=False))


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file all at once."""
    hidden = path.with_name(f".unfinished-{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        hidden.write_bytes(content.encode() if isinstance(content, str) else content)
        hidden.replace(path)
    except OSError as error:
        raise InputError(f"{path}: cannot write there ({error.strerror})") from None
