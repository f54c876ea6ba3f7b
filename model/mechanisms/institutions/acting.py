"""What institutions do each month with money, staff and time."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from agents.codes import InstitutionKind as Kind
from agents.core import calendar, draws
from agents.core.parameter import Parameter
from agents.core.values import made_once
from model.mechanisms.institutions import rolls
from model.mechanisms.institutions.nearest import rows_of
from model.world import World

P = Parameter
COSTS = {
    Kind.NURSERY: ("nursery", 11500.0), Kind.KINDERGARTEN: ("kindergarten", 6600.0),
    Kind.SCHOOL: ("school", 5600.0), Kind.FREE_SCHOOL: ("free_school", 4600.0),
    Kind.UPPER_SECONDARY: ("gymnasium", 6300.0), Kind.VOCATIONAL: ("vocational", 6900.0),
    Kind.HIGHER: ("higher", 6500.0), Kind.HEALTH_VISITORS: ("health_visitors", 1100.0),
    Kind.JOB_CENTRE: ("job_centre", 1500.0), Kind.ASSOCIATION: ("association", 60.0),
}  # fmt: skip
PARAMETERS = (
    *(
        P(f"institutions.cost_{name}", kr, kr * 0.7, kr * 1.4, "kr/month and person", "recalled", "recalled",
          f"budget for each on the roll: {name.replace('_', ' ')}")
        for name, kr in COSTS.values()
    ),
    P("institutions.post", 39000.0, 30000.0, 50000.0, "kr/month", "recalled", "recalled",
      "cost of a full-time post, pension included"),
    P("institutions.staff_share", 0.78, 0.6, 0.9, "share", "judgement", "judgement", "budget spent on staff"),
    P("institutions.staff_delay", 6.0, 1.0, 24.0, "months", "judgement", "judgement",
      "how slowly staff follow roll and budget"),
    P("institutions.quality_sd", 0.25, 0.0, 0.6, "SD", "judgement", "judgement",
      "spread of quality between institutions of a kind, intake apart"),
    P("institutions.quality_by_staff", 0.3, 0.0, 1.0, "SD per log staff", "judgement", "judgement",
      "gain in quality with staff per head"),
    P("institutions.dose_half_life", 24.0, 6.0, 60.0, "months", "judgement", "judgement",
      "time in which half of what a programme added to quality is gone"),
    P("institutions.effort_moved", 0.05, 0.0, 0.3, "share", "judgement", "judgement",
      "staff effort moved to those with the greatest need today"),
    P("institutions.room_growth", 0.05, 0.0, 0.2, "per year", "judgement", "judgement",
      "room that the municipality adds in a year to an institution that is full, or takes from one half empty"),
    P("institutions.half_empty", 0.75, 0.5, 0.95, "share", "judgement", "judgement",
      "roll over room below which the municipality takes room away"),
    P("institutions.visit_effect", 0.04, 0.0, 0.1, "SD", "hirani2020", "observational",
      "home learning gained in a year with twice the usual visits of a health visitor; the universal service is "
      "the baseline, and a visit missed early is felt"),
    P("institutions.visits_by_strain", 0.5, 0.0, 2.0, "ratio", "judgement", "judgement",
      "further visits to a home under full strain over one without, before effort is moved"),
    P("institutions.usual_strain", 0.10, 0.05, 0.3, "0..1", "judgement", "judgement",
      "strain of a home that gets the usual visits: the mean of homes with a child under one at the start"),
)  # fmt: skip


STAFF_STEPS = 4
"""Visits are planned by staff to whole quarters of what is usual: they change from an eighth too many or too few."""


@made_once
def _by_kind(values: Mapping[str, float]) -> NDArray[np.float64]:
    kr = np.zeros(max(Kind) + 1)
    for kind, (name, _) in COSTS.items():
        kr[kind] = values[f"institutions.cost_{name}"]
    return kr


def per_head(world: World) -> NDArray[np.float64]:
    """Budget for each person on the roll in kr/month, shape (institutions.capacity,)."""
    return np.where(world.institutions.alive, _by_kind(world.values)[world.institutions.kind], 0.0)


def lever_here(world: World, name: str) -> NDArray[np.float64]:
    """A lever with a value for each area, read where each institution stands; those of the whole municipality take
    none of it and get the value of areas outside the estate.
    """
    value, area = world.levers.value(name), world.institutions.area
    return np.where(area >= 0, value[area], value[world.area_outside])


def money_and_staff(world: World, at_once: bool = False) -> None:
    """Budgets follow the roll, staff follow the budget with delay, and what is spent follows the staff."""
    table = world.institutions
    table.budget[:] = per_head(world) * table.roll
    posts = table.budget * world.p("institutions.staff_share") / world.p("institutions.post")
    pace = 1.0 if at_once else 1.0 / world.p("institutions.staff_delay")
    table.staff[:] += (pace * (posts - table.staff)).astype(np.float32)
    fixed = table.budget * (1.0 - world.p("institutions.staff_share"))
    table.spent[:] = fixed + table.staff * world.p("institutions.post")


def quality(world: World) -> None:
    """Quality: what the institution is by itself, staff per head, programmes that fade, and levers."""
    table = world.institutions
    usual = table.budget * world.p("institutions.staff_share") / world.p("institutions.post")
    staffed = np.where(usual > 0, np.maximum(table.staff, 0.1) / np.maximum(usual, 0.1), 1.0)
    own = draws.normal(world.scenario.seed, "institutions.quality", 0, table.key)
    table.quality_dose[:] *= np.float32(0.5 ** (1.0 / world.p("institutions.dose_half_life")))
    level = np.where(
        table.alive,
        world.p("institutions.quality_sd") * own
        + world.p("institutions.quality_by_staff") * np.clip(np.log(staffed), -0.5, 0.5)
        + table.quality_dose
        + lever_here(world, "institutions.quality_shift"),
        0.0,
    )
    table.quality[:] = level
    table.moved[:] = np.where(table.alive, lever_here(world, "institutions.effort_moved"), 0.0)


def room(world: World) -> None:
    """Each January the municipality adds room to daycare, schools and youth educations that are full, and takes some
    from those that stand half empty.
    """
    table = world.institutions
    ours = table.alive & (table.places > 0) & (table.kind >= Kind.NURSERY) & (table.kind <= Kind.HIGHER)
    step = np.ceil(table.places * world.p("institutions.room_growth")).astype(np.int32)
    empty = table.roll < world.p("institutions.half_empty") * table.places
    table.places[:] += np.where(ours & (table.roll >= table.places), step, np.where(ours & empty, -step, 0))


def visit_homes(world: World, infants: NDArray[np.int64]) -> None:
    """Health visitors visit homes with a child under one, more often where strain is greater.

    What a home gets beyond the usual visits raises its home learning a little, and what it lacks lowers it. Visits
    follow the home's own strain against what is usual; only when staff for each child are clearly more or fewer than
    usual do all homes get more or fewer. So one birth less changes no other home's visits.
    """
    visitors = rows_of(world, Kind.HEALTH_VISITORS)
    if len(infants) == 0 or len(visitors) == 0:
        return
    households, table = world.households, world.institutions
    homes = np.unique(world.persons.household[infants])
    moved = float(table.moved[visitors[0]])
    by_strain = world.p("institutions.visits_by_strain") * (1.0 + moved / max(1.0 - moved, 0.1))
    wanted = 1.0 + by_strain * households.strain[homes].astype(np.float64)
    usual = table.budget[visitors[0]] * world.p("institutions.staff_share") / world.p("institutions.post")
    staffed = float(table.staff[visitors[0]] / usual) if usual > 0 else 1.0
    capacity = round(staffed * STAFF_STEPS) / STAFF_STEPS
    visits = capacity * wanted / (1.0 + by_strain * world.p("institutions.usual_strain"))
    households.home_dose[homes] += (world.p("institutions.visit_effect") / 12.0 * (visits - 1.0)).astype(np.float32)


def notice(world: World, fragile_from: float) -> None:
    """The municipality notes how many families with children live under strain."""
    households = world.households
    strained = households.alive & (households.children > 0) & (households.strain >= fragile_from)
    noted = int(np.count_nonzero(strained))
    world.institutions.roll[rows_of(world, Kind.MUNICIPALITY)] = noted
    world.counters["families_under_strain"] = noted


def act(world: World, fragile_from: float) -> None:
    """One month of all institutions."""
    found = rolls.recount(world, fragile_from)
    table = world.institutions
    letting = rows_of(world, Kind.LETTING)
    table.roll[letting] = rolls.homes_let(world)[table.department[letting]]
    money_and_staff(world)
    quality(world)
    if calendar.month_of_year(world.month) == 1:
        room(world)
    visit_homes(world, found.infants)
    notice(world, fragile_from)
