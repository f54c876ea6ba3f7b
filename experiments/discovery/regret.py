"""Robustness over many futures: how much one can regret an alternative, and how often it is good enough.

Every future counts the same. Several outcomes stay several: nothing is added up into one score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.discovery.aims import BASE, Aim, Need
from experiments.discovery.chance import AGAIN, FloatArray, Guess, guesses
from experiments.discovery.futures import Futures
from experiments.errors import InputError

LARGEST, NINETIETH, MEAN = "largest", "90th percentile", "mean"
KINDS = (LARGEST, NINETIETH, MEAN)


@dataclass(frozen=True)
class Regret:
    """How much worse an alternative is than the best one of the same future, in the outcome's unit; never negative.

    `guess` by kind: over all futures the largest, the 90th percentile and the mean; `least` by kind is the share of
    studies drawn again in which no alternative has less.
    """

    alternative: str
    aim: Aim
    guess: dict[str, Guess]
    least: dict[str, float]


@dataclass(frozen=True)
class Enough:
    """The share of futures in which an alternative holds all thresholds together, and each by itself."""

    alternative: str
    together: Guess
    each: tuple[Guess, ...]


def regrets(futures: Futures, aims: Sequence[Aim], times: int = AGAIN) -> list[Regret]:
    """The regret of every alternative in every outcome [@savage1951theory; @mcphail2018robustness].

    Which alternative is best is judged by noisy means, which makes regret look larger than it is; part of that is taken
    off (see `chance.guesses`). Raises InputError with fewer than two alternatives or seeds.
    """
    _check(futures)
    found: list[Regret] = []
    for aim in aims:
        told, many = guesses([aim.better * futures.values[aim.key]], _of_kinds, times=times)
        lowest = (many <= many.min(axis=1, keepdims=True)).mean(axis=0)
        for k, name in enumerate(futures.alternatives):
            least = {kind: float(share) for kind, share in zip(KINDS, lowest[k], strict=True)}
            found.append(Regret(name, aim, dict(zip(KINDS, _ordered(told[k]), strict=True)), least))
    return found


def enough(futures: Futures, needs: Sequence[Need], times: int = AGAIN) -> list[Enough]:
    """How often every alternative is good enough: the domain criterion [@starr1962product; @mcphail2018robustness].

    A threshold 'base' is what today's rules give in the same future.
    """
    _check(futures)
    if any(need.limit is None for need in needs) and BASE not in futures.alternatives:
        raise InputError(f"a threshold of '{BASE}' needs the alternative '{BASE}'; there are: {_names(futures)}")
    base = futures.alternatives.index(BASE) if BASE in futures.alternatives else 0

    def shares(means: FloatArray) -> FloatArray:
        holds = np.array([_holds(own, need, own[base]) for own, need in zip(means, needs, strict=True)])
        return np.column_stack([holds.all(axis=0).mean(axis=1), holds.mean(axis=2).T])

    told, _ = guesses([futures.values[need.aim.key] for need in needs], shares, ceiling=1.0, times=times)
    return [Enough(name, own[0], tuple(own[1:])) for name, own in zip(futures.alternatives, told, strict=True)]


def _holds(means: FloatArray, need: Need, base: FloatArray) -> NDArray[np.bool_]:
    """Whether a threshold holds, (n_alternatives, n_points)."""
    limit = base if need.limit is None else need.limit
    return np.asarray(means > limit if need.side == ">" else means < limit)


def _of_kinds(means: FloatArray) -> FloatArray:
    """Regret over all futures, (n_alternatives, kinds), from means (1, n_alternatives, n_points), more being better."""
    regret = means[0].max(axis=0, keepdims=True) - means[0]
    return np.column_stack([regret.max(axis=1), np.quantile(regret, 0.9, axis=1), regret.mean(axis=1)])


def _ordered(guesses: Sequence[Guess]) -> list[Guess]:
    """Guesses of the largest, the 90th percentile and the mean, none below the next after luck was taken off."""
    found = [guesses[-1]]
    for one in reversed(guesses[:-1]):
        last = found[0]
        value, low, high = max(one.value, last.value), max(one.low, last.low), max(one.high, last.high)
        found.insert(0, Guess(value, low, high, one.raw))
    return found


def _check(futures: Futures) -> None:
    if len(futures.alternatives) < 2:
        raise InputError(f"the study '{futures.study.name}' has one alternative: robustness compares two or more")
    if len(futures.seeds) < 2:
        raise InputError("one seed cannot tell a difference from luck: sweep with replications = 2 or more")


def _names(futures: Futures) -> str:
    return ", ".join(futures.alternatives)
