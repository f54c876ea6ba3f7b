"""Ten thousand damaged files and links: each is read, or refused in one message; none stops the program or hangs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzz.damage import DAMAGE, Damaged
from tests.fuzz.oracle import CPU_SECONDS, Hung, Trespass, tried, watched
from tests.fuzz.readers import BY_NAME, READERS, Reader

AT_LEAST = 10_000
SHARE_OF_FAST = 0.02
HEAVY = ("import", "stored place")
"""A second each: left to the slow set."""
FAST = [one.name for one in READERS if one.name not in HEAVY]


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose name tells the oracle where an input may be read and written; pytest keeps those of late runs."""
    return tmp_path_factory.mktemp("fuzz-")


def _try_many(reader: Reader, folder: Path, times: int) -> tuple[int, int]:
    """Damage the sample so often; how many inputs were tried and how many refused."""
    path = reader.sample(folder)
    assert isinstance(path, Path)
    whole = Damaged(path.read_bytes())
    # What is loaded or compiled at the first reading is not the input's doing.
    reader.read(path)
    assert tried(reader, path, whole) == "", "the sample itself is refused"
    count = [0, 0]

    # Nothing is shrunk: an input that hangs would be tried a hundred times, and what failed is kept as a file.
    @settings(max_examples=times, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
    @given(st.one_of(DAMAGE[reader.form](whole.content)))
    def every(damaged: Damaged) -> None:
        count[0] += 1
        count[1] += tried(reader, path, damaged) != ""

    every()
    return count[0], count[1]


@pytest.mark.parametrize("name", FAST)
def test_some_damaged_inputs_end_in_one_message(name: str, folder: Path):
    reader = BY_NAME[name]
    wanted = max(4, round(reader.times * SHARE_OF_FAST))
    assert _try_many(reader, folder, wanted)[0] >= wanted


@pytest.mark.slow
@pytest.mark.fuzz
@pytest.mark.parametrize("name", BY_NAME)
def test_thousands_of_damaged_inputs_end_in_one_message(name: str, folder: Path):
    """Hypothesis counts an input twice where it repeats one, so that somewhat fewer may be tried where few differ."""
    reader = BY_NAME[name]
    count, refused = _try_many(reader, folder, reader.times)
    assert count >= reader.times
    assert refused >= count / 4 or reader.name in NEVER_REFUSED, f"{refused} of {count}: the damage does no harm"


NEVER_REFUSED = (
    "page link", "typed words", "own geopackage", "own geojson", "folder of places", "lines of effects", "journal",
    "runs of a segment", "history of the benchmark",
)  # fmt: skip
"""What tells of a fault beside its answer, or passes over a line that was cut short."""


def test_all_readers_together_are_tried_ten_thousand_times():
    assert sum(one.times for one in READERS) >= AT_LEAST
    assert len(BY_NAME) == len(READERS) and {one.form for one in READERS} == set(DAMAGE)


def _reader(read) -> Reader:
    return Reader("a reader", "text", (), lambda folder: folder, read, 1)


def _refuse(message: str):
    from experiments.errors import InputError

    def read(path: Path) -> None:
        error = InputError("short")
        error.args = (message,)
        raise error

    return read


@pytest.mark.parametrize(
    "read",
    [
        lambda path: 1 / 0, lambda path: ["x" * 601], lambda path: ["\x1b[2J"], _refuse("x.toml " + "x" * 600),
        _refuse("x.toml \x00"), _refuse(""), _refuse("some other file is wrong"),
    ],
)  # fmt: skip
def test_the_oracle_sees_what_it_is_there_to_see(read, folder: Path):
    with pytest.raises(AssertionError):
        tried(_reader(read), folder / "x.toml", Damaged(b"x"))


def test_the_oracle_sees_a_warning(folder: Path):
    import warnings

    def read(path: Path) -> None:
        warnings.warn("a remark of a library", UserWarning, stacklevel=1)

    with pytest.raises(AssertionError):
        tried(_reader(read), folder / "x.toml", Damaged(b"x"))


def test_the_oracle_ends_what_hangs(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tests.fuzz.oracle.CPU_SECONDS", CPU_SECONDS / 50)

    def read(path: Path) -> None:
        while True:
            pass

    with pytest.raises(Hung, match=r"x\.toml"):
        tried(_reader(read), folder / "x.toml", Damaged(b"x"))


@pytest.mark.parametrize("path", ["/etc/hostname", "{folder}/../elsewhere"])
def test_the_oracle_sees_what_is_opened_elsewhere(path: str, folder: Path):
    def read(_: Path) -> None:
        try:
            Path(path.format(folder=folder)).read_bytes()
        except OSError:
            return

    with pytest.raises(Trespass):
        tried(_reader(read), folder / "x.toml", Damaged(b"x"))


def test_the_oracle_sees_what_is_executed(folder: Path):
    import os

    with pytest.raises(Trespass), watched(folder, "here"):
        os.system("true")
