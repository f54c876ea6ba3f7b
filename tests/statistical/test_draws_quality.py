"""Addressed draws look like chance along every part of the address.

Draws are fixed by their addresses: each test came out once, and stays so until the hash changes. The level is 1e-3 for
the whole of a family of tests (Bonferroni).
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from agents.core import draws

ALPHA = 1e-3
N = 20_000
PEOPLE = draws.keys_of("person", 0, N)
COUNTED = np.arange(N, dtype=np.uint64)
"""Keys that differ in few bits, the hardest case for a hash."""

NAMES = ("moving.wish", "moving.wisi", "demography.birth", "letting.accept", "a", "")
MONTHS = (-12, 0, 1, 2, 11, 239)
SEEDS = (0, 1, 2, 2**31, 2**63)
STREAMS = [(seed, name, month) for seed in SEEDS for name in NAMES for month in MONTHS]


@pytest.mark.parametrize("keys", [PEOPLE, COUNTED], ids=["hashed keys", "counted keys"])
def test_every_stream_is_uniform(keys: np.ndarray) -> None:
    """Kolmogorov-Smirnov for each of 180 streams, and for the p-values of all."""
    p = [stats.kstest(draws.uniform(*stream, keys), "uniform").pvalue for stream in STREAMS]
    assert min(p) > ALPHA / len(STREAMS)
    assert stats.kstest(p, "uniform").pvalue > ALPHA


def test_one_person_draws_uniformly_through_the_months() -> None:
    """Chi-square over 50 classes, 20,000 months of each of twenty persons."""
    counts = np.zeros((20, 50), dtype=np.int64)
    for month in range(N):
        u = draws.uniform(1, "moving.wish", month, PEOPLE[:20])
        counts[np.arange(20), (u * 50).astype(int)] += 1
    assert min(stats.chisquare(row).pvalue for row in counts) > ALPHA / 20


def _unrelated(a: np.ndarray, b: np.ndarray, tests: int) -> bool:
    """Neither linearly related (t-test of the correlation) nor in a 10 x 10 table (chi-square)."""
    linear = stats.pearsonr(a, b).pvalue
    table = np.histogram2d(a, b, bins=10, range=((0, 1), (0, 1)))[0]
    return linear > ALPHA / tests and stats.chisquare(table.ravel()).pvalue > ALPHA / tests


@pytest.mark.parametrize("keys", [PEOPLE, COUNTED], ids=["hashed keys", "counted keys"])
def test_neighbours_along_the_address_are_unrelated(keys: np.ndarray) -> None:
    here = draws.uniform(1, "moving.wish", 5, keys)
    there = {
        "next month": draws.uniform(1, "moving.wish", 6, keys),
        "a year later": draws.uniform(1, "moving.wish", 17, keys),
        "next seed": draws.uniform(2, "moving.wish", 5, keys),
        "another decision": draws.uniform(1, "moving.accept", 5, keys),
        "a name of one letter more": draws.uniform(1, "moving.wishe", 5, keys),
        "seed and month exchanged": draws.uniform(5, "moving.wish", 1, keys),
        "next key": np.roll(here, 1),
        "key with the lowest bit turned": draws.uniform(1, "moving.wish", 5, keys ^ np.uint64(1)),
        "key with the highest bit turned": draws.uniform(1, "moving.wish", 5, keys ^ np.uint64(2**63)),
    }
    related = [name for name, other in there.items() if not _unrelated(here, other, 2 * len(there))]
    assert related == []


def test_mother_and_child_and_the_two_keys_of_a_pair_are_unrelated() -> None:
    here = draws.uniform(1, "moving.wish", 5, PEOPLE)
    children = draws.child_keys(PEOPLE, "birth", 5)
    assert _unrelated(here, draws.uniform(1, "moving.wish", 5, children), 4)
    pairs = PEOPLE ^ draws.mix(np.roll(PEOPLE, 1))
    assert _unrelated(here, draws.uniform(1, "moving.wish", 5, pairs), 4)


def test_each_bit_of_the_key_turns_half_the_bits_of_the_draw() -> None:
    """Avalanche: 64 x 64 shares of 4,000 keys, by chance within 5 standard errors of 0.0079 of one half."""
    keys = PEOPLE[:4000]
    here = draws.bits(1, "moving.wish", 5, keys)
    turned = np.empty((64, 64))
    for bit in range(64):
        change = here ^ draws.bits(1, "moving.wish", 5, keys ^ np.uint64(1 << bit))
        turned[bit] = [((change >> np.uint64(k)) & np.uint64(1)).mean() for k in range(64)]
    assert abs(turned - 0.5).max() < 5 * 0.5 / np.sqrt(len(keys))
    assert abs(turned.mean() - 0.5) < 5 * 0.5 / np.sqrt(len(keys) * 64)


def test_each_bit_of_the_seed_and_month_turns_half_the_bits() -> None:
    here = int(draws.stream(1, "moving.wish", 5))
    turned = [bin(here ^ int(draws.stream(1 ^ (1 << bit), "moving.wish", 5))).count("1") for bit in range(64)]
    turned += [bin(here ^ int(draws.stream(1, "moving.wish", 5 ^ (1 << bit)))).count("1") for bit in range(15)]
    # 79 counts of 64 coins: mean 32 with standard error 0.45, a single one beyond 32 +- 20 has chance 1e-6
    assert abs(np.mean(turned) - 32) < 4 * 0.45 and min(turned) > 12 and max(turned) < 52


def test_a_million_keys_do_not_meet() -> None:
    """By the birthday rule a million random 64-bit keys collide with chance 3e-8."""
    people = draws.keys_of("person", 0, 1_000_000)
    assert len(np.unique(people)) == len(people)
    assert len(np.unique(draws.child_keys(people, "birth", 3))) == len(people)
    families = [draws.keys_of("arrival", month, 2000) for month in range(240)]
    born = [draws.child_keys(people[:2000], "birth", month) for month in range(240)]
    assert len(np.unique(np.concatenate(families + born))) == 2 * 240 * 2000


def test_normal_numbers_are_normal() -> None:
    p = [stats.kstest(draws.normal(seed, name, 3, PEOPLE), "norm").pvalue for seed in SEEDS for name in NAMES]
    assert min(p) > ALPHA / len(p) and stats.kstest(p, "uniform").pvalue > ALPHA
    tail = np.abs(draws.normal(1, "tail", 0, draws.keys_of("person", 0, 1_000_000))) > 3.0
    # 0.0027 of a million beyond three standard deviations, standard error 52
    assert abs(tail.sum() - 2700) < 4 * 52


def test_normal_numbers_are_unrelated_to_the_uniform_ones_of_the_same_decision_twice_over() -> None:
    one, other = draws.normal(1, "skill", 0, PEOPLE), draws.normal(1, "language", 0, PEOPLE)
    assert stats.pearsonr(one, other).pvalue > ALPHA / 2
    assert stats.pearsonr(np.abs(one), np.abs(other)).pvalue > ALPHA / 2


def test_whole_numbers_are_drawn_alike() -> None:
    for below in (2, 3, 7, 100):
        counts = np.bincount(draws.integer(1, "who", 0, PEOPLE, below), minlength=below)
        assert stats.chisquare(counts).pvalue > ALPHA / 4
