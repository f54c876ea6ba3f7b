"""Earlier measurements: compared right, damaged ones passed over, and nothing foreign touched."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.bench import history
from experiments.bench.compare import LEAST_TOLD, SAME, change, compare, interval, sheet
from experiments.bench.figures import Figure
from experiments.bench.machine import machine
from experiments.errors import InputError

HERE = machine()


def figure(*values: float, name: str = "a", kind: str = "time") -> Figure:
    return Figure(name, "ms", kind, values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "kind", "verdict"),
    [
        ((20.0, 20.1, 20.2), "time", "slower"),
        ((5.0, 5.1, 5.0), "time", "faster"),
        ((20.0, 20.1, 20.2), "rate", "faster"),
        ((5.0, 5.1, 5.0), "rate", "slower"),
        ((20.0, 20.1, 20.2), "memory", "more"),
        ((5.0, 5.1, 5.0), "memory", "less"),
        ((9.0, 10.5, 10.4), "time", SAME),
        ((5.0, 10.0, 30.0), "time", SAME),
        ((20.0,), "time", SAME),
    ],
)
def test_the_verdict_follows_the_spread(now, kind, verdict):
    found = change(figure(*now, kind=kind), figure(9.9, 10.0, 10.1, kind=kind))
    assert found.verdict == verdict
    assert found.ratio == pytest.approx(np.median(now) / 10.0)
    assert math.isnan(found.low) == (len(now) == 1)


def test_the_interval_is_welchs():
    """Against SciPy's own Welch test of the same logarithms."""
    from scipy.stats import ttest_ind

    now, earlier = (10.0, 11.0, 12.5, 10.4), (9.0, 9.2, 9.9)
    own = ttest_ind(np.log(now), np.log(earlier), equal_var=False).confidence_interval(0.99)
    assert interval(now, earlier) == pytest.approx((math.exp(own.low), math.exp(own.high)))


def test_equal_repetitions_have_no_spread_and_small_differences_are_not_told():
    assert change(figure(10.0, 10.0), figure(10.0, 10.0)).verdict == SAME
    assert change(figure(*[10.0 * (1 + LEAST_TOLD / 2)] * 2), figure(10.0, 10.0)).verdict == SAME
    assert change(figure(*[10.0 * (1 + LEAST_TOLD * 2)] * 2), figure(10.0, 10.0)).verdict == "slower"


@given(st.lists(st.floats(0.1, 1e6), min_size=2, max_size=6), st.lists(st.floats(0.1, 1e6), min_size=2, max_size=6))
def test_turned_round_the_verdict_turns(now, earlier):
    there, back = interval(tuple(now), tuple(earlier)), interval(tuple(earlier), tuple(now))
    assert there[0] <= there[1]
    assert there == pytest.approx((1 / back[1], 1 / back[0]), rel=1e-6)


def test_the_latest_of_the_same_machine_is_compared(tmp_path):
    elsewhere = HERE | {"processor": "another"}
    history.append(tmp_path, "2026-01-01", HERE, [figure(1.0, 1.1), figure(4.0, 4.1, name="b")])
    history.append(tmp_path, "2026-01-02", HERE | {"python": "3.99.0"}, [figure(2.0, 2.1)])
    history.append(tmp_path, "2026-01-03", elsewhere, [figure(9.0, 9.1)])
    found = history.read(tmp_path, HERE)
    assert found.notes == ("1 earlier measurement of another machine: not compared",)
    asked = [figure(4.0, 4.2), figure(4.0, 4.2, name="b"), figure(1.0, name="new"), figure(1.0, kind="rate")]
    changes = compare(asked, found)
    assert [(one.figure.name, one.date, one.earlier) for one in changes] == [
        ("a", "2026-01-02", pytest.approx(2.05)),
        ("b", "2026-01-01", pytest.approx(4.05)),
    ]
    told = sheet(changes)
    assert [row[-1] for row in told.rows] == ["slower", SAME]
    assert "2026-01-01, 2026-01-02" in told.notes[0] and "1 slower, 1 not distinguishable" in told.notes[0]


def line(values: str, form: str = "boligliv bench 1") -> str:
    """A line of a history with one figure."""
    one = '{"a": {"unit": "", "kind": "time", "values": ' + values + "}}"
    return '{"form": "' + form + '", "date": "", "machine": {}, "figures": ' + one + "}"


BROKEN = {
    "cut": line("[1.0]")[:-20],
    "another form": line("[1.0]", form="boligliv bench 9"),
    "a list": "[1, 2]",
    "text": line('["1"]'),
    "below zero": line("[-1.0]"),
    "no values": line("[]"),
    "not a number": line("[NaN]"),
    "deep": "[" * 100_000,
    "bytes": "\udcff\udcfe",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_damaged_line_is_passed_over_with_a_note(kind, tmp_path):
    path = tmp_path / history.NAME
    history.append(tmp_path, "2026-01-01", HERE, [figure(1.0, 1.1)])
    with path.open("ab") as file:
        file.write(BROKEN[kind].encode("utf-8", "surrogateescape"))
    found = history.read(tmp_path, HERE)
    assert found.notes == (f"{path} line 2 is cut or no measurement of ours: passed over",)
    assert len(found.lines) == 1
    # What is added next stands on a line of its own, and the damaged one stays.
    history.append(tmp_path, "2026-01-03", HERE, [figure(3.0, 3.1)])
    found = history.read(tmp_path, HERE)
    assert [date for date, _ in found.lines] == ["2026-01-01", "2026-01-03"] and len(found.notes) == 1
    assert len(path.read_bytes().splitlines()) == 3


def test_a_foreign_file_is_refused_and_left_alone(tmp_path):
    path = tmp_path / history.NAME
    path.write_text("my diary\nof this year\n")
    with pytest.raises(InputError, match=r"no line is a measurement by `boligliv bench`; choose another folder"):
        history.read(tmp_path, HERE)
    assert path.read_text() == "my diary\nof this year\n"


def test_nothing_there_is_no_history(tmp_path):
    assert history.read(tmp_path, HERE) == history.Earlier((), ())
    (tmp_path / history.NAME).write_text("\n\n")
    assert history.read(tmp_path, HERE) == history.Earlier((), ())


def test_a_line_is_plain_json(tmp_path):
    history.append(tmp_path, "2026-01-01", HERE, [figure(1.0, 2.0)])
    line = json.loads((tmp_path / history.NAME).read_text())
    assert line["machine"]["python"] == HERE["python"] and line["machine"]["boligliv"] == HERE["boligliv"]
    assert line["figures"] == {"a": {"unit": "ms", "kind": "time", "values": [1.0, 2.0]}}
    assert set(line["machine"]["libraries"]) == {"mesa", "numpy", "numba"}
