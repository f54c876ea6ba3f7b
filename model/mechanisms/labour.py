"""Study, work, benefits and pensions: enough for vulnerability to have causes (the full ladder comes later)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.core.columns import Table
from agents.core.draws import mix_one, uniform_one
from agents.core.parameter import Parameter
from model.levers import Lever
from model.world import World

P = Parameter
PARAMETERS = (
    P("labour.study_exit", 0.016, 0.008, 0.03, "per month", "judgement", "judgement",
      "chance that a student of 18 or more leaves or completes the present education this month"),
    P("labour.no_completion", -1.1, -2.0, 0.0, "logit", "dst_youth", "observational",
      "odds of leaving youth education without completing, at mean skill; 17 % of those of 25-26 had none in 2012"),
    P("labour.skill_completion", 0.9, 0.4, 1.4, "logit per SD", "judgement", "judgement", "how skill helps completion"),
    P("labour.vocational", 0.45, 0.3, 0.6, "share", "dst_education", "observational",
      "vocational among those who complete a youth education"),
    P("labour.higher", 0.68, 0.5, 0.8, "share", "dst_education", "observational",
      "upper secondary graduates who complete a higher education"),
    P("labour.long", 0.4, 0.2, 0.6, "share", "dst_education", "observational", "long among higher educations"),
    P("labour.first_job", 1.1, 0.3, 2.0, "logit", "judgement", "judgement",
      "odds of a job when leaving education, mean person"),
    P("labour.job_loss", 0.0062, 0.002, 0.009, "per month", "recalled", "recalled",
      "chance to lose a job, vocational education, mean skill (5-8 % a year over all)"),
    P("labour.job_find", 0.075, 0.04, 0.12, "per month", "recalled", "recalled",
      "job-ready to job, mean skill and good Danish (4-6 % a month on cash benefit)"),
    P("labour.back_to_work", 0.007, 0.004, 0.014, "per month", "recalled", "recalled",
      "activity-ready to job (0.8-1.2 % a month)"),
    P("labour.drift_out", 0.025, 0.005, 0.04, "per month", "judgement", "judgement", "job-ready to activity-ready"),
    P("labour.disability", 0.0022, 0.001, 0.004, "per month", "judgement", "judgement",
      "activity-ready of 40 or more to disability pension"),
    P("labour.skill_job", 0.5, 0.1, 0.6, "log hazard per SD", "judgement", "judgement",
      "skill in finding and keeping a job"),
    P("labour.language_job", 1.2, 0.3, 2.0, "log hazard", "judgement", "judgement",
      "Danish from none to full in finding and keeping a job"),
    P("labour.basic_loss", 1.7, 1.2, 2.5, "ratio", "judgement", "judgement",
      "job loss with basic schooling over vocational"),
    P("labour.higher_loss", 0.6, 0.4, 0.9, "ratio", "judgement", "judgement",
      "job loss with higher education over vocational"),
    P("labour.pension_age", 65.0, 65.0, 68.0, "years", "pension_law", "law",
      "age of old-age pension in 2015; 67 from 2022"),
    P("labour.case_open", 0.004, 0.001, 0.01, "per month", "judgement", "judgement",
      "chance that a person outside the labour market gets an open social case"),
    P("labour.case_close", 0.02, 0.01, 0.05, "per month", "judgement", "judgement",
      "chance that an open case is closed"),
    P("labour.language_growth", 0.001, 0.0, 0.01, "per month", "judgement", "judgement",
      "gain in Danish of those who do not yet speak it well"),
)  # fmt: skip


LEVERS: tuple[Lever, ...] = ()


class Hazards(NamedTuple):
    """The parameters of study and work as numbers, named as in `PARAMETERS`."""

    study_exit: float
    no_completion: float
    skill_completion: float
    vocational: float
    higher: float
    long: float
    first_job: float
    job_loss: float
    job_find: float
    back_to_work: float
    drift_out: float
    disability: float
    skill_job: float
    language_job: float
    basic_loss: float
    higher_loss: float
    pension_age: float
    case_open: float
    case_close: float
    language_growth: float


@njit(cache=True)
def _logistic(x):  # type: ignore[no-untyped-def]
    return 1.0 / (1.0 + np.exp(-x))


@njit(cache=True)
def leave_study(i, key, status, since, education, skill, pull, month, v, stream):  # type: ignore[no-untyped-def]
    """A student drops out, or completes and goes on to higher education or looks for a first job."""
    completes = uniform_one(stream, mix_one(key))
    turn = uniform_one(stream, mix_one(key ^ np.uint64(1)))
    if education[i] == 2 and completes < v.higher:
        education[i] = 5 if uniform_one(stream, mix_one(key ^ np.uint64(2))) < v.long else 4
    elif education[i] == 1 and completes >= _logistic(v.no_completion - v.skill_completion * skill):
        education[i] = 3 if turn < v.vocational else 2
        if education[i] == 2:
            since[i] = month
            return
    gain = 0.5 if education[i] >= 3 else -0.5
    works = uniform_one(stream, mix_one(key ^ np.uint64(3))) < _logistic(v.first_job + gain + np.log(pull))
    status[i] = 2 if works else 3
    since[i] = month


@njit(cache=True)
def _month(alive, birth, key, status, since, education, skill, language, case, month, v, pension, stream):  # type: ignore[no-untyped-def]
    """One month of study and work for everybody; `v` holds the parameters."""
    for i in range(len(alive)):
        if not alive[i]:
            continue
        months = month - birth[i]
        if months < 192:
            continue
        now = status[i]
        u = uniform_one(stream, key[i])
        if now == 0:
            status[i], since[i], education[i] = 1, month, 1
            continue
        if months >= pension * 12:
            if now != 6:
                status[i], since[i] = 6, month
                case[i] = False
            continue
        if language[i] < 0.8:
            language[i] = min(0.8, language[i] + v.language_growth * (0.8 - language[i]))
        pull = np.exp(v.skill_job * skill[i] + v.language_job * (language[i] - 0.9))
        if now == 1:
            if months < 216:
                continue
            if u < v.study_exit:
                leave_study(i, key[i], status, since, education, skill[i], pull, month, v, stream)
        elif now == 2:
            loss = v.job_loss / pull
            if education[i] <= 1:
                loss *= v.basic_loss
            elif education[i] >= 4:
                loss *= v.higher_loss
            if u < loss:
                status[i], since[i] = 3, month
        elif now == 3:
            find = v.job_find * pull
            if u < find:
                status[i], since[i] = 2, month
            elif u > 1.0 - v.drift_out:
                status[i], since[i] = 4, month
        elif now == 4:
            if u < v.back_to_work * pull:
                status[i], since[i] = 2, month
            elif months >= 480 and u > 1.0 - v.disability:
                status[i], since[i] = 5, month
        if case[i]:
            case[i] = uniform_one(stream, key[i] ^ np.uint64(0x5C)) >= v.case_close
        elif now == 4 or now == 5:
            case[i] = uniform_one(stream, key[i] ^ np.uint64(0x5C)) < v.case_open


def pension_age(world: World) -> float:
    """The age of old-age pension this month: half a year more each year from 2019 to 2022, then 67 [@pension_law]."""
    base = world.p("labour.pension_age")
    return base + 0.5 * float(np.clip((world.month - 48) // 12 + 1, 0, 4))


def step(world: World) -> None:
    """Everybody of 16 or more studies, works, loses or finds work, or retires; social cases open and close."""
    persons = world.persons
    _month(
        persons.alive, persons.birth_month, persons.key, persons.status, persons.status_since, persons.education,
        persons.skill, persons.language, persons.open_case, world.month,
        Hazards(*(world.p(f"labour.{field}") for field in Hazards._fields)), pension_age(world),
        world.stream("labour.month"),
    )  # fmt: skip


def declare(world: World) -> None:
    """State the levers without any policy."""


def start(world: World) -> None:
    """1 January 2015."""


def live(world: World, persons: Table, households: Table, area: NDArray[np.int32]) -> None:
    """One month of these people."""
