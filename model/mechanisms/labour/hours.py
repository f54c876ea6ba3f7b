"""Weekly hours of a job: full time is 37, part-time is commoner among women, the young and those with less skill."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.core.draws import mix_one, uniform_one
from agents.core.parameter import Parameter

P = Parameter
PARAMETERS = (
    P("hours.full_time", 37.0, 37.0, 37.0, "hours/week", "recalled", "recalled", "agreed full time"),
    P("hours.part_time_men", 0.10, 0.05, 0.2, "share", "recalled", "recalled", "part-time among employed men from 25"),
    P("hours.part_time_women", 0.28, 0.2, 0.4, "share", "recalled", "recalled",
      "part-time among employed women from 25"),
    P("hours.part_time_young", 0.45, 0.3, 0.6, "share", "recalled", "recalled",
      "part-time among the employed under 25, students apart"),
    P("hours.part_time_skill", -0.35, -0.8, 0.0, "log odds per SD", "judgement", "judgement",
      "skill in working part-time"),
    P("hours.short", 15.0, 8.0, 20.0, "hours/week", "judgement", "judgement", "shortest part-time of the grown"),
    P("hours.long", 32.0, 28.0, 34.0, "hours/week", "judgement", "judgement", "longest part-time"),
)  # fmt: skip


class Hours(NamedTuple):
    """The parameters of hours as numbers, in the order of `PARAMETERS`."""

    full_time: float
    part_time_men: float
    part_time_women: float
    part_time_young: float
    part_time_skill: float
    short: float
    long: float


def numbers(values: Mapping[str, float]) -> Hours:
    """The parameters as a scenario gives them."""
    return Hours(*(float(values[f"hours.{field}"]) for field in Hours._fields))


@njit(cache=True)
def hours_of(key, stream, female, age, skill, h):  # type: ignore[no-untyped-def]
    """Hours a week of somebody's new job."""
    share = h.part_time_women if female else h.part_time_men
    if age < 25:
        share = h.part_time_young
    odds = share / (1.0 - share) * np.exp(h.part_time_skill * skill)
    if uniform_one(stream, key) >= odds / (1.0 + odds):
        return np.uint8(h.full_time)
    return np.uint8(h.short + (h.long - h.short) * uniform_one(stream, mix_one(key)))


@njit(cache=True)
def _many(key, stream, female, age, skill, h):  # type: ignore[no-untyped-def]
    out = np.empty(len(key), np.uint8)
    for i in range(len(key)):
        out[i] = hours_of(key[i], stream, female[i], age[i], skill[i], h)
    return out


def draw(
    keys: NDArray[np.uint64],
    stream: np.uint64,
    female: NDArray[np.bool_],
    age: NDArray[np.integer],
    skill: NDArray[np.float32],
    values: Mapping[str, float],
) -> NDArray[np.uint8]:
    """Weekly hours for many, shape as `keys`."""
    return np.asarray(_many(keys, stream, female, age.astype(np.int64), skill, numbers(values)))
