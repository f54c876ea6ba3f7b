"""The patient rule induction method (PRIM) of EMA Workbench, asked so that the same sample gives the same boxes."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.errors import InputError

BoolArray = NDArray[np.bool_]
Members = tuple[str, ...]
ANY = 1e-9
"""Of interest is what is above this, so every one among noughts and ones."""
PEEL = 0.05
"""Share of the points in the box that one step peels off, the workbench's default."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One dimension that a box restricts: between `low` and `high` (None: as far as the sample goes), or `members`.

    `quasi_p` is the chance of a box at least as dense without this limit, were the limit of no use.
    """

    name: str
    low: float | None = None
    high: float | None = None
    members: Members | None = None
    quasi_p: float = 0.0


@dataclass(frozen=True, slots=True)
class Step:
    """One box on a peeling trajectory: its limits, points in it, and those of interest among them.

    Coverage is the share of all of interest that it holds, density the share of interest among its points.
    """

    limits: tuple[Limit, ...]
    points: int
    interest: int
    coverage: float
    density: float

    @property
    def names(self) -> tuple[str, ...]:
        """The dimensions it restricts."""
        return tuple(one.name for one in self.limits)


def trajectory(table: pd.DataFrame, interest: BoolArray, mass_min: float, patient: bool = True) -> list[Step]:
    """Every box from the whole sample to the smallest, `mass_min` of it [@friedman1999bump; @kwakkel2017exploratory].

    A step takes off what makes the box denser for each point lost; with `patient` false, what leaves it densest, which
    goes on where the patient way ends because no single step helps, but prefers large steps.

    `table` (n_points, n_dimensions) has numbers and words, `interest` (n_points,) is true where one wants to know why;
    some must be and some not.
    """
    coded, words = _coded(table)
    library = prim()
    ways = library.PRIMObjectiveFunctions
    found = library.Prim(
        coded, interest.astype(np.int64), threshold=ANY, peel_alpha=PEEL, paste_alpha=PEEL, mass_min=mass_min,
        obj_function=ways.LENIENT1 if patient else ways.ORIGINAL,
    )  # fmt: skip
    box = found.find_box()
    first = box.box_lims[0]
    return [
        _step(row, lims, first, qp, words, int(interest.sum()))
        for (_, row), lims, qp in zip(box.peeling_trajectory.iterrows(), box.box_lims, box.qp, strict=True)
    ]


def inside(table: pd.DataFrame, limits: Sequence[Limit]) -> BoolArray:
    """Which rows of a table lie in a box, shape (n_points,)."""
    found = np.ones(len(table), dtype=np.bool_)
    for one in limits:
        column = table[one.name]
        if one.members is not None:
            found &= column.isin(one.members).to_numpy()
        if one.low is not None:
            found &= column.to_numpy(dtype=float) >= one.low
        if one.high is not None:
            found &= column.to_numpy(dtype=float) <= one.high
    return found


def _step(
    row: Any, lims: pd.DataFrame, first: pd.DataFrame, qp: Mapping[str, Sequence[float]],
    words: Mapping[str, Sequence[str]], of_interest: int,
) -> Step:  # fmt: skip
    limits = []
    for name in first.columns:
        now, was = lims[name].tolist(), first[name].tolist()
        if now == was:
            continue
        # The library tells -1 for a side that is not limited.
        p = max([value for value in qp.get(name, ()) if value >= 0], default=1.0)
        if name in words:
            limits.append(Limit(name, members=tuple(words[name][int(k)] for k in sorted(now[0])), quasi_p=p))
        else:
            low, high = (None if end == start else float(end) for end, start in zip(now, was, strict=True))
            limits.append(Limit(name, low, high, quasi_p=p))
    n, k = int(row["n"]), int(row["k"])
    return Step(tuple(limits), n, k, k / of_interest, k / n)


def _coded(table: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, list[str]]]:
    """Words as small whole numbers: a set of words has another order in every process, and the boxes with it."""
    words: dict[str, list[str]] = {}
    columns: dict[str, Any] = {}
    for name in table.columns:
        if pd.api.types.is_numeric_dtype(table[name]):
            columns[name] = table[name].to_numpy(dtype=float)
        else:
            words[name] = sorted(map(str, table[name].unique()))
            columns[name] = pd.Series([words[name].index(str(one)) for one in table[name]], dtype=object)
    return pd.DataFrame(columns), words


@lru_cache(maxsize=1)
def prim() -> Any:
    """The library's PRIM; raises InputError where the extra that brings it is not installed."""
    with warnings.catch_warnings():
        # It tells at import which of its other parts are not installed.
        warnings.simplefilter("ignore")
        try:
            return importlib.import_module("ema_workbench.analysis.prim")
        except ModuleNotFoundError as error:
            raise InputError(
                f"to find boxes Boligliv needs the library {error.name}: pip install 'boligliv[discover]'"
            ) from None
