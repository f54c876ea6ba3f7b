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


def _share(part: NDArray[np.bool_], whole: NDArray[np.bool_] | None = None) -> float:
    chosen = part if whole is None else part[whole]
    return float(chosen.mean()) if len(chosen) else float("nan")


def measure(world: World, before: Occupancy, after: Occupancy, lettings: dict[str, NDArray]) -> Iterator[Row]:
    """(metric, unit, group, value) of this month."""
    yield from _composition(world)
    yield from _departments(world)
    yield from _movers(before, after)
    yield from _vacancies(world, lettings)
    yield from _needs(world)
    for (policy, purpose, payer), kr in sorted(world.costs.booked.items()):
        yield "cost_kr", f"{policy}: {purpose}", payer, kr
    for name, value in sorted(world.counters.items()):
        yield name, "municipality", "all", value


@njit(cache=True)
def _count_persons(alive, household, birth, status, origin, estate, outside, month):  # type: ignore[no-untyped-def]
    """Heads by place (0 estate, 1 elsewhere): all, children, elderly, non-western, 18-64, of them outside, 18-24,
    outside.
    """
    out = np.zeros((2, 8), np.int64)
    for p in range(len(alive)):
        if not alive[p]:
            continue
        place = 0 if estate[household[p]] else 1
        age = (month - birth[p]) // 12
        out[place, 0] += 1
        out[place, 1] += age < 18
        out[place, 2] += age >= 65
        out[place, 3] += origin[p] == 2
        if 18 <= age < 65:
            out[place, 4] += 1
            out[place, 5] += outside[status[p]]
            if age < 25:
                out[place, 6] += 1
                out[place, 7] += outside[status[p]]
    return out


def _composition(world: World) -> Iterator[Row]:
    persons, households = world.persons, world.households
    estate = world.in_estate
    heads = _count_persons(
        persons.alive,
        persons.household,
        persons.birth_month,
        persons.status,
        persons.origin,
        estate,
        OUTSIDE,
        world.month,
    )
    rows = np.flatnonzero(households.alive & (households.dwelling >= 0))
    side = np.where(estate[rows], 0, 1)
    homes = np.bincount(side, minlength=2)
    vulnerable = np.bincount(side[world.vulnerable(rows)], minlength=2)
    income = np.bincount(side, households.income[rows], 2)
    kinds = np.bincount(side * len(HouseholdType) + households.type[rows], minlength=2 * len(HouseholdType)).reshape(
        2, -1
    )
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


def _ratio(part: float, whole: float) -> float:
    return float(part) / float(whole) if whole else float("nan")


def _departments(world: World) -> Iterator[Row]:
    households, stock, place = world.households, world.dwellings, world.place
    rows = np.flatnonzero(households.alive & (households.dwelling >= 0))
    department = stock.department[households.dwelling[rows]]
    social = department >= 0
    n = len(world.estate_departments)
    homes = np.bincount(department[social], minlength=n)
    vulnerable = np.bincount(department[social & world.vulnerable(rows)], minlength=n)
    share = np.divide(vulnerable, homes, out=np.full(n, np.nan), where=homes > 0)
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
    came = (after.key != before.key) & (after.key != 0) & ~np.isin(after.key, before.key)
    left = (after.key != before.key) & (before.key != 0) & ~np.isin(before.key, after.key)
    for metric, who, now in (("in_movers", came, after), ("out_movers", left, before)):
        yield metric, "estate", "all", int(who.sum())
        yield metric, "estate", "vulnerable", int((who & now.vulnerable).sum())
        yield metric, "estate", "non_western", int((who & now.non_western).sum())
    stood = max(int((before.key != 0).sum()), 1)
    yield "turnover", "estate", "all", 1200.0 * float(left.sum()) / stood


def _vacancies(world: World, lettings: dict[str, NDArray]) -> Iterator[Row]:
    stock, n_estate = world.dwellings, world.place.n_estate
    standing = stock.from_month <= world.month
    social = standing & (stock.tenure == Tenure.ALMENE)
    vacant = standing & (stock.household < 0) & (stock.vacant_since < world.month)
    yield "vacancy_rate", "estate", "all", _share(vacant[:n_estate])
    yield "vacancy_rate", "elsewhere", "social", _share(vacant[n_estate:], social[n_estate:])
    yield "vacancy_rate", "municipality", "all", _share(vacant, standing)
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
    waiting = households.alive & (households.dwelling >= 0) & (households.need > Need.NONE)
    yield "assigned_waiting", "municipality", "all", int(waiting.sum())
    months = world.month - households.wish_since[waiting].astype(np.int64)
    if len(months):
        yield "need_months", "municipality", "all", float(months.mean())
