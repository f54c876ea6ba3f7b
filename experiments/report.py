"""The report: one self-contained page a planner can read, print and send on, and its pictures beside it."""

from __future__ import annotations

import base64
import os
import shutil
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from experiments import (
    figures,
    figures_curves,
    figures_locator,
    figures_maps,
    report_account,
    report_flows,
    report_people,
    report_read,
    report_tables,
    report_words,
)
from experiments.errors import InputError
from experiments.provenance import package_version
from experiments.report_data import PlaceReport
from experiments.report_words import upper

PAGE = "report.html"
Picture = figures.Picture


def write(store_dir: Path, out: Path, *, any_version: bool = False, official_groups: bool = True) -> Path:
    """Report on every comparison in a folder of runs; returns the page written.

    `out` is the page (`….html`) or a folder, which then gets `report.html`; pictures go into a folder
    beside it. Page and pictures appear whole or not at all. Raises InputError for a folder without runs.
    """
    page = out if out.suffix.lower() in (".html", ".htm") else out / PAGE
    if page.is_dir():
        raise InputError(f"{page} is a folder; give a file name that ends in .html, or the folder that shall hold it")
    return publish(report_read.read(store_dir, any_version, official_groups), page)


def publish(reports: Sequence[PlaceReport], page: Path) -> Path:
    """Write the page of these places and its pictures, by way of hidden names beside them."""
    folder = page.with_name(f"{page.stem}_pictures")
    html, pictures = compose(reports, folder.name)
    page.parent.mkdir(parents=True, exist_ok=True)
    hidden_page = page.with_name(f".unfinished-{os.getpid()}-{page.name}")
    hidden_folder = page.with_name(f".unfinished-{os.getpid()}-{folder.name}")
    try:
        hidden_folder.mkdir()
        for picture in pictures:
            (hidden_folder / picture.name).write_bytes(picture.png)
        hidden_page.write_text(html, encoding="utf-8")
        if folder.is_dir():
            shutil.rmtree(folder)
        hidden_folder.rename(folder)
        hidden_page.replace(page)
    finally:
        shutil.rmtree(hidden_folder, ignore_errors=True)
        hidden_page.unlink(missing_ok=True)
    return page


def compose(reports: Sequence[PlaceReport], folder: str = "report_pictures") -> tuple[str, tuple[Picture, ...]]:
    """The page as text and its pictures; nothing is written."""
    parts = [_part(report, position) for position, report in enumerate(reports)]
    page = environment().get_template(PAGE)
    html = page.render(
        title=_title(reports),
        css=Markup(template_text("report.css")),
        parts=parts,
        assumptions=report_people.assumptions(reports),
        weak_share=report_people.weak_share(reports[0].parameters),
        schematic=_schematic(reports),
        provenance=report_people.provenance(reports),
        commands=report_people.commands(reports),
        credits=_credits(reports),
        version=package_version(),
        folder=folder,
    )
    return html, tuple(picture for part in parts for picture in part.values() if isinstance(picture, Picture))


def fragment(report: PlaceReport) -> str:
    """The short form of one place's report, for a cell of a notebook."""
    return (
        environment()
        .get_template("notebook.html")
        .render(
            question=report_words.question(report),
            answer=report_words.answer(report),
            outcomes=report_tables.outcomes(report),
            estate_maps=figures_maps.estate_maps(report),
            difference_maps=figures_maps.difference_maps(report),
            map_note=_map_note(report),
        )
    )


def _part(report: PlaceReport, position: int) -> dict[str, Any]:
    """Everything about one place, by the names the template uses."""
    return {
        "anchor": f"place-{position}",
        "heading": f"{report.place.title}, law {report.base.scenario.law}",
        "question": report_words.question(report),
        "answer": report_words.answer(report),
        "scenarios": report_words.scenarios_in_words(report),
        "outcomes": report_tables.outcomes(report),
        "estate_maps": figures_maps.estate_maps(report),
        "difference_maps": figures_maps.difference_maps(report),
        "locator_map": figures_locator.locator_map(report),
        "map_note": _map_note(report),
        "composition_curves": figures_curves.curves(
            report, figures_curves.COMPOSITION, "composition", "who lives in the estate and elsewhere"
        ),
        "segregation_curves": figures_curves.segregation(report),
        "home_curves": figures_curves.curves(report, figures_curves.HOMES, "homes", "homes, waiting and letting"),
        "allocations": report_tables.allocations(report),
        "shut_out": report_tables.shut_out(report),
        "flows": report_flows.ledger(report),
        "costs": report_tables.costs(report),
        "account": report_account.account(report),
        "account_curve": report_account.picture(report),
        "account_sensitivity": report_account.sensitivity(report),
        "account_claim": report_account.claim(report),
        "elsewhere": report_tables.elsewhere(report),
        "fit_summary": report_people.fit_summary(report),
        "fit_details": report_people.fit_details(report),
    }


def environment() -> jinja2.Environment:
    """Where pages are made from their templates; what stands in them is text, never markup."""
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(template_text),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["base64"] = lambda data: base64.b64encode(data).decode("ascii")
    return environment


def template_text(name: str) -> str:
    """A file of the folder of templates."""
    return resources.files("experiments").joinpath("templates", name).read_text(encoding="utf-8")


def _title(reports: Sequence[PlaceReport]) -> str:
    places = list(dict.fromkeys(report.place.title for report in reports))
    years = {f"{report.base.scenario.months / 12:g}" for report in reports}
    return f"Who lives where in {' and '.join(places)}: {' and '.join(sorted(years))} years of letting rules"


def _schematic(reports: Sequence[PlaceReport]) -> str:
    drawn = [r.place.title for r in reports if len(r.place.buildings) and bool(r.place.buildings["schematic"].all())]
    if not drawn:
        return "The blocks on the maps come from the user's own data."
    return (
        f"The blocks of {' and '.join(dict.fromkeys(drawn))} are schematic: documented counts of "
        "homes and storeys, placed "
        "inside an approximate outline. Departments elsewhere are synthetic, of usual size, "
        "inside real polling districts. "
        "A difference between two neighbouring cells is no finding."
    )


def _credits(reports: Sequence[PlaceReport]) -> list[str]:
    """Every source of the map data with credit and licence, as the place carries them."""
    lines = [
        f"{source['title']}: {source['credit']}. {upper(source['licence'])}. {upper(source['status'])}."
        for report in reports
        for source in report.place.sources.values()
    ]
    return list(dict.fromkeys(lines))


def _map_note(report: PlaceReport) -> str:
    return f"Map data: {'; '.join(_map_credits(report))}."


def _map_credits(report: PlaceReport) -> list[str]:
    """The credits that belong under a map: those of real data, the longest where one holds another."""
    credits = {source["credit"] for source in report.place.sources.values() if source["status"] == "real"}
    return sorted(one for one in credits if not any(one != other and one in other for other in credits))
