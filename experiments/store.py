"""Runs on disk: every replication addressed by its question and seed, whole or not there at all.

    DIR/runs/<question>/<seed>/{series,cells,flows,offers,lives,life_events,life_names,ledger,person_ledger}.parquet
    and run.json

A replication is written to a hidden folder beside its place and renamed when everything is on disk, so an
interrupted run leaves nothing that looks finished; what it leaves hidden is cleaned away at the next start.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Protocol

import pandas as pd
from pydantic import Field

from agents.core.parameter import nearest
from experiments import provenance
from experiments.calibration.seeded import version_of
from experiments.errors import InputError
from experiments.kept_files import Shape, document, frame, numbered
from model.scenario import Scenario

TABLES = ("series", "cells", "flows", "offers")
LIVES = ("lives", "life_events", "life_names")
"""Tables of the life record, which only the commands about lives read; a record may do without."""
ACCOUNTS = ("ledger", "person_ledger")
"""The public account of a run and of each person with a life record; a record may do without."""
HIDDEN = ".unfinished"
COLUMNS = {"series": {"month": "whole", "metric": "texts", "unit": "texts", "group": "texts", "value": "numbers"}}
"""What every reader of a table rests on."""


class _Asked(Shape):
    """The scenario of a run.json."""

    place: str
    law: str
    behaviour: str
    seed: Annotated[int, Field(ge=0)]
    months: Annotated[int, Field(ge=0)]
    policies: dict[str, dict[str, int | float]]
    parameters: dict[str, int | float]
    posterior: str = ""


class _Run(Shape):
    """What is read of a run.json."""

    scenario: _Asked
    code_version: str
    python: str = "–"
    libraries: dict[str, str] = Field(default_factory=dict)
    seconds: float = 0.0
    sha256: dict[str, str] = Field(default_factory=dict)


class Record(Protocol):
    """What a model remembers of its run: four tables."""

    def series(self) -> pd.DataFrame: ...
    def cells(self) -> pd.DataFrame: ...
    def flows(self) -> pd.DataFrame: ...
    def offers(self) -> pd.DataFrame: ...


@dataclass(frozen=True)
class Results:
    """All finished replications of one question; each table has a column `seed` and the recorder's columns.

    `scenario` carries the first seed; `provenance` is run.json of each replication, in the order of `seeds`.
    """

    scenario: Scenario
    seeds: tuple[int, ...]
    series: pd.DataFrame
    cells: pd.DataFrame
    flows: pd.DataFrame
    offers: pd.DataFrame
    provenance: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Store:
    """A folder of runs. `any_version` also reads runs that another version of the program made."""

    root: Path
    any_version: bool = False

    @property
    def runs(self) -> Path:
        """The folder with one folder for each question."""
        return self.root / "runs"

    def place_of(self, scenario: Scenario) -> Path:
        """Where the replication of a scenario stands or would stand."""
        return self.runs / scenario.question / str(scenario.seed)

    def finished(self, scenario: Scenario) -> bool:
        """Whether a replication is there; raises InputError when another version of the program made it."""
        path = self.place_of(scenario)
        if not (path / "run.json").is_file():
            return False
        self._check_version(path, _provenance(path))
        return True

    def _check_version(self, path: Path, run: Mapping[str, Any]) -> None:
        made, here = run["code_version"], version_of(run["scenario"].get("posterior", ""))
        if made != here and not self.any_version:
            raise InputError(
                f"{path} was made by version {made} of the program and this is {here}; "
                f"use --any-version to take it as it is, --force to run it again, or another folder"
            )

    def clean(self) -> int:
        """Delete what interrupted runs left behind, unless their process still lives; returns how many."""
        found = [path for path in self.runs.glob(f"*/{HIDDEN}-*") if not _alive(path)]
        for path in found:
            shutil.rmtree(path, ignore_errors=True)
        return len(found)

    def write(self, scenario: Scenario, record: Record, started: datetime, extra: Mapping[str, Any]) -> Path:
        """Put one finished replication in its place, all at once; an older one there is replaced.

        `extra` goes into run.json: code_version (of when the run began), time per phase, checksum of place.
        When another process has finished the same replication meanwhile, that one stays.
        """
        final = self.place_of(scenario)
        hidden = final.parent / f"{HIDDEN}-{scenario.seed}-{os.getpid()}"
        shutil.rmtree(hidden, ignore_errors=True)
        hidden.mkdir(parents=True)
        kept = (*TABLES, *(name for name in (*LIVES, *ACCOUNTS) if hasattr(record, name)))
        tables = {name: getattr(record, name)() for name in kept}
        for name, table in tables.items():
            table.to_parquet(hidden / f"{name}.parquet", index=False, compression="zstd")
        run = {
            "scenario": scenario.as_dict(),
            "question": scenario.question,
            "hash": scenario.hash,
            "libraries": provenance.library_versions(),
            "python": provenance.python_version(),
            "started": started.isoformat(timespec="seconds"),
            "seconds": round((datetime.now(UTC) - started).total_seconds(), 3),
            "rows": {name: len(table) for name, table in tables.items()},
            "sha256": {name: _sha256(hidden / f"{name}.parquet") for name in kept},
            **extra,
            "finished": True,
        }
        (hidden / "run.json").write_text(json.dumps(run, indent=2, sort_keys=True), encoding="utf-8")
        for path in hidden.iterdir():
            _to_disk(path)
        self._replace(hidden, final)
        return final

    def _replace(self, hidden: Path, final: Path) -> None:
        old = hidden.with_name(hidden.name + "-old")
        if final.exists():
            final.rename(old)
        try:
            hidden.rename(final)
        except OSError:
            if not (final / "run.json").is_file():
                raise
            shutil.rmtree(hidden, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)

    def questions(self) -> tuple[str, ...]:
        """Questions with at least one finished replication, sorted."""
        return tuple(sorted({path.parent.parent.name for path in self.runs.glob("*/*/run.json") if _shown(path)}))

    def seeds(self, question: str) -> tuple[int, ...]:
        """Seeds of the finished replications of a question, ascending."""
        found = (self.runs / question).glob("*/run.json")
        return tuple(sorted(int(path.parent.name) for path in found if _shown(path)))

    def read(self, question: str, seeds: Iterable[int] | None = None) -> Results:
        """The replications of a question (all, or these seeds); raises InputError when one is missing."""
        here = self.seeds(question)
        wanted = here if seeds is None else tuple(seeds)
        missing = [seed for seed in wanted if seed not in here]
        if not wanted or missing:
            what = f"seed {missing[0]} of question {question}" if missing else f"question {question}"
            raise InputError(f"{self.root}: no finished run of {what}{nearest(question, self.questions())}")
        folders = [self.runs / question / str(seed) for seed in wanted]
        runs = tuple(_provenance(folder) for folder in folders)
        for folder, run in zip(folders, runs, strict=True):
            self._check_version(folder, run)
        tables = {name: _together(folders, wanted, name) for name in TABLES}
        return Results(scenario_of(runs[0]["scenario"]), wanted, **tables, provenance=runs)

    def scenario(self, question: str, seed: int) -> Scenario:
        """The scenario of one finished replication."""
        return scenario_of(_provenance(self.runs / question / str(seed))["scenario"])

    def read_ledger(self, question: str, seeds: Iterable[int]) -> pd.DataFrame:
        """The public account of these replications with a column `seed`; empty when one of them carries none."""
        wanted = tuple(seeds)
        folders = [self.runs / question / str(seed) for seed in wanted]
        if not all((folder / "ledger.parquet").is_file() for folder in folders):
            return pd.DataFrame()
        return _together(folders, wanted, "ledger")

    def read_person_ledger(self, question: str, seed: int) -> pd.DataFrame:
        """The yearly accounts of everybody with a life record in one replication; InputError when it has none."""
        path = self.runs / question / str(seed) / "person_ledger.parquet"
        if not path.is_file():
            raise InputError(f"{path.parent} has no accounts of persons ({path.name}); run it again with --force")
        return _table(path.parent, "person_ledger")

    def read_lives(self, question: str, seed: int) -> dict[str, pd.DataFrame]:
        """The life record of one replication by table name; raises InputError when it has none."""
        folder = self.runs / question / str(seed)
        self._check_version(folder, _provenance(folder))
        missing = [name for name in LIVES if not (folder / f"{name}.parquet").is_file()]
        if missing:
            raise InputError(f"{folder} has no life record ({missing[0]}.parquet); run it again with --force")
        return {name: _table(folder, name) for name in LIVES}


def locate(path: Path) -> tuple[Path, str | None, int | None]:
    """The store, question and seed that a path means: a folder of runs, one question or one replication."""
    path = path.resolve()
    if (path / "run.json").is_file() and path.parent.parent.name == "runs" and _shown(path / "run.json"):
        return path.parent.parent.parent, path.parent.name, int(path.name)
    if path.parent.name == "runs" and any(path.glob("*/run.json")):
        return path.parent.parent, path.name, None
    root = path.parent if path.name == "runs" else path
    if Store(root).questions():
        return root, None, None
    beside = [] if path.exists() or not path.parent.is_dir() else [p.name for p in path.parent.iterdir()]
    reason = "holds no finished run" if path.exists() else f"does not exist{nearest(path.name, beside)}"
    raise InputError(f"{path} {reason}; give the folder that `boligliv run -o` wrote, or one run inside it")


def scenario_of(data: Mapping[str, Any]) -> Scenario:
    """The scenario that run.json carries; it was checked before it ran."""
    policies = tuple((name, tuple(doses.items())) for name, doses in data["policies"].items())
    rest = {key: data[key] for key in ("place", "law", "behaviour", "seed", "months")}
    parameters = tuple(data["parameters"].items())
    return Scenario(**rest, policies=policies, parameters=parameters, posterior=data.get("posterior", ""))


def _together(folders: Iterable[Path], seeds: Iterable[int], name: str) -> pd.DataFrame:
    parts = []
    for folder, seed in zip(folders, seeds, strict=True):
        part = _table(folder, name)
        part.insert(0, "seed", seed)
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _table(folder: Path, name: str) -> pd.DataFrame:
    """A table of a run, as it was written."""
    written = _provenance(folder).get("sha256", {}).get(name)
    return frame(folder / f"{name}.parquet", _again(folder), written, COLUMNS.get(name, {}))


def _provenance(folder: Path) -> dict[str, Any]:
    return document(folder / "run.json", _again(folder), _Run).model_dump()


def _again(folder: Path) -> str:
    return f"delete {folder} and run again"


def _shown(path: Path) -> bool:
    return numbered(path.parent.name)


def _alive(hidden: Path) -> bool:
    """Whether the process that writes a hidden folder still runs; its number is part of the folder's name."""
    number = hidden.name.removesuffix("-old").rpartition("-")[2]
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError, ValueError):
        return True
    return int(number) != os.getpid()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
