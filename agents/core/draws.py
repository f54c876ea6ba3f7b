"""Addressed draws: chance that belongs to a decision, a month and somebody, not to a place in a queue.

A draw is a hash of its address (seed, decision, month, who). Banning one person from one draw, or running on more
workers, changes nobody else's draws, so two scenarios differ only where a policy reaches.
The hash is the finaliser of splitmix64 applied to the address part by part [@steele2014fast].
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import numpy as np
from numba import njit
from numpy.typing import NDArray

UIntArray = NDArray[np.uint64]
FloatArray = NDArray[np.float64]


@njit("uint64(uint64)", cache=True, inline="always")
def mix_one(value):  # type: ignore[no-untyped-def]
    """Scramble 64 bits so that neighbouring inputs give unrelated outputs (the finaliser of splitmix64)."""
    value = value + np.uint64(0x9E3779B97F4A7C15)
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@njit("float64(uint64, uint64)", cache=True, inline="always")
def uniform_one(stream, key):  # type: ignore[no-untyped-def]
    """One number in [0, 1) for one key on a stream, inside a kernel; the same bits as `uniform`."""
    return np.float64(mix_one(stream ^ mix_one(key)) >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@njit("float64(uint64, uint64, uint64)", cache=True)
def normal_one(first, second, key):  # type: ignore[no-untyped-def]
    """One standard normal number for one key on two streams, inside a kernel; as `normal`, but for the last bit."""
    far = np.sqrt(-2.0 * np.log1p(-uniform_one(first, key)))
    return far * np.cos(2.0 * np.pi * uniform_one(second, key))


# Loops over flat arrays and no ufuncs: a small call costs less, and Numba builds ufuncs anew at every import.
@njit(cache=True)
def _mix(values):  # type: ignore[no-untyped-def]
    out = np.empty(len(values), np.uint64)
    for i in range(len(values)):
        out[i] = mix_one(values[i])
    return out


@njit(cache=True)
def _uniform(stream, keys):  # type: ignore[no-untyped-def]
    out = np.empty(len(keys))
    for i in range(len(keys)):
        out[i] = uniform_one(stream, keys[i])
    return out


def mix(values: UIntArray | np.uint64) -> UIntArray:
    """`mix_one` for each of the values, shape as `values`."""
    return np.asarray(_mix(values.ravel())).reshape(values.shape)


def _word(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


@lru_cache(maxsize=1024)
def decision(name: str) -> np.uint64:
    """The number of a named decision, the same in every process.

    >>> decision("moving.wish") == decision("moving.wish") != decision("moving.accept")
    True
    """
    return np.uint64(_word(name))


@lru_cache(maxsize=4096)
def _of_run(seed: int, name: str) -> np.uint64:
    word = mix_one(np.uint64(seed & 0xFFFFFFFFFFFFFFFF))
    return np.uint64(mix_one(np.uint64(word) ^ decision(name)))


@lru_cache(maxsize=4096)
def stream(seed: int, name: str, month: int) -> np.uint64:
    """The stream of one decision in one month: the address without the person."""
    return np.uint64(mix_one(_of_run(seed, name) ^ np.uint64(month & 0xFFFFFFFFFFFFFFFF)))


class Streams:
    """The streams of one month of a run: those of all decisions known so far are worked out together when it begins."""

    def __init__(self) -> None:
        self._when = (0, 0)
        self._words: list[np.uint64] = []
        self._now: dict[str, np.uint64] = {}

    def at(self, seed: int, name: str, month: int) -> np.uint64:
        """The same as `stream`."""
        if self._when != (seed, month):
            self._begin(seed, month)
        found = self._now.get(name)
        if found is None:
            self._words.append(_of_run(seed, name))
            found = self._now[name] = stream(seed, name, month)
        return found

    def _begin(self, seed: int, month: int) -> None:
        if seed != self._when[0]:
            self._words = [_of_run(seed, name) for name in self._now]
        self._when = seed, month
        words = np.array(self._words, dtype=np.uint64) ^ np.uint64(month & 0xFFFFFFFFFFFFFFFF)
        self._now = dict(zip(self._now, mix(words), strict=True))


def bits(seed: int, name: str, month: int, keys: UIntArray) -> UIntArray:
    """64 addressed random bits for each key, shape as `keys`."""
    return mix(stream(seed, name, month) ^ mix(keys))


def uniform_on(on: np.uint64, keys: UIntArray) -> FloatArray:
    """Numbers in [0, 1) on a stream, one for each key, shape as `keys`."""
    flat: FloatArray = _uniform(on, keys.ravel())
    return flat if keys.ndim == 1 else flat.reshape(keys.shape)


def normal_on(first: np.uint64, second: np.uint64, keys: UIntArray) -> FloatArray:
    """Standard normal numbers (Box-Muller on two streams), one for each key, shape as `keys`."""
    a, b = uniform_on(first, keys), uniform_on(second, keys)
    return np.asarray(np.sqrt(-2.0 * np.log1p(-a)) * np.cos(2.0 * np.pi * b))


def uniform(seed: int, name: str, month: int, keys: UIntArray) -> FloatArray:
    """Addressed numbers in [0, 1), one for each key, shape as `keys`."""
    return uniform_on(stream(seed, name, month), keys)


def normal(seed: int, name: str, month: int, keys: UIntArray) -> FloatArray:
    """Addressed standard normal numbers, one for each key, shape as `keys`."""
    return normal_on(stream(seed, name, month), stream(seed, second_of(name), month), keys)


def second_of(name: str) -> str:
    """The name of the second of the two streams that a normal number takes."""
    return name + "|second"


def integer(seed: int, name: str, month: int, keys: UIntArray, below: int | NDArray[np.int64]) -> NDArray[np.int64]:
    """Addressed whole numbers 0 .. below-1, shape as `keys`; `below` may be one number or one for each key."""
    return np.floor(uniform(seed, name, month, keys) * below).astype(np.int64)


def key_of(name: str, *numbers: int) -> np.uint64:
    """A key for something named, such as ('arrival', month, 17); the same in every process."""
    word = np.uint64(_word(name))
    for number in numbers:
        word = np.uint64(mix_one(word ^ np.uint64(mix_one(np.uint64(number & 0xFFFFFFFFFFFFFFFF)))))
    return word


def keys_of(name: str, number: int, count: int) -> UIntArray:
    """Keys of `count` things of one kind and number, the same as `key_of(name, number, k)` for each k."""
    base = key_of(name, number)
    return mix(base ^ mix(np.arange(count, dtype=np.uint64)))


def child_keys(parents: UIntArray, name: str, month: int) -> UIntArray:
    """Keys born of other keys: a newborn's from its mother's, a new household's from its founder's."""
    return mix(parents ^ np.uint64(mix_one(stream(0, name, month))))
