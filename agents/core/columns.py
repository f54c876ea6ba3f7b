"""Tables of columns: the state of all agents of one kind as NumPy arrays declared once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Rows = NDArray[np.int64]


@njit(cache=True)
def _free_rows(alive, start, count):  # type: ignore[no-untyped-def]
    """The lowest rows not in use from `start` on, as many as there are, at most `count`."""
    out = np.empty(count, np.int64)
    found = 0
    for row in range(start, len(alive)):
        if found == count:
            break
        if not alive[row]:
            out[found] = row
            found += 1
    return out[:found]


@njit(cache=True)
def _empty(block, fills, rows):  # type: ignore[no-untyped-def]
    for k in range(len(block)):
        for row in rows:
            block[k, row] = fills[k]


@njit(cache=True)
def _copy(block, rows, other, sources):  # type: ignore[no-untyped-def]
    for k in range(len(block)):
        for j in range(len(rows)):
            block[k, rows[j]] = other[k, sources[j]]


@dataclass(frozen=True, slots=True)
class Column:
    """One declared column: its name, NumPy type, unit, meaning, and the value of an empty row."""

    name: str
    dtype: str
    unit: str
    meaning: str
    fill: float | int | bool = 0


class Table:
    """All agents of one kind, a row each; columns are attributes, `alive` tells which rows are in use.

    Rows are used again after `remove`, so a row number is a place and not an identity: the column `key` (uint64)
    is the identity. Arrays have length `capacity`; holding an array across `add` is a mistake, since it may grow.
    """

    def __init__(self, columns: Sequence[Column], capacity: int = 16) -> None:
        declared = (Column("key", "u8", "", "identity of the row, the same in every run"), *columns)
        names = [column.name for column in declared]
        if len(set(names)) != len(names):
            raise ValueError(f"a column is declared twice: {sorted(n for n in names if names.count(n) > 1)[0]}")
        self.columns = {column.name: column for column in declared}
        self.alive: NDArray[np.bool_] = np.zeros(capacity, dtype=bool)
        # Columns of one type lie side by side in a block, so that a row is emptied or copied in few steps.
        types = sorted({column.dtype for column in declared})
        self._alike = [[column for column in declared if column.dtype == dtype] for dtype in types]
        self._fills = [np.array([column.fill for column in alike], alike[0].dtype) for alike in self._alike]
        self._blocks: list[NDArray[Any]] = [np.empty((len(fills), 0), fills.dtype) for fills in self._fills]
        self._widen(capacity)
        self._first_free = 0

    def _widen(self, extra: int) -> None:
        """More empty rows; what the columns are is laid out anew."""
        self._blocks = [
            np.concatenate([block, np.repeat(fills[:, None], extra, axis=1)], axis=1)
            for block, fills in zip(self._blocks, self._fills, strict=True)
        ]
        self._name_columns()

    def _name_columns(self) -> None:
        for alike, block in zip(self._alike, self._blocks, strict=True):
            for k, column in enumerate(alike):
                setattr(self, column.name, block[k])

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name not in self.columns}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._name_columns()

    if TYPE_CHECKING:
        # Known to the type checker alone: at work it would make each look at a column several times as slow.
        def __getattr__(self, name: str) -> Any: ...

    def __len__(self) -> int:
        return int(np.count_nonzero(self.alive))

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    @property
    def capacity(self) -> int:
        """Length of every column, empty rows included."""
        return len(self.alive)

    @property
    def rows(self) -> Rows:
        """Row numbers in use, ascending, shape (n,)."""
        return np.flatnonzero(self.alive)

    @property
    def nbytes(self) -> int:
        """Memory held by the columns in bytes."""
        return self.alive.nbytes + sum(getattr(self, name).nbytes for name in self.columns)

    def add(self, keys: NDArray[np.uint64]) -> Rows:
        """Take the lowest free rows for new agents with these keys; other columns start at their fill value."""
        count = len(keys)
        free: Rows = _free_rows(self.alive, self._first_free, count)
        if len(free) < count:
            self._grow(self.capacity + max(count, self.capacity // 4))
            free = _free_rows(self.alive, self._first_free, count)
        self.alive[free] = True
        self.key[free] = keys
        if count:
            self._first_free = int(free[-1]) + 1
        return free

    def remove(self, rows: Rows) -> None:
        """Give rows back and reset their columns; raises ValueError when one is not in use."""
        rows = np.asarray(rows, dtype=np.int64)
        if not self.alive[rows].all():
            raise ValueError("a row that is not in use cannot be removed")
        self.alive[rows] = False
        if len(rows):
            for block, fills in zip(self._blocks, self._fills, strict=True):
                _empty(block, fills, rows)
            self._first_free = min(self._first_free, int(rows.min()))

    def copy_rows(self, rows: Rows, other: Table, sources: Rows) -> None:
        """Write every column of these rows of another table of the same kind into these rows here."""
        for block, others in zip(self._blocks, other._blocks, strict=True):
            _copy(block, rows, others, sources)

    def _grow(self, capacity: int) -> None:
        extra = capacity - self.capacity
        self._widen(extra)
        self.alive = np.concatenate([self.alive, np.zeros(extra, dtype=bool)])

    def row_of(self, key: int) -> int:
        """The row that now holds a key; raises KeyError when it is gone."""
        found = np.flatnonzero(self.alive & (self.key == np.uint64(key)))
        if len(found) == 0:
            raise KeyError(f"no row with key {key}")
        return int(found[0])
