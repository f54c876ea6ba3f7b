"""What is told of lettings: each measure by year and letting rule, from the answer to the question `lettings`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Pair = tuple[str, str]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Measure:
    """One number of lettings: `of(told)` gives it by year and rule, and `whole(told)` over all years, the last column
    all rules together; nan where there is nothing to tell.
    """

    name: str
    title: Pair
    unit: Pair
    digits: int
    of: Callable[[dict[str, Any]], Floats]
    whole: Callable[[dict[str, Any]], Floats]
    untaken: bool = False


def _sums(told: dict[str, Any], name: str) -> Floats:
    """By year and rule, with all rules in the last column."""
    values = np.array(told[name], dtype=float)
    return np.column_stack([values, values.sum(axis=1)])


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.full(whole.shape, np.nan), where=whole > 0)


def _per_letting(name: str) -> tuple[Callable[[dict[str, Any]], Floats], Callable[[dict[str, Any]], Floats]]:
    return (
        lambda told: _ratio(_sums(told, name), _sums(told, "lettings")),
        lambda told: _ratio(_sums(told, name).sum(axis=0), _sums(told, "lettings").sum(axis=0)),
    )


def _a_year(told: dict[str, Any], by_year: Floats) -> Floats:
    months = sum(told["months"])
    return by_year.sum(axis=0) * 12.0 / months if months else np.full(by_year.shape[1], np.nan)


def _yearly(told: dict[str, Any], by_year: Floats) -> Floats:
    """A year that is not over is reckoned up to twelve months."""
    months = np.array(told["months"], dtype=float)[:, None]
    return _ratio(by_year * 12.0, np.broadcast_to(months, by_year.shape))


def _rent(told: dict[str, Any]) -> Floats:
    """By year: each rule, months in which nobody took the home, and all."""
    by_rule, whole = np.array(told["rent_let"], dtype=float), np.array(told["rent"], dtype=float)
    return np.column_stack([by_rule, np.maximum(whole - by_rule.sum(axis=1), 0.0), whole])


WAITED = ("months, mean of those who were let a home", "måneder, snit for dem, der fik en bolig")
REFUSED = ("refused offers per letting", "afslåede tilbud pr. udlejning")
MEASURES = (
    Measure("waited", ("Waiting time", "Ventetid"), WAITED, 1, *_per_letting("waited")),
    Measure("refused", ("Refusals", "Afslag"), REFUSED, 2, *_per_letting("refused")),
    Measure(
        "lettings",
        ("Homes let", "Udlejede boliger"),
        ("lettings a year", "udlejninger om året"),
        1,
        lambda told: _yearly(told, _sums(told, "lettings")),
        lambda told: _a_year(told, _sums(told, "lettings")),
    ),
    Measure(
        "rent",
        ("Rent lost on empty homes", "Tabt husleje på tomme boliger"),
        ("kr a year", "kr. om året"),
        0,
        lambda told: _yearly(told, _rent(told)),
        lambda told: _a_year(told, _rent(told)),
        untaken=True,
    ),
)


def steps(by_year: Floats, months: list[int]) -> bytes:
    """Values by year `(years, lines)` held for the months of each, as float32 rows `(lines, months)`."""
    return np.ascontiguousarray(np.repeat(by_year, months, axis=0).T, dtype=np.float32).tobytes()
