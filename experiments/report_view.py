"""Tables ready to be shown, and rows that hold scenarios against the base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments import statistics
from experiments.report_data import PlaceReport
from experiments.report_numbers import signed_with_error, with_error


@dataclass(frozen=True)
class Row:
    """One line of a table: its header cell, its other cells, and whether it is a sum."""

    header: str
    cells: tuple[str, ...]
    kind: str = ""


@dataclass(frozen=True)
class View:
    """A table ready to be shown: caption, heads (the first is of the row headers), rows, a note."""

    name: str
    caption: str
    head: tuple[str, ...]
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    note: str = ""
    textual: tuple[int, ...] = ()
    """Positions of cells (0 is the first after the row header) that hold words and are set left."""


COMPARED_HEAD = ("Alternative", "Difference", "Verdict")


def compared(header: str, base: np.ndarray, other: np.ndarray, usual: int, kind: str = "") -> Row:
    """A row with base, alternative, paired difference and verdict; both `(n_runs,)`, in pairs."""
    found = statistics.paired_difference(base, other)
    difference = signed_with_error(found.mean, found.standard_error, usual)
    return Row(
        header,
        (
            shown(base, usual),
            shown(other, usual),
            "0 ± 0" if found.verdict == "identical" else difference,
            found.verdict,
        ),
        kind or found.verdict.replace(" ", "-"),
    )


def runs(report: PlaceReport) -> str:
    """How many runs a mean is taken over, in words."""
    if report.runs == 1:
        return "one run"
    return f"{report.runs} paired runs" if len(report.sides) > 1 else f"{report.runs} runs"


def shown(values: Sequence[float] | np.ndarray, usual: int) -> str:
    """Mean over runs with its Monte-Carlo error."""
    found = statistics.estimate(values)
    return with_error(found.mean, found.standard_error, usual)
