"""Commands that start something else: the dashboard in a browser and the benchmark."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from experiments import cli_options as flag
from experiments.errors import InputError, RunError
from experiments.reach import LOOPBACK, trouble


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(dashboard)
    app.command()(screenshots)
    app.command()(bench)


def dashboard(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on this machine.")] = 8765,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; 0.0.0.0 lets others on the network in.")
    ] = LOOPBACK,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open a browser.")] = False,
) -> None:
    """Open the live map of an estate; needs no network."""
    from experiments.running import terminate_as_interrupt

    wrong = trouble(host, port)
    if wrong:
        raise InputError(wrong)
    command = [sys.executable, "-m", "dashboards", "--host", host, "--port", str(port)]
    command += ["--no-open"] if no_open else []
    with terminate_as_interrupt():
        process = subprocess.Popen(command, env=with_ourselves())
        try:
            code = process.wait()
        except KeyboardInterrupt:
            _end(process)
            return
    if code:
        raise RunError(f"the dashboard ended with code {code}; what it said stands above")


def screenshots(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the PNG files.")] = Path("screenshots"),
    view: Annotated[list[str] | None, typer.Option("--view", help="Only this view; may be repeated.")] = None,
    language: Annotated[str, typer.Option("--language", "-l", help="en or da.")] = "en",
) -> None:
    """Take pictures of the dashboard's views on real runs; needs Chromium and the test libraries."""
    if language not in ("en", "da"):
        raise InputError(f"--language '{language}' is not known; allowed: en, da")
    command = [sys.executable, "-m", "dashboards.screenshots", str(output), "--language", language]
    for name in view or []:
        command += ["--view", name]
    code = subprocess.run(command, env=with_ourselves(), check=False).returncode
    if code:
        raise typer.Exit(code)


def with_ourselves() -> dict[str, str]:
    """The environment of a process that must find these packages, from whatever folder it is started."""
    root = str(Path(__file__).resolve().parent.parent)
    return os.environ | {"PYTHONPATH": os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])}


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask the server to end, and insist when open pages keep it longer than ten seconds."""
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def bench(
    place: Annotated[list[str] | None, typer.Option("--place", help="Only this place; may be repeated.")] = None,
    months: Annotated[int, typer.Option("--months", min=1, help="Months to run.")] = 240,
    repetitions: Annotated[
        int, typer.Option("--repetitions", "-n", min=1, help="Times to measure; medians are told.")
    ] = 3,
    households: Annotated[
        list[int] | None,
        typer.Option("--households", min=100, help="Households in the comparison with Mesa; may be repeated."),
    ] = None,
    sweep: Annotated[
        bool, typer.Option("--sweep", help="Measure sweeps instead: overhead over bare runs, memory of the driver.")
    ] = False,
    runs: Annotated[int, typer.Option("--runs", min=2, help="Runs of one measurement of --sweep.")] = 40,
    page: Annotated[
        bool, typer.Option("--page", help="Measure the live page instead: first view, frames, answers to clicks.")
    ] = False,
    sessions: Annotated[
        int | None,
        typer.Option("--sessions", min=1, help="Measure so many open pages at once: steps, memory, separation."),
    ] = None,
    workers: flag.WorkersFlag = None,
    json: flag.JsonFlag = False,
) -> None:
    """Measure how fast the model runs here, phase by phase, and against a plain Mesa version of one rule."""
    if sweep:
        from experiments.bench_sweep import main as measure

        measure(_one(place, "vaerebro", "--sweep"), months, runs, repetitions, workers or os.cpu_count() or 1, json)
        return
    if page:
        from experiments.page.speed import main as measure_page

        measure_page(_one(place, "vollsmose", "--page"), as_json=json)
        return
    if sessions:
        from experiments.page.sessions import main as measure_sessions

        measure_sessions(sessions, _one(place, "vaerebro", "--sessions"), as_json=json)
        return
    from experiments.bench import main

    main(places=place, months=months, repetitions=repetitions, households=households, as_json=json)


def _one(places: list[str] | None, usual: str, option: str) -> str:
    """The one known place that is named, or the usual one."""
    if places and len(places) > 1:
        raise InputError(f"--place {places[1]}: {option} measures one place at a time")
    asked = flag.question(None, (places or [usual])[0], None, None, None, None, None, None, None, None)
    return asked.scenario.place
