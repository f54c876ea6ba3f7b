"""The futures of a study: every combination of assumptions, with what each alternative gave there on each seed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from agents.core.parameter import Parameter, nearest
from experiments.effects_values import SPENT, VALUE
from experiments.errors import InputError
from experiments.net_present_value import ALL as EVERYBODY
from experiments.study.form import from_toml
from experiments.study.query import Answers
from experiments.study.value import Study
from experiments.study.wide import wide
from experiments.vocabulary import vocabulary
from geodata.place import load as place_of

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BEHAVIOUR, LAW, PLACE = "behaviour", "law", "place"
FACTORS = (BEHAVIOUR, LAW)
"""What is assumed about how people and rules work; each is a dimension when a study has several."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing that differs between futures: a factor (no `low`), or a number with its range in the study.

    `kind` is 'factor', 'uncertainty' or 'lever'.
    """

    name: str
    kind: str
    unit: str = ""
    meaning: str = ""
    low: float = float("nan")
    high: float = float("nan")


@dataclass(frozen=True)
class Futures:
    """What a study found: `values` by outcome have shape (n_alternatives, n_futures, n_seeds), nan where no run is.

    `table` has one row for each future: behaviour, law and the varied numbers. `left_out` counts futures that were not
    run on all the seeds kept.
    """

    study: Study
    place: str
    year: int
    alternatives: tuple[str, ...]
    seeds: tuple[int, ...]
    dimensions: tuple[Dimension, ...]
    table: pd.DataFrame
    values: Mapping[str, FloatArray]
    left_out: int = 0

    @property
    def where(self) -> str:
        """Place and horizon, as a heading says them."""
        return f"{place_of(self.place).title} after {self.year} year{'s' * (self.year > 1)}"

    def of(self, alternative: str, key: str) -> FloatArray:
        """One alternative's outcome, shape (n_futures, n_seeds)."""
        return self.values[key][self.alternatives.index(alternative)]

    def only(self, rows: IntArray | Sequence[int]) -> Futures:
        """Some of the futures."""
        chosen = np.asarray(rows, dtype=np.int64)
        values = {key: array[:, chosen] for key, array in self.values.items()}
        return replace(self, table=self.table.iloc[chosen].reset_index(drop=True), values=values)


def load(
    root: Path,
    keys: Iterable[str],
    alternatives: Sequence[str] | None = None,
    study: str | None = None,
    year: int | None = None,
    place: str | None = None,
) -> Futures:
    """The futures of one study in a folder of runs, only those where all alternatives have all outcomes.

    Seeds are kept on which at least half of the futures are whole. Raises InputError for what is not there.
    """
    return Opened(root, study, year, place).futures(keys, alternatives)


class Opened:
    """One study of a folder of runs, at one horizon and in one place, ready to be asked."""

    def __init__(self, root: Path, study: str | None = None, year: int | None = None, place: str | None = None) -> None:
        self.root, self.answers = root, Answers(root)
        self.study, self.hash = _study(self.answers, root, study)
        self.year = _one_of("--year", year, self.study.years, self.study.years[-1], self.study.name)
        self.place = _place(place, self.study)

    @property
    def known(self) -> list[str]:
        """Outcomes that the study's runs have."""
        found = self.answers.ask(
            'select distinct metric, unit, "group" from values join points using (run) '
            f"where study = '{self.hash}' and year = {self.year}"
        )
        return sorted("|".join(row) for row in found.itertuples(index=False))

    def check(self, alternatives: Iterable[str]) -> None:
        """Raise InputError for an alternative that the study does not have."""
        for one in alternatives:
            if one not in self.study.alternatives:
                raise InputError(
                    f"alternative '{one}' is not in the study '{self.study.name}'"
                    f"{nearest(one, self.study.alternatives)}; allowed: {', '.join(self.study.alternatives)}"
                )

    def futures(self, keys: Iterable[str], alternatives: Sequence[str] | None = None) -> Futures:
        """The futures with these outcomes."""
        asked, chosen = tuple(dict.fromkeys(keys)), tuple(alternatives or self.study.alternatives)
        self.check(chosen)
        points = self.answers.ask(
            f"select point, behaviour, law, alternative, seed, run from points where study = '{self.hash}' "
            f"and place = '{self.place}' order by point"
        )
        points = points[points["alternative"].isin(chosen)]
        names, table, future = self._table(points)
        points = points.assign(future=points["point"].map(future))
        seeds = tuple(sorted(int(one) for one in points["seed"].unique()))
        values = self._values(points, asked, chosen, len(table), seeds)
        kept, whole = _whole(values)
        if not len(kept) or not len(whole):
            raise InputError(
                f"{self.root}: the study '{self.study.name}' has no future in which all of {', '.join(chosen)} are run "
                f"and have {', '.join(asked)}; go on with `boligliv sweep`"
            )
        return Futures(
            self.study, self.place, self.year, chosen, tuple(seeds[k] for k in kept), self._dimensions(names),
            table.iloc[whole].reset_index(drop=True), {key: v[:, whole][:, :, kept] for key, v in values.items()},
            len(table) - len(whole),
        )  # fmt: skip

    def _table(self, points: pd.DataFrame) -> tuple[list[str], pd.DataFrame, dict[int, int]]:
        """The varied numbers, one row of assumptions for each future, and the future of each point."""
        names = [one.name for one in self.study.varied]
        asked = f"select distinct point, name, value from parameters where study = '{self.hash}'"
        numbers = wide(self.answers.ask(asked), "point", "name")
        own = points.drop_duplicates("point").set_index("point")[list(FACTORS)]
        rows = own.join(numbers[names]) if names else own
        keys = list(rows.itertuples(index=False, name=None))
        order = {key: k for k, key in enumerate(dict.fromkeys(keys))}
        table = pd.DataFrame(list(order), columns=[*FACTORS, *names])
        return names, table, {int(point): order[key] for point, key in zip(rows.index, keys, strict=True)}

    def _values(
        self, points: pd.DataFrame, keys: Sequence[str], alternatives: Sequence[str], n: int, seeds: Sequence[int]
    ) -> dict[str, FloatArray]:
        wanted = ", ".join("'" + key.replace("'", "''") + "'" for key in keys)
        rows = self.answers.ask(
            "select distinct run, key, value from (select run, metric || '|' || unit || '|' || \"group\" as key, value "
            f"from values where year = {self.year} and run in (select run from points where study = '{self.hash}')) "
            f"where key in ({wanted})"
        )
        found = {key: np.full((len(alternatives), n, len(seeds)), np.nan) for key in keys}
        place = {name: k for k, name in enumerate(alternatives)}, {seed: k for k, seed in enumerate(seeds)}
        joined = rows.merge(points, on="run")
        for key, part in joined.groupby("key", sort=True):
            where = part["alternative"].map(place[0]), part["future"], part["seed"].map(place[1])
            found[str(key)][tuple(one.to_numpy(dtype=np.int64) for one in where)] = part["value"].to_numpy()
        for key in keys:
            metric, unit, _ = key.split("|")
            if metric in (VALUE, SPENT):
                # A payer who pays nothing in a run has no line in its account.
                everybody = self._there(points, f"{metric}|{unit}|{EVERYBODY}", found[key].shape, place)
                found[key] = np.where(everybody & np.isnan(found[key]), 0.0, found[key])
        return found

    def _there(
        self, points: pd.DataFrame, key: str, shape: tuple[int, ...], place: tuple[dict[str, int], dict[int, int]]
    ) -> NDArray[np.bool_]:
        """Which runs have an outcome."""
        metric, unit, group = key.split("|")
        rows = self.answers.ask(
            f"select distinct run from values where year = {self.year} and metric = '{metric}' and unit = '{unit}' "
            f"and \"group\" = '{group}'"
        )
        own = points[points["run"].isin(set(rows["run"]))]
        found = np.zeros(shape, dtype=np.bool_)
        where = own["alternative"].map(place[0]), own["future"], own["seed"].map(place[1])
        found[tuple(one.to_numpy(dtype=np.int64) for one in where)] = True
        return found

    def _dimensions(self, names: Sequence[str]) -> tuple[Dimension, ...]:
        words = vocabulary()
        known: dict[str, Parameter] = dict(words.parameters)
        known |= {one.name: one for group in words.policies.values() for one in group.values()}
        ranges, levers = {one.name: one for one in self.study.varied}, {one.name for one in self.study.levers}
        factors = {BEHAVIOUR: self.study.behaviours, LAW: self.study.laws}
        found = [Dimension(name, "factor") for name in FACTORS if len(factors[name]) > 1]
        for name in names:
            one, kind = ranges[name], "lever" if name in levers else "uncertainty"
            found.append(Dimension(name, kind, known[name].unit, known[name].meaning, one.low, one.high))
        return tuple(found)


def _whole(values: Mapping[str, FloatArray]) -> tuple[IntArray, IntArray]:
    """Seeds on which at least half of the futures are whole, and the futures that are whole on all of them."""
    there = np.all([~np.isnan(array).any(axis=0) for array in values.values()], axis=0)
    seeds = np.flatnonzero(there.mean(axis=0) >= 0.5) if there.size else np.empty(0, dtype=np.int64)
    return seeds, np.flatnonzero(there[:, seeds].all(axis=1)) if len(seeds) else seeds


def _study(answers: Answers, root: Path, wanted: str | None) -> tuple[Study, str]:
    """The study by name or the beginning of its hash, or the only one."""
    studies = answers.ask("select study, name, toml from studies order by began, name")
    rows: list[dict[str, Any]] = studies.to_dict("records")
    if not rows:
        raise InputError(f"{root} holds no study; make one with `boligliv sweep STUDY.toml -o {root}`")
    found = [row for row in rows if wanted is None or row["name"] == wanted or row["study"].startswith(wanted)]
    allowed = ", ".join(f"'{row['name']}' ({row['study'][:6]})" for row in rows)
    if not found:
        near = nearest(str(wanted), [row["name"] for row in rows])
        raise InputError(f"--study '{wanted}' is not in {root}{near}; allowed: {allowed}")
    if len(found) > 1:
        raise InputError(f"{root} holds {len(found)} such studies: say which with --study; allowed: {allowed}")
    return from_toml(found[0]["toml"], f"{root}, study {found[0]['study']}"), str(found[0]["study"])


def _one_of(flag: str, given: int | None, allowed: Sequence[int], otherwise: int, name: str) -> int:
    if given is not None and given not in allowed:
        raise InputError(f"{flag} {given} was not kept by the study '{name}'; allowed: {', '.join(map(str, allowed))}")
    return otherwise if given is None else given


def _place(given: str | None, study: Study) -> str:
    allowed = ", ".join(study.places)
    if given is not None and given not in study.places:
        raise InputError(
            f"--place '{given}' is not in the study '{study.name}'{nearest(given, study.places)}; allowed: {allowed}"
        )
    if given is None and len(study.places) > 1:
        raise InputError(
            f"the study '{study.name}' has {len(study.places)} places: say which, --place; one of {allowed}"
        )
    return given or study.places[0]
