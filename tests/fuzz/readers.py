"""Every place where the program reads what a user, a disk or a browser gives it: a valid sample, and how it is read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from agents.core.parameter import ParameterError
from dashboards import link, opened
from dashboards.state import Choices
from dashboards.workshop import typed
from experiments import influence, measured, scenario_file, scenario_url
from experiments.bench import history, kept
from experiments.calibration import posterior, waves
from experiments.calibration.form import from_toml as calibration_of
from experiments.calibration.form import read_calibration
from experiments.effects_store import StudyStore
from experiments.errors import InputError
from experiments.report_read import _scenario, grouped
from experiments.sensitivity.blocks import blocks, table
from experiments.sensitivity.question import ask
from experiments.show import run_summary
from experiments.store import Store, locate
from experiments.study import record
from experiments.study.form import read_study
from experiments.study.query import VIEWS, Answers
from experiments.study.store import RunStore
from experiments.study_report.data import read as report_of_study
from experiments.validation import keep, rivals
from experiments.validation.runs import Run
from geodata import place
from geodata.errors import GeodataError
from geodata.importing import import_place
from geodata.user_file import check
from tests.fuzz import samples
from tests.unit.calibration_fake import text as calibration_text

OWN_ERRORS = (InputError, GeodataError, ParameterError, opened.NotOpened)
Told = Iterable[str]


@dataclass(frozen=True)
class Reader:
    """One reader: the form of what it reads (`damage.DAMAGE`), the modules that open it, and how often it is tried.

    `sample` makes a valid file in a folder; `read` reads a file and returns what the program tells of it, or raises the
    program's own error, which names the file where `names` says so.
    """

    name: str
    form: str
    modules: tuple[str, ...]
    sample: Callable[[Path], object]
    read: Callable[[Path], Told | None]
    times: int
    names: bool = True


def _text(path: Path) -> str:
    """A text as a browser or a shell hands it over: bytes that are no text stand as lone surrogates."""
    return path.read_bytes().decode("utf-8", "surrogateescape")


def _scenario_file(path: Path) -> None:
    asked = scenario_file.read(path)
    assert scenario_file.from_toml(scenario_file.to_toml(asked)) == asked


def _study(path: Path) -> None:
    read_study(path)


def _calibration(path: Path) -> None:
    read_calibration(path)


def _address(path: Path) -> None:
    scenario_url.from_query(_text(path))


def _line(path: Path) -> None:
    scenario_url.from_line(_text(path))


def _snippet(path: Path) -> None:
    scenario_url.from_python(_text(path))


def _link(path: Path) -> Told:
    found = link.read(_text(path))
    assert link.read(link.write(found.choices)).complaints == ()
    return found.complaints


def _opened(path: Path) -> None:
    opened.open_file(path.read_bytes(), path.name, Choices())


def _typed(path: Path) -> Told:
    text = _text(path)
    Choices().another_seed(text)
    return (typed.plain(text), typed.code(text), typed.same(typed.plain(text)))


def _checked(path: Path) -> Told:
    return check(path).lines()


def _imported(path: Path) -> None:
    made = import_place(path, "own", folder=path.parent / "places", replace_existing=True)
    with mock.patch.dict(os.environ, {place.PLACES_VARIABLE: str(made.path.parent)}):
        place.load("own")


def _stored(path: Path) -> None:
    with mock.patch.dict(os.environ, {place.PLACES_VARIABLE: str(path.parent)}):
        place.load(path.stem)


def _places(path: Path) -> Told:
    """The variable that says where places are kept; what a shell cannot put there is left out."""
    with mock.patch.dict(os.environ, {place.PLACES_VARIABLE: _text(path).replace("\0", "")}):
        try:
            place.load("nowhere")
        except GeodataError:
            return place.names()
    raise AssertionError("a place that nobody has")


def _run(path: Path) -> Told:
    """What `show`, `report`, `trace` and `lives` read of a folder of runs."""
    store = Store(path.parent.parent.parent.parent, any_version=True)
    told = []
    for question in store.questions():
        grouped([_scenario(store, question)])
        told.append(str(run_summary(store, question)["title"]))
    locate(path.parent)
    store.clean()
    return told


def _watched(path: Path) -> None:
    Run(samples.BASE, path.parent).level("m", "estate")


def _effects(path: Path) -> None:
    store = StudyStore(path.parent.parent)
    store.read(samples.BASE, (1, 2))
    store.versions(samples.BASE, (1, 2))
    store.seconds(samples.BASE)


def _packed(path: Path) -> None:
    StudyStore(path.parent / "elsewhere", packed=path.parent).read(samples.BASE, (1, 2))


def _history(path: Path) -> Told:
    return history.read(path.parent, samples.MACHINE).notes


def _bench(path: Path) -> None:
    kept.read(path.parent)


def _swept(path: Path) -> None:
    """What `sweep`, `query`, `sensitivity` and `report` read of a store."""
    root = path.parent if path.name == "store.json" else path.parent.parent
    answers = Answers(root)
    for view in VIEWS:
        answers.ask(f"select * from {view}")
    RunStore(root).contents().index()
    list(record.all_of(RunStore(root)))
    report_of_study(root)
    question = ask(answers)
    blocks(answers, question, question.outcomes[0], table(answers, question))


def _posterior(path: Path) -> None:
    found = posterior.read(str(path.parent))
    assert all(isinstance(value, float) for value in found.central.values())


def _wave(path: Path) -> None:
    waves._written(path.parent, 1, calibration_of(calibration_text()))


def _effects_table(path: Path) -> None:
    measured.read(path.parent)


def _influence_table(path: Path) -> None:
    influence.read(path.parent)


def _patterns_table(path: Path) -> None:
    keep.read(path.with_suffix(".csv"))


def _rivals_table(path: Path) -> None:
    rivals.read(path.with_suffix(".csv"))


def _beside(sample: Callable[[Path], Path]) -> Callable[[Path], Path]:
    """The source beside a table is what is damaged."""
    return lambda folder: sample(folder).with_suffix(".toml")


TOML = "experiments.toml_text"
KEPT = "experiments.kept_files"
TABLE = "experiments.table_with_source"
SEGMENTS, QUERY = "experiments.study.segments", "experiments.study.query"
SPATIAL = ("geodata.package",)

READERS = (
    Reader("scenario file", "toml", (TOML,), samples.scenario, _scenario_file, 1800),
    Reader("study file", "toml", (TOML,), samples.study, _study, 1400),
    Reader("calibration file", "toml", (TOML,), samples.calibration, _calibration, 1100),
    Reader("opened file", "toml", (TOML,), samples.scenario, _opened, 500, names=False),
    Reader("scenario address", "address", ("experiments.scenario_url",), samples.address, _address, 1200, False),
    Reader("command line", "line", ("experiments.scenario_url",), samples.line, _line, 500, False),
    Reader("python snippet", "python", ("experiments.scenario_url",), samples.snippet, _snippet, 500, False),
    Reader("page link", "address", ("dashboards.link",), samples.link, _link, 600, False),
    Reader("typed words", "text", (), samples.link, _typed, 200, False),
    Reader("own geopackage", "geopackage", SPATIAL, samples.geopackage, _checked, 1200),
    Reader("own geojson", "geojson", SPATIAL, samples.geojson, _checked, 900),
    Reader("import", "geopackage", SPATIAL, samples.geopackage, _imported, 25),
    Reader("stored place", "geopackage", ("geodata.package", "geodata.place"), samples.place, _stored, 30),
    Reader("folder of places", "text", ("geodata.place",), samples.link, _places, 100, False),
    Reader("run.json", "json", (KEPT,), samples.run_json, _run, 300),
    Reader("table of a run", "parquet", (KEPT,), samples.run_table, _run, 100),
    Reader("table without checksum", "parquet", (KEPT,), samples.unsummed_table, _run, 150),
    Reader("watched table", "parquet", (KEPT,), samples.watched_table, _watched, 100),
    Reader("lines of effects", "jsonl", ("experiments.effects_store",), samples.effects_lines, _effects, 300),
    Reader("packed runs", "packed", ("experiments.effects_packed",), samples.packed_lines, _packed, 150),
    Reader("history of the benchmark", "jsonl", ("experiments.bench.history",), samples.bench_history, _history, 200),
    Reader("results of the benchmark", "json", ("experiments.bench.kept",), samples.bench_results, _bench, 200),
    Reader("swept study", "json", (KEPT,), samples.swept_record, _swept, 150),
    Reader("marker of a store", "json", ("experiments.study.store",), samples.swept_marker, _swept, 60, False),
    Reader("runs of a segment", "parquet", (KEPT, SEGMENTS, QUERY), samples.swept_runs, _swept, 60, False),
    Reader("values of a segment", "parquet", (KEPT, SEGMENTS, QUERY), samples.swept_values, _swept, 60, False),
    Reader("journal", "jsonl", ("experiments.study.journal",), samples.swept_journal, _swept, 60, False),
    Reader("posterior", "toml", (TOML,), samples.posterior_told, _posterior, 200, False),
    Reader("sample of a posterior", "parquet", (KEPT,), samples.posterior_sample, _posterior, 150),
    Reader("wave", "toml", (TOML,), samples.wave, _wave, 250),
    Reader("measured effects", "csv", (TABLE,), samples.effects_table, _effects_table, 150),
    Reader("source of effects", "toml", (TOML,), _beside(samples.effects_table), _effects_table, 100, False),
    Reader("measured influence", "csv", (TABLE,), samples.influence_table, _influence_table, 150),
    Reader("source of influence", "toml", (TOML,), _beside(samples.influence_table), _influence_table, 100, False),
    Reader("verdicts of patterns", "csv", (TABLE,), samples.patterns_table, _patterns_table, 150),
    Reader("verdicts of rivals", "csv", (TABLE,), samples.rivals_table, _rivals_table, 150),
)
BY_NAME = {one.name: one for one in READERS}
