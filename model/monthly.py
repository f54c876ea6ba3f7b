"""The numbers written down every month, in the estate, elsewhere in the municipality, and by department."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agents.codes import OUTSIDE_WORK, HouseholdType, Need, Origin, Rule, Tenure
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


def _composition(world: World) -> Iterator[Row]:
    persons, households = world.persons, world.households
    rows = np.flatnonzero(households.alive & (households.dwelling >= 0))
    people = persons.rows
    house = persons.household[people]
    age = (world.month - persons.birth_month[people]) // 12
    working_age = (age >= 18) & (age < 65)
    outside = np.isin(persons.status[people], OUTSIDE_WORK)
    young = (age >= 18) & (age < 25)
    estate_house = world.in_estate
    for unit, in_unit, of_unit in (
        ("estate", estate_house[rows], estate_house[house]),
        ("elsewhere", ~estate_house[rows], ~estate_house[house]),
        ("municipality", np.ones(len(rows), dtype=bool), np.ones(len(people), dtype=bool)),
    ):
        here, them = rows[in_unit], people[of_unit]
        yield "households", unit, "all", len(here)
        yield "persons", unit, "all", len(them)
        yield "children", unit, "all", int((age[of_unit] < 18).sum())
        yield "elderly", unit, "all", int((age[of_unit] >= 65).sum())
        yield "share_vulnerable", unit, "all", _share(households.score[here] >= VULNERABLE_SCORE)
        yield "share_non_western", unit, "all", _share(persons.origin[them] == Origin.NON_WESTERN)
        yield "share_outside_work", unit, "all", _share(outside[of_unit], working_age[of_unit])
        yield "share_outside_work", unit, "age_18_24", _share(outside[of_unit], young[of_unit])
        yield "mean_income", unit, "all", float(households.income[here].mean()) if len(here) else float("nan")
        yield "household_size", unit, "all", len(them) / max(len(here), 1)
        for kind in HouseholdType:
            yield "household_type", unit, kind.name.lower(), _share(households.type[here] == kind)


def _departments(world: World) -> Iterator[Row]:
    households, stock, place = world.households, world.dwellings, world.place
    rows = np.flatnonzero(households.alive & (households.dwelling >= 0))
    department = stock.department[households.dwelling[rows]]
    social = department >= 0
    n = len(place.departments)
    homes = np.bincount(department[social], minlength=n)
    vulnerable = np.bincount(department[social], world.vulnerable(rows)[social], n)
    share = np.divide(vulnerable, homes, out=np.full(n, np.nan), where=homes > 0)
    estate = world.estate_departments
    names = place.departments["name"].to_numpy()
    area = {name: k for k, name in enumerate(place.areas["name"])}
    for d in np.flatnonzero(estate):
        yield "share_vulnerable", str(names[d]), "all", share[d]
        yield "reputation", str(names[d]), "all", world.reputation[area[names[d]]]
    weight = np.bincount(stock.area[: place.n_estate], minlength=len(place.areas))
    yield "reputation", "estate", "all", float((world.reputation * weight).sum() / weight.sum())
    others = ~estate & (homes >= 10)
    yield "vulnerable_elsewhere_max_share", "elsewhere", "all", float(np.nanmax(share[others])) if others.any() else np.nan
    yield "labelled", "estate", "all", float(world.verdict is not None and world.verdict.label)


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
        lost = np.where(let[here], lettings["refused"][here] * world.p("letting.days_per_refusal") / DAYS, 1.0)
        lost = np.minimum(lost, 1.0) * stock.rent[dwelling[here]]
        yield "rent_loss_kr", unit, "all", float(lost.sum())
        for rule in (Rule.INTERNAL, Rule.ASSIGNMENT, Rule.FLEXIBLE, Rule.ORDINARY, Rule.SECOND_CHANCE):
            by = done & (lettings["rule"] == rule)
            yield "lettings", unit, rule.name.lower(), int(by.sum())
            if by.any():
                yield "waiting_months", unit, rule.name.lower(), float(lettings["listed_months"][by].mean())


def _needs(world: World) -> Iterator[Row]:
    households = world.households
    waiting = households.alive & (households.dwelling >= 0) & (households.need > Need.NONE)
    yield "assigned_waiting", "municipality", "all", int(waiting.sum())
    months = world.month - households.wish_since[waiting].astype(np.int64)
    if len(months):
        yield "need_months", "municipality", "all", float(months.mean())
