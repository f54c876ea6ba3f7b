"""The flags that several commands share, and how they become a question."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from experiments.scenario_file import Question, from_dict, read
from experiments.scenario_url import settings

PlaceFlag = Annotated[str | None, typer.Option("--place", help="Place: see `boligliv list places`.")]
LawFlag = Annotated[str | None, typer.Option("--law", help="Law version: see `boligliv list laws`.")]
BehaviourFlag = Annotated[
    str | None, typer.Option("--behaviour", help="Submodel of behaviour: see `boligliv list behaviours`.")
]
PolicyFlags = Annotated[
    list[str] | None, typer.Option("--policy", help="Switch a policy or a bundle on; may be given several times.")
]
DoseFlags = Annotated[
    list[str] | None, typer.Option("--policy-set", help="A policy's dose, such as second_chance.share=0.04.")
]
SetFlags = Annotated[
    list[str] | None, typer.Option("--set", help="A number of the model, such as choice.avoidance=1.5.")
]
SeedFlag = Annotated[int | None, typer.Option("--seed", help="First seed; replications take the next ones.")]
MonthsFlag = Annotated[int | None, typer.Option("--months", help="Months to run from January 2015.")]
ReplicationsFlag = Annotated[int | None, typer.Option("--replications", "-n", help="Runs of each scenario.")]
WorkersFlag = Annotated[
    int | None, typer.Option("--workers", "-w", min=1, help="Processes; default: one for each processor.")
]
DirectoryFlag = Annotated[Path, typer.Option("--output", "-o", help="Folder for the runs.")]
ForceFlag = Annotated[bool, typer.Option("--force", help="Run again what is already there.")]
PosteriorFlag = Annotated[
    str | None,
    typer.Option("--posterior", help="A calibration, by stored name or folder; each run takes a point of its own."),
]
AnyVersionFlag = Annotated[
    bool, typer.Option("--any-version", help="Take runs that another version of the program made.")
]
QuietFlag = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")]
JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def question(
    file: Path | None,
    place: str | None,
    law: str | None,
    behaviour: str | None,
    policies: Sequence[str] | None,
    doses: Sequence[str] | None,
    changes: Sequence[str] | None,
    seed: int | None,
    months: int | None,
    replications: int | None,
    posterior: str | None = None,
) -> Question:
    """The question of a scenario file with flags laid over it; raises InputError if it cannot be used."""
    data: dict[str, Any] = {}
    on: dict[str, dict[str, float]] = {}
    if file is not None:
        asked = read(file)
        data = asked.scenario.as_dict() | {"replications": asked.replications}
        on = data["policies"]
    flags = {
        "place": place,
        "law": law,
        "behaviour": behaviour,
        "seed": seed,
        "months": months,
        "replications": replications,
        "posterior": posterior,
    }
    data |= {name: value for name, value in flags.items() if value is not None}
    added = settings([*on, *(policies or ())], doses or (), changes or ())
    data["policies"] = {name: on.get(name, {}) | given for name, given in added["policies"].items()}
    data["parameters"] = data.get("parameters", {}) | added["parameters"]
    return from_dict(data)
