"""A scenario as a file: read with errors that name the line, written so that it reads back the same.

place = "vollsmose"
law = "2015"
behaviour = "avoidance"
seed = 1
months = 240
replications = 4
bundles = ["theme_1"]

[policies.second_chance]
share = 0.05

[parameters]
"choice.avoidance" = 1.5
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import tomli_w
from pydantic import BaseModel, ConfigDict, Field, StrictFloat, StrictInt, StrictStr, ValidationError

from agents.core.parameter import Parameter, ParameterError, nearest
from experiments.errors import InputError, abridged, shown
from experiments.toml_text import Keys, read_text, tables_of, where_in
from experiments.vocabulary import Vocabulary, places_with, vocabulary
from model.policies.bundles import expand
from model.policies.conflicts import conflict
from model.scenario import Pairs, Scenario

MOST_MONTHS = 600
MOST_REPLICATIONS = 1000
MOST_SEED = 2**53 - 1
"""Largest seed: every format that carries a scenario (also a URL read by a browser) keeps it exact."""

WITH_UNIT = r"^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)? +\S.*$"
"""A number with its unit, as in "0.05 share": refused when the unit is not the parameter's."""

UNION = ("int", "float", "constrained-str")
"""What pydantic calls the three ways of writing a number."""
Number = StrictInt | StrictFloat | Annotated[StrictStr, Field(pattern=WITH_UNIT)]


@dataclass(frozen=True, slots=True)
class Question:
    """A scenario with the number of replications to answer it with; seeds are `seed`, `seed + 1`, ..."""

    scenario: Scenario = field(default_factory=Scenario)
    replications: int = 4

    @property
    def replicated(self) -> tuple[Scenario, ...]:
        """The scenario once for every seed."""
        first = self.scenario.seed
        return tuple(self.scenario.with_seed(first + k) for k in range(self.replications))


class _Form(BaseModel):
    """The shape of a scenario file; what the words mean is checked afterwards."""

    model_config = ConfigDict(extra="forbid")
    place: StrictStr = "vaerebro"
    law: StrictStr = "2015"
    behaviour: StrictStr = "avoidance"
    seed: Annotated[StrictInt, Field(ge=0, le=MOST_SEED)] = 1
    months: Annotated[StrictInt, Field(ge=1, le=MOST_MONTHS)] = 240
    replications: Annotated[StrictInt, Field(ge=1, le=MOST_REPLICATIONS)] = 4
    posterior: StrictStr = ""
    bundles: list[StrictStr] = Field(default_factory=list)
    policies: dict[StrictStr, dict[StrictStr, Number]] = Field(default_factory=dict)
    parameters: dict[StrictStr, Number] = Field(default_factory=dict)


def read(path: Path, words: Vocabulary | None = None) -> Question:
    """The question in a scenario file; raises InputError with culprit, allowed values, file and line."""
    return from_toml(read_text(path, "scenario file"), str(path), words)


def from_toml(text: str, name: str = "scenario", words: Vocabulary | None = None) -> Question:
    """The question in the text of a scenario file called `name`."""
    return from_dict(tables_of(text, name), words, where_in(text, name))


def to_toml(question: Question) -> str:
    """The question as the text of a scenario file."""
    data = question.scenario.as_dict()
    policies, parameters = data.pop("policies"), data.pop("parameters")
    data["replications"] = question.replications
    tables = {"policies": policies, "parameters": parameters}
    return tomli_w.dumps(data | {name: table for name, table in tables.items() if table})


def from_dict(data: Mapping[str, Any], words: Vocabulary | None = None, where: Any = lambda path: "") -> Question:
    """The question in plain nested data; `where(path)` says where a key stands, for the message."""
    try:
        given = data.get("parameters")
        flat = {"parameters": _from_posterior(full_names(given), where)} if isinstance(given, Mapping) else {}
        form = _Form.model_validate({**data, **flat})
    except ValidationError as error:
        first = error.errors()[0]
        path = tuple(str(part) for part in first["loc"])
        path = path[:-1] if path[0] in ("policies", "parameters") and path[-1] in UNION else path
        raise InputError(_shape_message(path, first) + where(path)) from None
    words = words or vocabulary()
    _known("place", form.place, places_with([form.place], words.places, where(("place",))), where)
    _known("law", form.law, words.laws, where)
    _known("behaviour", form.behaviour, words.behaviours, where)
    policies = _policies(form, words, where)
    for name in form.parameters:
        policy, _, dose = name.partition(".")
        if dose in words.policies.get(policy, {}):
            path = ("parameters", name)
            raise InputError(f"{name} belongs to the policy {policy}: set it there (policies.{name}){where(path)}")
    scenario = Scenario(
        place=form.place,
        law=form.law,
        behaviour=form.behaviour,
        seed=form.seed,
        months=form.months,
        policies=policies,
        parameters=_numbers(("parameters",), form.parameters, words.parameters, where),
        posterior=form.posterior,
    )
    if scenario.posterior:
        _drawable(scenario, where)
    return Question(scenario, form.replications)


def _drawable(scenario: Scenario, where: Any) -> None:
    """Raise InputError when the scenario's runs cannot draw their numbers from its posterior."""
    from experiments.calibration.seeded import settled

    try:
        settled(scenario)
    except InputError as error:
        raise InputError(f"{error}{where(('posterior',))}") from None


def _policies(form: _Form, words: Vocabulary, where: Any) -> tuple[tuple[str, Pairs], ...]:
    """The policies that are on, bundles replaced by their members, each with the doses that differ from default."""
    for name in form.bundles:
        _known("bundles", name, words.bundles, where, "bundle")
    for name, doses in form.policies.items():
        _known("policies", name, [*words.policies, *words.bundles], where, "policy")
        if name in words.bundles and doses:
            members = ", ".join(words.bundles[name])
            here = where(("policies", name, next(iter(doses))))
            raise InputError(f"the bundle {name} has no doses: set them for its policies ({members}){here}")
    found = {
        name: _numbers(("policies", name), form.policies.get(name, {}), words.policies[name], where)
        for name in expand([*form.bundles, *form.policies], words.bundles)
    }
    clash = conflict({name: dict(doses) for name, doses in found.items()})
    if clash is not None:
        raise InputError(f"{clash}{where(('policies', clash.second))}")
    return tuple(found.items())


def _from_posterior(given: dict[str, Any], where: Any) -> dict[str, Any]:
    """Parameters with those of a calibration, `posterior = "NAME"`, at the most central point of its sample."""
    if not isinstance(given.get("posterior"), str):
        return given
    from experiments.calibration.posterior import read

    try:
        found = read(given["posterior"])
    except InputError as error:
        raise InputError(f"{error}{where(('parameters', 'posterior'))}") from None
    own = {name: value for name, value in given.items() if name != "posterior"}
    return {**found.about.get("fixed", {}), **found.central, **own}


def full_names(given: Mapping[str, Any]) -> dict[str, Any]:
    """A table by the full names of parameters, also where TOML read `choice.avoidance` without quotes as a table."""
    flat: dict[str, Any] = {}
    for name, value in given.items():
        inner = value.items() if isinstance(value, Mapping) else ()
        flat |= {f"{name}.{end}": number for end, number in inner} or {name: value}
    return flat


def _known(key: str, value: str, allowed: Iterable[str], where: Any, noun: str = "") -> None:
    names = list(allowed)
    if value not in names:
        path = (key, value) if noun else (key,)
        told = abridged(value)
        culprit = f"unknown {noun} '{told}'" if noun else f"{key} = '{told}' is not known"
        raise InputError(f"{culprit}{nearest(value, names)}; allowed: {', '.join(names) or 'none'}{where(path)}")


def _numbers(
    path: Keys, values: Mapping[str, float | str], known: Mapping[str, Parameter], where: Any
) -> tuple[tuple[str, float], ...]:
    """Checked numbers without those equal to their default, so that equal questions are equal values."""
    kept = []
    for name, value in values.items():
        here = (*path, name)
        if name not in known:
            told = abridged(name)
            owner = f"policy {path[1]} has no parameter '{told}'" if len(path) > 1 else f"unknown parameter '{told}'"
            some = f"; allowed: {', '.join(known)}" if len(known) <= 20 else "; see `boligliv list parameters`"
            raise InputError(f"{owner}{nearest(name, known)}{some}{where(here)}")
        try:
            number = known[name].read(value) if isinstance(value, str) else known[name].check(value)
        except ParameterError as error:
            raise InputError(f"{abridged(str(error), 300)}{where(here)}") from None
        if number != known[name].value:
            kept.append((name, number))
    return tuple(kept)


_LIMITS = {"seed": (0, MOST_SEED), "months": (1, MOST_MONTHS), "replications": (1, MOST_REPLICATIONS)}


def _shape_message(path: Keys, problem: Any) -> str:
    name, value, kind = abridged(".".join(path)), shown(problem["input"]), problem["type"]
    if kind == "extra_forbidden":
        allowed = ", ".join(_Form.model_fields)
        return f"unknown key '{name}'{nearest(path[-1], _Form.model_fields)}; allowed: {allowed}"
    if kind in ("greater_than_equal", "less_than_equal"):
        low, high = _LIMITS[name]
        return f"{name} = {value} is outside {low}..{high}"
    if kind == "dict_type":
        return f"{name} = {value} is not a table such as [policies.second_chance]"
    if kind == "list_type":
        return f"{name} = {value} is not a list of names such as ['theme_1']"
    if kind == "string_type":
        return f"{name} = {value} is not a text in quotes"
    return f"{name} = {value} is not a {'whole number' if name in _LIMITS else 'number'}"
