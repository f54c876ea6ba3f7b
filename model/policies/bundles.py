"""Bundles: several proposals under one name; each theme of the catalogue, and the whole of it.

A bundle is a word of input alone. It is replaced by its members before there is a scenario, so that a question has one
value however it was asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agents.core.parameter import ParameterError
from model.policies import discover
from model.policies.policy import Text

THEMES: dict[str, tuple[str, Text]] = {
    "I": ("theme_1", Text("theme I, family perspective", "tema I, familieperspektiv")),
    "II": ("theme_2", Text("theme II, education", "tema II, uddannelse")),
    "III": ("theme_3", Text("theme III, job creation", "tema III, jobskabelse")),
    "IV": ("theme_4", Text("theme IV, housing areas", "tema IV, boligområder")),
    "V": ("theme_5", Text("theme V, housing policy", "tema V, boligpolitik")),
}
"""Name and title of the bundle of each theme."""
WHOLE = ("whole", Text("the whole catalogue", "hele kataloget"))
WITH_C = ("whole_with_c", Text("the whole catalogue with common direction", "hele kataloget med fælles retning"))


@dataclass(frozen=True)
class Bundle:
    """Policies that may be named together: `members` are their names in the order of the catalogue."""

    name: str
    title: Text
    members: tuple[str, ...]


def bundles() -> Mapping[str, Bundle]:
    """All bundles by name: each theme that has policies, all numbered proposals, and these with common direction.

    Found from the policies there are. Raises ValueError when a policy has the name of a bundle.
    """
    policies = list(discover().values())
    numbered = [policy for policy in policies if policy.number > 0]
    found = [(*THEMES[theme], [policy for policy in numbered if policy.theme == theme]) for theme in THEMES]
    found += [(*WHOLE, numbered), (*WITH_C, policies)]
    out = {name: Bundle(name, title, tuple(policy.name for policy in own)) for name, title, own in found if own}
    for name in out:
        if name in discover():
            raise ValueError(f"policy '{name}' has the name of a bundle; call it something else")
    return out


def members() -> dict[str, tuple[str, ...]]:
    """The policies that each bundle stands for, by its name."""
    return {name: bundle.members for name, bundle in bundles().items()}


def expand(names: Iterable[str], known: Mapping[str, tuple[str, ...]] | None = None) -> tuple[str, ...]:
    """These names with each bundle replaced by its members, each name once, in the order first met.

    `known` maps a bundle to its members (None: `members`). Other names are left as they are, known or not.

    >>> expand(["second_chance", "both"], {"both": ("cooperative_letting", "second_chance")})
    ('second_chance', 'cooperative_letting')
    """
    known = members() if known is None else known
    return tuple(dict.fromkeys(one for name in names for one in known.get(name, (name,))))


def exactly(names: Iterable[str]) -> Bundle | None:
    """The bundle of two policies or more that has these members and no others; None when there is none."""
    wanted = frozenset(names)
    for bundle in bundles().values():
        if len(wanted) > 1 and wanted == frozenset(bundle.members):
            return bundle
    return None


def refuse(name: str) -> None:
    """Raise ParameterError when this is the name of a bundle: a scenario names policies."""
    bundle = bundles().get(name)
    if bundle is not None:
        raise ParameterError(f"'{name}' is a bundle; a scenario names its policies: {', '.join(bundle.members)}")
