"""Kinds of households to choose from: who lives together, how old they are, and where they come from.

The pool only has to hold every kind of household that exists in a plausible mixture; how many there are of
each is settled afterwards by raking. So the shapes below are starting points, and graded as judgements.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agents.codes import HouseholdType, Origin
from agents.core import draws

MEMBERS = 9
NOBODY, HEAD, PARTNER, CHILD, OTHER = range(5)
FIRST_CHILD = 2
SINGLE, COUPLE, PARENT, SHARED, EXTENDED = range(5)

KIND_SHARES = (0.38, 0.36, 0.13, 0.06, 0.07)
"""How much of the pool is made as each kind; parents whose children have all left become singles."""
AGES = np.array([18, 21, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 92])
AGE_SHAPES = {
    SINGLE: (0.07, 0.11, 0.10, 0.06, 0.05, 0.06, 0.07, 0.08, 0.07, 0.07, 0.07, 0.06, 0.055, 0.045, 0.03),
    COUPLE: (0.01, 0.05, 0.09, 0.11, 0.12, 0.12, 0.11, 0.10, 0.09, 0.08, 0.06, 0.035, 0.015, 0.008, 0.002),
    PARENT: (0.02, 0.05, 0.11, 0.17, 0.20, 0.20, 0.15, 0.07, 0.03, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    SHARED: (0.35, 0.45, 0.15, 0.05, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    EXTENDED: (0.0, 0.02, 0.08, 0.13, 0.16, 0.18, 0.18, 0.15, 0.10, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
}
"""Age of the head (in couples the woman) by kind, shares of the bands between `AGES`."""
CHILDREN_SHAPES = ((0.10, 0.18, 0.46, 0.19, 0.05, 0.02, 0.0), (0.07, 0.11, 0.23, 0.25, 0.17, 0.10, 0.07))
"""Shares of women with 0..6 children in the end: Danish and western, non-western."""
FIRST_BIRTH = ((28.5, 4.6), (24.8, 4.4))
"""Mean and spread of the mother's age at the first birth; 29.1 in all Denmark about 2015."""
AT_HOME = (0.85, 0.70, 0.50, 0.35, 0.25, 0.17, 0.12, 0.08, 0.06, 0.05, 0.04, 0.03)
"""Share of the young of 18, 19, ... 29 who still live with their parents."""
SAME_ORIGIN = (0.94, 0.35, 0.88)
"""Share of couples with one origin group, by the woman's."""


@dataclass(frozen=True)
class Pool:
    """Households to choose from, one row each; `(n, MEMBERS)` arrays hold the members, role NOBODY is an
    empty seat.
    """

    key: NDArray[np.uint64]
    stratum: NDArray[np.int64]
    kind: NDArray[np.int64]
    type: NDArray[np.int64]
    role: NDArray[np.int64]
    age: NDArray[np.int64]
    female: NDArray[np.bool_]
    origin: NDArray[np.int64]

    @property
    def seated(self) -> NDArray[np.bool_]:
        """Which seats hold somebody, `(n, MEMBERS)`."""
        return self.role != NOBODY


def make(place: str, seed: int, sizes: list[int], minority: list[tuple[float, float]]) -> Pool:
    """A pool with `sizes[s]` households of stratum s, whose heads are western and non-western with shares
    `minority[s]`.

    All chance is addressed by (seed, question, place, stratum, number), so a pool is the same in every
    process.
    """
    stratum = np.repeat(np.arange(len(sizes)), sizes)
    key = np.concatenate([draws.keys_of(f"pool {place}", s, size) for s, size in enumerate(sizes)])
    count = len(key)

    def uniform(question: str) -> NDArray[np.float64]:
        return draws.uniform(seed, f"population.{question}", 0, key)

    def normal(question: str) -> NDArray[np.float64]:
        return draws.normal(seed, f"population.{question}", 0, key)

    kind = np.searchsorted(np.cumsum(KIND_SHARES)[:-1], uniform("kind"), side="right")
    role = np.zeros((count, MEMBERS), dtype=np.int64)
    age = np.zeros((count, MEMBERS), dtype=np.int64)
    female = np.zeros((count, MEMBERS), dtype=bool)
    origin = np.zeros((count, MEMBERS), dtype=np.int64)
    west, non_west = (np.array([pair[i] for pair in minority])[stratum] for i in (0, 1))
    u = uniform("origin")
    origin[:, 0] = np.where(
        u < non_west, Origin.NON_WESTERN, np.where(u < non_west + west, Origin.WESTERN, Origin.DANISH)
    )
    role[:, 0] = HEAD
    age[:, 0] = _head_age(kind, uniform("age"), uniform("age within the band"))
    u = uniform("sex")
    old = np.clip((age[:, 0] - 55) / 40.0, 0.0, 0.4)
    female[:, 0] = np.where(kind == COUPLE, True, np.where(kind == PARENT, u < 0.87, u < 0.46 + old))
    with_partner = (kind == COUPLE) | ((kind == EXTENDED) & (uniform("extended couple") < 0.6))
    female[with_partner, 0] = True
    _partner(with_partner, role, age, female, origin, normal("partner age"), uniform("partner origin"))
    bears = (kind == COUPLE) | (kind == PARENT) | (kind == EXTENDED)
    _children(bears, kind, role, age, origin, uniform, normal)
    _others(kind, role, age, origin, uniform)
    for seat in range(FIRST_CHILD, MEMBERS):
        female[:, seat] = uniform(f"sex of member {seat}") < 0.49
    for seat in (1, *range(FIRST_CHILD, MEMBERS)):
        shared = (kind == SHARED) & (role[:, seat] == OTHER)
        female[shared, seat] = uniform(f"sex of sharer {seat}")[shared] < 0.5
    return Pool(key, stratum, kind, classify(role, age, female), role, age, female, origin)


def _head_age(kind: NDArray[np.int64], u: NDArray[np.float64], within: NDArray[np.float64]) -> NDArray[np.int64]:
    out = np.zeros(len(kind), dtype=np.int64)
    width = np.diff(AGES)
    for which, shape in AGE_SHAPES.items():
        rows = kind == which
        share = np.array(shape) / sum(shape)
        band = np.searchsorted(np.cumsum(share)[:-1], u[rows], side="right")
        out[rows] = AGES[band] + np.floor(within[rows] * width[band]).astype(np.int64)
    return out


def _partner(rows, role, age, female, origin, spread, u) -> None:  # type: ignore[no-untyped-def]
    role[rows, 1] = PARTNER
    older = np.round(2.2 + 3.4 * spread).astype(np.int64)
    age[rows, 1] = np.clip(age[:, 0] + np.clip(older, -12, 18), 18, 99)[rows]
    female[rows, 1] = False
    own = origin[:, 0]
    same = np.array(SAME_ORIGIN)[own]
    other = np.where(own == Origin.DANISH, np.where(u > 0.97, Origin.NON_WESTERN, Origin.WESTERN), Origin.DANISH)
    origin[rows, 1] = np.where(u < same, own, other)[rows]


def _children(bears, kind, role, age, origin, uniform, normal) -> None:  # type: ignore[no-untyped-def]
    group = (origin[:, 0] == Origin.NON_WESTERN).astype(np.int64)
    u = uniform("children")
    wanted = np.where(
        group == 1,
        np.searchsorted(np.cumsum(CHILDREN_SHAPES[1])[:-1], u, side="right"),
        np.searchsorted(np.cumsum(CHILDREN_SHAPES[0])[:-1], u, side="right"),
    )
    wanted = np.where(kind == COUPLE, wanted, np.maximum(wanted, 1))
    mean, spread = (np.array([FIRST_BIRTH[0][i], FIRST_BIRTH[1][i]])[group] for i in (0, 1))
    first = np.clip(np.round(mean + spread * normal("first birth")), 17, 44).astype(np.int64)
    # Parents are made with a child at home where their age allows, so that the pool holds enough of them.
    first = np.where((kind != COUPLE) & (first > age[:, 0]), np.maximum(age[:, 0] - 1, 17), first)
    now = age[:, 0] - first
    stay = np.array(AT_HOME)
    danish = (origin[:, 0] == Origin.DANISH) | ((role[:, 1] == PARTNER) & (origin[:, 1] == Origin.DANISH))
    absent_danish = (role[:, 1] != PARTNER) & (uniform("other parent") < 0.15)
    childs_origin = np.where(danish | absent_danish, Origin.DANISH, origin[:, 0])
    for number in range(MEMBERS - FIRST_CHILD - 1):
        seat = FIRST_CHILD + number
        if number:
            gap = 2 + np.floor(-1.1 * np.log1p(-uniform(f"gap {number}")))
            now = now - gap.astype(np.int64)
        born = bears & (number < wanted) & (now >= 0) & (age[:, 0] - now <= 46)
        chance = np.where(now < 18, 1.0, np.where(now < 30, stay[np.clip(now - 18, 0, len(stay) - 1)], 0.0))
        home = born & (uniform(f"at home {number}") < chance)
        role[home, seat] = CHILD
        age[home, seat] = now[home]
        origin[home, seat] = childs_origin[home]


def _others(kind, role, age, origin, uniform) -> None:  # type: ignore[no-untyped-def]
    shared = kind == SHARED
    u = uniform("sharers")
    for number, seat in enumerate((1, 7, 8)):
        rows = shared & (u < (1.0, 0.45, 0.15)[number])
        role[rows, seat] = OTHER
        years = age[:, 0] + np.floor(7.0 * uniform(f"age of sharer {seat}")).astype(np.int64) - 3
        age[rows, seat] = np.clip(years, 18, 36)[rows]
        danish = uniform(f"origin of sharer {seat}") < 0.15
        origin[rows, seat] = np.where(danish, Origin.DANISH, origin[:, 0])[rows]
    relative = kind == EXTENDED
    last = MEMBERS - 1
    role[relative, last] = OTHER
    parent = uniform("relative") < 0.4
    gap = 22 + np.floor(10.0 * uniform("age of relative")).astype(np.int64)
    years = np.where(parent, age[:, 0] + gap, np.maximum(age[:, 0] - 10, 25))
    age[relative, last] = np.clip(years, 19, 92)[relative]
    origin[relative, last] = origin[relative, 0]


def classify(role: NDArray[np.int64], age: NDArray[np.int64], female: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The `HouseholdType` of each row, by the same rule as the running model uses, `(n,)`."""
    seated = role != NOBODY
    minors = (seated & (age < 18)).any(axis=1)
    couple = (role == PARTNER).any(axis=1)
    with_mother = (role == CHILD) & (age < 25) & female[:, :1]
    core = (seated & (age >= 18) & ~with_mother).sum(axis=1)
    adults = (seated & (age >= 18)).sum(axis=1)
    out = np.full(len(role), int(HouseholdType.OTHER))
    alone = (core == 1) & (adults == 1) & ~minors
    out[alone] = np.where(female[alone, 0], HouseholdType.SINGLE_WOMAN, HouseholdType.SINGLE_MAN)
    out[(core == 1) & minors] = HouseholdType.SINGLE_WITH_CHILDREN
    family = (core == 2) & couple
    out[family] = np.where(minors[family], HouseholdType.COUPLE_WITH_CHILDREN, HouseholdType.COUPLE)
    return out
