"""The command about the proposals themselves: explain one, a bundle, or several."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markdown import Markdown

from experiments import cli_options as flag
from experiments.cli_console import out, print_json
from experiments.cli_effects import LanguageFlag, check_language


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(explain)


def explain(
    policy: Annotated[
        str, typer.Argument(help="Policy, bundle, or several joined by +: see `boligliv list policies`.")
    ],
    language: LanguageFlag = "en",
    json: flag.JsonFlag = False,
) -> None:
    """Explain a proposal: for whom, who acts and pays, levers, numbers with their sources, and what can go wrong."""
    from experiments import explain as found
    from experiments.explain_text import told
    from experiments.proposals import find

    spoken = check_language(language)
    data = found.explain(find(policy), spoken)
    print_json(data) if json else out().print(Markdown(told(data, spoken)))
