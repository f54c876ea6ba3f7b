"""Long tables of a store laid out wide."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from experiments.errors import InputError, abridged


def wide(table: pd.DataFrame, index: str, columns: str | Sequence[str], values: str = "value") -> pd.DataFrame:
    """One row for each of `index` and one column for each of `columns`; raises InputError where a damaged segment tells
    two values of one thing.
    """
    names = [index, columns] if isinstance(columns, str) else [index, *columns]
    twice = table.duplicated(names)
    if twice.any():
        first = ", ".join(f"{name} {table.loc[twice, name].iloc[0]}" for name in names)
        raise InputError(
            f"the store tells two values of {abridged(first)}: a segment of it is damaged; delete the segment written "
            "last and run the study again"
        )
    return table.pivot(index=index, columns=columns, values=values)
