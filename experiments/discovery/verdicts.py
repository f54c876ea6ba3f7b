"""Whether a verdict survives another account of how people behave: the factor that no number stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from experiments.discovery.aims import Aim
from experiments.discovery.futures import BEHAVIOUR, FloatArray, Futures
from experiments.discovery.told import BETTER, SAME, UNCLEAR, WORSE, told
from experiments.errors import InputError
from experiments.statistics import CONFIDENCE, PairedDifference, paired_difference

Word = Literal["holds under all", "holds under some", "turns round", "cannot be told apart"]
ALL: Word = "holds under all"
SOME: Word = "holds under some"
ROUND: Word = "turns round"
NOT: Word = "cannot be told apart"


@dataclass(frozen=True)
class Under:
    """What an alternative changes under one submodel, mean over all its futures; pairs are seeds.

    `told` is better, worse, cannot be told apart or no difference; `points` counts futures by the same words.
    """

    submodel: str
    pair: PairedDifference
    told: str
    points: dict[str, int]


@dataclass(frozen=True)
class Verdict:
    """Whether what an alternative does to an outcome holds under every submodel of a factor."""

    alternative: str
    against: str
    aim: Aim
    factor: str
    under: tuple[Under, ...]

    @property
    def word(self) -> Word:
        """The verdict in a few words."""
        words = [one.told for one in self.under]
        if BETTER in words and WORSE in words:
            return ROUND
        if BETTER in words or WORSE in words:
            return ALL if len(set(words)) == 1 else SOME
        return NOT

    @property
    def direction(self) -> str:
        """Better or worse, as most submodels that tell say, of as many the first; empty when none tells."""
        words = [one.told for one in self.under if one.told in (BETTER, WORSE)]
        return max(dict.fromkeys(words), key=words.count) if words else ""

    @property
    def text(self) -> str:
        """The verdict with the submodels it is about."""
        mine = _names(one.submodel for one in self.under if one.told == self.direction)
        unclear = _names(one.submodel for one in self.under if one.told == UNCLEAR)
        same = _names(one.submodel for one in self.under if one.told == SAME)
        rest = "".join(
            f"; {words} under {names}" for words, names in ((UNCLEAR, unclear), (SAME, same)) if names
        )  # fmt: skip
        if self.word == NOT:
            return "no difference under any" if not unclear else NOT + (f"; no difference under {same}" if same else "")
        if self.word == ALL:
            return f"{ALL} ({mine}): {self.direction}"
        if self.word == SOME:
            return f"{SOME}: {self.direction} under {mine}{rest}"
        other = next(one for one in (BETTER, WORSE) if one != self.direction)
        turned = _names(one.submodel for one in self.under if one.told == other)
        return f"{ROUND} under {turned}: {other} there, {self.direction} under {mine}{rest}"


def verdicts(
    futures: Futures, aims: Sequence[Aim], against: str, factor: str = BEHAVIOUR, confidence: float = CONFIDENCE
) -> list[Verdict]:
    """The verdict on every alternative against one of them, in every outcome.

    Under each submodel the mean over all futures is compared seed by seed; the intervals hold for all submodels of a
    verdict together (Bonferroni's), so that looking under many doors does not find by itself. Raises InputError with
    fewer than two submodels or seeds.
    """
    submodels = list(dict.fromkeys(map(str, futures.table[factor])))
    if len(submodels) < 2:
        raise InputError(
            f"the study '{futures.study.name}' has one {factor}, {submodels[0]}: a verdict needs two or more; write "
            f'{factor}s = ["{submodels[0]}", ...] in the study'
        )
    if len(futures.seeds) < 2:
        raise InputError("one seed cannot tell a difference from luck: sweep with replications = 2 or more")
    rows = {name: np.flatnonzero((futures.table[factor] == name).to_numpy()) for name in submodels}
    found = []
    for aim in aims:
        before = futures.of(against, aim.key)
        for name in futures.alternatives:
            if name != against:
                after = futures.of(name, aim.key)
                sides = {one: (before[rows[one]], after[rows[one]]) for one in submodels}
                found.append(Verdict(name, against, aim, factor, under(sides, aim, confidence)))
    return found


def under(
    sides: Mapping[str, tuple[FloatArray, FloatArray]], aim: Aim, confidence: float = CONFIDENCE
) -> tuple[Under, ...]:
    """What is told under each submodel from the two sides by its name, each (n_futures, n_seeds), in pairs."""
    level = 1 - (1 - confidence) / len(sides)
    found = []
    for name, (before, after) in sides.items():
        pair = paired_difference(before.mean(axis=0), after.mean(axis=0), level)
        found.append(Under(name, pair, _told(pair, aim), told(after - before, aim.better).count()))
    return tuple(found)


def _told(pair: PairedDifference, aim: Aim) -> str:
    if pair.verdict == "identical":
        return SAME
    if pair.verdict == "not distinguishable":
        return UNCLEAR
    return BETTER if pair.mean * aim.better > 0 else WORSE


def _names(names: Iterable[str]) -> str:
    return ", ".join(names)
