"""NAME: the reputation of an area follows slowly what is seen there and what it is called.

ΔN = ρ·(N* - N). N* falls with worklessness, trouble, disorder and turnover, rises with a lively centre, and moves with
the government's label and the media. A name works in four places: hiring, choice of school, choice of home (more on
who comes than on who leaves), and meeting across the estate's border.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.core import calendar
from agents.core.parameter import Parameter
from model.letting import criteria
from model.levers import Lever
from model.mechanisms import seen
from model.mechanisms.order import yearly_turnover
from model.mechanisms.seen import OUTSIDE
from model.mechanisms.trouble import convicted_share
from model.world import World

P = Parameter
PARAMETERS = (
    P("name.speed", 0.35, 0.2, 0.6, "per year", "andersson2023", "observational",
      "share of the gap to what is seen now that a name closes in a year"),
    P("name.worklessness", 0.8, 0.4, 1.5, "name per share", "judgement", "judgement",
      "fall in name when nobody of 18-64 is in work or education; the catalogue's first claim"),
    P("name.trouble", 0.4, 0.0, 1.5, "name per share", "judgement", "judgement",
      "fall in name when all the young are in trouble"),
    P("name.order", 0.3, 0.0, 1.0, "name per order", "judgement", "judgement",
      "fall in name by order below that of an ordinary area"),
    P("name.ordinary_order", 0.82, 0.6, 1.0, "order, 0..1", "judgement", "judgement", "order of an ordinary area"),
    P("name.centre", 0.06, 0.0, 0.2, "name", "judgement", "judgement",
      "name of the estate's areas with a centre full of life over one that is dead"),
    P("name.turnover", 0.3, 0.0, 0.8, "name per move and home", "judgement", "judgement",
      "fall in name by yearly moves out per home (catalogue claim 3: turnover and a bad name feed each other)"),
    P("name.turnover_before", 0.12, 0.08, 0.16, "per year", "landsbyggefonden_fraflytning", "register",
      "moves out per home in the year before the start"),
    P("name.label", 0.06, 0.0, 0.12, "name", "govind2025", "observational",
      "fall in name while an estate is on the government's list; worth 3-4 % of income to residents of Danish origin"),
)  # fmt: skip


LEVERS = (
    Lever("name.media", "name", -0.2, 0.2, "area", "what is told of the area in public, over today's"),
)  # fmt: skip


@njit(cache=True)
def _measured(  # type: ignore[no-untyped-def]
    alive, household, dwelling, n_estate, birth, status, origin, education, income, outside, month,
):  # fmt: skip
    """Counts in the estate: residents, of them non-western, of working age, of them outside work, of middle age, of
    them with basic schooling; its residents; and incomes of earners in the municipality and in the estate.
    """
    n = np.zeros(6, np.int64)
    rows = np.empty(len(alive), np.int64)
    everywhere, here = np.empty(len(alive), income.dtype), np.empty(len(alive), income.dtype)
    earning, own = 0, 0
    for i in range(len(alive)):
        home = dwelling[household[i]] if alive[i] else -1
        if home < 0:
            continue
        age, estate = (month - birth[i]) // 12, home < n_estate
        if 15 <= age < 65 and status[i] != 1:
            everywhere[earning] = income[i]
            earning += 1
            if estate:
                here[own] = income[i]
                own += 1
        if estate:
            rows[n[0]] = i
            n[0] += 1
            n[1] += origin[i] == 2
            n[2] += 18 <= age < 65
            n[3] += 18 <= age < 65 and outside[status[i]]
            n[4] += 30 <= age < 60
            n[5] += 30 <= age < 60 and education[i] <= 1
    return n, rows[: n[0]], everywhere[:earning], here[:own]


def measured(world: World) -> tuple[dict[str, float], int]:
    """The official criteria of the estate as a whole now, and its residents; income relative to the municipality."""
    persons = world.persons
    n, residents, everywhere, here = _measured(
        persons.alive, persons.household, world.households.dwelling, world.place.n_estate, persons.birth_month,
        persons.status, persons.origin, persons.education, persons.income, OUTSIDE, world.month,
    )  # fmt: skip

    def mean(values: NDArray[np.float32]) -> float:
        return float(values.mean()) if len(values) else 0.0

    region = mean(everywhere)
    shares = {
        "non_western": float(n[1] / max(n[0], 1)),
        "outside_work": float(n[3] / max(n[2], 1)),
        "convicted": convicted_share(world, residents),
        "basic_education": float(n[5] / max(n[4], 1)),
        "income": mean(here) / region if region else 1.0,
    }
    return shares, int(n[0])


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


def target(world: World, counted: NDArray[np.int64]) -> NDArray[np.float64]:
    """The name each area would have if things stayed as they are, from what is `seen` there (6, n_areas); 0..1, shape
    (n_areas,).
    """
    outside = seen.share(counted, seen.OUTSIDE_COUNT, seen.WORKING_AGE)
    shown = 1.0 - world.p("name.worklessness") * outside - world.p("name.turnover") * yearly_turnover(world)
    shown -= world.p("name.trouble") * world.trouble
    shown += world.p("name.order") * (world.order - world.p("name.ordinary_order"))
    shown += world.p("name.centre") * (world.centre_life - 0.5) * world.estate_areas
    labelled = world.estate_areas & (world.verdict is not None and world.verdict.label)
    return np.clip(shown - world.p("name.label") * labelled + world.levers.value("name.media"), 0.0, 1.0)


def step(world: World) -> None:
    """Names move toward what is seen; the share of non-western residents by area is taken for those who choose by
    it.
    """
    if calendar.month_of_year(world.month) == 12:
        judge_label(world)
    share = 1.0 - (1.0 - world.p("name.speed")) ** (1.0 / 12.0)
    counted = world.seen
    world.minority_share[:] = seen.share(counted, seen.NON_WESTERN, seen.RESIDENTS)
    world.reputation += share * (target(world, counted) - world.reputation)


def start(world: World) -> None:
    """On 1 January 2015 names are what is seen then, and the estate carries the label its composition earns."""
    judge_label(world)
    homes = np.bincount(world.dwellings.area[world.dwellings.from_month <= 0], minlength=len(world.place.areas))
    world.vacated[:] = np.rint(homes * world.p("name.turnover_before") / 12.0).astype(np.int64)
    counted = seen.look(world)
    world.minority_share[:] = seen.share(counted, seen.NON_WESTERN, seen.RESIDENTS)
    world.reputation[:] = target(world, counted)


def declare(world: World) -> None:
    """State the levers without any policy."""
    world.levers.base("name.media", 0.0)
