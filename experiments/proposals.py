"""What can be put to the model: each policy of the catalogue, bundles, and any of them joined by '+'."""

from __future__ import annotations

from dataclasses import dataclass

from agents.core.parameter import nearest
from experiments.errors import InputError
from model.policies import discover
from model.policies.bundles import bundles, expand
from model.policies.policy import Policy, Text

THEMES: dict[str, Text] = {
    "I": Text("Family perspective: competent citizens", "Familieperspektiv: kompetente borgere"),
    "II": Text("Education: in and between institutions", "Uddannelse: i og mellem institutioner"),
    "III": Text("Job creation: circular responsibility", "Jobskabelse: cirkulært ansvar"),
    "IV": Text("Housing areas: engagement across", "Boligområder: engagement på tværs"),
    "V": Text("Resource-oriented housing policy", "Ressourceorienteret boligpolitik"),
}
"""The catalogue's five themes."""
PRINCIPLE = Text("Principle of the catalogue", "Katalogets princip")
"""What the catalogue asks of all proposals together; it has no number and no theme."""
WITH = "+"


@dataclass(frozen=True)
class Proposal:
    """One policy, or several together: `name` as it is asked for, `number` in the catalogue (None: several)."""

    name: str
    number: int | None
    title: Text
    policies: tuple[str, ...]

    @property
    def label(self) -> str:
        """Its number in the catalogue as it is written: a dash for the principle and for several together."""
        return str(self.number) if self.number else "–"


def of(policy: Policy) -> Proposal:
    """A policy alone."""
    return Proposal(policy.name, policy.number, policy.title, (policy.name,))


def catalogue() -> tuple[Proposal, ...]:
    """Every policy alone: the proposals by their number, and then the principle of common direction."""
    return tuple(of(policy) for policy in sorted(discover().values(), key=lambda one: (one.number == 0, one.number)))


def by_theme() -> dict[str, tuple[Proposal, ...]]:
    """Proposals of each theme I to V in the order of the catalogue, and under "" what has none."""
    known = discover()
    themes = {one.name: known[one.name].theme for one in catalogue()}
    groups = {theme: tuple(one for one in catalogue() if themes[one.name] == theme) for theme in THEMES}
    groups[""] = tuple(one for one in catalogue() if themes[one.name] not in THEMES)
    return {theme: group for theme, group in groups.items() if group}


def find(name: str) -> Proposal:
    """A policy or bundle by name, or several joined by '+'; raises InputError with the nearest for an unknown one."""
    known, together = discover(), bundles()
    parts = list(dict.fromkeys(part.strip() for part in name.split(WITH)))
    for part in parts:
        if part not in known and part not in together:
            words = [*known, *together]
            raise InputError(f"unknown policy '{part}'{nearest(part, words)}; allowed: {', '.join(words)}")
    if len(parts) == 1 and parts[0] in together:
        bundle = together[parts[0]]
        return Proposal(bundle.name, None, bundle.title, bundle.members)
    chosen = sorted((known[part] for part in expand(parts)), key=lambda one: one.number)
    if len(chosen) == 1:
        return of(chosen[0])
    title = Text(*(" + ".join(policy.title[k] for policy in chosen) for k in (0, 1)))
    return Proposal(WITH.join(policy.name for policy in chosen), None, title, tuple(one.name for one in chosen))
