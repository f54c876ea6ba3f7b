"""The numbers of the model as a reader looks for them: in groups, by words, by evidence, changed or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from agents.core.parameter import Parameter
from dashboards import text
from dashboards.asked import Asked
from dashboards.assumptions_words import GROUPS
from experiments import influence
from experiments.errors import InputError
from experiments.influence import Influence
from model.parameters import registry
from model.policies import discover


@dataclass(frozen=True)
class Looked:
    """What a reader looks for: `words` anywhere, one `grade` or "" for all, only `changed`, only `measured`."""

    words: str = ""
    grade: str = ""
    changed: bool = False
    measured: bool = False

    @property
    def anything(self) -> bool:
        """Whether something is looked for at all."""
        return bool(self.words.strip() or self.grade or self.changed or self.measured)


@dataclass(frozen=True)
class Group:
    """Numbers of one mechanism or one proposal."""

    name: str
    title: tuple[str, str]
    proposal: bool
    parameters: tuple[Parameter, ...]


@lru_cache(maxsize=1)
def groups() -> tuple[Group, ...]:
    """All numbers: mechanisms by name first, then proposals by number."""
    found: dict[str, list[Parameter]] = {}
    for name, parameter in registry().items():
        found.setdefault(name.partition(".")[0], []).append(parameter)
    policies = discover()
    own = [Group(n, GROUPS.get(n, (n, n)), False, tuple(ps)) for n, ps in found.items() if n not in policies]
    proposals = [
        Group(n, (policies[n].title.en, policies[n].title.da), True, tuple(ps))
        for n, ps in found.items()
        if n in policies
    ]
    return (*own, *sorted(proposals, key=lambda group: policies[group.name].number or 99))


@lru_cache(maxsize=1)
def measured() -> Mapping[str, list[Influence]]:
    """What studies found of each number's influence; empty where nothing can be read."""
    try:
        return influence.read()
    except InputError:
        return {}


def changed(asked: Asked) -> dict[str, float]:
    """The numbers that differ from their defaults: those of the model, and those of proposals that are on."""
    on = {name: value for name, value in asked.doses if name.partition(".")[0] in asked.policies}
    return dict(asked.parameters) | on


def find(looked: Looked, asked: Asked, language: str) -> tuple[tuple[Group, tuple[Parameter, ...]], ...]:
    """The groups with the numbers that fit what is looked for; groups without any are left out."""
    wanted = looked.words.casefold().split()
    other = changed(asked)

    def fits(one: Parameter, group: Group) -> bool:
        if looked.grade and one.grade != looked.grade:
            return False
        if (looked.changed and one.name not in other) or (looked.measured and one.name not in measured()):
            return False
        meaning = text.parameter(language, one.name, one.meaning)
        told = " ".join((one.name, one.meaning, meaning, one.unit, one.source, *group.title)).casefold()
        return all(word in told for word in wanted)

    found = ((group, tuple(one for one in group.parameters if fits(one, group))) for group in groups())
    return tuple((group, ones) for group, ones in found if ones)


def assume(asked: Asked, parameter: Parameter, value: float) -> Asked:
    """The same question with another number, of the model or of a proposal."""
    value = min(max(value, parameter.low), parameter.high)
    if parameter.name.partition(".")[0] in discover():
        return asked.dose(parameter, value)
    return asked.assume(parameter, value)
