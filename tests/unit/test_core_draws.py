"""A draw is a value of its address: the same in arrays, in kernels, alone, in company and in another process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from agents.core import draws

WORDS = st.integers(0, 2**64 - 1)
SEEDS = st.integers(-(2**63), 2**64 - 1)
NAMES = st.text(max_size=20)
MONTHS = st.integers(-2000, 32767)
MASK = 2**64 - 1


def slow_mix(value: int) -> int:
    """The finaliser of splitmix64 in Python's whole numbers, as published."""
    value = (value + 0x9E3779B97F4A7C15) & MASK
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & MASK
    return value ^ (value >> 31)


def array(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.uint64)


def test_the_hash_is_splitmix64() -> None:
    """The generator seeded with 0 and 1234567 begins with these numbers in every published implementation."""
    assert slow_mix(0) == 0xE220A8397B1DCDAF
    assert slow_mix(1234567) == 6457827717110365317


@given(WORDS)
def test_array_kernel_and_slow_hash_agree(value: int) -> None:
    assert int(draws.mix(np.uint64(value))) == int(draws.mix_one(np.uint64(value))) == slow_mix(value)


@given(SEEDS, NAMES, MONTHS, st.lists(WORDS, min_size=1, max_size=20))
def test_kernels_draw_the_bits_that_arrays_draw(seed: int, name: str, month: int, keys: list[int]) -> None:
    many = draws.uniform(seed, name, month, array(*keys))
    stream = draws.stream(seed, name, month)
    assert many.tolist() == [draws.uniform_one(stream, np.uint64(key)) for key in keys]
    assert ((many >= 0.0) & (many < 1.0)).all()


@given(SEEDS, NAMES, MONTHS, st.lists(WORDS, min_size=1, max_size=20), st.randoms(use_true_random=False))
def test_company_and_order_do_not_matter(seed, name, month, keys, random) -> None:  # type: ignore[no-untyped-def]
    alone = {key: draws.normal(seed, name, month, array(key))[0] for key in keys}
    random.shuffle(keys)
    assert draws.normal(seed, name, month, array(*keys)).tolist() == [alone[key] for key in keys]


def test_each_part_of_the_address_matters() -> None:
    here = draws.bits(1, "moving.wish", 5, array(7))[0]
    others = [
        draws.bits(2, "moving.wish", 5, array(7))[0],
        draws.bits(1, "moving.wisH", 5, array(7))[0],
        draws.bits(1, "moving.wish", 6, array(7))[0],
        draws.bits(1, "moving.wish", 5, array(8))[0],
        draws.bits(5, "moving.wish", 1, array(7))[0],
    ]
    assert len({int(value) for value in [here, *others]}) == 6


def test_negative_seeds_and_months_have_addresses_of_their_own() -> None:
    found = {int(draws.stream(seed, "x", month)) for seed in (-1, 0, 1) for month in (-1, 0, 1)}
    assert len(found) == 9


def test_the_extremes_of_the_hash_stay_inside_the_interval() -> None:
    """`uniform` keeps 53 bits: the largest is one step below 1, so that log1p(-u) in `normal` is finite."""
    largest = np.float64(np.uint64(MASK) >> np.uint64(11)) * (1.0 / 9007199254740992.0)
    assert largest == np.nextafter(1.0, 0.0)


@given(SEEDS, st.lists(WORDS, min_size=1, max_size=20), st.integers(1, 1000))
def test_whole_numbers_stay_below_their_limit(seed: int, keys: list[int], below: int) -> None:
    found = draws.integer(seed, "x", 0, array(*keys), below)
    assert found.dtype == np.int64 and (found >= 0).all() and (found < below).all()
    each = np.arange(1, len(keys) + 1)
    assert (draws.integer(seed, "x", 0, array(*keys), each) < each).all()


@given(NAMES, st.integers(0, 10_000), st.integers(0, 50))
def test_keys_of_many_are_the_keys_of_each(name: str, number: int, count: int) -> None:
    assert draws.keys_of(name, number, count).tolist() == [int(draws.key_of(name, number, k)) for k in range(count)]


def test_nobody_gives_nothing() -> None:
    nobody = np.zeros(0, dtype=np.uint64)
    assert draws.uniform(1, "x", 0, nobody).shape == draws.normal(1, "x", 0, nobody).shape == (0,)
    assert draws.child_keys(nobody, "birth", 0).dtype == np.uint64


ADDRESSES = """
import numpy as np
from agents.core import draws
keys = draws.keys_of("person", 3, 1000)
print(draws.decision("moving.wish"), draws.key_of("arrival", 4, 17), draws.child_keys(keys, "birth", 9)[999])
print(draws.uniform(2**63, "a", 3, keys).tobytes().hex()[:400], draws.normal(-5, "b", -3, keys).sum().hex())
"""


def test_another_process_draws_the_same() -> None:
    """Python scrambles its own hashes anew in each process; addresses must not follow."""
    root = Path(__file__).parents[2]
    said = [
        subprocess.run(
            [sys.executable, "-c", ADDRESSES],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "77")
    ]
    keys = draws.keys_of("person", 3, 1000)
    here = (
        f"{draws.decision('moving.wish')} {draws.key_of('arrival', 4, 17)} {draws.child_keys(keys, 'birth', 9)[999]}\n"
        f"{draws.uniform(2**63, 'a', 3, keys).tobytes().hex()[:400]} {draws.normal(-5, 'b', -3, keys).sum().hex()}\n"
    )
    assert said == [here, here]


def test_addresses_are_what_they_were_when_results_were_published() -> None:
    """Changing any of these changes every result; that needs a 'Results change' entry in the changelog."""
    keys = draws.keys_of("person", 0, 3)
    assert draws.uniform(1, "moving.wish", 0, keys).tolist() == PUBLISHED


PUBLISHED = [0.7395836448915661, 0.6161390681446725, 0.9316988030029254]
