"""A scenario is a value: which place, which law, which policies, which numbers changed, which seed, how long."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

BEHAVIOURS = ("avoidance", "flight", "none", "null")
"""Submodels of how households react to who lives where; 'null' sets every preference term to zero."""

MOST_NAMES = 4
"""Policies that a title names before it says how many more there are."""

Pairs = tuple[tuple[str, float], ...]


def _pairs(given: Any) -> Pairs:
    """Numbers by name, from a mapping or from pairs, sorted."""
    return tuple(sorted(given.items() if isinstance(given, Mapping) else given))


def _switched_on(given: Any) -> tuple[tuple[str, Pairs], ...]:
    """Policies with their numbers: from one name, from names, from names with numbers, or from pairs; sorted."""
    if isinstance(given, str):
        given = (given,)
    if isinstance(given, Mapping):
        given = given.items()
    named = ((one, ()) if isinstance(one, str) else one for one in given)
    return tuple(sorted((name, _pairs(numbers)) for name, numbers in named))


@dataclass(frozen=True, slots=True)
class Scenario:
    """One question to the model, frozen and hashable.

    `law` is a law version of the letting rule-book ('2010', '2015', '2018', '2021') or 'dated', which follows the law
    as it was enacted. `policies` are (name, ((parameter, value), ...)) and `parameters` are (name, value) that differ
    from their defaults; both are kept sorted so that equal questions are equal values. A name, names or a mapping
    (`{"second_chance": {"share": 0.05}}`) do as well. `months` is the horizon.
    `posterior` names a calibration of which every seed takes a point of its own, '' none; a model is given such a
    scenario with the numbers of its seed put in.
    """

    place: str = "vaerebro"
    law: str = "2015"
    policies: tuple[tuple[str, Pairs], ...] = ()
    parameters: Pairs = ()
    behaviour: str = "avoidance"
    seed: int = 1
    months: int = 240
    posterior: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "policies", _switched_on(self.policies))
        object.__setattr__(self, "parameters", _pairs(self.parameters))

    def but(self, **changes: Any) -> Scenario:
        """The same question with other parts: `today.but(policies="second_chance", months=60)`."""
        return replace(self, **changes)

    @property
    def policy_names(self) -> tuple[str, ...]:
        """Names of the policies switched on, sorted."""
        return tuple(name for name, _ in self.policies)

    def with_seed(self, seed: int) -> Scenario:
        """The same question on other draws."""
        return replace(self, seed=seed)

    def as_dict(self) -> dict[str, Any]:
        """The scenario as plain nested data, the shape of a scenario file."""
        drawn = {"posterior": self.posterior} if self.posterior else {}
        return {
            "place": self.place,
            "law": self.law,
            "behaviour": self.behaviour,
            "seed": self.seed,
            "months": self.months,
            **drawn,
            "policies": {name: dict(pairs) for name, pairs in self.policies},
            "parameters": dict(self.parameters),
        }

    @property
    def hash(self) -> str:
        """Sixteen hexadecimal digits that address this scenario, the same in every process."""
        text = json.dumps(self.as_dict(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def question(self) -> str:
        """The hash of everything but the seed: replications of one question share it."""
        return self.with_seed(0).hash

    @property
    def title(self) -> str:
        """The scenario in a few words: its policies, the bundle they are at their usual doses, or today's rules."""
        names = self.policy_names
        if len(names) > 1 and not any(pairs for _, pairs in self.policies):
            # Policies know scenarios; a scenario only looks up what they are called together.
            from model.policies.bundles import exactly

            bundle = exactly(names)
            if bundle is not None:
                return bundle.title.en
        words = [name.replace("_", " ") for name in names]
        if len(words) > MOST_NAMES:
            words = [*words[: MOST_NAMES - 1], f"{len(words) - MOST_NAMES + 1} more"]
        return " + ".join(words) or "today's rules"
