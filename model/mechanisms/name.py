"""NAME: the reputation of an area follows slowly what is seen there and what it is called."""

from __future__ import annotations

import numpy as np
from numba import njit

from agents.codes import OUTSIDE_WORK, Education, Origin, Status
from agents.core import calendar
from agents.core.parameter import Parameter
from model.letting import criteria
from model.levers import Lever
from model.world import World

P = Parameter
PARAMETERS = (
    P("name.speed", 0.35, 0.2, 0.6, "per year", "andersson2023", "observational",
      "share of the gap to what is seen now that a name closes in a year"),
    P("name.worklessness", 1.0, 0.5, 1.5, "name per share", "judgement", "judgement",
      "fall in name when nobody of 18-64 is in work or education; the catalogue's first claim"),
    P("name.turnover", 0.3, 0.0, 0.8, "name per move and home", "judgement", "judgement",
      "fall in name by yearly moves out per home (catalogue claim 3: turnover and a bad name feed each other)"),
    P("name.turnover_before", 0.12, 0.08, 0.16, "per year", "landsbyggefonden_fraflytning", "register",
      "moves out per home in the year before the start"),
    P("name.label", 0.06, 0.0, 0.12, "name", "govind2025", "observational",
      "fall in name while an estate is on the government's list; worth 3-4 % of income to residents of Danish origin"),
)  # fmt: skip


LEVERS: tuple[Lever, ...] = ()

OUTSIDE = np.isin(np.arange(len(Status)), OUTSIDE_WORK)
"""Whether a status counts as outside work and education, by its code."""


@njit(cache=True)
def _count_by_area(alive, household, dwelling, area, birth, status, origin, outside, month, n):  # type: ignore[no-untyped-def]
    """Residents, non-western residents, 18-64-year-olds and those outside work and education, by area."""
    out = np.zeros((4, n), np.int64)
    for p in range(len(alive)):
        if not alive[p]:
            continue
        home = dwelling[household[p]]
        if home < 0:
            continue
        here = area[home]
        out[0, here] += 1
        out[1, here] += origin[p] == 2
        age = (month - birth[p]) // 12
        if 18 <= age < 65:
            out[2, here] += 1
            out[3, here] += outside[status[p]]
    return out


def area_shares(world: World) -> tuple[np.ndarray, np.ndarray]:
    """Share of 18-64-year-olds outside work and education, and non-western share of residents, by area."""
    persons, households, dwellings = world.persons, world.households, world.dwellings
    everybody, minority, adults, outside = _count_by_area(
        persons.alive, persons.household, households.dwelling, dwellings.area, persons.birth_month, persons.status,
        persons.origin, OUTSIDE, world.month, len(world.place.areas),
    )  # fmt: skip
    return outside / np.maximum(adults, 1), minority / np.maximum(everybody, 1)


def measured(world: World) -> tuple[dict[str, float], int]:
    """The official criteria of the estate as a whole now, and its residents; income relative to the municipality."""
    persons = world.persons
    rows = persons.rows
    house = persons.household[rows]
    settled = world.households.dwelling[house] >= 0
    rows, house = rows[settled], house[settled]
    estate = world.in_estate[house]
    age = (world.month - persons.birth_month[rows]) // 12
    working_age = (age >= 18) & (age < 65)
    earning = (age >= 15) & (age < 65) & (persons.status[rows] != Status.STUDENT)
    middle = (age >= 30) & (age < 60) & estate
    outside = OUTSIDE[persons.status[rows]]

    def mean(values: np.ndarray) -> float:
        return float(values.mean()) if len(values) else 0.0

    region = mean(persons.income[rows[earning]])
    shares = {
        "non_western": mean(persons.origin[rows[estate]] == Origin.NON_WESTERN),
        "outside_work": mean(outside[working_age & estate]),
        "convicted": world.p(f"criteria.convicted_{world.place.municipality_name.lower()}"),
        "basic_education": mean(persons.education[rows[middle]] <= Education.BASIC),
        "income": mean(persons.income[rows[earning & estate]]) / region if region else 1.0,
    }
    return shares, int(estate.sum())


def judge_label(world: World) -> None:
    """Each December the estate is held against the list criteria, outside work and convictions as two-year means."""
    shares, residents = measured(world)
    history = world.list_history
    history.append(shares)
    mean = dict(shares)
    for name in ("outside_work", "convicted"):
        mean[name] = float(np.mean([year[name] for year in history[-2:]]))
    verdict = criteria.judge(mean, residents, world.scenario.law, world.month)
    world.verdict, world.residents = verdict, residents
    world.labelled_years = world.labelled_years + 1 if verdict.label else 0


def yearly_turnover(world: World) -> np.ndarray:
    """Homes left in the last twelve months over all homes, by area, shape (n_areas,)."""
    built = world.dwellings.from_month <= world.month
    homes = np.bincount(world.dwellings.area[built], minlength=len(world.place.areas))
    return world.vacated.sum(axis=0) / np.maximum(homes, 1)


def target(world: World, outside: np.ndarray) -> np.ndarray:
    """The name each area would have if things stayed as they are, from the share outside work, 0..1, shape
    (n_areas,).
    """
    shown = 1.0 - world.p("name.worklessness") * outside - world.p("name.turnover") * yearly_turnover(world)
    labelled = world.estate_areas & (world.verdict is not None and world.verdict.label)
    return np.clip(shown - world.p("name.label") * labelled, 0.0, 1.0)


def step(world: World) -> None:
    """Names move toward what is seen; the share of non-western residents by area is taken for those who choose by
    it.
    """
    if calendar.month_of_year(world.month) == 12:
        judge_label(world)
    share = 1.0 - (1.0 - world.p("name.speed")) ** (1.0 / 12.0)
    outside, world.minority_share[:] = area_shares(world)
    world.reputation += share * (target(world, outside) - world.reputation)


def start(world: World) -> None:
    """On 1 January 2015 names are what is seen then, and the estate carries the label its composition earns."""
    judge_label(world)
    homes = np.bincount(world.dwellings.area[world.dwellings.from_month <= 0], minlength=len(world.place.areas))
    world.vacated[:] = np.rint(homes * world.p("name.turnover_before") / 12.0).astype(np.int64)
    outside, world.minority_share[:] = area_shares(world)
    world.reputation[:] = target(world, outside)


def declare(world: World) -> None:
    """State the levers without any policy."""
