"""When people may retire, by date, and who does before."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from agents.core.parameter import Parameter
from model.world import World

P = Parameter
PARAMETERS = (
    P("retirement.age", 65.0, 65.0, 68.0, "years", "pension_law", "law",
      "age of old-age pension (folkepension) in 2015; half a year more each year from 2019 to 67, 68 from 2030"),
    P("retirement.early_age", 61.0, 60.0, 62.0, "years", "recalled", "recalled",
      "age of early retirement (efterloen) in 2015; half a year more each year from 2016 to 63 in 2019, 64 from 2023"),
    P("retirement.early", 0.0075, 0.002, 0.02, "per month", "judgement", "judgement",
      "chance that an employed person with the right to early retirement takes it; 16 % of 60-64 had in 2015"),
    P("retirement.early_jobless", 0.02, 0.005, 0.05, "per month", "judgement", "judgement",
      "the same for the job-ready with vocational or higher education, who are insured"),
    P("retirement.late", 0.06, 0.02, 0.15, "per month", "judgement", "judgement",
      "chance that somebody still employed past the age of old-age pension stops; 16 % of 65-69 worked in 2015"),
    P("retirement.work_on", 0.4, 0.2, 0.7, "share", "judgement", "judgement",
      "employed who do not stop at the very age of old-age pension"),
)  # fmt: skip

FIRST_RISE, LAST_RISE, TO_68, EARLY_RISE, EARLY_64 = 48, 84, 180, 12, 96


class Ages(NamedTuple):
    """Retirement this month: ages in months, and chances."""

    pension: int
    early_from: int
    early: float
    early_jobless: float
    late: float
    work_on: float


def pension_age(world: World) -> float:
    """The age of old-age pension (*folkepension*) this month [@pension_law]."""
    base = world.p("retirement.age")
    steps = float(np.clip((world.month - FIRST_RISE) // 12 + 1, 0, 4))
    return base + 0.5 * steps + (1.0 if world.month >= TO_68 else 0.0)


def early_age(world: World) -> float:
    """The age of early retirement (*efterløn*) this month [@recalled]."""
    steps = float(np.clip((world.month - EARLY_RISE) // 12 + 1, 0, 4))
    return world.p("retirement.early_age") + 0.5 * steps + (1.0 if world.month >= EARLY_64 else 0.0)


def numbers(world: World) -> Ages:
    """What holds this month."""
    return Ages(
        int(12 * pension_age(world)),
        int(12 * early_age(world)),
        *(world.p(f"retirement.{name}") for name in ("early", "early_jobless", "late", "work_on")),
    )


@njit(cache=True)
def retires(months, birthday, status, education, u, a):  # type: ignore[no-untyped-def]
    """Whether somebody of so many months of age retires now; `birthday` in the month the pension age is reached."""
    if months >= a.pension:
        if status != 2:
            return True
        return u >= a.work_on if birthday else u < a.late
    if months < a.early_from or status == 5:
        return False
    if status == 2:
        return u < a.early
    return status == 3 and education >= 3 and u < a.early_jobless
