"""STUDY.toml: read with errors that name the file, the line, the culprit and what is allowed.

name = "avoidance and letting"
places = ["vaerebro"]
behaviours = ["avoidance", "none"]
alternatives = ["base", "second_chance"]
months = 240
years = [5, 20]
replications = 20
outcomes = ["outside_work|start_estate|all"]

[levers]
"second_chance.share" = [0.02, 0.10]

[uncertainties]
"choice.avoidance" = "range"

[design]
kind = "lhs"
samples = 64
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr, ValidationError

from agents.core.parameter import nearest
from experiments.errors import InputError, abridged, shown
from experiments.proposals import WITH
from experiments.scenario_file import MOST_MONTHS, MOST_REPLICATIONS, MOST_SEED, UNION, Number, full_names
from experiments.study import designs, drawn, maps, outcome_keys
from experiments.study.numbers import TABLES, Numbers
from experiments.study.value import Design, Range, Study
from experiments.toml_text import Keys, Where, line_of, read_text, tables_of, where_in
from experiments.vocabulary import Vocabulary, places_with, vocabulary
from model.policies.bundles import expand

BASE = "base"
"""The alternative without any policy."""
MOST_POINTS = 100_000
MOST_SAMPLES = 2**16
MOST_LEVELS = 1000
YEAR = 12

Names = Annotated[list[StrictStr], Field(min_length=1)]


class _DesignForm(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: StrictStr
    samples: Annotated[StrictInt, Field(ge=1, le=MOST_SAMPLES)] | None = None
    seed: Annotated[StrictInt, Field(ge=0, le=MOST_SEED)] = 1
    levels: Annotated[StrictInt, Field(ge=1, le=MOST_LEVELS)] = designs.LEVELS
    points: list[dict[StrictStr, Number]] = Field(default_factory=list)


class _Form(BaseModel):
    """The shape of a study file; what the words mean is checked afterwards."""

    model_config = ConfigDict(extra="forbid")
    name: Annotated[StrictStr, Field(min_length=1)]
    places: Names = ["vaerebro"]
    behaviours: Names = ["avoidance"]
    laws: Names = ["2015"]
    alternatives: Names = [BASE]
    months: Annotated[StrictInt, Field(ge=YEAR, le=MOST_MONTHS)] = 240
    years: Annotated[list[StrictInt], Field(min_length=1)] | None = None
    replications: Annotated[StrictInt, Field(ge=1, le=MOST_REPLICATIONS)] = 4
    seed: Annotated[StrictInt, Field(ge=0, le=MOST_SEED)] = 1
    outcomes: list[StrictStr] = Field(default_factory=list)
    maps: list[StrictStr] = Field(default_factory=list)
    levers: dict[StrictStr, Any] = Field(default_factory=dict)
    uncertainties: dict[StrictStr, Any] = Field(default_factory=dict)
    fixed: dict[StrictStr, Number] = Field(default_factory=dict)
    design: _DesignForm | None = None


KEYS = tuple(_Form.model_fields)
"""What may stand in a study file."""


def read_study(path: Path, words: Vocabulary | None = None) -> Study:
    """The study in a file; raises InputError with culprit, allowed values, file and line."""
    return from_toml(read_text(path, "study file"), str(path), words)


def from_toml(text: str, name: str = "study", words: Vocabulary | None = None) -> Study:
    """The study in the text of a file called `name`."""
    return from_dict(tables_of(text, name), words, where_in(text, name, _line))


def from_dict(data: Mapping[str, Any], words: Vocabulary | None = None, where: Where = lambda path: "") -> Study:
    """The study in plain nested data; `where(path)` says where a key stands, for the message."""
    form = _shaped(data, where)
    words = words or vocabulary()
    places = places_with(form.places, words.places, where(("places",)))
    for factor, allowed in (("places", places), ("behaviours", words.behaviours), ("laws", words.laws)):
        _distinct(factor, getattr(form, factor), allowed, where)
    outcomes = outcome_keys.known(words.policies)
    _distinct("outcomes", form.outcomes, outcomes, where, "; see `boligliv list values`")
    _distinct("maps", form.maps, maps.MAPS, where)
    alternatives = _alternatives(form.alternatives, words, where)
    numbers = Numbers(words, {policy for chosen in alternatives.values() for policy in chosen}, where)
    posterior, uncertain, held = drawn.posterior_of(form.uncertainties, form.fixed, where)
    levers, uncertainties, fixed = numbers.tables(form.levers, uncertain, held)
    design = _design(form.design, (*levers, *uncertainties), numbers, where)
    if posterior is not None:
        design = drawn.drawn(design, (*levers, *uncertainties), posterior, where)
    if form.seed + form.replications - 1 > MOST_SEED:
        raise InputError(f"seed = {form.seed} leaves no {form.replications} seeds up to {MOST_SEED}{where(('seed',))}")
    study = Study(
        name=form.name,
        places=tuple(form.places),
        behaviours=tuple(form.behaviours),
        laws=tuple(form.laws),
        alternatives=tuple(alternatives),
        months=form.months,
        years=_years(form, where),
        replications=form.replications,
        seed=form.seed,
        outcomes=tuple(form.outcomes),
        maps=tuple(sorted(form.maps)),
        levers=levers,
        uncertainties=uncertainties,
        fixed=fixed,
        design=design,
    )
    if study.size > MOST_POINTS:
        raise InputError(
            f"the study has {study.size:,} points, more than {MOST_POINTS:,}: take fewer levels, samples or "
            f"alternatives{where(('design',))}"
        )
    return study


def policies_of(alternative: str, words: Vocabulary) -> tuple[str, ...]:
    """The policies that are on in an alternative, bundles replaced by their members; none in 'base'."""
    parts = [part.strip() for part in alternative.split(WITH)]
    return () if parts == [BASE] else expand(parts, words.bundles)


def _shaped(data: Mapping[str, Any], where: Where) -> _Form:
    """The form filled in, numbers by their full names; raises InputError for the first thing of the wrong shape."""
    whole = dict(data)
    for table in TABLES:
        if isinstance(whole.get(table), Mapping):
            whole[table] = full_names(whole[table])
    design = whole.get("design")
    if isinstance(design, Mapping) and isinstance(design.get("points"), list):
        points = [full_names(one) if isinstance(one, Mapping) else one for one in design["points"]]
        whole["design"] = {**design, "points": points}
    try:
        return _Form.model_validate(whole)
    except ValidationError as error:
        first = error.errors()[0]
        path = tuple(str(part) for part in first["loc"])
        if path[-1] in UNION and path[0] in ("fixed", "design"):
            path = path[:-1]
        raise InputError(_shape_message(path, first) + where(path)) from None


def _shape_message(path: Keys, problem: Any) -> str:
    name, value, kind = abridged(".".join(path)), shown(problem["input"]), problem["type"]
    item = f"an entry of {path[0]} = {value}" if len(path) == 2 and path[1].isdigit() else f"{name} = {value}"
    limits = problem.get("ctx", {})
    if kind == "missing":
        return f"'{name}' is missing: " + (
            f"say one of {', '.join(designs.KINDS)}" if name == "design.kind" else "every study has a name"
        )
    if kind == "extra_forbidden":
        allowed = (_DesignForm if path[0] == "design" else _Form).model_fields
        return f"unknown key '{name}'{nearest(path[-1], allowed)}; allowed: {', '.join(allowed)}"
    if kind == "greater_than_equal":
        return f"{item} is too small: at least {limits['ge']}"
    if kind == "less_than_equal":
        return f"{item} is too large: at most {limits['le']}"
    if kind in ("too_short", "string_too_short"):
        return f"{name} is empty"
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        return f"{name} = {value} is not a table such as [{name}]"
    if kind == "list_type":
        return f"{name} = {value} is not a list such as {_EXAMPLES.get(name, '[…]')}"
    if kind == "string_type":
        return f"{item} is not a text in quotes"
    whole = path[0] in ("months", "years", "replications", "seed") or path[:2] in (
        ("design", "samples"), ("design", "seed"), ("design", "levels"),
    )  # fmt: skip
    return f"{item} is not a {'whole number' if whole else 'number'}"


_EXAMPLES = {
    "places": '["vaerebro"]',
    "behaviours": '["avoidance", "none"]',
    "laws": '["2015"]',
    "alternatives": '["base", "second_chance"]',
    "years": "[5, 20]",
    "outcomes": '["reputation|estate|all"]',
    "maps": '["share_vulnerable"]',
    "design.points": '[{"choice.avoidance" = 1.5}]',
}


def _distinct(key: str, given: Sequence[str], allowed: Iterable[str], where: Where, see: str = "") -> None:
    """Raise InputError for a word that is not allowed or stands there twice."""
    names = list(allowed)
    for k, word in enumerate(given):
        if word not in names:
            raise InputError(
                f"unknown {key[:-1]} '{abridged(word)}'{nearest(word, names)}{see or '; allowed: ' + ', '.join(names)}"
                f"{where((key,))}"
            )
        if word in given[:k]:
            raise InputError(f"{key}: '{abridged(word)}' stands there twice{where((key,))}")


def _alternatives(given: Sequence[str], words: Vocabulary, where: Where) -> dict[str, tuple[str, ...]]:
    """The policies of each alternative by its name; raises InputError for two that are the same."""
    here, allowed = where(("alternatives",)), [BASE, *words.policies, *words.bundles]
    found: dict[str, tuple[str, ...]] = {}
    for text in given:
        parts = [part.strip() for part in text.split(WITH)]
        for part in parts:
            if part not in allowed or (part == BASE and len(parts) > 1):
                what = (
                    f"'{BASE}' stands alone"
                    if part == BASE
                    else f"unknown policy '{abridged(part)}'{nearest(part, allowed)}"
                )
                raise InputError(f"alternative '{abridged(text)}': {what}; allowed: {', '.join(allowed)}{here}")
        name = WITH.join(parts)
        policies = policies_of(name, words)
        same = [other for other, members in found.items() if set(members) == set(policies)]
        if same:
            raise InputError(f"alternatives '{abridged(same[0])}' and '{abridged(name)}' are the same policies{here}")
        found[name] = policies
    return found


def _years(form: _Form, where: Where) -> tuple[int, ...]:
    last = form.months // YEAR
    years = [last] if form.years is None else form.years
    for year in years:
        if not 1 <= year <= last:
            raise InputError(
                f"years: {shown(year)} is outside 1..{last} (months = {form.months} are {last} whole years)"
                f"{where(('years',))}"
            )
    if len(set(years)) < len(years):
        raise InputError(f"years = {shown(years)}: a year stands there twice{where(('years',))}")
    return tuple(sorted(years))


def _design(form: _DesignForm | None, varied: Sequence[Range], numbers: Numbers, where: Where) -> Design | None:
    """The design of so many numbers, checked, without what its kind does not use."""
    here = ("design",)
    if form is None:
        if not varied:
            return None
        raise InputError(
            f"{len(varied)} number{'s' * (len(varied) > 1)} to vary ({varied[0].name}{', ...' * (len(varied) > 1)}) "
            f"and no [design]: say how, kind = {', '.join(designs.KINDS)}{where(here)}"
        )
    if form.kind not in designs.KINDS:
        raise InputError(
            f"design.kind = '{abridged(form.kind)}' is not known{nearest(form.kind, designs.KINDS)}; "
            f"allowed: {', '.join(designs.KINDS)}{where((*here, 'kind'))}"
        )
    if not varied:
        raise InputError(f"a [design] and nothing to vary: name numbers in [levers] or [uncertainties]{where(here)}")
    if form.kind == designs.LIST:
        return Design(form.kind, points=numbers.points(form.points, varied))
    if form.points:
        raise InputError(f"design.points are for kind = 'list', not '{form.kind}'{where((*here, 'points'))}")
    uses = designs.USES[form.kind]
    if "samples" in uses and form.samples is None:
        raise InputError(f"design.samples is missing: a {form.kind} design needs it{where((*here, 'kind'))}")
    design = Design(
        form.kind,
        samples=(form.samples or 0) if "samples" in uses else 0,
        seed=form.seed if "seed" in uses else 1,
        levels=form.levels if "levels" in uses else designs.LEVELS,
    )
    wrong = designs.problem(design.kind, len(varied), design.samples, design.levels)
    if wrong is not None:
        raise InputError(f"design.{wrong[1]}{where((*here, wrong[0]))}")
    return design


def _line(text: str, path: Keys) -> int | None:
    """The line of a key; a key of the n-th `[[design.points]]`, path (design, points, n, key), is looked for in it."""
    if path[:2] != ("design", "points") or len(path) < 3:
        return line_of(text, path)
    lines = text.split("\n")
    heads = [k for k, line in enumerate(lines) if line.replace(" ", "").startswith("[[design.points]]")]
    if int(path[2]) >= len(heads):
        return line_of(text, path[:2])
    first = heads[int(path[2])]
    found = line_of("\n".join(lines[first:]), (*path[:2], *path[3:]))
    return first + found if found else first + 1
