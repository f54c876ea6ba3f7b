"""Commands about lives: one person's story, and a cohort from cradle to job."""

from __future__ import annotations

import importlib
import io
import json as jsons
import os
from pathlib import Path
from typing import Annotated, Any

import typer

from agents.codes import Status
from agents.core import calendar
from agents.core.parameter import nearest
from experiments import cli_options as flag
from experiments.cli_console import number, plain_data, print_json, print_rows, say, tell
from experiments.errors import InputError

RunArgument = Annotated[Path, typer.Argument(help="A folder of runs, one question, or one replication.")]
YEAR_CELLS = 6
"""Birth years a table on the screen shows beside the column of all."""


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(life)
    app.command()(lives)


def life(
    run: RunArgument,
    person: Annotated[str, typer.Option("--person", help="ID of the person, 16 digits 0-9 and a-f.")],
    any_version: flag.AnyVersionFlag = False,
    json: flag.JsonFlag = False,
) -> None:
    """Tell one person's life: homes, institutions, gates, grades, ties, jobs, and where it ends."""
    from experiments.life_story import Story

    asked, seed, books = _books(run, any_version, first_only=True)
    story = Story(books[0], books[0].life_of(person))
    if json:
        print_json({"scenario": asked.as_dict(), "seed": seed[0], **story.as_dict()})
        return
    say(f"{story.heading}\n{asked.place}: {asked.title}, seed {seed[0]}, {asked.months} months")
    say("\n".join(story.lines()))


def lives(
    run: RunArgument,
    born_in: Annotated[
        str | None, typer.Option("--born-in", help="Children born in this estate or area of it.")
    ] = None,
    lived_in: Annotated[
        str | None, typer.Option("--lived-in", help="All who ever lived there, also those born before 2015.")
    ] = None,
    years: Annotated[str | None, typer.Option("--years", help="Birth years, such as 2015-2020.")] = None,
    age: Annotated[
        list[int] | None,
        typer.Option("--age", min=16, max=67, help="Age of the last rows; may be given several times."),
    ] = None,
    ids: Annotated[bool, typer.Option("--ids", help="List the persons instead, with their IDs.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write a .csv or .json file instead.")] = None,
    any_version: flag.AnyVersionFlag = False,
    json: flag.JsonFlag = False,
) -> None:
    """Follow a cohort from cradle to job, those who left included: daycare, language, school, education, work."""
    from experiments.life_cohorts import DEFAULT_AGES, Cohort, table, years_of

    if born_in is not None and lived_in is not None:
        raise InputError("give --born-in or --lived-in, not both")
    if csv and json:
        raise InputError("give --csv or --json, not both")
    if output is not None and output.suffix.lower() not in (".csv", ".json"):
        raise InputError(f"--output {output}: give a name that ends with .csv or .json")
    asked, seeds, books = _books(run, any_version, first_only=ids)
    last = calendar.year(asked.months - 1)
    born = lived_in is None
    area = _area(asked.place, born_in if born else lived_in, "--born-in" if born else "--lived-in")
    span = years_of(years, last) if years else ((calendar.START_YEAR, last) if born else (0, last))
    if born and span[1] < calendar.START_YEAR:
        raise InputError(
            f"--years {years}: the run knows births from {calendar.START_YEAR} on; for those who lived there then use "
            f"--lived-in {asked.place} --years {years}"
        )
    cohort = Cohort(born, area, span)
    if not any(len(cohort.members(book)) for book in books):
        raise InputError(
            f"--years {years}: nobody of these birth years {'was born' if born else 'lived'} there in the run"
        )
    if ids:
        _put(_persons(books[0], cohort), PERSON_COLUMNS, json, csv, output, f"{asked.place}, seed {seeds[0]}")
        return
    found = table(books, cohort, tuple(dict.fromkeys(age or DEFAULT_AGES)))
    if json or csv or output:
        data = {"scenario": asked.as_dict(), "seeds": list(seeds), "rows": found.to_dict("records")}
        _put(data, tuple(found.columns), json, csv, output, "")
        return
    _print(found, cohort, asked, seeds)


def _books(run: Path, any_version: bool, first_only: bool) -> tuple[Any, tuple[int, ...], list[Any]]:
    """The scenario, seeds and life books that a folder means: one replication, or all of its question."""
    from experiments.cli_know import _only
    from experiments.lives import LifeBook
    from experiments.store import Store, locate

    root, question, seed = locate(run)
    store = Store(root, any_version)
    question = _only(store.questions(), root) if question is None else question
    seeds = store.seeds(question) if seed is None else (seed,)
    seeds = seeds[:1] if first_only else seeds
    asked = store.scenario(question, seeds[0])
    n_estate = int(importlib.import_module("geodata.place").load(asked.place).n_estate)
    return asked, seeds, [LifeBook.of(store.read_lives(question, one), asked.months, n_estate) for one in seeds]


def _area(place_name: str, wanted: str | None, option: str) -> int | None:
    """The area that a name means, None for the whole estate; raises InputError for a name that is neither."""
    place = importlib.import_module("geodata.place").load(place_name)
    areas = {str(name): row for row, name in enumerate(place.areas["name"]) if place.areas["in_estate"].iloc[row]}
    if wanted is None or wanted.casefold() in (place_name.casefold(), place.title.casefold()):
        return None
    word = wanted.casefold()
    titles = {str(place.areas["title"].iloc[row]).casefold(): row for row in areas.values()}
    if word in areas or word in titles:
        return int(areas.get(word, titles.get(word, -1)))
    raise InputError(
        f"{option} '{wanted}': the run is of {place_name}{nearest(word, (place_name, *areas))}; "
        f"allowed: {place_name} or one of {', '.join(areas)}"
    )


PERSON_COLUMNS = ("person", "born", "sex", "born_in_estate", "first_seen", "home", "status")


def _persons(book: Any, cohort: Any) -> list[dict[str, Any]]:
    from experiments.life_words import STATUSES
    from experiments.lives import person_id
    from model.lives import GONE

    found = []
    for one in book.lives.iloc[cohort.members(book)].to_dict("records"):
        home = int(one["now_home"])
        found.append(
            {
                "person": person_id(one["key"]),
                "born": calendar.label(int(one["birth_month"])),
                "sex": "female" if one["female"] else "male",
                "born_in_estate": bool(one["born_here"]),
                "first_seen": calendar.label(int(one["first_month"])),
                "home": book.where(home),
                "status": "" if home == GONE else STATUSES[Status(int(one["now_status"]))],
            }
        )
    return sorted(found, key=lambda one: (one["born"], one["person"]))


def _put(data: Any, columns: tuple[str, ...], json: bool, csv: bool, output: Path | None, title: str) -> None:
    """Print rows as JSON, CSV or a table, or write them to a file, whole or not at all."""
    rows = data["rows"] if isinstance(data, dict) else data
    if output is None and not csv:
        print_json(data) if json else print_rows(rows, columns, title)
        return
    text = _csv(rows, columns) if csv or (output is not None and output.suffix.lower() == ".csv") else None
    text = jsons.dumps(plain_data(data), indent=2, ensure_ascii=False) + "\n" if text is None else text
    if output is None:
        say(text.rstrip("\n"))
        return
    hidden = output.with_name(f".{output.name}-{os.getpid()}")
    try:
        hidden.write_text(text, encoding="utf-8")
        hidden.replace(output)
    except OSError as error:
        hidden.unlink(missing_ok=True)
        raise InputError(f"--output {output}: cannot write there ({error.strerror})") from None
    tell(f"{len(rows)} rows in {output}")


def _csv(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> str:
    import pandas as pd

    out = io.StringIO()
    pd.DataFrame(rows, columns=list(columns)).to_csv(out, index=False, lineterminator="\n")
    return out.getvalue()


def _print(found: Any, cohort: Any, asked: Any, seeds: tuple[int, ...]) -> None:
    """The table on the screen: a row for each measure, a column for all and for the birth years that fit."""
    years = [year for year in found["birth_year"].unique().tolist() if year]
    shown = years[:YEAR_CELLS] if len(years) > 1 else []
    cells = {(row["birth_year"], row["measure"]): row for row in found.to_dict("records")}
    rows, untold = [], []
    for measure in found["measure"].unique():
        whole = cells[0, measure]
        if whole["n"] == 0:
            untold.append(whole["measure"].rsplit("_", 1)[-1])
            continue
        row = {"from cradle to job": f"{whole['title']}{' (%)' if whole['unit'] == '%' else ''}", "all": _cell(whole)}
        rows.append(row | {str(year): _cell(cells[year, measure]) for year in shown})
    kind = "born in" if cohort.born else "lived in"
    title = f"{kind} {asked.place}, birth years {years[0]}-{years[-1]}: {asked.title}, {asked.months} months"
    print_rows(rows, tuple(rows[0]), title)
    ages = [age for age in dict.fromkeys(untold) if age.isdigit() and untold.count(age) > 1]
    if ages:
        say(f"nobody of them reaches {', '.join(ages)} within the run")
    if len(years) > len(shown) > 0:
        say(f"{len(years) - len(shown)} more birth years with --csv, --json or a narrower --years")
    error = "standard error among these persons" if len(seeds) == 1 else f"Monte-Carlo error of {len(seeds)} runs"
    say(f"value ± {error} (number it can be told of); who left is followed and counted wherever he or she lives")
    age = (asked.months - 1 - (years[0] - calendar.START_YEAR) * 12) // 12
    say(f"the run ends in {calendar.label(asked.months - 1)}, when those born in {years[0]} are at most {age}")


def _cell(row: dict[str, Any]) -> str:
    if row["value"] != row["value"]:
        return "–"
    digits = 1 if row["unit"] == "grade" or (row["runs"] > 1 and row["unit"] == "%") else 0
    error = "" if row["error"] != row["error"] else f" ±{number(row['error'], digits)}"
    n = "" if row["measure"] == "persons" else f" ({number(row['n'], 0)})"
    return f"{number(row['value'], digits)}{error}{n}"
