"""Valid files and links, made by the program itself, in a folder of their own: what is then damaged."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

from experiments import effects_packed, influence, measured, table_with_source
from experiments.bench import history, kept
from experiments.bench.figures import Figure
from experiments.calibration.posterior import STORED
from experiments.effects_store import StudyStore
from experiments.effects_version import model_version
from experiments.scenario_file import Question, to_toml
from experiments.scenario_url import to_line, to_python, to_query
from experiments.store import Store
from experiments.study.store import RunStore
from experiments.validation import keep, rivals
from geodata import importing
from model.scenario import Scenario
from tests.unit.calibration_fake import text as calibration_text
from tests.unit.experiments_fake import FakeRecord
from tests.unit.sensitivity_fake import KEY, answered, study_of

BASE = Scenario(months=24)
MACHINE = {"cpu": "a processor", "cores": 2}
ASKED = Question(
    Scenario(
        place="vollsmose", months=60, seed=7, law="2018", behaviour="flight",
        policies={"second_chance": {"share": 0.04}, "cooperative_letting": {}}, parameters={"choice.avoidance": 2.0},
    ),
    3,
)  # fmt: skip
STUDY = """name = "avoidance and letting"
places = ["vaerebro"]
behaviours = ["avoidance", "none"]
laws = ["2015", "dated"]
alternatives = ["base", "second_chance"]
months = 60
years = [1, 5]
replications = 3
seed = 4
outcomes = ["outside_work|start_estate|all"]
maps = ["share_vulnerable"]

[levers]
"second_chance.share" = [0.02, 0.10]

[uncertainties]
"choice.avoidance" = "range"

[fixed]
"moving.almene" = 0.12

[design]
kind = "lhs"
samples = 8
seed = 2
"""
LINK = "form=2&lang=da&view=compare&measure=h&place=vaerebro&seed=7&months=120&policy=second_chance&ceiling=12.5"


def written(name: str, text: str) -> object:
    """A maker of one text file."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_text(text, encoding="utf-8")
        return path

    return make


scenario = written("scenario.toml", to_toml(ASKED))
study = written("STUDY.toml", STUDY)
calibration = written("CALIBRATION.toml", calibration_text())
address = written("address", to_query(ASKED))
link = written("link", f"{LINK}&b.policy=second_chance&b.policy.second_chance.share=0.04&set.choice.avoidance=1.5")
line = written("line", to_line(ASKED))
snippet = written("snippet", to_python(ASKED))


def buildings(path: Path) -> Path:
    """Six blocks of 60 by 12 m inside Vollsmose, in two departments."""
    shapes = [shapely.box(590500 + 90 * k, 6140600, 590560 + 90 * k, 6140612) for k in range(6)]
    table = {
        "id": [f"b{k}" for k in range(6)], "department": ["Nordgården"] * 3 + ["Øst park"] * 3, "storeys": [4] * 6,
        "dwellings": [32] * 6, "rooms": [3.5] * 6, "municipality_code": ["0461"] * 6,
    }  # fmt: skip
    pyogrio.write_dataframe(gpd.GeoDataFrame(table, geometry=shapes, crs="EPSG:25832"), path, layer="buildings")
    return path


def geopackage(folder: Path) -> Path:
    return buildings(folder / "own.gpkg")


def geojson(folder: Path) -> Path:
    return buildings(folder / "own.geojson")


def place(folder: Path) -> Path:
    """An imported place."""
    return importing.import_place(buildings(folder / "own.gpkg"), "mine", folder=folder / "places").path


def run_folder(folder: Path) -> Path:
    """Two finished replications of one question; the path is that of the first."""
    store = Store(folder)
    for seed in (1, 2):
        record = FakeRecord(BASE.with_seed(seed))
        record.months = 24
        extra = {"code_version": "1", "place_checksum": "abc", "phase_seconds": {}}
        path = store.write(BASE.with_seed(seed), record, datetime.now(UTC), extra)
    return path


def run_json(folder: Path) -> Path:
    return run_folder(folder) / "run.json"


def run_table(folder: Path) -> Path:
    return run_folder(folder) / "series.parquet"


def unsummed_table(folder: Path) -> Path:
    """A table of a run that does not say its checksum, so that whatever is in the file is read."""
    run = run_folder(folder)
    told = json.loads((run / "run.json").read_text(encoding="utf-8"))
    (run / "run.json").write_text(json.dumps(told | {"sha256": {}}), encoding="utf-8")
    return run / "series.parquet"


def watched_table(folder: Path) -> Path:
    """A table of a run of the pattern bank."""
    path = folder / "series.parquet"
    pd.DataFrame({"month": [0], "metric": ["m"], "unit": ["estate"], "group": ["all"], "value": [1.0]}).to_parquet(path)
    return path


def effects_lines(folder: Path) -> Path:
    store = StudyStore(folder)
    for seed in (1, 2, 3):
        store.add(BASE.with_seed(seed), model_version(()), {"1": {KEY: 0.5}, "2": {KEY: 0.25}}, 1.0)
    return store.path(BASE)


def packed_lines(folder: Path) -> Path:
    """Runs as they are kept beside stored effects."""
    lines = effects_lines(folder / "study").read_text(encoding="utf-8").splitlines()
    return effects_packed.pack(folder, measured.stem(BASE), lines)


def bench_history(folder: Path) -> Path:
    for seconds in (1.0, 2.0):
        history.append(folder, "2026-01-01", MACHINE, [Figure("a month", "ms", "time", (seconds, seconds + 0.1))])
    return folder / history.NAME


def bench_results(folder: Path) -> Path:
    kept.write(folder, "2026-01-01", {"usual": {"machine": MACHINE, "places": []}})
    return folder / kept.NAME


def _swept(folder: Path) -> Path:
    kept = study_of(samples=4, seeds=2)
    return answered(folder, kept, lambda shares, alternative, seed: {KEY: seed + sum(shares.values())})


def swept_record(folder: Path) -> Path:
    return next((_swept(folder) / "studies").glob("*.json"))


def swept_marker(folder: Path) -> Path:
    return _swept(folder) / "store.json"


def swept_runs(folder: Path) -> Path:
    return next((_swept(folder) / "segments").glob("*.runs.parquet"))


def swept_values(folder: Path) -> Path:
    return next((_swept(folder) / "segments").glob("*.values.parquet"))


def swept_journal(folder: Path) -> Path:
    """A journal that nobody has folded yet: that of a sitting that was killed."""
    from experiments.study.journal import Journal
    from experiments.study.segments import read_runs, read_values

    _swept(folder)
    runs, values = (
        next((folder / "segments").glob("*.runs.parquet")),
        next((folder / "segments").glob("*.values.parquet")),
    )
    kept = read_values(values).to_pylist()
    journal = Journal(folder / "journal" / "0001.jsonl")
    for row in read_runs(runs).to_pylist():
        years: dict[str, dict[str, float]] = {}
        for one in kept:
            if one["run"] == row["run"]:
                years.setdefault(str(one["year"]), {})[f"{one['metric']}|{one['unit']}|{one['group']}"] = one["value"]
        journal.add(row | {"values": years})
    journal.close()
    runs.unlink()
    values.unlink()
    assert RunStore(folder).contents().pending
    return journal.path


def _posterior(folder: Path) -> None:
    stored = STORED / "vaerebro_neighbours_2015.toml"
    (folder / "posterior.toml").write_bytes(stored.read_bytes())
    (folder / "posterior.parquet").write_bytes(stored.with_suffix(".parquet").read_bytes())


def posterior_told(folder: Path) -> Path:
    _posterior(folder)
    return folder / "posterior.toml"


def posterior_sample(folder: Path) -> Path:
    _posterior(folder)
    return folder / "posterior.parquet"


def wave(folder: Path) -> Path:
    from experiments.calibration.form import from_toml
    from experiments.calibration.waves import _points, _write

    made = from_toml(calibration_text())
    _write(folder, 1, made, _points(made, None, 1))
    return folder / "wave_1.toml"


def _kept(folder: Path, path: Path) -> Path:
    source, rows = table_with_source.read(path)
    columns = tuple(rows[0])
    return table_with_source.write(folder / path.name, source, columns, rows[:40])


def effects_table(folder: Path) -> Path:
    return _kept(folder, sorted(measured.FOLDER.glob("*.csv"))[0])


def influence_table(folder: Path) -> Path:
    return _kept(folder, sorted(influence.FOLDER.glob("*.csv"))[0])


def patterns_table(folder: Path) -> Path:
    return _kept(folder, keep.FILE)


def rivals_table(folder: Path) -> Path:
    return _kept(folder, rivals.FILE)
