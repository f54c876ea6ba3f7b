"""Commands about the proposals themselves: explain one, and write the page of all."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markdown import Markdown

from experiments import cli_options as flag
from experiments.cli_console import out, print_json, say
from experiments.cli_effects import LanguageFlag, check_language, write_whole

docs = typer.Typer(help="Pages written from the program itself.", no_args_is_help=True)
PAGES = (Path("docs/policies.md"), Path("docs/policies.da.md"))
"""The page of all proposals in English and in Danish."""


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


@docs.command()
def policies(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The page; default in docs/.")] = None,
    language: LanguageFlag = "en",
    json: flag.JsonFlag = False,
) -> None:
    """Write the page of all proposals: which bends which lever, and a section for each."""
    from experiments.explain_text import page

    spoken = check_language(language)
    where = output or PAGES[spoken]
    write_whole(where, page(spoken))
    print_json({"page": str(where.resolve())}) if json else say(f"page: {where.resolve()}")
