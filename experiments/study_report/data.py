"""What the report of a study is made from: its points and seeds, the runs that are there, and their values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from agents.core.parameter import nearest
from experiments.errors import InputError
from experiments.measures import key_of
from experiments.study import record
from experiments.study.form import BASE, from_toml
from experiments.study.query import Answers
from experiments.study.store import RunStore
from experiments.study.value import Study
from experiments.study.wide import wide
from experiments.study_report.outcomes import MAIN_KEYS

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Ground:
    """One combination of place, behaviour and law, in which the alternatives are compared, by positions."""

    place: str
    behaviour: str
    law: str
    at: tuple[int, int, int]


@dataclass(frozen=True)
class StudyRuns:
    """One study of a store. `runs` are its finished runs, one row each, `failures` its failed ones, `values` what is
    kept of the outcomes told, by run, year and key.

    `addresses` (n_points, n_seeds) names the run that answers each point on each seed.
    """

    study: Study
    record: Mapping[str, Any]
    addresses: NDArray[np.object_]
    runs: pd.DataFrame
    failures: pd.DataFrame
    values: pd.DataFrame
    cells: pd.DataFrame
    answers: Answers

    @property
    def asked(self) -> int:
        """How many different runs the study asks for."""
        return len(set(self.addresses.ravel()))

    @property
    def missing(self) -> int:
        """How many were neither finished nor failed."""
        return self.asked - len(self.runs) - len(self.failures)

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Keys of the outcomes told: those of the study, or the main ones where it names none."""
        known = set(self.values["key"])
        return tuple(key for key in (self.study.outcomes or MAIN_KEYS) if key in known)

    @property
    def called(self) -> tuple[str, ...]:
        """The alternatives as a page names them."""
        return tuple(map(self.named, self.study.alternatives))

    @staticmethod
    def named(alternative: str) -> str:
        """An alternative without the marks of its file: 'second_chance+theme_1' is 'second chance + theme 1'."""
        return alternative.replace("_", " ").replace("+", " + ")

    @property
    def reference(self) -> int:
        """Position of the alternative that others are held against: `base` where the study has it."""
        names = self.study.alternatives
        return names.index(BASE) if BASE in names else 0

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """Every combination of the other factors, in the study's order."""
        study = self.study
        return tuple(
            Ground(place, behaviour, law, (p, b, k))
            for p, place in enumerate(study.places)
            for b, behaviour in enumerate(study.behaviours)
            for k, law in enumerate(study.laws)
        )

    @cached_property
    def _wide(self) -> pd.DataFrame:
        return wide(self.values, "run", ["year", "key"])

    @cached_property
    def _wide_cells(self) -> pd.DataFrame:
        return wide(self.cells, "run", ["year", "key"])

    def of(self, ground: Ground, key: str, year: int) -> FloatArray:
        """Values in one ground, shape (n_alternatives, n_design_points, n_seeds); nan where a run is not there."""
        return self._shaped(self._wide, ground, key, year)

    def of_cell(self, ground: Ground, metric: str, cell: str, year: int) -> FloatArray:
        """Values of one cell, shaped as `of`."""
        return self._shaped(self._wide_cells, ground, key_of(metric, cell), year)

    def _shaped(self, wide: pd.DataFrame, ground: Ground, key: str, year: int) -> FloatArray:
        study = self.study
        shape = (
            len(study.places), len(study.behaviours), len(study.laws), len(study.alternatives), study.design_size,
            study.replications,
        )  # fmt: skip
        runs = self.addresses.reshape(shape)[ground.at]
        if (year, key) not in wide.columns:
            return np.full(runs.shape, np.nan)
        column = wide[(year, key)]
        return column.reindex(runs.ravel()).to_numpy(dtype=np.float64).reshape(runs.shape)

    @cached_property
    def numbers(self) -> FloatArray:
        """The varied numbers at each point of the design, shape (n_design_points, n_numbers)."""
        points = self.study.design_values()
        return np.array([[value for _, value in pairs] for pairs in points], dtype=np.float64)


def read(root: Path, wanted: str | None = None) -> tuple[StudyRuns, ...]:
    """The studies of a store, the latest first, or the one of this name or hash; raises InputError for none."""
    answers = Answers(root)
    records = sorted(record.all_of(RunStore(root)), key=lambda one: str(one["sittings"][-1]["began"]), reverse=True)
    chosen = [one for one in records if wanted in (None, one["name"], one["study"])]
    if not records:
        raise InputError(f"{root} holds no study; make runs with `boligliv sweep STUDY.toml -o {root}`")
    if not chosen:
        names = [str(one["name"]) for one in records]
        raise InputError(f"--study {wanted}: not in {root}{nearest(str(wanted), names)}; it holds: {', '.join(names)}")
    return tuple(_read(answers, one) for one in chosen)


def _read(answers: Answers, one: Mapping[str, Any]) -> StudyRuns:
    study = from_toml(str(one["toml"]), f"study {one['study']}")
    if len(one["points"]) != study.size or not {str(seed) for seed in study.seeds} <= one["runs"].keys():
        raise InputError(
            f"study {one['study']} does not hold the points and seeds that its text asks for; sweep it again"
        )
    addresses = np.array([one["runs"][str(seed)] for seed in study.seeds], dtype=object).T
    mine = f"(select distinct run from points where study = '{one['study']}')"
    key = "metric || '|' || unit || '|' || \"group\""
    told = _list(study.outcomes or MAIN_KEYS)
    values = answers.ask(f"select run, year, {key} as key, value from values where run in {mine} and {key} in ({told})")
    drawn = _list((*study.maps, "households") if study.maps else ())
    cells = answers.ask(
        f"select run, year, {key} as key, value from values where run in {mine} and metric in ({drawn}) "
        "and unit not in ('estate', 'municipality', 'ever_estate', 'start_estate')"
    )
    columns = "run, place, behaviour, law, policies, seed, asked, version, seconds, host, finished"
    runs = answers.ask(f"select {columns} from runs where run in {mine} order by seed, run")
    failures = answers.ask(
        f"select {columns}, error, traceback from failures where run in {mine} and run not in (select run from runs) "
        "order by seed, run"
    )
    return StudyRuns(study, one, addresses, runs, failures, values, cells, answers)


def _list(words: Sequence[str]) -> str:
    return ", ".join("'" + word.replace("'", "''") + "'" for word in words) or "''"
