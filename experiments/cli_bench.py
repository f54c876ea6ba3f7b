"""The command that measures: how fast the model runs here, what it needs, and whether that has changed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from experiments import cli_options as flag
from experiments.errors import InputError

ONE_PLACE = ("sweep", "pair", "scale", "page", "sessions")
"""Parts that measure one place at a time, by the option that asks for them."""


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(bench)


def bench(
    place: Annotated[
        list[str] | None,
        typer.Option("--place", help="Only this place, such as vaerebro or vaerebro*8; may be repeated."),
    ] = None,
    months: Annotated[
        int | None,
        typer.Option("--months", min=1, max=600, help="Months to run; usually 240, --pair 60, --scale 24."),
    ] = None,
    repetitions: Annotated[
        int, typer.Option("--repetitions", "-n", min=1, help="Times to measure; medians are told.")
    ] = 3,
    households: Annotated[
        list[int] | None,
        typer.Option(
            "--households",
            min=100,
            help="Households in the comparison with Mesa; may be repeated. Usually 5000, with --all also 50000.",
        ),
    ] = None,
    pair: Annotated[
        bool, typer.Option("--pair", help="Measure two paired runs side by side in two processes against one alone.")
    ] = False,
    scale: Annotated[
        bool, typer.Option("--scale", help="Measure how cost and memory grow with the size of the place.")
    ] = False,
    factor: Annotated[
        list[float] | None,
        typer.Option("--factor", help="A size of --scale, times the town; may be repeated. Usually 0.1, 1, 8, 91."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="The usual, --pair, --scale, and a start without compiled kernels.")
    ] = False,
    sweep: Annotated[
        bool, typer.Option("--sweep", help="Measure sweeps: overhead over bare runs, memory of the driver.")
    ] = False,
    runs: Annotated[int, typer.Option("--runs", min=2, help="Runs of one measurement of --sweep.")] = 40,
    page: Annotated[
        bool, typer.Option("--page", help="Measure the live page: first view, frames, answers to clicks.")
    ] = False,
    sessions: Annotated[
        int | None,
        typer.Option("--sessions", min=1, help="Measure so many open pages at once: steps, memory, separation."),
    ] = None,
    workers: flag.WorkersFlag = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Folder for bench.json, bench.png and a history to compare with."),
    ] = None,
    docs: Annotated[
        Path | None, typer.Option("--docs", help="Write the tables of that folder into this page, between its marks.")
    ] = None,
    saved: Annotated[
        bool, typer.Option("--saved", help="Measure nothing: tell, draw and write what the folder holds.")
    ] = False,
    json: flag.JsonFlag = False,
) -> None:
    """Measure how fast the model runs here, phase by phase, against the memory floor, the same rules as plain Mesa
    agents, and earlier measurements of this machine.
    """
    from experiments.bench.command import Asked, main

    options = {"sweep": sweep, "pair": pair, "scale": scale, "page": page, "sessions": bool(sessions)}
    asked = tuple(name for name, on in options.items() if on)
    parts = (*(("usual", "pair", "scale") if everything else ()), *asked) or ("usual",)
    given = tuple(dict.fromkeys(place or ()))
    main(
        Asked(
            parts=tuple(dict.fromkeys(parts)),
            places=_places(given, [name for name in ONE_PLACE if name in parts]),
            months=months,
            repetitions=repetitions,
            households=tuple(households or ()),
            factors=_factors(given[0] if given else "vaerebro", factor or (), "scale" in parts),
            runs=runs,
            sessions=sessions or 20,
            workers=workers,
            whole=everything,
            saved=saved,
            output=output,
            docs=docs,
            as_json=json,
        )
    )


def _places(given: tuple[str, ...], single: list[str]) -> tuple[str, ...]:
    """The places that are named, all known; raises InputError for several where one is measured at a time."""
    if single and len(given) > 1:
        raise InputError(f"--place {given[1]}: --{single[0]} measures one place at a time")
    for name in given:
        flag.question(None, name, None, None, None, None, None, None, None, None)
    return given


def _factors(place: str, factors: list[float] | tuple[()], scale: bool) -> tuple[float, ...]:
    """The sizes of --scale, each of which the place can have."""
    from geodata.scaled import SIGN, parts

    if factors and not scale:
        raise InputError(f"--factor {factors[0]:g} is a size of --scale, which is not asked for")
    if scale and SIGN in place:
        raise InputError(f"--place {place}: --scale takes a place at its own size, and sizes by --factor")
    for one in factors:
        parts(f"{place}{SIGN}{one:g}")
    return tuple(factors)
