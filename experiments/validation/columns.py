"""The columns of persons that the bank keeps of everybody who ever lived in the estate."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from agents.core.columns import Rows, Table

KEPT = (
    "key", "origin", "female", "skill", "agency", "language", "trouble", "status", "education", "stage", "open_case",
    "grade", "childhood_here", "gates_passed", "gates_missed", "language_group",
)  # fmt: skip


def pick(persons: Table, rows: Rows) -> dict[str, NDArray[Any]]:
    """The kept columns of some persons."""
    return {name: getattr(persons, name)[rows] for name in KEPT}
