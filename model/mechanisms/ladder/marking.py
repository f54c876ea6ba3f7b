"""How a child is marked, in the language assessment at three and at the leaving exam."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numba import njit

from agents.core import draws
from agents.core.draws import normal_one
from agents.core.values import made_once
from model.world import World


class Assessment(NamedTuple):
    """Numbers of the language assessment, named as in `early.PARAMETERS`."""

    skill: np.float32
    danish: np.float32
    noise: float
    special: float
    focused: float


class Grading(NamedTuple):
    """Numbers of the leaving grade, named as in `early.PARAMETERS`."""

    mean: np.float32
    skill: np.float32
    danish: np.float32
    agency: np.float32
    girls: float
    noise: float


@made_once
def assessment(values: Mapping[str, float]) -> Assessment:
    """The numbers of the assessment in this scenario; what is multiplied with a column has the column's width."""
    skill, danish, *others = (values[f"ladder.assessed_{name}"] for name in Assessment._fields)
    return Assessment(np.float32(skill), np.float32(danish), *others)


@made_once
def grading(values: Mapping[str, float]) -> Grading:
    """The numbers of the grade in this scenario; what is multiplied with a column has the column's width."""
    mean, skill, danish, agency, *others = (values[f"ladder.grade_{name}"] for name in Grading._fields)
    return Grading(np.float32(mean), np.float32(skill), np.float32(danish), np.float32(agency), *others)


def streams(world: World, decision: str, month: int) -> tuple[np.uint64, np.uint64]:
    """The two streams of chance in a mark given in some month."""
    return world.stream(decision, month), world.stream(draws.second_of(decision), month)


@njit(cache=True)
def assess(rows, key, skill, language, first, second, v):  # type: ignore[no-untyped-def]
    """The language group of each of these children: 1 general, 2 focused, 3 special effort."""
    out = np.empty(len(rows), np.uint8)
    for k in range(len(rows)):
        i = rows[k]
        mark = v.skill * skill[i] + v.danish * (language[i] - np.float32(1.0))
        total = mark + v.noise * normal_one(first, second, key[i])
        out[k] = 3 if total < v.special else 2 if total < v.focused else 1
    return out


@njit(cache=True)
def grade(rows, key, skill, language, agency, female, first, second, v):  # type: ignore[no-untyped-def]
    """The mean leaving grade of each of these pupils on the 7-step scale, -3..12."""
    out = np.empty(len(rows))
    for k in range(len(rows)):
        i = rows[k]
        mark = v.mean + v.skill * skill[i] + v.danish * (language[i] - np.float32(1.0)) + v.agency * agency[i]
        total = mark + v.girls * (female[i] - 0.5) + v.noise * normal_one(first, second, key[i])
        out[k] = min(max(total, -3.0), 12.0)
    return out
