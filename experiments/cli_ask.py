"""Commands that put questions to the model: run, compare, demo and report."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from experiments import cli_options as flag
from experiments.cli_console import (
    number,
    print_comparison,
    print_json,
    print_rows,
    progress,
    say,
    tell,
    with_error,
)
from experiments.errors import InputError
from experiments.scenario_file import Question
from model.scenario import Scenario

DEMO_PLACES = ("vollsmose", "vaerebro")
DEMO_POLICIES = ("second_chance", "cooperative_letting")
HERE = Path(".")

FilesArgument = Annotated[
    list[Path] | None, typer.Argument(help="Scenario files; the first is the base.", show_default=False)
]
WithoutOrigin = Annotated[bool, typer.Option("--without-origin", help="Leave out outcomes by official origin.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (run, compare, demo, report):
        app.command()(command)


def run(
    scenario: Annotated[Path | None, typer.Argument(help="Scenario file (TOML).", show_default=False)] = None,
    place: flag.PlaceFlag = None,
    policy: flag.PolicyFlags = None,
    policy_set: flag.DoseFlags = None,
    set_: flag.SetFlags = None,
    law: flag.LawFlag = None,
    behaviour: flag.BehaviourFlag = None,
    seed: flag.SeedFlag = None,
    months: flag.MonthsFlag = None,
    replications: flag.ReplicationsFlag = None,
    posterior: flag.PosteriorFlag = None,
    workers: flag.WorkersFlag = None,
    output: flag.DirectoryFlag = HERE,
    force: flag.ForceFlag = False,
    any_version: flag.AnyVersionFlag = False,
    quiet: flag.QuietFlag = False,
    json: flag.JsonFlag = False,
) -> None:
    """Run one scenario: a file, flags, or a file with flags laid over it."""
    from experiments.show import run_summary
    from experiments.store import Store

    asked = flag.question(
        scenario, place, law, behaviour, policy, policy_set, set_, seed, months, replications, posterior
    )
    store = Store(output, any_version)
    seeds = tuple(one.seed for one in asked.replicated)
    run_missing(asked.replicated, store, workers, force, quiet or json)
    summary = run_summary(store, asked.scenario.question, seeds)
    print_json(summary) if json else print_summary(summary)


def compare(
    scenarios: FilesArgument = None,
    place: flag.PlaceFlag = None,
    policy: flag.PolicyFlags = None,
    policy_set: flag.DoseFlags = None,
    together: Annotated[bool, typer.Option("--together", help="Also all policies at once.")] = False,
    set_: flag.SetFlags = None,
    law: flag.LawFlag = None,
    behaviour: flag.BehaviourFlag = None,
    seed: flag.SeedFlag = None,
    months: flag.MonthsFlag = None,
    replications: flag.ReplicationsFlag = None,
    posterior: flag.PosteriorFlag = None,
    workers: flag.WorkersFlag = None,
    output: flag.DirectoryFlag = HERE,
    force: flag.ForceFlag = False,
    any_version: flag.AnyVersionFlag = False,
    without_origin: WithoutOrigin = False,
    quiet: flag.QuietFlag = False,
    json: flag.JsonFlag = False,
) -> None:
    """Compare scenarios on the same draws: a base with each policy (and all together), or scenario files."""
    from experiments.comparing import alternatives, replicated, same_ground
    from experiments.comparing import compare as paired
    from experiments.store import Store

    files = scenarios or []
    rest = (place, law, behaviour, policy, policy_set, set_, seed, months, replications, posterior)
    asked = [flag.question(file, *rest) for file in files] or [flag.question(None, *rest)]
    base, others = asked[0].scenario, tuple(question.scenario for question in asked[1:])
    if len(files) < 2:
        names = base.policy_names
        if not names:
            raise InputError("nothing to compare: give --policy NAME (once or more) or two scenario files")
        others = alternatives(base, list(dict.fromkeys(policy or names)), together)
        base = replace(base, policies=())
    same_ground(base, others)
    store = Store(output, any_version)
    run_missing(replicated((base, *others), asked[0].replications), store, workers, force, quiet or json)
    seeds = [one.seed for one in Question(base, asked[0].replications).replicated]
    found = paired(store, base, others, seeds, official_groups=not without_origin)
    if json:
        print_json(_as_data(found))
    else:
        print_comparison(found, _heading(base))
        say(f"runs are in {store.runs}; a page with maps and curves: boligliv report {output}")


def demo(
    output: flag.DirectoryFlag = Path("demo"),
    replications: flag.ReplicationsFlag = None,
    months: flag.MonthsFlag = None,
    workers: flag.WorkersFlag = None,
    place: Annotated[list[str] | None, typer.Option("--place", help="Only this place; may be repeated.")] = None,
    force: flag.ForceFlag = False,
    any_version: flag.AnyVersionFlag = False,
    quiet: flag.QuietFlag = False,
    json: flag.JsonFlag = False,
) -> None:
    """Both estates: twenty years of today's rules against second chance, cooperative letting and both."""
    from experiments.comparing import alternatives, replicated
    from experiments.comparing import compare as paired
    from experiments.store import Store

    store = Store(output, any_version)
    sets = []
    for name in place or DEMO_PLACES:
        asked = flag.question(None, name, None, None, None, None, None, None, months, replications)
        full = flag.question(None, name, None, None, DEMO_POLICIES, None, None, None, months, replications)
        sets.append((asked, alternatives(full.scenario, DEMO_POLICIES, together=True)))
    everything = [one for asked, others in sets for one in replicated((asked.scenario, *others), asked.replications)]
    if not (quiet or json):
        span = sets[0][0].scenario.months
        each = len(sets[0][1]) + 1
        tell(f"{len(everything)} runs of {span} months: {len(sets)} places, {each} scenarios each")
    run_missing(everything, store, workers, force, quiet or json)
    found = []
    for asked, others in sets:
        seeds = [one.seed for one in asked.replicated]
        found.append(paired(store, asked.scenario, others, seeds))
    page = output / "report.html"
    _report(output, page, any_version, True)
    if json:
        print_json({"comparisons": [_as_data(one) for one in found], "report": str(page.resolve())})
        return
    for one in found:
        print_comparison(one, _heading(one.base))
    say(f"report: {page.resolve()}")


def report(
    directory: Annotated[Path, typer.Argument(help="Folder that `boligliv compare -o` or `boligliv sweep -o` wrote.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The page; default DIR/report.html.")] = None,
    study: Annotated[
        str | None, typer.Option("--study", help="Name or hash of a study, where the folder has several; default: all.")
    ] = None,
    picture: Annotated[
        Path | None, typer.Option("--picture", help="Also a picture of all places in one, PNG: start and end.")
    ] = None,
    any_version: flag.AnyVersionFlag = False,
    without_origin: WithoutOrigin = False,
    json: flag.JsonFlag = False,
) -> None:
    """Write one self-contained HTML page about a folder of runs, or about the studies in it."""
    from experiments.store import locate

    page = output or directory / "report.html"
    if page.suffix.lower() not in (".html", ".htm"):
        raise InputError(f"--output {page}: the report is a page; give a name that ends with .html")
    if (directory / "store.json").is_file():
        if picture is not None:
            raise InputError(f"--picture {picture}: {directory} holds studies, whose pictures are in their page")
        written = importlib.import_module("experiments.study_report.page").write(directory, page, study)
        path = str(written.page.resolve())
        print_json({"report": path, "effects": written.effects}) if json else say(f"report: {path}")
        return
    if study is not None:
        raise InputError(
            f"--study {study}: {directory} holds no studies; it is no folder that `boligliv sweep -o` wrote"
        )
    store, _, _ = locate(directory)
    if picture is not None and picture.suffix.lower() != ".png":
        raise InputError(f"--picture {picture}: the picture is a PNG; give a name that ends with .png")
    _report(store, page, any_version, not without_origin)
    if picture is not None:
        importlib.import_module("experiments.figures_readme").readme_picture(store, picture, any_version)
    print_json({"report": str(page.resolve())}) if json else say(f"report: {page.resolve()}")


def _report(directory: Path, page: Path, any_version: bool, official_groups: bool) -> None:
    write = importlib.import_module("experiments.report").write
    write(directory, page, any_version=any_version, official_groups=official_groups)


def run_missing(scenarios: Iterable[Scenario], store: Any, workers: int | None, force: bool, quiet: bool) -> None:
    """Run the replications that are not in the store yet, with a bar unless quiet."""
    from experiments.running import run_all

    with progress(quiet) as (done, total):
        run_all(scenarios, store, workers=workers, force=force, report=done, started=total)


def print_summary(summary: dict[str, Any]) -> None:
    """Print what came out of one scenario."""
    scenario, seeds = summary["scenario"], summary["seeds"]
    rows = [
        {
            "outcome": row["title"] + (f" ({row['unit']})" if row["unit"] else ""),
            "mean": with_error(row["mean"], row["mcse"], row["digits"]),
        }
        for row in summary["outcomes"]
    ]
    title = f"{scenario['place']}, law {scenario['law']}, {scenario['months']} months: {summary['title']}"
    print_rows(rows, ("outcome", "mean"), title)
    say(f"{_seeds(seeds)}; {number(summary['seconds'], 1)} s of work; version {summary['code_version']}")
    say(f"{summary['directory']}")


def _seeds(seeds: Sequence[int]) -> str:
    return f"seed {seeds[0]}" if len(seeds) == 1 else f"{len(seeds)} runs, seeds {seeds[0]}..{seeds[-1]}"


def _heading(base: Scenario) -> str:
    drawn = f", numbers drawn from {base.posterior} (intervals carry what is not known of them)"
    return f"{base.place}, law {base.law}, {base.months} months{drawn if base.posterior else ''}"


def _as_data(found: Any) -> dict[str, Any]:
    return {
        "place": found.place,
        "base": found.base.as_dict(),
        "others": [other.as_dict() for other in found.others],
        "seeds": list(found.seeds),
        "table": found.table.to_dict("records"),
        "net_present_value": None if found.value is None else found.value.as_data(),
    }
