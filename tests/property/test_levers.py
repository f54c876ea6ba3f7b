"""Levers: the order in which policies are switched on cannot matter, and what cannot be combined is refused by name."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.levers import STAGES, Contribution, Lever, LeverError, Levers

SIZE = 4
DECLARED = (
    Lever("letting.share", "share", 0.0, 1.0, "department", "a share"),
    Lever("moving.ratio", "ratio", 0.1, 2.0, "place", "a ratio"),
    Lever("kr.grant", "kr", -1e9, 1e9, "department", "practically without limits"),
)
BASE = np.array([0.2, 0.4, 0.6, 0.8])


def levers() -> Levers:
    made = Levers(DECLARED, {"department": SIZE})
    made.base("letting.share", BASE)
    made.base("moving.ratio", 1.0)
    made.base("kr.grant", BASE * 1000.0)
    return made


values = st.one_of(
    st.floats(-3.0, 3.0).map(lambda x: x + 0.0),
    st.lists(st.floats(-3.0, 3.0).map(lambda x: x + 0.0), min_size=SIZE, max_size=SIZE),
)
masks = st.none() | st.lists(st.booleans(), min_size=SIZE, max_size=SIZE).map(np.array)
bends = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(STAGES[1:]), values, masks), max_size=9)


def _value(contributions, name: str = "kr.grant") -> np.ndarray:  # type: ignore[no-untyped-def]
    made = levers()
    for policy, stage, value, where in contributions:
        made.bend(policy, name, stage, value, where)
    return made.value(name)


@given(bends, st.integers(0, 2**32))
def test_no_order_of_bends_changes_a_bit(contributions, seed: int) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(contributions)
    random.Random(seed).shuffle(shuffled)
    assert _value(contributions).tobytes() == _value(shuffled).tobytes()


def test_one_policy_that_bends_a_lever_thrice_may_do_so_in_any_order() -> None:
    """Products of three numbers differ in the last bit with the order they are taken in."""
    thrice = [("one", "scale", value, None) for value in (1.5830481413035535, 3.0, 0.1)]
    found = {_value(order).tobytes() for order in itertools.permutations(thrice)}
    assert len(found) == 1


def _by_hand(base: np.ndarray, contributions: list[Contribution]) -> np.ndarray:
    """The combination as the documentation tells it, place by place."""
    out = []
    for place, now in enumerate(base):
        bending = [c for c in contributions if c.where is None or c.where[place]]
        here = [(c.stage, float(np.broadcast_to(c.value, SIZE)[place])) for c in bending]
        for value in (v for stage, v in here if stage == "replace"):
            now = value
        now *= np.prod([v for stage, v in here if stage == "scale"])
        now += sum(v for stage, v in here if stage == "shift")
        now = max([now, *(v for stage, v in here if stage == "floor")])
        now = min([now, *(v for stage, v in here if stage == "cap")])
        out.append(now)
    return np.array(out)


@given(bends, st.none() | st.floats(-3, 3))
def test_stages_come_in_their_order_whatever_came_first(contributions, replaced) -> None:  # type: ignore[no-untyped-def]
    if replaced is not None:
        contributions = [*contributions, ("z", "replace", replaced, None)]
    told = [Contribution(p, s, np.asarray(v, dtype=float), w) for p, s, v, w in contributions]
    expected = np.clip(_by_hand(BASE * 1000.0, told), -1e9, 1e9)
    # at most ten roundings of relative size 1e-16 each, with room for sums that nearly cancel
    np.testing.assert_allclose(_value(contributions), expected, rtol=1e-12, atol=1e-9)


@given(bends)
def test_no_bend_leaves_the_limits(contributions) -> None:  # type: ignore[no-untyped-def]
    value = _value(contributions, "letting.share")
    assert ((value >= 0.0) & (value <= 1.0)).all()


def test_a_mask_bends_only_where_it_holds() -> None:
    made = levers()
    made.bend("one", "letting.share", "scale", 0.5, np.array([True, False, False, True]))
    assert made.value("letting.share").tolist() == [0.1, 0.4, 0.6, 0.4]


def test_two_that_replace_the_same_place_are_named() -> None:
    made = levers()
    made.bend("one", "letting.share", "replace", 0.5, np.array([True, True, False, False]))
    made.bend("two", "letting.share", "replace", 0.1, np.array([False, False, True, False]))
    with pytest.raises(LeverError, match=r"'three' and 'one' both replace 'letting\.share'; switch one of them off"):
        made.bend("three", "letting.share", "replace", 0.0, np.array([False, True, False, False]))
    with pytest.raises(LeverError, match="'four' and 'one' both replace"):
        made.bend("four", "letting.share", "replace", 0.0)
    assert made.value("letting.share").tolist() == [0.5, 0.5, 0.1, 0.8], "a refused bend leaves nothing behind"


def test_the_month_starts_from_the_base() -> None:
    made = levers()
    made.bend("two", "moving.ratio", "shift", 0.5)
    made.bend("one", "moving.ratio", "scale", 0.5)
    assert made.number("moving.ratio") == 1.0 and made.bent_by("moving.ratio") == ("one", "two")
    made.clear()
    assert made.bent_by("moving.ratio") == () and made.number("moving.ratio") == 1.0
    made.bend("one", "moving.ratio", "replace", 9.0)
    assert made.number("moving.ratio") == 2.0, "the highest the lever allows"


def test_reading_changes_nothing_and_hands_out_copies() -> None:
    made, given_ = levers(), BASE.copy()
    made.base("letting.share", given_)
    given_[:] = 0.0
    made.value("letting.share")[:] = 0.0
    assert made.value("letting.share").tolist() == BASE.tolist()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda m: m.value("leting.share"), r"unknown lever 'leting.share' \(did you mean 'letting.share'\?\)"),
        (lambda m: m.base("zzz", 1.0), r"unknown lever 'zzz'$"),
        (lambda m: m.bent_by("moving.ration"), r"did you mean 'moving.ratio'"),
        (lambda m: m.bend("one", "moving.rato", "scale", 1.0), r"'moving.rato' \(did you mean 'moving.ratio'"),
        (
            lambda m: m.bend("one", "moving.ratio", "multiply", 1.0),
            "unknown stage 'multiply' for lever 'moving.ratio'; allowed: replace, scale, shift, floor, cap",
        ),
        (lambda m: Levers(DECLARED, {"department": 1}).value("moving.ratio"), "lever 'moving.ratio' has no base value"),
    ],
)  # fmt: skip
def test_mistakes_are_named_with_the_nearest(call, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(LeverError, match=message):
        call(levers())
