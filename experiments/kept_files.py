"""Files that the program wrote and reads again: whatever became of them meanwhile ends as one message."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import BaseModel, ConfigDict, ValidationError

from experiments.errors import InputError, abridged, shown

UNREADABLE = "cannot be read"
_DAMAGE = (
    OSError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError, MemoryError, csv.Error,
    pa.ArrowException,
)  # fmt: skip


_HOLDS: Mapping[str, Callable[[pd.Series], bool]] = {
    "whole": lambda column: pd.api.types.is_integer_dtype(column) and bool(column.notna().all()),
    "numbers": lambda column: pd.api.types.is_float_dtype(column) or pd.api.types.is_integer_dtype(column),
    "texts": lambda column: pd.api.types.infer_dtype(column, skipna=False) in ("string", "empty"),
}


class Shape(BaseModel):
    """What a document must hold; it may hold more."""

    model_config = ConfigDict(extra="allow", strict=True, allow_inf_nan=False)


AnyShape = TypeVar("AnyShape", bound=Shape)


@contextlib.contextmanager
def reading(path: Path, then: str, said: str = UNREADABLE) -> Iterator[None]:
    """Whatever fails while a file is read is the file's fault: InputError with the reason, and what to do `then`."""
    try:
        yield
    except InputError:
        raise
    except _DAMAGE as error:
        raise InputError(f"{path} {said} ({abridged(_reason(error), 160)}); {then}") from None


def document(path: Path, then: str, shape: type[AnyShape]) -> AnyShape:
    """A JSON file of this shape; raises InputError for any other."""
    with reading(path, then):
        found = json.loads(path.read_text(encoding="utf-8"))
        # JSON can name halves of letters, which no table and no terminal can hold.
        json.dumps(found, ensure_ascii=False).encode()
        return shape.model_validate(found)


def frame(
    path: Path, then: str, sha256: str | None = None, columns: Mapping[str, str] = MappingProxyType({})
) -> pd.DataFrame:
    """A Parquet file as a table, read only when its checksum is `sha256` if that is known.

    `columns` are those it must have with what they hold: 'whole' numbers, 'numbers' or 'texts'.
    """
    with reading(path, then):
        content = path.read_bytes()
        if sha256 is not None and hashlib.sha256(content).hexdigest() != sha256:
            raise InputError(f"{path} {UNREADABLE} (it was changed since it was written); {then}")
        table = pd.read_parquet(io.BytesIO(content))
        for name, kind in columns.items():
            if not _HOLDS[kind](table[name]):
                raise ValueError(f"column {name} does not hold {kind}")
        return table


def arrow(path: Path, then: str, schema: pa.Schema, missing: dict[str, Any] | None = None) -> pa.Table:
    """A Parquet file with the columns of `schema`; those that may be `missing` are filled with the value there."""
    with reading(path, then):
        # Whole in memory: a mapped file that changes meanwhile would end the process.
        table = pq.read_table(pa.BufferReader(path.read_bytes())).replace_schema_metadata(None)
        for name, value in (missing or {}).items():
            if name not in table.column_names:
                table = table.append_column(schema.field(name), pa.array([value] * len(table), schema.field(name).type))
        found = table.select(schema.names).cast(schema)
        found.validate(full=True)
        return found


def numbered(name: str) -> bool:
    """Whether a name is a whole number as the program writes it; int takes digits of other alphabets as well."""
    return name.isascii() and name.isdecimal() and len(name) < 19


def _reason(error: BaseException) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        return f"{abridged(where)} = {shown(first['input'], 30)}: {first['msg']}"
    if isinstance(error, KeyError):
        return f"{abridged(str(error))} is missing"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if isinstance(error, RecursionError):
        return "brackets within brackets without end"
    return " ".join(str(error).split()) or type(error).__name__
