"""What a reader has chosen, as a value that is also the page's address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlencode

from agents.core.parameter import Parameter
from dashboards import attributes, text
from model.policies.policy import Policy
from model.scenario import Scenario

LAWS = ("2010", "2015", "2018", "2021", "dated")
SPEEDS = (1, 2, 5, 10, 25)
MONTHS = 240
LARGEST_SEED = 2**31 - 1
ON = "1"


@dataclass(frozen=True)
class Choices:
    """All choices of one page: `policies` switched on by name, `doses` changed as (parameter name, value)."""

    language: str = "en"
    place: str = "vaerebro"
    attribute: str = "vulnerability"
    origin: bool = False
    law: str = "2015"
    seed: int = 1
    speed: int = 5
    policies: tuple[str, ...] = ()
    doses: tuple[tuple[str, float], ...] = ()

    def scenario(self) -> Scenario:
        """The question these choices ask of the model; doses of policies that are off do not count."""
        policies = tuple(
            (
                name,
                tuple((full.partition(".")[2], value) for full, value in self.doses if full.startswith(f"{name}.")),
            )
            for name in self.policies
        )
        return Scenario(place=self.place, law=self.law, seed=self.seed, months=MONTHS, policies=policies)

    def switch(self, policy: str, on: bool) -> Choices:
        """These choices with a policy on or off."""
        others = tuple(name for name in self.policies if name != policy)
        return replace(self, policies=tuple(sorted((*others, policy))) if on else others)

    def dose(self, parameter: Parameter, value: float) -> Choices:
        """These choices with another dose; a dose back at its default is forgotten."""
        doses = {name: old for name, old in self.doses if name != parameter.name}
        if abs(value - parameter.value) > 1e-9 * max(1.0, abs(parameter.value)):
            doses[parameter.name] = value
        return replace(self, doses=tuple(sorted(doses.items())))

    def another_seed(self, written: str) -> Choices:
        """These choices with another seed; what is not a whole number from 0 changes nothing."""
        return replace(self, seed=min(int(written), LARGEST_SEED)) if written.isdecimal() else self

    def show_origin(self, on: bool) -> Choices:
        """These choices with origin offered or not; without it the map falls back to vulnerability."""
        about = attributes.by_name(self.attribute).about_origin
        return replace(self, origin=on, attribute="vulnerability" if about and not on else self.attribute)

    def query(self) -> str:
        """The choices as the query of an address: the language, and what differs from the defaults.

        >>> Choices(seed=7).switch("second_chance", True).query()
        'lang=en&seed=7&second_chance=1'
        """
        plain = Choices()
        parts: dict[str, str] = {"lang": self.language}
        for name in ("place", "attribute", "law", "seed", "speed"):
            if getattr(self, name) != getattr(plain, name):
                parts[name] = str(getattr(self, name))
        if self.origin:
            parts["origin"] = ON
        parts |= {name: ON for name in self.policies}
        parts |= {name: f"{value:g}" for name, value in self.doses}
        return urlencode(parts)


Change = Callable[[Choices], None]
"""What takes new choices."""


def read(query: str, places: tuple[str, ...], policies: Mapping[str, Policy]) -> Choices:
    """The choices in an address; what is unknown or out of range is passed over: anybody may type one."""
    given = {name: values[-1] for name, values in parse_qs(query.lstrip("?")).items()}
    choices = Choices(place=places[0] if "vaerebro" not in places else "vaerebro")
    for name, field, allowed in (
        ("lang", "language", text.LANGUAGES),
        ("place", "place", places),
        ("attribute", "attribute", attributes.names()),
        ("law", "law", LAWS),
    ):
        if given.get(name) in allowed:
            choices = replace(choices, **{field: given[name]})  # type: ignore[arg-type]
    choices = replace(choices, origin=given.get("origin") == ON or attributes.by_name(choices.attribute).about_origin)
    choices = choices.another_seed(given.get("seed", ""))
    if given.get("speed") in tuple(map(str, SPEEDS)):
        choices = replace(choices, speed=int(given["speed"]))
    for policy in policies.values():
        if given.get(policy.name) == ON:
            choices = choices.switch(policy.name, True)
        for parameter in policy.parameters:
            try:
                value = float(given.get(parameter.name, ""))
            except ValueError:
                continue
            if parameter.low <= value <= parameter.high:
                choices = choices.dose(parameter, value)
    return choices
