"""Named quantities that a policy may bend, and how several bends combine.

A policy never reaches into a mechanism. It contributes to a lever at one of five stages, taken in this order:
replace, scale, shift, floor, cap. Inside a stage contributions commute (product, sum, highest, lowest), and replace
takes only one, so the order in which policies are switched on cannot matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from agents.core.parameter import nearest

FloatArray = NDArray[np.float64]
STAGES = ("replace", "scale", "shift", "floor", "cap")


class LeverError(ValueError):
    """An unknown lever or stage, or two policies that replace the same lever."""


@dataclass(frozen=True, slots=True)
class Lever:
    """One quantity a policy may bend: what it means, its unit, the limits it can never leave, and its shape.

    `per` names what the lever has a value for: 'place' (one number), 'department', 'area', 'neighbour' or 'programme'.
    """

    name: str
    unit: str
    low: float
    high: float
    per: str
    meaning: str


@dataclass(frozen=True)
class Contribution:
    """What one policy does to one lever: a stage, a value and where it applies (None: everywhere)."""

    policy: str
    stage: str
    value: FloatArray
    where: NDArray[np.bool_] | None = None


def _order(bend: Contribution) -> tuple[str, bytes, bytes]:
    """Where a contribution stands among those of its stage, whenever it was made: rounding must not tell the order."""
    return bend.policy, bend.value.tobytes(), b"" if bend.where is None else bend.where.tobytes()


class Levers:
    """The levers of one month with all contributions; read with `value`.

    A value is worked out when it is first asked for and kept until a base or a contribution changes; `_flat` remembers
    the bases given as one number.
    """

    def __init__(self, declared: Iterable[Lever], sizes: dict[str, int]) -> None:
        self.declared = {lever.name: lever for lever in declared}
        self._sizes = {"place": 1, **sizes}
        self._base: dict[str, FloatArray] = {}
        self._bends: dict[str, list[Contribution]] = {}
        self._flat: dict[str, float] = {}
        self._found: dict[str, FloatArray] = {}

    def _check(self, name: str) -> Lever:
        if name not in self.declared:
            raise LeverError(f"unknown lever '{name}'{nearest(name, self.declared)}")
        return self.declared[name]

    def _shaped(self, lever: Lever, value: ArrayLike) -> FloatArray:
        out = np.empty(self._sizes[lever.per])
        out[:] = value
        return out

    def base(self, name: str, value: float | ArrayLike) -> None:
        """State what the lever is without any policy."""
        lever = self._check(name)
        if isinstance(value, float):
            if self._flat.get(name) == value:
                return
            self._flat[name] = value
        else:
            self._flat.pop(name, None)
        self._base[name] = self._shaped(lever, value)
        self._found.pop(name, None)

    def bend(
        self, policy: str, name: str, stage: str, value: ArrayLike, where: NDArray[np.bool_] | None = None
    ) -> None:
        """Contribute to a lever; raises LeverError for unknown names and for a second replacement of one place."""
        lever = self._check(name)
        if stage not in STAGES:
            raise LeverError(f"unknown stage '{stage}' for lever '{name}'; allowed: {', '.join(STAGES)}")
        bends = self._bends.setdefault(name, [])
        if stage == "replace":
            everywhere = np.ones(self._sizes[lever.per], dtype=bool)
            here = everywhere if where is None else where
            for other in bends:
                there = everywhere if other.where is None else other.where
                if other.stage == "replace" and (here & there).any():
                    raise LeverError(f"'{policy}' and '{other.policy}' both replace '{name}'; switch one of them off")
        bends.append(Contribution(policy, stage, self._shaped(lever, value), where))
        self._found.pop(name, None)

    def clear(self) -> None:
        """Forget all contributions; the month starts from the base values."""
        for name in self._bends:
            self._found.pop(name, None)
        self._bends.clear()

    def bent_by(self, name: str) -> tuple[str, ...]:
        """The policies that now bend a lever, sorted."""
        self._check(name)
        return tuple(sorted({bend.policy for bend in self._bends.get(name, [])}))

    def replaced_by(self, name: str) -> tuple[str, ...]:
        """The policies that now replace a lever, sorted."""
        self._check(name)
        return tuple(sorted({bend.policy for bend in self._bends.get(name, []) if bend.stage == "replace"}))

    def value(self, name: str) -> FloatArray:
        """The lever after all contributions, shape (1,), (n_departments,), (n_areas,) or (n_neighbours,)."""
        return self._value(name).copy()

    def _value(self, name: str) -> FloatArray:
        if name not in self._found:
            self._found[name] = self._combined(self._check(name))
        return self._found[name]

    def _combined(self, lever: Lever) -> FloatArray:
        name = lever.name
        if name not in self._base:
            raise LeverError(f"lever '{name}' has no base value")
        out = self._base[name].copy()
        bends = sorted(self._bends.get(name, []), key=_order)
        for stage in STAGES:
            for bend in (b for b in bends if b.stage == stage):
                here = slice(None) if bend.where is None else bend.where
                now, value = out[here], bend.value[here]
                if stage == "replace":
                    out[here] = value
                elif stage == "scale":
                    out[here] = now * value
                elif stage == "shift":
                    out[here] = now + value
                elif stage == "floor":
                    out[here] = np.maximum(now, value)
                else:
                    out[here] = np.minimum(now, value)
        return np.clip(out, lever.low, lever.high)

    def number(self, name: str) -> float:
        """The value of a lever that has one number for the whole place."""
        return float(self._value(name)[0])
