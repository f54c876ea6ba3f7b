"""Predictions against what the runs showed, and sets of proposals against each other: no score, and ties are told."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboards.workshop.living import LETTINGS
from dashboards.workshop.matters import Matter, Values, by_key, judged
from dashboards.workshop.seen import Guess, Seen
from experiments.statistics import PairedDifference, estimate, paired_difference

TOLD = "distinguishable"


@dataclass(frozen=True)
class Found:
    """What the runs showed of one matter: the base's mean and the change with its 95 % interval.

    `direction` is 0 unless the change can be told from chance. `n` is the number of pairs that had a value.
    """

    matter: Matter
    base: float
    change: float
    low: float
    high: float
    verdict: str
    n: int

    @property
    def direction(self) -> int:
        """1 up, -1 down, 0 no change that can be told."""
        return int(math.copysign(1, self.change)) if self.verdict == TOLD else 0

    @property
    def known(self) -> bool:
        """Whether any pair had a value."""
        return self.n > 0


@dataclass(frozen=True)
class Answered:
    """A team's prediction beside the outcome: whether the direction was right, and whether the interval holds it."""

    team: str
    guess: Guess
    right: bool
    inside: bool


@dataclass(frozen=True)
class Compared:
    """One outcome with all predictions."""

    found: Found
    answers: tuple[Answered, ...]

    def count(self, direction: int) -> int:
        """How many teams predicted this direction."""
        return sum(one.guess.direction == direction for one in self.answers)

    @property
    def right(self) -> int:
        """How many had the direction right."""
        return sum(one.right for one in self.answers)

    @property
    def surprise(self) -> float:
        """The share of teams that had the direction wrong; 0 without teams or outcome."""
        return 1.0 - self.right / len(self.answers) if self.answers and self.found.known else 0.0


@dataclass(frozen=True)
class Judged:
    """The teams' sets in one matter: `found` against the base by team; `ahead` who is best, several when they cannot be
    told apart; empty when no set can be told from the base for the better, or nobody wins by it.
    """

    matter: Matter
    found: Mapping[str, Found]
    ahead: tuple[str, ...]


def found(matter: Matter, base: Sequence[Values], treated: Sequence[Values]) -> Found:
    """The change of a matter in pairs of runs on the same seeds."""
    before, pair = _column(matter, base), _pair(matter, base, treated)
    return Found(matter, estimate(before).mean, pair.mean, pair.low, pair.high, pair.verdict, pair.n)


def compared(seen: Seen) -> tuple[Compared, ...]:
    """Every outcome that was asked; empty until the runs are done."""
    base, treated = seen.values(seen.setting.base), seen.values(seen.setting.treated)
    if base is None or treated is None:
        return ()
    return tuple(_compared(seen, found(by_key()[key], base, treated)) for key in seen.setting.asked)


def _compared(seen: Seen, one: Found) -> Compared:
    answers = []
    for team in seen.teams:
        guess = None if team.guesses is None else team.guesses.get(one.matter.key)
        if guess is not None:
            inside = one.low <= guess.change <= one.high if one.n > 1 else guess.change == one.change
            answers.append(Answered(team.name, guess, one.known and guess.direction == one.direction, inside))
    return Compared(one, tuple(answers))


def sets(seen: Seen) -> tuple[Judged, ...]:
    """The sets in every matter; empty until the last run of all sets is done: they are shown together."""
    base = seen.values(seen.setting.base)
    runs = {team: seen.values(seen.setting.chosen(basket)) for team, basket in seen.baskets().items()}
    whole = {team: values for team, values in runs.items() if values is not None}
    if base is None or not seen.spent or not whole or len(whole) < len(runs):
        return ()
    return tuple(_judged(matter, base, whole) for matter in judged())


def _judged(matter: Matter, base: Sequence[Values], runs: Mapping[str, Sequence[Values]]) -> Judged:
    against = {team: found(matter, base, values) for team, values in runs.items()}
    better = {team: one for team, one in against.items() if matter.better and one.direction == matter.better}
    if not better:
        return Judged(matter, against, ())
    best = max(better, key=lambda team: matter.better * better[team].change)
    alike = (team for team in runs if team == best or _alike(matter, runs[best], runs[team]))
    return Judged(matter, against, tuple(alike))


def _alike(matter: Matter, one: Sequence[Values], other: Sequence[Values]) -> bool:
    pair = _pair(matter, one, other)
    return pair.n > 0 and pair.verdict != TOLD


@dataclass(frozen=True)
class Lettings:
    """Homes let by one rule over the run, on average, without and with the room's scenario."""

    rule: str
    base: float
    treated: float


def lettings(seen: Seen) -> tuple[Lettings, ...]:
    """How homes of the estate were let: what the rules did."""
    base, treated = seen.values(seen.setting.base), seen.values(seen.setting.treated)
    if base is None or treated is None:
        return ()
    keys = sorted({key for run in (*base, *treated) for key in run if key.startswith(LETTINGS)})
    rows = [Lettings(key.removeprefix(LETTINGS), _mean(base, key), _mean(treated, key)) for key in keys]
    return tuple(row for row in rows if row.base or row.treated)


def _mean(runs: Sequence[Values], key: str) -> float:
    return sum(run.get(key, 0.0) for run in runs) / len(runs)


def _column(matter: Matter, runs: Sequence[Values]) -> NDArray[np.float64]:
    return np.array([run.get(matter.key, math.nan) for run in runs], dtype=np.float64)


def _pair(matter: Matter, base: Sequence[Values], treated: Sequence[Values]) -> PairedDifference:
    return paired_difference(_column(matter, base), _column(matter, treated))
