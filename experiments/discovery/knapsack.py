"""Which set of proposals does most under a ceiling, solved exactly; as if effects and costs simply added up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

FloatArray = NDArray[np.float64]
Pair = tuple[int, int]
MOST_STEPS = 400
TIGHT = 1e-9


@dataclass(frozen=True, slots=True)
class Chosen:
    """A set of proposals by their positions, ascending, with the sums of effects and costs."""

    members: tuple[int, ...]
    effect: float
    cost: float


def best(effects: FloatArray, costs: FloatArray, ceiling: float, apart: Sequence[Pair] = ()) -> Chosen:
    """The set with the largest sum of `effects` (n,) whose `costs` (n,) are at most `ceiling`; the cheapest of equals.

    `apart` are pairs that cannot be taken together. Solved by branch and bound (HiGHS), to the end.

    >>> best(np.array([6.0, 5.0, 4.0]), np.array([5.0, 4.0, 3.0]), 7.0)
    Chosen(members=(1, 2), effect=9.0, cost=7.0)
    """
    most = float(np.abs(effects).max(initial=0.0)) or 1.0
    dear = float(np.abs(costs).max(initial=0.0)) or 1.0
    gains, prices = effects / most, costs / dear
    limits = [LinearConstraint(prices, -np.inf, ceiling / dear + TIGHT), *_apart(apart, len(effects))]
    first = _solve(-gains, limits)
    cheap = _solve(prices, [*limits, LinearConstraint(gains, float(gains[list(first)].sum()) - 1e-7, np.inf)])
    # The second question allows a little rounding; never give up effect for it.
    members = cheap if gains[list(cheap)].sum() >= gains[list(first)].sum() - 1e-9 else first
    return Chosen(members, float(effects[list(members)].sum()), float(costs[list(members)].sum()))


def front(effects: FloatArray, costs: FloatArray, apart: Sequence[Pair] = ()) -> list[Chosen]:
    """Every set that no other beats in both effect and cost, from nothing to the most effect (Pareto's front).

    Found by lowering the ceiling under the last set's cost until nothing is left.
    """
    return list(_steps(effects, costs, apart))[::-1]


def _steps(effects: FloatArray, costs: FloatArray, apart: Sequence[Pair]) -> Iterator[Chosen]:
    ceiling = float(np.clip(costs, 0, None).sum())
    # Well above what the solver takes for equal.
    small = (float(np.abs(costs).max(initial=0.0)) or 1.0) * 1e-5
    for _ in range(MOST_STEPS):
        found = best(effects, costs, ceiling, apart)
        yield found
        if not found.members:
            return
        ceiling = found.cost - small


def _solve(cost: FloatArray, limits: list[LinearConstraint]) -> tuple[int, ...]:
    answer = milp(cost, constraints=limits, integrality=np.ones(len(cost)), bounds=Bounds(0, 1), options=_EXACT)
    if answer.x is None:
        return ()
    return tuple(int(k) for k in np.flatnonzero(answer.x > 0.5))


_EXACT = {"mip_rel_gap": 0.0}


def _apart(pairs: Sequence[Pair], n: int) -> list[LinearConstraint]:
    found = []
    for one, two in pairs:
        row = np.zeros(n)
        row[[one, two]] = 1.0
        found.append(LinearConstraint(row, -np.inf, 1.0))
    return found
