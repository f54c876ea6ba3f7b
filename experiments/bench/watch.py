"""A watch over the columns of a world: which of them a phase takes, and how much of them it changes.

The model is not changed for it. While an object is watched, its class is one that notes every array that is taken from
it or put into it. A column that is taken counts as read once over its whole length, whether one row of it or all are
looked at; of what is changed in it the cache lines count. Rows that a table empties or copies count by themselves;
arrays in lists and dictionaries are not seen. What a phase reads twice counts once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.core.columns import Rows, Table

LINE_BYTES = 64
"""Bytes of a cache line: the least that a processor writes."""
PACKAGES = ("agents", "model")
_watches: dict[int, Watch] = {}


@dataclass
class Touched:
    """What one phase moved: bytes read and written, and the arrays it took by `Table.column`."""

    read_bytes: int = 0
    written_bytes: int = 0
    read: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)


class Watch:
    """A watch over some objects, by the name they go by; `found` tells what was touched under each name."""

    def __init__(self, objects: Callable[[], Iterable[tuple[str, Any]]]) -> None:
        self._objects = objects
        self.found: dict[str, Touched] = {}
        self._names: dict[int, str] = {}
        self._taken: dict[tuple[int, str], tuple[Any, NDArray[Any], NDArray[Any]]] = {}
        self._now: Touched | None = None

    @contextmanager
    def during(self, name: str) -> Iterator[None]:
        """Note what is touched inside, under this name, beside what stands there already."""
        objects = list(self._objects())
        self._names = {id(one): title for title, one in objects}
        self._taken, self._now = {}, self.found.setdefault(name, Touched())
        plain: list[tuple[Any, Any]] = [(one, type(one)) for _, one in objects]
        for one, kind in plain:
            object.__setattr__(one, "__class__", _watched(kind))
            _watches[id(one)] = self
        try:
            yield
        finally:
            for one, kind in plain:
                object.__setattr__(one, "__class__", kind)
                del _watches[id(one)]
            self._settle()
            self._now = None

    def take(self, owner: Any, name: str, array: NDArray[Any]) -> None:
        """An array was asked for."""
        key = (id(owner), name)
        if key not in self._taken:
            self._taken[key] = (owner, array, array.copy())

    def put(self, owner: Any, name: str, array: NDArray[Any]) -> None:
        """An array was put in the place of another."""
        assert self._now is not None
        self._taken.pop((id(owner), name), None)
        self._now.written_bytes += array.nbytes
        self._now.written.add(self._title(owner, name))

    def rows(self, table: Table, count: int, read: bool) -> None:
        """So many whole rows of a table were written, and perhaps read elsewhere."""
        assert self._now is not None
        each = sum(vars(table)[name].itemsize for name in vars(table)["columns"])
        self._now.written_bytes += count * each
        self._now.read_bytes += count * each if read else 0

    def _title(self, owner: Any, name: str) -> str:
        return f"{self._names[id(owner)]}.{name}"

    def _settle(self) -> None:
        assert self._now is not None
        for (_, name), (owner, array, before) in self._taken.items():
            self._now.read_bytes += array.nbytes
            self._now.read.add(self._title(owner, name))
            changed = changed_lines(before, array)
            if changed:
                self._now.written_bytes += changed * LINE_BYTES
                self._now.written.add(self._title(owner, name))
        self._taken = {}


def changed_lines(before: NDArray[Any], after: NDArray[Any]) -> int:
    """In how many cache lines two arrays of one shape differ, counted from the start of the array."""
    first, second = (np.ascontiguousarray(one).view(np.uint8).reshape(-1) for one in (before, after))
    return len(np.unique(np.flatnonzero(first != second) // LINE_BYTES))


def parts(world: object) -> list[tuple[str, Any]]:
    """Everything of the model that a world is made of and that holds arrays, however deep, with a name for each."""
    found: list[tuple[str, Any]] = []
    waiting: list[tuple[str, object]] = [("world", world)]
    seen: set[int] = set()
    while waiting:
        name, one = waiting.pop()
        if id(one) in seen or type(one).__module__.partition(".")[0] not in PACKAGES or not hasattr(one, "__dict__"):
            continue
        seen.add(id(one))
        held = vars(one)
        if any(isinstance(value, np.ndarray) for value in held.values()):
            found.append((name, one))
        inside = "" if name == "world" else f"{name} "
        waiting += [(f"{inside}{title.strip('_')}", value) for title, value in held.items()]
    return found


@lru_cache(maxsize=256)
def _watched(kind: Any) -> type:
    """A class like this one, whose objects tell their watch what is taken and put."""

    def get(self: Any, name: str) -> Any:
        value = kind.__getattribute__(self, name)
        if isinstance(value, np.ndarray) and name in kind.__getattribute__(self, "__dict__"):
            _watches[id(self)].take(self, name, value)
        return value

    def put(self: Any, name: str, value: Any) -> None:
        if isinstance(value, np.ndarray):
            _watches[id(self)].put(self, name, value)
        kind.__setattr__(self, name, value)

    body: dict[str, Any] = {"__getattribute__": get, "__setattr__": put}
    return type(kind.__name__, (kind,), body | (_table_steps() if issubclass(kind, Table) else {}))


def _table_steps() -> dict[str, Any]:
    """What a table does with whole rows, which it reaches past its columns."""

    def remove(self: Table, rows: Rows) -> None:
        _watches[id(self)].rows(self, len(rows), read=False)
        Table.remove(self, rows)

    def copy_rows(self: Table, rows: Rows, other: Table, sources: Rows) -> None:
        _watches[id(self)].rows(self, len(rows), read=True)
        Table.copy_rows(self, rows, other, sources)

    return {"remove": remove, "copy_rows": copy_rows}
