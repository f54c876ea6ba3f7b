"""How well the people made match every target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from agents.codes import OUTSIDE_WORK, Education, HouseholdType, Need, Origin, Status
from agents.core.calendar import NEVER
from agents.core.columns import Table
from model.mechanisms import vulnerability
from model.population.housing import stratum_of
from model.population.income import earners
from model.population.people import People
from model.population.targets import (
    AGE_BANDS,
    AGE_GROUPS,
    EDUCATION_GROUPS,
    STRATA,
    TYPE_GROUPS,
    TargetError,
    Targets,
)

if TYPE_CHECKING:
    from geodata.place import Place

Mask = NDArray[np.bool_]
ORIGIN_GROUPS = {"danish": Origin.DANISH, "western": Origin.WESTERN, "non_western": Origin.NON_WESTERN}


@dataclass(frozen=True)
class Counted:
    """Everything a measure looks at, by person `(n_persons,)`, household `(n_households,)` or home
    `(n_dwellings,)`.
    """

    persons: dict[str, NDArray[Any]]
    households: dict[str, NDArray[Any]]
    age: NDArray[np.int64]
    members: NDArray[np.int64]
    outside: Mask
    poor: Mask
    earning: Mask
    case: Mask
    homes: NDArray[np.int64]
    vacant: Mask
    region_income: float


def _count(place: Place, people: People, dwellings: Table, targets: Targets, values: Mapping[str, float]) -> Counted:
    _, equivalised = vulnerability.conditions(people.persons, people.households, 0, values)
    count, homes = len(people.of), len(people.stratum)
    persons = {name: getattr(people.persons, name)[:count] for name in people.persons}
    household = persons["household"]
    return Counted(
        persons=persons,
        households={name: getattr(people.households, name)[:homes] for name in people.households},
        age=people.age,
        members=np.bincount(household, minlength=homes),
        outside=np.isin(persons["status"], [int(code) for code in OUTSIDE_WORK]),
        poor=(equivalised[:homes] < values["vulnerability.low_income"])[household],
        earning=earners(people),
        case=np.bincount(household, persons["open_case"], homes) > 0,
        homes=stratum_of(place),
        vacant=dwellings.household[: len(place.dwellings)] < 0,
        region_income=targets.value("region", "gross_income"),
    )


def _share(top: Mask, base: Mask) -> float:
    return 100.0 * float((top & base).sum()) / max(float(base.sum()), 1.0)


def _mean(column: NDArray[Any], here: Mask) -> float:
    return float(column[here].astype(float).mean()) if here.any() else 0.0


@dataclass(frozen=True)
class Part:
    """One stratum, department or the whole: which persons, households and homes belong to it."""

    persons: Mask
    households: Mask
    homes: Mask


def _part(stratum: str, place: Place, people: People, counted: Counted, dwellings: Table) -> Part:
    if stratum in STRATA:
        number = STRATA.index(stratum)
        return Part(people.of == number, people.stratum == number, counted.homes == number)
    if stratum.startswith("department:"):
        names = list(place.departments["name"])
        wanted = stratum.removeprefix("department:")
        homes = dwellings.department[: len(counted.homes)] == (names.index(wanted) if wanted in names else -2)
        households = homes[counted.households["dwelling"]]
        return Part(households[counted.persons["household"]], households, homes)
    return Part(np.ones(len(people.of), dtype=bool), np.ones(len(people.stratum), dtype=bool), counted.homes >= 0)


def _achieved(counted: Counted, quantity: str, group: str, part: Part) -> float:
    persons, age = counted.persons, counted.age
    here = part.persons

    def aged(low: int, high: int) -> Mask:
        return here & (age >= low) & (age < high)

    match quantity:
        case "population":
            return float(here.sum())
        case "age":
            return _share(aged(*AGE_BANDS[AGE_GROUPS.index(group)]), here)
        case "origin":
            return _share(persons["origin"] == ORIGIN_GROUPS[group], here)
        case "origin_0_17":
            return _share(persons["origin"] == ORIGIN_GROUPS[group], aged(0, 18))
        case "education_30_59":
            return _share(persons["education"] == Education.BASIC + EDUCATION_GROUPS.index(group), aged(30, 60))
        case "weak_danish_non_western":
            return _share(persons["language"] < 0.4, aged(18, 130) & (persons["origin"] == Origin.NON_WESTERN))
        case "on_waiting_list":
            return _share(persons["list_since"] != NEVER, aged(18, 130))
        case "poverty":
            return _share(counted.poor, here)
        case "outside_18_64":
            return _share(counted.outside, aged(18, 65))
        case "outside_18_24":
            return _share(counted.outside, aged(18, 25))
        case "cash_benefit_18_64":
            return _share(persons["status"] == Status.OUTSIDE, aged(18, 65))
        case "disability_pension_18_64":
            return _share(persons["status"] == Status.DISABILITY_PENSION, aged(18, 65))
        case "student_18_64":
            return _share(persons["status"] == Status.STUDENT, aged(18, 65))
        case "retired_60_64":
            return _share(persons["status"] == Status.OLD_AGE_PENSION, aged(60, 65))
        case "working_65_69":
            return _share(persons["status"] == Status.EMPLOYED, aged(65, 70))
        case "gross_income":
            return _mean(persons["income"], here & counted.earning)
        case "income_to_region":
            return 100.0 * _mean(persons["income"], here & counted.earning) / counted.region_income
        case "disposable_income":
            return float(counted.households["income"][part.households].sum()) / max(int(aged(18, 130).sum()), 1)
    return _achieved_by_households(counted, quantity, group, part)


def _achieved_by_households(counted: Counted, quantity: str, group: str, part: Part) -> float:
    households = counted.households
    here = part.households
    match quantity:
        case "mean_household_size":
            return _mean(counted.members, here)
        case "household_type":
            return _share(households["type"] == HouseholdType(TYPE_GROUPS.index(group)), here)
        case "households_with_children":
            return _share(households["children"] > 0, here)
        case "open_case":
            return _share(counted.case, here)
        case "urgent_need":
            return _share(households["need"] != Need.NONE, here)
        case "years_in_home":
            return -_mean(households["since"], here) / 12.0
        case "dwellings":
            return float(part.homes.sum())
        case "vacancy":
            return _share(counted.vacant, part.homes)
    raise TargetError(f"target quantity '{quantity}' is unknown: nothing measures it")


def measure(
    place: Place, people: People, dwellings: Table, targets: Targets, values: Mapping[str, float]
) -> pd.DataFrame:
    """The targets with `achieved`, `difference` (achieved minus value) and `within` (inside low..high), one
    row each.

    Rows that describe a region around the municipality are left out: nothing of it is made.
    """
    counted = _count(place, people, dwellings, targets, values)
    table = targets.table[targets.table["stratum"] != "region"].reset_index(drop=True)
    parts = {name: _part(name, place, people, counted, dwellings) for name in table["stratum"].unique()}
    achieved = [
        _achieved(counted, quantity, group, parts[stratum])
        for stratum, quantity, group in zip(table["stratum"], table["quantity"], table["group"], strict=True)
    ]
    fit = table.copy()
    fit["achieved"] = np.round(achieved, 3)
    fit["difference"] = (fit["achieved"] - fit["value"]).round(3)
    slack = 1e-9 + 0.002 * fit["value"].abs()
    fit["within"] = (fit["achieved"] >= fit["low"] - slack) & (fit["achieved"] <= fit["high"] + slack)
    return fit
