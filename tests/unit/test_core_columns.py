"""Tables of columns: identity is the key, a row is only a place, and rows are used again lowest first."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.core.columns import Column, Table

COLUMNS = (Column("age", "i2", "years", "age", 7), Column("home", "i4", "row", "home", -1))


def keys(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.uint64)


def test_new_rows_start_at_the_declared_values_and_types() -> None:
    table = Table(COLUMNS, 4)
    rows = table.add(keys(5, 6))
    assert rows.tolist() == [0, 1]
    assert (table.age.dtype, table.home.dtype, table.key.dtype) == (np.int16, np.int32, np.uint64)
    assert table.age[rows].tolist() == [7, 7] and table.home[rows].tolist() == [-1, -1]
    assert len(table) == 2 and table.capacity == 4 and list(table) == ["key", "age", "home"]


def test_a_removed_row_is_wiped_and_used_again_before_higher_ones() -> None:
    table = Table(COLUMNS, 8)
    table.add(keys(1, 2, 3, 4))
    table.age[:4] = 50
    table.remove(np.array([2, 0]))
    assert table.age[[0, 2]].tolist() == [7, 7] and table.key[[0, 2]].tolist() == [0, 0]
    assert table.add(keys(9, 8, 7)).tolist() == [0, 2, 4]
    assert table.key[[0, 2, 4]].tolist() == [9, 8, 7]


def test_growing_keeps_what_was_there() -> None:
    table = Table(COLUMNS, 2)
    table.add(keys(1, 2))
    table.age[:2] = 30, 40
    rows = table.add(keys(*range(10, 60)))
    assert rows.tolist() == list(range(2, 52))
    assert table.age[:2].tolist() == [30, 40] and table.capacity >= 52
    assert all(len(getattr(table, name)) == table.capacity == len(table.alive) for name in table)


def test_adding_nobody_takes_no_row() -> None:
    table = Table(COLUMNS, 2)
    assert len(table.add(keys())) == 0
    assert table.add(keys(1)).tolist() == [0]


def test_a_row_cannot_be_removed_twice() -> None:
    table = Table(COLUMNS, 4)
    table.add(keys(1))
    with pytest.raises(ValueError, match="a row that is not in use cannot be removed"):
        table.remove(np.array([1]))


def test_who_is_gone_and_what_is_not_a_column_is_named() -> None:
    table = Table(COLUMNS, 4)
    table.add(keys(11, 12))
    assert table.row_of(12) == 1
    table.remove(np.array([1]))
    with pytest.raises(KeyError, match="no row with key 12"):
        table.row_of(12)
    with pytest.raises(AttributeError, match="agee"):
        _ = table.agee


def test_a_column_declared_twice_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="a column is declared twice: age"):
        Table((*COLUMNS, Column("age", "i2", "years", "again")))


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 6)), max_size=40))
def test_any_history_keeps_the_same_agents_as_a_dictionary(history: list[tuple[bool, int]]) -> None:
    """The oracle is a plain dict from row to key, with the lowest free rows found by counting from zero."""
    table, oracle, next_key = Table(COLUMNS, 3), {}, 1
    for adding, count in history:
        if adding:
            new = range(next_key, next_key + count)
            next_key += count
            rows = table.add(keys(*new))
            free = (row for row in range(10_000) if row not in oracle)
            expected = [next(free) for _ in range(count)]
            assert rows.tolist() == expected
            oracle.update(zip(expected, new, strict=True))
        else:
            gone = sorted(oracle)[::2][:count]
            table.remove(np.array(gone, dtype=np.int64))
            for row in gone:
                del oracle[row]
    assert {int(row): int(table.key[row]) for row in table.rows} == oracle
    assert (table.age[~table.alive] == 7).all()


def test_a_copy_of_a_table_is_emptied_and_grows_by_itself() -> None:
    table = Table((Column("age", "i2", "years", "age", -1), Column("height", "f4", "m", "height", 1.5)), capacity=2)
    rows = table.add(np.array([5, 6], dtype=np.uint64))
    table.age[rows], table.height[rows] = (30, 40), (1.7, 1.8)
    for twin in (copy.deepcopy(table), pickle.loads(pickle.dumps(table))):
        twin.remove(rows[:1])
        twin.add(np.arange(7, dtype=np.uint64))
        assert (twin.age[0], twin.age[1], len(twin.age)) == (-1, 40, twin.capacity)
        assert table.age.tolist() == [30, 40] and table.capacity == 2


def test_rows_are_copied_with_all_their_columns() -> None:
    columns = (Column("age", "i2", "years", "age", -1), Column("height", "f4", "m", "height", 1.5))
    here, there = Table(columns), Table(columns)
    rows = there.add(np.array([5, 6], dtype=np.uint64))
    there.age[rows], there.height[rows] = (30, 40), (1.75, 1.25)
    here.copy_rows(np.array([9, 3]), there, rows)
    assert [(int(here.key[r]), int(here.age[r]), float(here.height[r])) for r in (9, 3, 4)] == [
        (5, 30, 1.75), (6, 40, 1.25), (0, -1, 1.5)
    ]  # fmt: skip
