"""How well the people made match every target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from agents.codes import OUTSIDE_WORK, Education, HouseholdType, Need, Origin, Status
from agents.core.calendar import NEVER
from agents.core.columns import Table
from model.mechanisms import vulnerability
from model.population_income import earners
from model.population_people import People
from model.population_targets import AGE_BANDS, AGE_GROUPS, EDUCATION_GROUPS, STRATA, TYPE_GROUPS, Targets

if TYPE_CHECKING:
    from geodata.place import Place

Mask = NDArray[np.bool_]
ORIGIN_GROUPS = {"danish": Origin.DANISH, "western": Origin.WESTERN, "non_western": Origin.NON_WESTERN}


@dataclass(frozen=True)
class Counted:
    """Everything a measure may look at, by person `(n_persons,)` or household `(n_households,)`."""

    place: Place
    people: People
    dwellings: Table
    poor: Mask

    @property
    def count(self) -> int:
        return len(self.people.of)

    def column(self, name: str) -> NDArray[np.generic]:
        """A column of the persons in use."""
        return np.asarray(getattr(self.people.persons, name)[: self.count])

    def household(self, name: str) -> NDArray[np.generic]:
        """A column of the households in use."""
        return np.asarray(getattr(self.people.households, name)[: len(self.people.stratum)])

    def aged(self, low: int, high: int) -> Mask:
        """Persons of an age range, high excluded."""
        return np.asarray((self.people.age >= low) & (self.people.age < high))

    def status(self, *codes: Status) -> Mask:
        """Persons with one of these statuses."""
        return np.isin(self.column("status"), [int(code) for code in codes])


def _share(top: Mask, base: Mask) -> float:
    return 100.0 * float((top & base).sum()) / max(float(base.sum()), 1.0)


def _where(counted: Counted, stratum: str) -> tuple[Mask, Mask]:
    """Persons and households of a stratum, of a department of the estate, or of the whole municipality."""
    people = counted.people
    if stratum in STRATA:
        number = STRATA.index(stratum)
        return people.of == number, people.stratum == number
    if stratum.startswith("department:"):
        names = list(counted.place.departments["name"])
        wanted = names.index(stratum.split(":", 1)[1]) if stratum.split(":", 1)[1] in names else -2
        at = counted.dwellings.department[counted.household("dwelling").astype(np.int64)] == wanted
        return at[counted.column("household").astype(np.int64)], at
    return np.ones(len(people.of), dtype=bool), np.ones(len(people.stratum), dtype=bool)


def _of_persons(counted: Counted, quantity: str, group: str, here: Mask) -> float | None:
    aged, status, column = counted.aged, counted.status, counted.column
    non_western = column("origin") == Origin.NON_WESTERN
    working_age = here & aged(18, 65)
    if quantity == "population":
        return float(here.sum())
    if quantity == "age":
        return _share(aged(*AGE_BANDS[AGE_GROUPS.index(group)]), here)
    if quantity == "origin":
        return _share(column("origin") == ORIGIN_GROUPS[group], here)
    if quantity == "origin_0_17":
        return _share(column("origin") == ORIGIN_GROUPS[group], here & aged(0, 18))
    if quantity == "education_30_59":
        code = Education.BASIC + EDUCATION_GROUPS.index(group)
        return _share(column("education") == code, here & aged(30, 60))
    if quantity == "weak_danish_non_western":
        return _share(column("language") < 0.4, here & aged(18, 130) & non_western)
    if quantity == "on_waiting_list":
        return _share(column("list_since") != NEVER, here & aged(18, 130))
    if quantity == "poverty":
        return _share(counted.poor[column("household").astype(np.int64)], here)
    shares = {
        "outside_18_64": (status(*OUTSIDE_WORK), working_age),
        "outside_18_24": (status(*OUTSIDE_WORK), here & aged(18, 25)),
        "cash_benefit_18_64": (status(Status.OUTSIDE), working_age),
        "disability_pension_18_64": (status(Status.DISABILITY_PENSION), working_age),
        "student_18_64": (status(Status.STUDENT), working_age),
        "retired_60_64": (status(Status.OLD_AGE_PENSION), here & aged(60, 65)),
        "working_65_69": (status(Status.EMPLOYED), here & aged(65, 70)),
    }
    return _share(*shares[quantity]) if quantity in shares else None


def _of_households(counted: Counted, quantity: str, group: str, here: Mask) -> float | None:
    household = counted.household
    members = np.bincount(counted.column("household").astype(np.int64), minlength=len(here))
    if quantity == "mean_household_size":
        return float(members[here].mean()) if here.any() else 0.0
    if quantity == "household_type":
        return _share(household("type") == HouseholdType(TYPE_GROUPS.index(group)), here)
    if quantity == "households_with_children":
        return _share(household("children") > 0, here)
    if quantity == "open_case":
        case = np.bincount(counted.column("household").astype(np.int64), counted.column("open_case"), len(here))
        return _share(case > 0, here)
    if quantity == "urgent_need":
        return _share(household("need") != Need.NONE, here)
    if quantity == "years_in_home":
        return float(-household("since")[here].mean() / 12.0) if here.any() else 0.0
    return None


def _of_money(counted: Counted, targets: Targets, quantity: str, here: Mask) -> float | None:
    who = here & earners(counted.people)
    mean = float(counted.column("income")[who].mean()) if who.any() else 0.0
    if quantity == "gross_income":
        return mean
    if quantity == "income_to_region":
        return 100.0 * mean / targets.value("region", "gross_income")
    if quantity == "disposable_income":
        return float(counted.household("income").sum() / max(counted.aged(18, 130).sum(), 1))
    return None


def _of_homes(counted: Counted, quantity: str, stratum: str) -> float | None:
    from model.population_housing import stratum_of

    homes = stratum_of(counted.place) == (STRATA.index(stratum) if stratum in STRATA else -2)
    if quantity == "dwellings":
        return float(homes.sum())
    if quantity == "vacancy":
        return _share(counted.dwellings.household[: len(homes)] < 0, homes)
    return None


def measure(
    place: Place, people: People, dwellings: Table, targets: Targets, values: Mapping[str, float]
) -> pd.DataFrame:
    """The targets with `achieved`, `difference` (achieved minus value) and `within` (inside low..high), one row each.

    Rows that describe a region around the municipality are left out: nothing of it is made.
    """
    _, equivalised = vulnerability.conditions(people.persons, people.households, 0, values)
    low = values["vulnerability.low_income"]
    counted = Counted(place, people, dwellings, equivalised[: len(people.stratum)] < low)
    achieved = []
    table = targets.table[targets.table["stratum"] != "region"].reset_index(drop=True)
    for row in table.itertuples(index=False):
        stratum, quantity, group = str(row.stratum), str(row.quantity), str(row.group)
        persons, households = _where(counted, stratum)
        found: float | None = None
        for value in (
            _of_persons(counted, quantity, group, persons),
            _of_households(counted, quantity, group, households),
            _of_money(counted, targets, quantity, persons),
            _of_homes(counted, quantity, stratum),
        ):
            found = value if found is None else found
        achieved.append(np.nan if found is None else found)
    fit = table.copy()
    fit["achieved"] = np.round(achieved, 3)
    fit["difference"] = (fit["achieved"] - fit["value"]).round(3)
    slack = 1e-9 + 0.002 * fit["value"].abs()
    fit["within"] = (fit["achieved"] >= fit["low"] - slack) & (fit["achieved"] <= fit["high"] + slack)
    return fit
