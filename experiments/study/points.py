"""The points of a study: each combination of its factors at each point of its design, and the scenario that asks it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from experiments.study.form import Pairs, Study
from experiments.vocabulary import Vocabulary
from model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Point:
    """One question of a study. `id` counts from 0 in the study's order; `values` are the varied numbers by full name.

    `scenario` has the study's first seed. Two points may have the same scenario: a lever of a policy that is not
    switched on changes nothing.
    """

    id: int
    place: str
    behaviour: str
    law: str
    alternative: str
    values: Pairs
    scenario: Scenario


def points(study: Study, words: Vocabulary | None = None) -> tuple[Point, ...]:
    """Every point of a study; raises InputError where two policies cannot be at work together."""
    raise NotImplementedError


def runs(study: Study, chosen: Sequence[Point]) -> Iterator[tuple[Point, Scenario]]:
    """What is to be run: all points on the first seed, then all on the second, and so on."""
    for seed in study.seeds:
        for point in chosen:
            yield point, point.scenario.with_seed(seed)
