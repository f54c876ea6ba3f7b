"""The numbers written down every month, in the estate, elsewhere in the municipality, and by department."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.codes import HouseholdType, Need, Origin, Rule, Tenure
from model.mechanisms.name import OUTSIDE
from model.world import VULNERABLE_SCORE, World

Row = tuple[str, str, str, float]
DAYS = 30.0
SOCIAL = int(Tenure.ALMENE)


@dataclass(frozen=True)
class Occupancy:
    """Who lives in each home of the estate at the end of a month: key (0 vacant), vulnerability, and origin."""

    key: NDArray[np.uint64]
    vulnerable: NDArray[np.bool_]
    non_western: NDArray[np.bool_]

    @classmethod
    def now(cls, world: World) -> Occupancy:
        """The estate as it is."""
        households = world.households
        occupant = world.dwellings.household[: world.place.n_estate]
        lived_in = occupant >= 0
        row = np.maximum(occupant, 0)
        return cls(
            np.where(lived_in, households.key[row], 0).astype(np.uint64),
            lived_in & (households.score[row] >= VULNERABLE_SCORE),
            lived_in & (households.origin[row] == Origin.NON_WESTERN),
        )


def measure(world: World, before: Occupancy, after: Occupancy, lettings: dict[str, NDArray]) -> Iterator[Row]:
    """(metric, unit, group, value) of this month."""
    yield from _composition(world)
    yield from _movers(before, after)
    yield from _vacancies(world, lettings)
    yield from _needs(world)
    for (policy, purpose, payer), kr in sorted(world.costs.booked.items()):
        yield "cost_kr", f"{policy}: {purpose}", payer, kr
    for name, value in sorted(world.counters.items()):
        yield name, "municipality", "all", value


@njit(cache=True)
def _count_persons(household, birth, status, origin, dwelling, n_estate, outside, month):  # type: ignore[no-untyped-def]
    """Heads by place (0 estate, 1 elsewhere): all, children, elderly, non-western, 18-64, of them outside, 18-24,
    outside.
    """
    out = np.zeros((2, 8), np.int64)
    for p in range(len(household)):
        if household[p] < 0:
            continue
        place = 0 if 0 <= dwelling[household[p]] < n_estate else 1
        age = month - birth[p]
        child, elderly, young = age < 18 * 12, age >= 65 * 12, age < 25 * 12
        without = outside[status[p]]
        out[place, 0] += 1
        out[place, 1] += child
        out[place, 2] += elderly
        out[place, 3] += origin[p] == 2
        out[place, 4] += not (child or elderly)
        out[place, 5] += without and not (child or elderly)
        out[place, 6] += young and not child
        out[place, 7] += without and young and not child
    return out


@njit(cache=True)
def _count_households(alive, dwelling, score, income, kind, department, n_estate, n_kinds, n_departments):  # type: ignore[no-untyped-def]
    """Settled households by place (0 estate, 1 elsewhere): all, vulnerable, and each type; their income by place; and
    all and vulnerable by department.
    """
    places, incomes = np.zeros((2, 2 + n_kinds), np.int64), np.zeros(2)
    departments = np.zeros((2, n_departments), np.int64)
    for h in range(len(alive)):
        home = dwelling[h]
        if home < 0 or not alive[h]:
            continue
        place = 0 if home < n_estate else 1
        vulnerable = score[h] >= VULNERABLE_SCORE
        places[place, 0] += 1
        places[place, 1] += vulnerable
        places[place, 2 + kind[h]] += 1
        incomes[place] += income[h]
        if department[home] >= 0:
            departments[0, department[home]] += 1
            departments[1, department[home]] += vulnerable
    return places, incomes, departments


def _composition(world: World) -> Iterator[Row]:
    persons, households, place = world.persons, world.households, world.place
    heads = _count_persons(
        persons.household, persons.birth_month, persons.status, persons.origin, households.dwelling, place.n_estate,
        OUTSIDE, world.month,
    )  # fmt: skip
    counted, income, by_department = _count_households(
        households.alive, households.dwelling, households.score, households.income, households.type,
        world.dwellings.department, place.n_estate, len(HouseholdType), len(world.estate_departments),
    )  # fmt: skip
    homes, vulnerable, kinds = counted[:, 0], counted[:, 1], counted[:, 2:]
    for unit, pick in (("estate", [0]), ("elsewhere", [1]), ("municipality", [0, 1])):
        n, count = int(homes[pick].sum()), heads[pick].sum(axis=0)
        yield "households", unit, "all", n
        yield "persons", unit, "all", int(count[0])
        yield "children", unit, "all", int(count[1])
        yield "elderly", unit, "all", int(count[2])
        yield "share_vulnerable", unit, "all", _ratio(vulnerable[pick].sum(), n)
        yield "share_non_western", unit, "all", _ratio(count[3], count[0])
        yield "share_outside_work", unit, "all", _ratio(count[5], count[4])
        yield "share_outside_work", unit, "age_18_24", _ratio(count[7], count[6])
        yield "mean_income", unit, "all", _ratio(income[pick].sum(), n)
        yield "household_size", unit, "all", _ratio(count[0], n)
        for kind in HouseholdType:
            yield "household_type", unit, kind.name.lower(), _ratio(kinds[pick, kind].sum(), n)
    yield from _departments(world, *by_department)


def _ratio(part: float, whole: float) -> float:
    return float(part) / float(whole) if whole else float("nan")


def _departments(world: World, homes: NDArray[np.int64], vulnerable: NDArray[np.int64]) -> Iterator[Row]:
    stock, place = world.dwellings, world.place
    share = np.divide(vulnerable, homes, out=np.full(len(homes), np.nan), where=homes > 0)
    # Departments of the estate come first, in the same order as their areas.
    for d in np.flatnonzero(world.estate_departments):
        yield "share_vulnerable", world.department_names[d], "all", share[d]
        yield "reputation", world.department_names[d], "all", world.reputation[d]
    weight = np.bincount(stock.area[: place.n_estate], minlength=len(world.reputation))
    yield "reputation", "estate", "all", float((world.reputation * weight).sum() / weight.sum())
    others = ~world.estate_departments & (homes >= 10)
    yield (
        "vulnerable_elsewhere_max_share",
        "elsewhere",
        "all",
        float(np.nanmax(share[others])) if others.any() else np.nan,
    )
    yield "labelled", "estate", "all", float(world.verdict is not None and world.verdict.label)


def districts(world: World) -> Iterator[Row]:
    """Share of vulnerable households in each polling district of the municipality, the estate's own homes apart."""
    households, areas = world.households, world.place.areas
    rows = np.flatnonzero(households.alive & (households.dwelling >= 0))
    area = world.dwellings.area[households.dwelling[rows]]
    homes = np.bincount(area, minlength=len(areas))
    vulnerable = np.bincount(area[world.vulnerable(rows)], minlength=len(areas))
    for k in np.flatnonzero(~world.estate_areas & (homes > 0)):
        yield "share_vulnerable", str(areas["name"].iloc[k]), "all", _ratio(vulnerable[k], homes[k])


def _movers(before: Occupancy, after: Occupancy) -> Iterator[Row]:
    changed = np.flatnonzero(after.key != before.key)
    was, now = before.key[changed], after.key[changed]
    came = changed[(now != 0) & ~np.isin(now, was)]
    left = changed[(was != 0) & ~np.isin(was, now)]
    for metric, who, month in (("in_movers", came, after), ("out_movers", left, before)):
        yield metric, "estate", "all", len(who)
        yield metric, "estate", "vulnerable", int(month.vulnerable[who].sum())
        yield metric, "estate", "non_western", int(month.non_western[who].sum())
    stood = max(int((before.key != 0).sum()), 1)
    yield "turnover", "estate", "all", 1200.0 * float(len(left)) / stood


@njit(cache=True)
def _count_homes(from_month, tenure, household, vacant_since, n_estate, month):  # type: ignore[no-untyped-def]
    """Homes that stand and those vacant for longer than this month: in the estate, social elsewhere, and others."""
    homes, vacant = np.zeros(3, np.int64), np.zeros(3, np.int64)
    for d in range(len(household)):
        if from_month[d] > month:
            continue
        part = 0 if d < n_estate else (1 if tenure[d] == SOCIAL else 2)
        homes[part] += 1
        vacant[part] += household[d] < 0 and vacant_since[d] < month
    return homes, vacant


def _vacancies(world: World, lettings: dict[str, NDArray]) -> Iterator[Row]:
    stock, n_estate = world.dwellings, world.place.n_estate
    homes, vacant = _count_homes(
        stock.from_month, stock.tenure, stock.household, stock.vacant_since, n_estate, world.month
    )
    yield "vacancy_rate", "estate", "all", _ratio(vacant[0], n_estate)
    yield "vacancy_rate", "elsewhere", "social", _ratio(vacant[1], homes[1])
    yield "vacancy_rate", "municipality", "all", _ratio(vacant.sum(), homes.sum())
    if not lettings:
        return
    dwelling, let = lettings["dwelling"], lettings["let"]
    estate = dwelling < n_estate
    days = lettings["empty_months"] * DAYS + lettings["refused"] * world.p("letting.days_per_refusal")
    for unit, here in (("estate", estate), ("elsewhere", ~estate)):
        done = here & let
        yield "vacant_homes", unit, "all", int(here.sum())
        yield "lettings", unit, "all", int(done.sum())
        if done.any():
            yield "vacancy_days", unit, "all", float(days[done].mean())
            yield "refusals", unit, "all", float(lettings["refused"][done].mean())
        yield "rent_loss_kr", unit, "all", float(rent_lost(world, lettings)[here].sum())
        for rule in (Rule.INTERNAL, Rule.ASSIGNMENT, Rule.FLEXIBLE, Rule.ORDINARY, Rule.SECOND_CHANCE):
            by = done & (lettings["rule"] == rule)
            yield "lettings", unit, rule.name.lower(), int(by.sum())
            if by.any():
                yield "waiting_months", unit, rule.name.lower(), float(lettings["listed_months"][by].mean())


def rent_lost(world: World, lettings: dict[str, NDArray]) -> NDArray[np.float64]:
    """Rent lost this month on each vacant social home, kr: the whole month, or the days that refusals took."""
    days = lettings["refused"] * world.p("letting.days_per_refusal") / DAYS
    part = np.minimum(np.where(lettings["let"], days, 1.0), 1.0)
    return np.asarray(part * world.dwellings.rent[lettings["dwelling"]])


def _needs(world: World) -> Iterator[Row]:
    households = world.households
    waiting = np.flatnonzero(households.need > Need.NONE)
    waiting = waiting[households.alive[waiting] & (households.dwelling[waiting] >= 0)]
    yield "assigned_waiting", "municipality", "all", len(waiting)
    months = world.month - households.wish_since[waiting].astype(np.int64)
    if len(months):
        yield "need_months", "municipality", "all", float(months.mean())
