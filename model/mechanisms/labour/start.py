"""What the people of 2015, and those who come later, bring with them: hours, how they found the job, illness."""

from __future__ import annotations

import numpy as np

from agents.codes import Education, Found, Gate, Status
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from model.mechanisms.labour import hours
from model.world import World

P = Parameter
PARAMETERS = (
    P("labour.ill_employed", 0.02, 0.005, 0.05, "share", "judgement", "judgement", "long ill among the employed"),
    P("labour.ill_ready", 0.05, 0.01, 0.15, "share", "judgement", "judgement", "long ill among the job-ready"),
    P("labour.ill_outside", 0.45, 0.2, 0.7, "share", "judgement", "judgement", "long ill among the activity-ready"),
)  # fmt: skip

FIRST_JOB = np.uint8(1 << Gate.FIRST_JOB)


def give(world: World, rows: Rows, weekly: bool = True) -> None:
    """Give these persons hours (unless they have them), a way by which the job was found, illness and the gate."""
    persons = world.persons
    key, status = persons.key[rows], persons.status[rows]
    working = rows[status == Status.EMPLOYED]
    if weekly:
        persons.hours[working] = hours.draw(
            persons.key[working], world.stream("labour.hours"), persons.female[working],
            (world.month - persons.birth_month[working]) // 12, persons.skill[working], world.values,
        )  # fmt: skip
    by = world.uniform("labour.found", persons.key[working])
    ties = world.p("labour.found_by_ties")
    centre = ties + (1.0 - ties) * world.p("labour.found_by_centre")
    persons.found[working] = np.select([by < ties, by < centre], [Found.TIE, Found.JOB_CENTRE], Found.LIST)
    share = np.zeros(len(Status))
    share[Status.EMPLOYED] = world.p("labour.ill_employed")
    share[Status.UNEMPLOYED] = world.p("labour.ill_ready")
    share[Status.OUTSIDE] = world.p("labour.ill_outside")
    share[Status.DISABILITY_PENSION] = 1.0
    persons.ill[rows] = world.uniform("labour.ill", key) < share[status]
    _first_job(world, rows)


def _first_job(world: World, rows: Rows) -> None:
    """The gate of the first job is behind all who work or worked, and missed by those jobless for a year without."""
    persons = world.persons
    status, education = persons.status[rows], persons.education[rows]
    grown = (world.month - persons.birth_month[rows] >= 216) & (status >= Status.EMPLOYED)
    open_ = grown & ((persons.gates_passed[rows] | persons.gates_missed[rows]) & FIRST_JOB == 0)
    retired = (status == Status.OLD_AGE_PENSION) | (status == Status.EMPLOYED)
    passed = open_ & (retired | (education >= Education.VOCATIONAL))
    year = world.month - persons.status_since[rows] >= 12
    missed = open_ & ~passed & (year | (status > Status.UNEMPLOYED))
    persons.gates_passed[rows[passed]] |= FIRST_JOB
    persons.gates_missed[rows[missed]] |= FIRST_JOB
