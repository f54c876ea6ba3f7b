"""What is asked of one branch: the rules, proposals and numbers that the other branch may have otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from agents.core.parameter import Parameter
from model.scenario import Pairs, Scenario

MONTHS = 240


@dataclass(frozen=True)
class Asked:
    """Law, behaviour, `policies` switched on by name, `doses` and `parameters` changed as (full name, value)."""

    law: str = "2015"
    behaviour: str = "avoidance"
    policies: tuple[str, ...] = ()
    doses: Pairs = ()
    parameters: Pairs = ()

    def scenario(self, place: str, seed: int, months: int = MONTHS) -> Scenario:
        """The question to the model; doses of policies that are off do not count."""
        policies = tuple(
            (name, tuple((full.partition(".")[2], x) for full, x in self.doses if full.startswith(f"{name}.")))
            for name in self.policies
        )
        return Scenario(place, self.law, policies, self.parameters, self.behaviour, seed, months)

    def switch(self, policy: str, on: bool) -> Asked:
        """The same with a policy on or off."""
        return self.only((*(name for name in self.policies if name != policy), *((policy,) if on else ())))

    def only(self, policies: Iterable[str]) -> Asked:
        """The same with exactly these policies on, at the doses chosen before."""
        return replace(self, policies=tuple(sorted(policies)))

    def dose(self, parameter: Parameter, value: float) -> Asked:
        """The same with another number of a policy; one back at its default is forgotten."""
        return replace(self, doses=_with(self.doses, parameter, value))

    def assume(self, parameter: Parameter, value: float) -> Asked:
        """The same with another number of the model; one back at its default is forgotten."""
        return replace(self, parameters=_with(self.parameters, parameter, value))


ChangeAsked = Callable[[Asked], None]
"""What takes another question for a branch."""


def of_scenario(scenario: Scenario) -> Asked:
    """The part of a scenario that belongs to a branch."""
    doses = tuple((f"{name}.{dose}", value) for name, pairs in scenario.policies for dose, value in pairs)
    return Asked(scenario.law, scenario.behaviour, scenario.policy_names, tuple(sorted(doses)), scenario.parameters)


def _with(pairs: Pairs, parameter: Parameter, value: float) -> Pairs:
    kept = {name: old for name, old in pairs if name != parameter.name}
    if abs(value - parameter.value) > 1e-9 * max(1.0, abs(parameter.value)):
        kept[parameter.name] = value
    return tuple(sorted(kept.items()))
