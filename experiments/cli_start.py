"""Commands that start something else: the dashboard in a browser, and pictures of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from experiments.errors import InputError, RunError
from experiments.reach import LOOPBACK, trouble


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(dashboard)
    app.command()(screenshots)


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
