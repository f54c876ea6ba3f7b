"""Commands about places: list them, show one and how well its people fit, check and import a file."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated, Any

import typer

from experiments import cli_options as flag
from experiments.cli_console import print_json, print_rows, say, tell
from experiments.errors import InputError
from experiments.scenario_file import from_dict

app = typer.Typer(help="Places: the bundled estates and your own.", no_args_is_help=True)

FileArgument = Annotated[Path, typer.Argument(help="GeoPackage or GeoJSON of buildings with dwellings.")]
LayerFlag = Annotated[str | None, typer.Option("--layer", help="Layer of the file, when it has several.")]


@app.command("list")
def list_(json: flag.JsonFlag = False) -> None:
    """List the bundled and the imported places."""
    from experiments.show import LISTS

    rows_of, columns = LISTS["places"]
    rows = rows_of()
    print_json(rows) if json else print_rows(rows, columns)


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="Place: see `boligliv places list`.")],
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed of the synthetic people.")] = 1,
    json: flag.JsonFlag = False,
) -> None:
    """Show a place: its departments, and its synthetic people against their targets with source and grade."""
    asked = from_dict({"place": name, "seed": seed})
    place = importlib.import_module("geodata.place").load(name)
    values = importlib.import_module("model.parameters").scenario_values(asked.scenario)
    fit = importlib.import_module("model.population").create(place, seed, values).fit
    departments = place.departments[place.departments["in_estate"]]
    data: dict[str, Any] = {
        "name": place.name,
        "title": place.title,
        "municipality": place.municipality_name,
        "estate_dwellings": int(place.n_estate),
        "municipality_dwellings": len(place.dwellings),
        "schematic": bool(place.schematic),
        "checksum": place.checksum,
        "departments": departments.to_dict("records"),
        "fit": fit.to_dict("records"),
    }
    if json:
        print_json(data)
        return
    kind = "schematic blocks with documented counts" if place.schematic else "surveyed buildings"
    say(
        f"{place.title} in {place.municipality_name}: {place.n_estate:,} dwellings ({kind}) among "
        f"{len(place.dwellings):,} in the municipality"
    )
    columns = ("title", "organisation", "dwellings", "rent_kr_m2_year", "mean_m2", "grade")
    print_rows(data["departments"], columns, "Letting departments of the estate")
    print_rows([_fit_row(row) for row in data["fit"]], FIT_COLUMNS, "Synthetic people against targets")
    met = int(fit["within"].sum())
    say(f"{len(fit)} targets, {met} within their plausible range; the grade tells how sure a target is")


FIT_COLUMNS = ("stratum", "quantity", "target", "plausible", "achieved", "within", "grade", "source")


def _fit_row(row: dict[str, Any]) -> dict[str, Any]:
    group = "" if row["group"] is None or row["group"] != row["group"] else str(row["group"])
    bounded = row["low"] == row["low"] and row["high"] == row["high"]
    return {
        "stratum": str(row["stratum"]).replace("_", " "),
        "quantity": f"{row['quantity']} {group}".replace("_", " ").strip(),
        "target": f"{float(row['value']):,g} {row['unit']}",
        "plausible": f"{float(row['low']):,g}–{float(row['high']):,g}" if bounded else "",
        "achieved": float(f"{float(row['achieved']):.6g}"),
        "within": bool(row["within"]),
        "grade": row["grade"],
        "source": row["source"],
    }


@app.command()
def check(file: FileArgument, layer: LayerFlag = None, json: flag.JsonFlag = False) -> None:
    """Say what is wrong with a file of buildings, by layer, column and feature."""
    from geodata.read import check as examine

    report = examine(file, layer)
    if json:
        print_json({"file": str(file), "usable": report.ok, "findings": _findings(report)})
    else:
        say("\n".join(report.lines()))
    if not report.ok:
        count = "one error" if len(report.errors) == 1 else f"{len(report.errors)} errors"
        raise InputError(f"{file} cannot be used: {count}; the first: {report.errors[0].line()}")


@app.command("import")
def import_(
    file: FileArgument,
    name: Annotated[str, typer.Option("--name", help="Name of the new place: small letters, digits and _.")],
    title: Annotated[str | None, typer.Option("--title", help="Title on maps and in reports.")] = None,
    layer: LayerFlag = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace an imported place of this name.")] = False,
    json: flag.JsonFlag = False,
) -> None:
    """Store a file of buildings as a place that every other command knows by its name."""
    from geodata.read import import_place

    stored = import_place(file, name, title=title, layer=layer, replace_existing=replace)
    if json:
        print_json({"name": stored.name, "path": str(stored.path), "findings": _findings(stored.report)})
        return
    for finding in stored.report.findings:
        tell(finding.line())
    say(f"{stored.name} is stored in {stored.path}; try: boligliv places show {stored.name}")


def _findings(report: Any) -> list[dict[str, Any]]:
    fields = ("severity", "layer", "column", "features", "message")
    return [{field: getattr(finding, field) for field in fields} for finding in report.findings]
