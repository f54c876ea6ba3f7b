"""The command that writes what a workshop needs on paper; the sheets themselves are made beside the workshop's page."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from experiments import cli_options as flag
from experiments.cli_effects import LanguageFlag, check_language
from experiments.cli_start import with_ourselves


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("workshop-pack")(workshop_pack)


def workshop_pack(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the pack.")] = Path("workshop"),
    place: flag.PlaceFlag = None,
    policy: Annotated[
        str, typer.Option("--policy", help="What the room predicts: a policy, a bundle, or several joined by +.")
    ] = "second_chance",
    years: Annotated[int, typer.Option("--years", help="How far the room looks: 2, 5, 10 or 20 years.")] = 5,
    ask: Annotated[
        list[str] | None,
        typer.Option("--ask", help="An outcome to predict, by key; may be repeated. Default: as the room offers them."),
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Also print it to a PDF; needs Chromium.")] = False,
    language: LanguageFlag = "en",
) -> None:
    """Write maps, rules, cards, prediction sheets, the budget game's board and questionnaires on one page to print."""
    check_language(language)
    asked = flag.question(None, place, None, None, None, None, None, None, None, None)
    command = [sys.executable, "-m", "dashboards.workshop_pack", str(output), "--language", language]
    command += ["--place", asked.scenario.place, "--policy", policy, "--years", str(years)]
    command += [word for key in ask or () for word in ("--ask", key)]
    command += ["--pdf"] if pdf else []
    code = subprocess.run(command, env=with_ourselves(), check=False).returncode
    if code:
        raise typer.Exit(code)
