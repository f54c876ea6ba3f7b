"""The letting rule-book of one place, read at one date."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.core import calendar
from agents.core.parameter import Parameter, ParameterError, nearest
from agents.core.values import made_once

GROUPS = ("worker", "student", "senior", "young")
"""Groups that flexible letting may put first; each is one bit of an applicant's `groups`."""


@lru_cache(maxsize=1)
def _book() -> dict[str, Any]:
    return tomllib.loads((files("model.letting") / "rules.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def rules() -> tuple[dict[str, Any], ...]:
    """All dated rules of the book, with id, paragraph, kind, place, where, from, value, source, grade and meaning."""
    return tuple(_book()["rule"])


@lru_cache(maxsize=1)
def criteria() -> tuple[dict[str, Any], ...]:
    """The list criteria by law version, oldest first."""
    return tuple(_book()["criteria"])


def law_versions() -> dict[str, str]:
    """Law versions a scenario may choose and the month at which each reads the book; 'dated' follows the calendar."""
    return {**_book()["versions"], "dated": "as enacted"}


def _parameters() -> tuple[Parameter, ...]:
    return tuple(
        Parameter(
            f"letting.{rule['id']}", rule["value"], rule["low"], rule["high"],
            "rooms" if "rooms" in rule["kind"] else "share" if rule["value"] <= 1 else "number",
            rule["source"], rule["grade"], rule["meaning"],
        )
        for rule in rules()
    )  # fmt: skip


PARAMETERS = _parameters()


def reading_month(law: str, month: int) -> int:
    """The month at which a law version reads the rule-book; raises ParameterError for an unknown version."""
    versions = law_versions()
    if law not in versions:
        raise ParameterError(f"unknown law version '{law}'{nearest(law, versions)}; known: {', '.join(versions)}")
    return month if law == "dated" else _day_of(versions[law])


@lru_cache(maxsize=64)
def _day_of(version: str) -> int:
    return calendar.parse(version)


@dataclass(frozen=True)
class RuleBook:
    """The rules in force: shares by department, quotas of flexible letting by department and group, and size rules.

    `flexible` and `flexible_rooms` have shape (n_departments, len(GROUPS)): share of vacancies for the group, and the
    largest dwelling it covers.
    """

    assignment_share: NDArray[np.float64]
    assignment_ceiling: float
    internal_share: NDArray[np.float64]
    internal_years: float
    flexible: NDArray[np.float64]
    flexible_rooms: NDArray[np.int64]
    combined_letting: NDArray[np.bool_]
    combined_threshold: tuple[float, float]
    compulsory_refusal: NDArray[np.bool_]
    max_rooms_single: int
    max_rooms_couple: int
    max_persons_per_room: float
    family_rooms: int


def _where(rule: dict[str, Any], names: NDArray[np.str_], estate: NDArray[np.bool_]) -> NDArray[np.bool_]:
    where = rule["where"]
    if isinstance(where, list):
        return np.isin(names, where)
    return np.asarray({"all": np.ones(len(estate), dtype=bool), "estate": estate, "elsewhere": ~estate}[where])


@lru_cache(maxsize=512)
def _in_force(place: str, month: int) -> tuple[dict[str, Any], ...]:
    return tuple(
        rule
        for rule in rules()
        if rule["place"] in ("all", place)
        and calendar.parse(rule["from"]) <= month
        and ("to" not in rule or month < calendar.parse(rule["to"]))
    )


@made_once
def read(
    values: Mapping[str, float], rule_place: str, departments: tuple[str, ...], in_estate: tuple[bool, ...], month: int
) -> RuleBook:
    """The rule-book of a place as it is read in a month (see `reading_month`), for departments by name, in the estate
    or not; values of rules may be changed by the scenario.
    """
    n, names, estate = len(departments), np.array(departments), np.array(in_estate)
    single = {"assignment_share": 0.0, "internal_share": 0.0}
    shares = {kind: np.full(n, value) for kind, value in single.items()}
    numbers = {"assignment_ceiling": 0.25, "internal_years": 0.0, "max_rooms_single": 9.0, "max_rooms_couple": 9.0,
               "max_persons_per_room": 9.0, "family_rooms": 99.0}  # fmt: skip
    flexible = np.zeros((n, len(GROUPS)))
    flexible_rooms = np.full((n, len(GROUPS)), 9, dtype=np.int64)
    combined, compulsory = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    threshold = (1.0, 1.0)
    for rule in _in_force(rule_place, month):
        here, value, kind = _where(rule, names, estate), values[f"letting.{rule['id']}"], rule["kind"]
        if kind in shares:
            shares[kind][here] = value
        elif kind in numbers:
            numbers[kind] = value
        elif kind == "flexible":
            for group, part in rule["groups"].items():
                flexible[here, GROUPS.index(group)] = value * part
                flexible_rooms[here, GROUPS.index(group)] = rule["rooms"]
        elif kind == "combined_letting":
            combined |= here
            threshold = (value, min(value, rule["large"]))
        elif kind == "compulsory_refusal":
            compulsory |= here & (value > 0)
    return RuleBook(
        shares["assignment_share"], numbers["assignment_ceiling"], shares["internal_share"], numbers["internal_years"],
        flexible, flexible_rooms, combined, threshold, compulsory, int(numbers["max_rooms_single"]),
        int(numbers["max_rooms_couple"]), numbers["max_persons_per_room"], int(numbers["family_rooms"]),
    )  # fmt: skip
