"""What a run of the country leaves in a folder: two tables, what is statistic and what synthetic, and the picture."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import tomli_w

from experiments.country import picture
from experiments.country.run import Outcome
from experiments.errors import InputError
from experiments.provenance import code_version, library_versions, python_version
from model.country.group import Asked

TABLE, MONTHS, ABOUT, PICTURE = "municipalities.csv", "months.csv", "about.toml", "municipalities.png"
GRADES = {
    "statistic_residents": "statistic about 1 January 2015, recalled from memory and rounded to hundreds",
    "almene_grade": "grade of the share of social housing: found, recalled, or synthetic (scaled by kind to 20.5 %)",
    "tenure_grade": "the other tenures are synthetic: by kind of municipality, fitted to the country's totals",
    "estate": "bundled place whose estate stands in it, documented home by home; in the others every home is invented",
    "..._start, ..._end": "model: synthetic people who live in a home there",
    "births .. abroad_out": "model: persons over the whole run; moved_in found a home, moved_out left for Denmark",
    "platform_out": "model: of moved_out, sent to a home that another municipality opened",
    "housing_tax_kr, returned_kr": "model: tax_equalisation's revenue, and its return by heads; zero without it",
    "programmes_kr": "model: what proposals cost the municipality",
    "net_cost_kr": "model: the municipality's net cost by the ledger of persons, closed calendar years only",
    "..._per_resident_year": "the same for each resident and year; these can be compared, sums of a thinned run cannot",
}
"""What each column rests on."""


def folder(path: Path) -> Path:
    """The folder for a run, made now; raises InputError when nobody may write there."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{path}: cannot write there ({error.strerror})") from None
    if not os.access(path, os.W_OK):
        raise InputError(f"{path}: cannot write there (no permission)")
    return path


def save(path: Path, asked: Asked, outcome: Outcome, workers: int) -> None:
    """Write everything into an existing folder."""
    _table(outcome.municipalities, path / TABLE)
    _table(outcome.months, path / MONTHS)
    (path / PICTURE).write_bytes(picture.draw(outcome.municipalities, headline(asked)).png)
    about = {
        "scenario": asked.scenario.as_dict(),
        "share_of_homes": asked.share,
        "municipalities": len(asked.chosen),
        "numbers_of_the_country": dict(asked.numbers),
        "columns": GRADES,
        "took": {
            "workers": workers,
            "seconds_to_build": round(outcome.seconds_to_build, 1),
            "seconds_a_month": round(sum(outcome.seconds) / max(len(outcome.seconds), 1), 2),
            "peak_memory_mb": round(outcome.peak_bytes / 1e6),
        },
        "code": code_version(),
        "python": python_version(),
        "libraries": library_versions(),
    }
    (path / ABOUT).write_text(tomli_w.dumps(about), encoding="utf-8")


def headline(asked: Asked) -> str:
    """The run in one line."""
    whole = "every home" if asked.share == 1.0 else f"{100 * asked.share:g} % of homes"
    months, many = asked.scenario.months, len(asked.chosen)
    return f"{many} municipalities, {whole}, {months} months, {asked.scenario.title}, seed {asked.scenario.seed}"


def _table(table: pd.DataFrame, path: Path) -> None:
    table.to_csv(path, index=False, float_format="%.6g", lineterminator="\n")
