"""The watch sees exactly the columns that a phase takes and the cache lines it changes, and leaves no trace."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from agents.core.columns import Column, Table
from experiments.bench import worker
from experiments.bench.floor import floor
from experiments.bench.watch import LINE_BYTES, Watch, changed_lines, parts
from model.estate_model import PHASES, EstateModel

ROWS = 1_000
COLUMNS = (Column("age", "i2", "", ""), Column("income", "f4", "", ""), Column("home", "i4", "", ""))


@dataclass
class Small:
    """A world in little: a table, and an array of its own."""

    table: Table
    order: np.ndarray = field(default_factory=lambda: np.zeros(ROWS))

    @property
    def twice(self) -> np.ndarray:
        return self.order * 2


@pytest.fixture
def world() -> Small:
    table = Table(COLUMNS, ROWS)
    table.add(np.arange(1, ROWS + 1, dtype=np.uint64))
    return Small(table)


def watched(world, phase, times=1):
    watch = Watch(lambda: [("table", world.table), ("world", world)])
    for _ in range(times):
        with watch.during("phase"):
            phase(world)
    return watch.found["phase"]


def test_what_is_taken_is_read_once_and_what_is_changed_counts_by_lines(world):
    def phase(world):
        first = world.table.age
        assert world.table.age is first
        world.table.income[[0, 1, 999]] = 7.0

    found = watched(world, phase)
    assert found.read == {"table.age", "table.income"} and found.written == {"table.income"}
    # 2 and 4 bytes a row; rows 0 and 1 lie in one line of 64 bytes, row 999 in another.
    assert found.read_bytes == ROWS * (2 + 4) and found.written_bytes == 2 * LINE_BYTES


def test_writing_the_same_again_moves_nothing_and_months_add_up(world):
    def phase(world):
        world.table.home[:] = world.table.home

    assert watched(world, phase).written_bytes == 0
    assert watched(world, phase, times=3).read_bytes == 3 * ROWS * 4


def test_an_array_put_in_place_of_another_is_written_whole(world):
    def phase(world):
        world.order = np.ones(ROWS)

    found = watched(world, phase)
    assert found.written == {"world.order"} and found.written_bytes == ROWS * 8 and found.read_bytes == 0


def test_what_is_reckoned_from_an_array_is_no_column(world):
    found = watched(world, lambda world: world.twice)
    assert found.read == {"world.order"} and found.read_bytes == ROWS * 8


def test_rows_emptied_and_copied_count_by_the_row(world):
    other = Table(COLUMNS, ROWS)
    each = 8 + 2 + 4 + 4

    def emptied(world):
        world.table.remove(np.array([3, 4]))

    def copied(world):
        world.table.copy_rows(np.array([5, 6, 7]), other, np.array([0, 1, 2]))

    found = watched(world, emptied)
    # Beside the rows, `alive` is looked at and two of its bytes change.
    assert found.read == {"table.alive"} and found.written_bytes == 2 * each + LINE_BYTES
    assert found.read_bytes == ROWS
    found = watched(world, copied)
    assert found.read_bytes == found.written_bytes == 3 * each


def test_a_table_that_grows_is_written_whole(world):
    def phase(world):
        world.table.add(np.arange(5_000, 5_010, dtype=np.uint64))

    found = watched(world, phase)
    assert {"table.key", "table.age", "table.income", "table.home", "table.alive"} <= found.written
    assert len(world.table) == ROWS + 10 and found.written_bytes > ROWS * 18


def test_nothing_is_left_of_the_watch(world):
    def failing(world):
        world.table.age[0] = 1
        raise KeyError("a phase that fails")

    with pytest.raises(KeyError):
        watched(world, failing)
    assert type(world.table) is Table and type(world) is Small
    watch = Watch(lambda: [("table", world.table)])
    with watch.during("one"):
        pass
    assert world.table.age[0] == 1 and watch.found["one"].read == set()


def test_lines_are_counted_from_the_start_of_the_array():
    before = np.zeros((4, 32), dtype=np.int32)
    after = before.copy()
    assert changed_lines(before, after) == 0
    # Rows are 128 bytes: two lines each.
    after[1, :] = 1
    after[3, 0] = 1
    assert changed_lines(before, after) == 3


def test_every_table_of_a_world_is_watched_and_the_months_are_the_same():
    names = [name for name, _ in parts(EstateModel(place="vaerebro*0.1", months=1).world)]
    assert {"world", "persons", "households", "dwellings", "ties", "away persons", "institutions"} <= set(names)
    assert len(names) == len(set(names))
    watched, plain = (EstateModel(place="vaerebro*0.1", months=2) for _ in range(2))
    watch = Watch(lambda: parts(watched.world))
    for phase in PHASES:
        with watch.during(phase.name):
            phase.run(watched.world)
    plain.step()
    assert watched.record.series().equals(plain.record.series())
    assert "persons.birth_month" in watch.found["deaths"].read and "persons.alive" in watch.found["deaths"].written
    assert "households.wish" in watch.found["wishes"].written
    assert watch.found["births"].read_bytes > 0


def test_bytes_are_told_by_phase():
    found = worker.touched("vaerebro*0.1", 1)
    assert set(found["phases"]) == {phase.name for phase in PHASES} and found["person_months"] > 8_000
    assert found["phases"]["wishes"]["read_bytes"] > found["phases"]["wishes"]["written_bytes"] > 0


def test_the_floor_is_bytes_over_speed():
    """By hand: 50 bytes a person-month at 10 GB/s are 5 ns; 100 measured ones are 20 times that."""
    moved = {"read_bytes": 3_000, "written_bytes": 2_000, "columns": 2}
    nothing = {"read_bytes": 0, "written_bytes": 0, "columns": 0}
    touched = {"person_months": 100, "phases": {"a": moved, "b": moved, "c": nothing}}
    found = floor({"a": [90.0, 100.0, 110.0], "b": [10.0], "c": [40.0]}, touched, [9e9, 10e9, 11e9])
    assert found["phases"]["a"]["floor_ns"] == pytest.approx(5.0)
    assert found["phases"]["a"]["times"] == pytest.approx(20.0)
    assert found["phases"]["b"]["times"] == pytest.approx(2.0)
    assert found["phases"]["c"]["times"] is None and found["costliest"] == ["a", "c"]
