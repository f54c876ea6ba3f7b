"""The numbers of a run remember what was made of them, until one of them changes."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Mapping

import pytest

from agents.core.values import Values, made_once

CALLS: list[tuple[float, int]] = []


@made_once
def _times(values: Mapping[str, float], by: int) -> float:
    CALLS.append((values["a.b"], by))
    return values["a.b"] * by


@pytest.fixture(autouse=True)
def _no_calls() -> None:
    CALLS.clear()


def test_is_made_once_for_each_address() -> None:
    values = Values({"a.b": 2.0})
    assert [_times(values, 3), _times(values, 3), _times(values, 4)] == [6.0, 6.0, 8.0]
    assert CALLS == [(2.0, 3), (2.0, 4)]


def test_is_made_anew_when_a_value_changes_in_any_way() -> None:
    values = Values({"a.b": 2.0})
    found = [_times(values, 3)]
    values["a.b"] = 5.0
    found.append(_times(values, 3))
    values.update({"a.b": 6.0})
    found.append(_times(values, 3))
    values |= {"a.b": 7.0}
    found.append(_times(values, 3))
    assert found == [6.0, 15.0, 18.0, 21.0]


def test_a_copy_has_its_own_memory() -> None:
    values = Values({"a.b": 2.0})
    _times(values, 3)
    for twin in (copy.deepcopy(values), pickle.loads(pickle.dumps(values))):
        twin["a.b"] = 1.0
        assert (_times(twin, 3), _times(values, 3)) == (3.0, 6.0)


def test_a_plain_mapping_is_asked_each_time() -> None:
    assert [_times({"a.b": 2.0}, 3), _times({"a.b": 2.0}, 3)] == [6.0, 6.0]
    assert len(CALLS) == 2
