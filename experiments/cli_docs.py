"""Pages written from the program itself: `boligliv docs NAME`; tests compare them with what the program says now."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from experiments import cli_options as flag
from experiments.cli_console import print_json, say
from experiments.cli_effects import LanguageFlag, check_language, write_whole

docs = typer.Typer(help="Pages written from the program itself.", no_args_is_help=True)
FOLDER = Path("docs")
PAGES = {
    "policies": ("policies.md", "policies.da.md"), "assumptions": ("assumptions.md",), "odd": ("odd.md",),
    "ethics": ("ethics.md", "etik.md"), "baseline": ("baseline.md",), "commands": ("commands.md",),
    "tables": ("tables.md",), "references": ("references.md",), "licences": ("licences.md",),
}  # fmt: skip
"""The files of each page, in English and, where there is one, in Danish."""
OutputFlag = Annotated[Path | None, typer.Option("--output", "-o", help="The page; default in docs/.")]


def _write(name: str, text: str, output: Path | None, json: bool, spoken: int = 0) -> None:
    where = output or FOLDER / PAGES[name][spoken]
    write_whole(where, text)
    print_json({"page": str(where.resolve())}) if json else say(f"page: {where.resolve()}")


@docs.command()
def policies(output: OutputFlag = None, language: LanguageFlag = "en", json: flag.JsonFlag = False) -> None:
    """Write the page of all proposals: which bends which lever, and a section for each."""
    from experiments.explain_text import page

    spoken = check_language(language)
    _write("policies", page(spoken), output, json, spoken)


@docs.command()
def assumptions(output: OutputFlag = None, json: flag.JsonFlag = False) -> None:
    """Write the table of all numbers: range, source, grade, where they are used, measured influence, and how much of
    that rests on judgement.
    """
    from experiments.assumptions.page import page

    _write("assumptions", page(), output, json)


@docs.command()
def odd(output: OutputFlag = None, json: flag.JsonFlag = False) -> None:
    """Write the description of the model by the ODD+D protocol, its tables filled from the program."""
    from experiments.description.page import page

    _write("odd", page("odd"), output, json)


@docs.command()
def ethics(output: OutputFlag = None, language: LanguageFlag = "en", json: flag.JsonFlag = False) -> None:
    """Write the page on ethics: categories, stigma, voluntariness, what the program is not for, the law's dispute."""
    from experiments.description.page import page

    spoken = check_language(language)
    _write("ethics", page(("ethics", "etik")[spoken], spoken), output, json, spoken)


@docs.command()
def baseline(output: OutputFlag = None, json: flag.JsonFlag = False) -> None:
    """Write the page of what calibrations found: ranges of the fitted numbers, and the error on every target."""
    from experiments.calibration.page import page

    _write("baseline", page(), output, json)


@docs.command()
def commands(output: OutputFlag = None, json: flag.JsonFlag = False) -> None:
    """Write the page of every command with its arguments and options."""
    from experiments.description.commands import page

    _write("commands", page(), output, json)


@docs.command()
def tables(output: OutputFlag = None, json: flag.JsonFlag = False) -> None:
    """Write the page of the month's phases, all tables and columns, levers, measures and draws."""
    from experiments.description.page import page

    _write("tables", page("tables"), output, json)


@docs.command()
def references(output: OutputFlag = None, json: flag.JsonFlag = False) -> None:
    """Write the page of all sources that citations point at."""
    from experiments.description.references import page

    _write("references", page(), output, json)


@docs.command()
def licences(output: OutputFlag = None, json: flag.JsonFlag = False) -> None:
    """Write the page of the licences of all libraries, which are read from exactly the pinned ones, on Python 3.11."""
    from experiments.licences.page import page

    _write("licences", page(), output, json)
