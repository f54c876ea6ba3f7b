"""How patterns read runs: levels, paired changes, and what became of the same people with and without a proposal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.validation.form import (
    BASE,
    NOTHING,
    PAIRED_RUNS,
    Need,
    Part,
    Pattern,
    Runs,
    base,
    less,
    more,
    proposal,
    switched,
)
from model.policies.policy import Text

if TYPE_CHECKING:
    from experiments.validation.runs import Run

FloatArray = NDArray[np.float64]
Statistic = Callable[["Run"], float]


def each(runs: Sequence[Run], statistic: Statistic) -> FloatArray:
    """A statistic of each run, `(n_runs,)`."""
    return np.array([statistic(one) for one in runs], dtype=np.float64)


def change(runs: Runs, treated: str, statistic: Statistic, against: str = BASE) -> FloatArray:
    """What a statistic changes from one label to another on the same draws, `(n_pairs,)`."""
    pairs = _pairs(runs, treated, against)
    return np.array([statistic(after) - statistic(before) for before, after in pairs], dtype=np.float64)


def level(metric: str, unit: str = "estate", group: str = "all", scale: float = 1.0, months: int = 60) -> Statistic:
    """The mean of a series over the last five years, times `scale`."""
    return lambda run: scale * run.level(metric, unit, group, months)


def same_people(
    runs: Runs, treated: str, against: str, columns: Mapping[str, str], year: int | None = None
) -> list[pd.DataFrame]:
    """Everybody followed who is there in both runs of a pair, in one year (default the last): a row a person.

    Columns are those of the base run; `columns` are told twice, as `<name>` (treated) and `<name>_before` (against).
    """
    found = []
    for before, after in _pairs(runs, treated, against):
        one, other = _of_year(before.table("people"), year), _of_year(after.table("people"), year)
        wanted = other[["key", *columns]].rename(columns=dict(columns))
        clash = {name: f"{name}_before" for name in columns.values()}
        found.append(one.rename(columns=clash).merge(wanted, on="key"))
    return found


def participants(runs: Runs, policy: str, column: str, years: int, who: str = "all", against: str = BASE) -> FloatArray:
    """What a proposal changes in those who take part: with it less without it, the same persons on the same draws.

    Read in the December that comes `years` after joining, or later in that year; a mean of all who can be followed that
    long, one value for each pair. `who` is 'all', 'adults' or 'children' when joining.
    """
    found = []
    for before, after in _pairs(runs, policy, against):
        joined = after.table("joined")
        if joined.empty:
            found.append(np.nan)
            continue
        joined = joined[joined["policy"] == policy].drop_duplicates("key")
        if who != "all":
            joined = joined[joined["child"] == (who == "children")]
        due = joined.assign(year=np.int16(2015) + ((joined["month"] + 11) // 12 + years).astype("int16") - np.int16(1))
        both = due[["key", "year"]]
        for run, name in ((before, "without"), (after, "with")):
            people = run.table("people")[["key", "year", column]].rename(columns={column: name})
            both = both.merge(people, on=["key", "year"])
        gain = both["with"].astype(float) - both["without"].astype(float)
        found.append(float(gain.mean()) if len(gain) else np.nan)
    return np.array(found, dtype=np.float64)


def pupils_gain(runs: Runs, treated: str, column: str, against: str = BASE) -> FloatArray:
    """What a proposal changes in the children of 7-15 who live in the estate at the end, one value for each pair."""
    found = []
    for both in same_people(runs, treated, against, {column: column}):
        pupils = both[both["age"].between(7, 15) & both["in_estate"]]
        found.append(float((pupils[column] - pupils[f"{column}_before"]).mean()) if len(pupils) else np.nan)
    return np.array(found, dtype=np.float64)


def slope(outcome: Any, exposure: Any, *controls: Any) -> float:
    """The least-squares slope of an outcome on an exposure, others held; nan where nothing varies."""
    y = np.asarray(outcome, dtype=np.float64)
    x = np.column_stack([np.asarray(exposure, dtype=np.float64), *controls, np.ones(len(y))]).astype(np.float64)
    known = ~np.isnan(x).any(axis=1) & ~np.isnan(y)
    if known.sum() <= x.shape[1] or np.ptp(x[known, 0]) == 0.0:
        return float("nan")
    return float(np.linalg.lstsq(x[known], y[known], rcond=None)[0][0])


def claim(
    number: int,
    name: str,
    title: Text,
    told: Text,
    high: Mapping[str, float],
    low: Mapping[str, float],
    parts: Mapping[str, tuple[Part, Statistic]],
    *,
    place: str = "vaerebro",
    months: int = 120,
    runs: int = 5,
    note: Text = NOTHING,
) -> Pattern:
    """A causal claim that a number of the model can strengthen: runs with it `high` less runs with it `low`.

    An empty mapping is the base. Each part has the statistic whose change it asks about.
    """

    def need(label: str, on: Mapping[str, float]) -> Need:
        if not on:
            return Need(label, base(place=place, months=months).scenario, runs)
        names = {key.replace(".", "__"): value for key, value in on.items()}
        return switched(label, place=place, months=months, runs=runs, **names)

    def measure(found: Runs) -> dict[str, FloatArray]:
        return {key: change(found, "strong", statistic, "weak") for key, (_, statistic) in parts.items()}

    return Pattern(
        name=name, title=title, claim=told, source="catalogue2015", grade="catalogue", kind="claim",
        needs=(need("weak", low), need("strong", high)), parts={key: part for key, (part, _) in parts.items()},
        measure=measure, use="parameter", claim_number=number, note=note,
    )  # fmt: skip


def null(
    policy: str,
    name: str,
    title: Text,
    told: Text,
    source: str,
    grade: str,
    parts: Mapping[str, tuple[Part, Callable[[Runs], FloatArray]]],
    *,
    use: Literal["parameter", "check"] = "check",
    note: Text = NOTHING,
) -> Pattern:
    """An effect that trials did not find, or found small: a proposal must not show a large one.

    Each part has what is measured of the pairs of runs with and without the proposal.
    """

    def measure(runs: Runs) -> dict[str, FloatArray]:
        return {key: values(runs) for key, (_, values) in parts.items()}

    return Pattern(
        name=name, title=title, claim=told, source=source, grade=grade, kind="null effect",
        needs=(base(runs=PAIRED_RUNS), proposal(policy)), parts={key: part for key, (part, _) in parts.items()},
        measure=measure, use=use, note=note,
    )  # fmt: skip


def rises(en: str, da: str, unit: str, digits: int = 2) -> Part:
    """A part that asks for a rise."""
    return more(Text(en, da), unit, digits)


def falls(en: str, da: str, unit: str, digits: int = 2) -> Part:
    """A part that asks for a fall."""
    return less(Text(en, da), unit, digits)


def _of_year(people: pd.DataFrame, year: int | None) -> pd.DataFrame:
    return people[people["year"] == (people["year"].max() if year is None else year)]


def _pairs(runs: Runs, treated: str, against: str) -> list[tuple[Run, Run]]:
    """Runs of two labels on the same seeds."""
    other = {one.scenario.seed: one for one in runs[treated]}
    return [(one, other[one.scenario.seed]) for one in runs[against] if one.scenario.seed in other]
