"""The runs that answer a question, as whole blocks: what is not whole is left out and told, never filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.errors import InputError
from experiments.sensitivity.question import Question
from experiments.study.designs import LEAST_BASE_POINTS, LEAST_TRAJECTORIES, MORRIS, positions
from experiments.study.query import Answers
from experiments.study.wide import wide

FloatArray = NDArray[np.float64]
BLOCKS = {True: "trajectories", False: "base points"}
FAILED, NOT_RUN, NO_VALUE = "failed", "not run", "without this value"


@dataclass(frozen=True)
class Blocks:
    """Runs of one outcome: `values` (n_blocks, n_points, n_seeds) at `positions` (n_blocks, n_points, n_numbers).

    `seeds` are those used, `kept` of `asked` blocks are whole on all of them; `left_out` says in words what is missing
    and why, '' when nothing is. `versions` of the model made the runs, the last one on the day `made`.
    """

    values: FloatArray
    positions: FloatArray
    seeds: tuple[int, ...]
    kept: int
    asked: int
    left_out: str
    versions: tuple[str, ...]
    made: date
    word: str

    @property
    def runs(self) -> int:
        """How many values there are."""
        return int(self.values.size)


def table(answers: Answers, question: Question) -> pd.DataFrame:
    """Each point of the question on each seed with its run, whether it is there, and its version."""
    study = question.study
    sides = [one for one in (question.of, question.against) if one is not None]
    spans = " or ".join(
        f"p.point between {question.first_point(one)} and {question.first_point(one) + study.design_size - 1}"
        for one in sides
    )
    return answers.ask(
        "select p.point, p.seed, p.run, r.version, r.finished, "
        f"case when r.run is not null then '' when f.run is not null then '{FAILED}' else '{NOT_RUN}' end as missing "
        "from points p left join runs r using (run) left join failures f using (run) "
        f"where p.study = '{study.hash}' and ({spans}) order by p.point, p.seed"
    )


def blocks(answers: Answers, question: Question, outcome: str, runs: pd.DataFrame) -> Blocks:
    """The whole blocks of one outcome; raises InputError when they are too few to say anything.

    The seeds used are those that give most runs in whole blocks, two or more where they can be had.
    """
    study = question.study
    assert study.design is not None
    design, n = study.design, len(study.varied)
    is_morris = design.kind == MORRIS
    word, least = BLOCKS[is_morris], LEAST_TRAJECTORIES if is_morris else LEAST_BASE_POINTS
    size = n + 1 if is_morris else n + 2
    metric, unit, group = (part.replace("'", "''") for part in outcome.split("|"))
    found = answers.ask(
        f"select run, value from values where metric = '{metric}' and unit = '{unit}' and \"group\" = '{group}' "
        f"and year = {question.year} and run in (select run from points where study = '{study.hash}')"
    )
    rows = runs.merge(found.dropna(), on="run", how="left")
    grids = {name: wide(rows, "point", "seed", name) for name in ("value", "missing")}
    first = question.first_point(question.of)
    of = slice(first, first + study.design_size - 1)
    values = grids["value"].loc[of].to_numpy(np.float64)
    missing = grids["missing"].loc[of].to_numpy(str)
    if question.against is not None:
        start = question.first_point(question.against)
        other = slice(start, start + study.design_size - 1)
        values = values - grids["value"].loc[other].to_numpy(np.float64)
        missing = np.where(missing == "", grids["missing"].loc[other].to_numpy(str), missing)
    values = values.reshape(-1, size, study.replications)
    missing = missing.reshape(values.shape)
    whole = np.isfinite(values).all(axis=1)
    order = np.argsort(-whole.sum(axis=0), kind="stable")
    seeds, kept = _most(whole, order, least)
    why = _why(values, missing)
    if kept.sum() < least:
        raise InputError(
            f"{outcome} ({question.what}): {int(kept.sum())} of {len(whole)} {word} are whole, at least {least} are "
            f"needed ({why or 'no run has this value'}); sweep again, "
            "with --retry-failed where runs failed"
        )
    left = len(whole) - int(kept.sum())
    parts = [f"{left} of {len(whole)} {word} left out"] if left else []
    if len(seeds) < study.replications:
        parts.append(f"{study.replications - len(seeds)} of {study.replications} seeds left out")
    used = rows[rows["missing"] == ""]
    return Blocks(
        values[np.ix_(kept, np.arange(size), seeds)],
        positions(design.kind, n, design.samples, design.seed, design.levels).reshape(-1, size, n)[kept],
        tuple(int(grids["value"].columns[k]) for k in seeds),
        int(kept.sum()),
        len(whole),
        f"{' and '.join(parts)} ({why})" if parts else "",
        tuple(sorted(set(used["version"]))),
        date.fromisoformat(str(used["finished"].max())[:10]),
        word,
    )


def _most(
    whole: NDArray[np.bool_], order: NDArray[np.int64], least: int
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The seeds, as columns of `whole` (n_blocks, n_seeds), and the blocks whole on all of them."""
    choices = []
    for k in range(1, len(order) + 1):
        seeds = np.sort(order[:k])
        kept = np.asarray(whole[:, seeds].all(axis=1))
        blocks = int(kept.sum())
        choices.append((k > 1 and blocks >= least, blocks * k, -k, seeds, kept))
    best = max(choices, key=lambda one: one[:3])
    return best[3], best[4]


def _why(values: FloatArray, missing: NDArray[np.str_]) -> str:
    counts = {
        FAILED: int((missing == FAILED).sum()),
        NOT_RUN: int((missing == NOT_RUN).sum()),
        NO_VALUE: int(((missing == "") & ~np.isfinite(values)).sum()),
    }
    return ", ".join(f"{count:,} run{'s' * (count != 1)} {word}" for word, count in counts.items() if count)
