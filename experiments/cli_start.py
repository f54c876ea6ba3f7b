"""Commands that start something else: the dashboard in a browser and the benchmark."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from experiments import cli_options as flag
from experiments.cli_console import tell
from experiments.errors import InputError, RunError

HOST = "127.0.0.1"


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(dashboard)
    app.command()(bench)


def dashboard(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on this machine.")] = 8765,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open a browser.")] = False,
) -> None:
    """Open the live map of an estate; needs no network."""
    from experiments.run import terminate_as_interrupt

    if _taken(port):
        raise InputError(
            f"--port {port}: another program uses this port; try --port {port + 1 if port < 65535 else 8765}"
        )
    command = [sys.executable, "-m", "dashboards", "--port", str(port), *(["--no-open"] if no_open else [])]
    tell(f"dashboard at http://{HOST}:{port} (stop with Ctrl-C)")
    root = str(Path(__file__).resolve().parent.parent)
    paths = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
    with terminate_as_interrupt():
        process = subprocess.Popen(command, env=os.environ | {"PYTHONPATH": paths})
        try:
            code = process.wait()
        except KeyboardInterrupt:
            _end(process)
            return
    if code:
        raise RunError(f"the dashboard ended with code {code}; what it said stands above")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask the server to end, and insist when open pages keep it longer than ten seconds."""
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False


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
    json: flag.JsonFlag = False,
) -> None:
    """Measure how fast the model runs here, phase by phase, and against a plain Mesa version of one rule."""
    from experiments.bench import main

    main(places=place, months=months, repetitions=repetitions, households=households, as_json=json)
