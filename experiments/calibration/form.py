"""CALIBRATION.toml: read with errors that name the file, the line, the culprit and what is allowed.

name = "moving in Værebro Park"
place = "vaerebro"
months = 36
fit = ["turnover", "vacancy"]
check = ["outside_contacts"]

[uncertainties]
"moving.almene" = "range"
"choice.avoidance" = [1.0, 4.0]
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr, ValidationError

from agents.core.parameter import GRADES, nearest
from experiments.calibration.targets import Target, bundled
from experiments.calibration.value import Calibration
from experiments.errors import InputError, abridged, shown
from experiments.scenario_file import MOST_MONTHS, MOST_SEED, UNION, Number, full_names
from experiments.study import outcome_keys
from experiments.study.numbers import Numbers
from experiments.study.value import Range
from experiments.toml_text import Keys, Where, read_text, tables_of, where_in
from experiments.vocabulary import Vocabulary, places_with, vocabulary

MOST_NUMBERS = 20
"""More numbers than this cannot be fitted with a few hundred runs."""
LEAST_CHANCE = 8
"""Fewer seeds than this do not tell how much chance does."""
Count = Annotated[StrictInt, Field(ge=1, le=10_000)]
Real = Annotated[float, Field(allow_inf_nan=False)]


class _TargetForm(BaseModel):
    model_config = ConfigDict(extra="forbid")
    outcome: StrictStr
    value: Real
    standard_error: Annotated[Real, Field(ge=0)]
    measure: Annotated[StrictStr, Field(min_length=1)]
    source: Annotated[StrictStr, Field(min_length=1)]
    grade: StrictStr
    scale: Real = 1.0
    tolerance: Annotated[Real, Field(ge=0)] = 0.0
    years: list[StrictInt] = Field(default_factory=list)
    since: StrictInt | None = None
    note: StrictStr = ""


class _Form(BaseModel):
    """The shape of a calibration file; what the words mean is checked afterwards."""

    model_config = ConfigDict(extra="forbid")
    name: Annotated[StrictStr, Field(min_length=1)]
    place: StrictStr = "vaerebro"
    law: StrictStr = "2015"
    behaviour: StrictStr = "avoidance"
    months: Annotated[StrictInt, Field(ge=12, le=MOST_MONTHS)] = 36
    seed: Annotated[StrictInt, Field(ge=0, le=MOST_SEED // 2)] = 1
    replications: Count = 4
    chance: Annotated[StrictInt, Field(ge=LEAST_CHANCE, le=1000)] = 12
    waves: Annotated[StrictInt, Field(ge=1, le=20)] = 2
    samples: Count = 40
    fit: Annotated[list[StrictStr], Field(min_length=1)]
    check: list[StrictStr] = Field(default_factory=list)
    uncertainties: Annotated[dict[StrictStr, Any], Field(min_length=1)]
    fixed: dict[StrictStr, Number] = Field(default_factory=dict)
    tolerance: dict[StrictStr, Annotated[Real, Field(ge=0)]] = Field(default_factory=dict)
    targets: dict[StrictStr, _TargetForm] = Field(default_factory=dict)


KEYS = tuple(_Form.model_fields)
"""What may stand in a calibration file."""
TARGET_KEYS = tuple(_TargetForm.model_fields)
"""What may stand in a table such as [targets.turnover]."""


def read_calibration(path: Path, words: Vocabulary | None = None) -> Calibration:
    """The calibration in a file; raises InputError with culprit, allowed values, file and line."""
    return from_toml(read_text(path, "calibration file"), str(path), words)


def from_toml(text: str, name: str = "calibration", words: Vocabulary | None = None) -> Calibration:
    """The calibration in the text of a file called `name`."""
    return from_dict(tables_of(text, name), words, where_in(text, name))


def from_dict(data: Mapping[str, Any], words: Vocabulary | None = None, where: Where = lambda path: "") -> Calibration:
    """The calibration in plain nested data; `where(path)` says where a key stands, for the message."""
    form = _shaped(data, where)
    words = words or vocabulary()
    places = places_with([form.place], words.places, where(("place",)))
    for key, allowed in (("place", places), ("law", words.laws), ("behaviour", words.behaviours)):
        _known(key, getattr(form, key), allowed, where((key,)))
    _, ranges, fixed = Numbers(words, (), where).tables({}, form.uncertainties, form.fixed)
    _few_enough(ranges, form, where)
    known = _targets(form, words, where)
    for key, names in (("fit", form.fit), ("check", form.check)):
        for k, one in enumerate(names):
            _known(f"{key}: target", one, sorted(known), where((key,)))
            if one in names[:k] or (key == "check" and one in form.fit):
                here = "fit and check" if key == "check" and one in form.fit else key
                raise InputError(f"'{one}' stands twice in {here}: a target is fitted or checked, once{where((key,))}")
    for one in form.tolerance:
        _known("tolerance: target", one, [*form.fit, *form.check], where(("tolerance", one)))
    made = Calibration(
        name=form.name,
        uncertainties=ranges,
        fit=_chosen(form.fit, known, form.tolerance),
        check=_chosen(form.check, known, form.tolerance),
        place=form.place,
        law=form.law,
        behaviour=form.behaviour,
        months=form.months,
        seed=form.seed,
        replications=form.replications,
        chance=form.chance,
        waves=form.waves,
        samples=form.samples,
        fixed=fixed,
    )
    _lived(made.targets, form.months, lambda name: where(("targets", name, "years")))
    return made


def _few_enough(ranges: Sequence[Range], form: _Form, where: Where) -> None:
    """Raise InputError for too many numbers, or too few points for them."""
    if len(ranges) > MOST_NUMBERS:
        raise InputError(
            f"{len(ranges)} numbers to fit, more than {MOST_NUMBERS}: screen them first (a morris design) and fit "
            f"those that matter{where(('uncertainties',))}"
        )
    least = 5 * len(ranges)
    if form.samples < least:
        raise InputError(
            f"samples = {form.samples} is too few for {len(ranges)} numbers: at least {least}, five for each, or the "
            f"points say nothing of what lies between them{where(('samples',))}"
        )


def _targets(form: _Form, words: Vocabulary, where: Where) -> dict[str, Target]:
    """Targets known for the place, with those of the file over them."""
    found = bundled(form.place)
    outcomes = outcome_keys.known(words.policies)
    for name, one in form.targets.items():
        path = ("targets", name)
        if one.outcome not in outcomes:
            raise InputError(
                f"target '{abridged(name)}': unknown outcome '{abridged(one.outcome)}'"
                f"{nearest(one.outcome, outcomes)}; see `boligliv list values`{where((*path, 'outcome'))}"
            )
        _known(f"target '{abridged(name)}': grade", one.grade, GRADES, where((*path, "grade")))
        if one.standard_error == one.tolerance == 0:
            raise InputError(
                f"target '{abridged(name)}': standard_error = 0 and no tolerance: no figure is known so well"
                f"{where((*path, 'standard_error'))}"
            )
        found[name] = Target(name=name, **{**one.model_dump(), "years": tuple(sorted(set(one.years)))})
    return found


def _chosen(names: Sequence[str], known: Mapping[str, Target], tolerance: Mapping[str, float]) -> tuple[Target, ...]:
    return tuple(replace(known[one], tolerance=tolerance.get(one, known[one].tolerance)) for one in names)


def _lived(targets: Sequence[Target], months: int, where: Callable[[str], str]) -> None:
    for one in targets:
        try:
            one.horizons(months)
            one.first(months)
        except InputError as error:
            raise InputError(f"{error}{where(one.name)}") from None


def _known(what: str, word: str, allowed: Sequence[str], where: str) -> None:
    if word not in allowed:
        raise InputError(
            f"{what} '{abridged(word)}' is not known{nearest(word, allowed)}; allowed: {', '.join(allowed)}{where}"
        )


def _shaped(data: Mapping[str, Any], where: Where) -> _Form:
    """The form filled in, numbers by their full names; raises InputError for the first thing of the wrong shape."""
    whole = dict(data)
    for table in ("uncertainties", "fixed"):
        if isinstance(whole.get(table), Mapping):
            whole[table] = full_names(whole[table])
    try:
        return _Form.model_validate(whole)
    except ValidationError as error:
        first = error.errors()[0]
        path = tuple(str(part) for part in first["loc"])
        if path[0] == "fixed" and path[-1] in UNION:
            path = path[:-1]
        raise InputError(_shape_message(path, first) + where(path)) from None


_SHAPES = {
    "list_type": 'is not a list such as ["turnover"]', "dict_type": "is not a table", "model_type": "is not a table",
    "model_attributes_type": "is not a table", "string_type": "is not a text in quotes",
    "int_type": "is not a whole number", "finite_number": "is not a finite number",
}  # fmt: skip


def _shape_message(path: Keys, problem: Any) -> str:
    name, given, kind, limits = abridged(".".join(path)), problem["input"], problem["type"], problem.get("ctx", {})
    value = f"{given:g}" if isinstance(given, float) and not math.isfinite(given) else shown(given)
    if kind == "missing":
        why = "" if path[0] != "targets" else f"; a target has {', '.join(TARGET_KEYS[:6])}"
        return f"'{name}' is missing{why}"
    if kind == "extra_forbidden":
        allowed = TARGET_KEYS if path[0] == "targets" else KEYS
        return f"unknown key '{name}'{nearest(path[-1], allowed)}; allowed: {', '.join(allowed)}"
    if kind == "greater_than_equal":
        return f"{name} = {value} is too small: at least {limits['ge']:g}"
    if kind == "less_than_equal":
        return f"{name} = {value} is too large: at most {limits['le']:g}"
    if kind in ("too_short", "string_too_short"):
        return f"{name} is empty"
    return f"{name} = {value} {_SHAPES.get(kind, 'is not a number')}"
