"""From birth to the leaving exam: nursery, kindergarten with language assessment, school start, and the grade."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.codes import Education, Gate, Stage, Status
from agents.core import calendar, draws
from agents.core.columns import Rows, Table
from agents.core.draws import uniform_one
from agents.core.parameter import Parameter
from model.mechanisms import programmes
from model.mechanisms.ladder import gates, marking
from model.world import World

P = Parameter
EXAM = ("failed_exam", "failed_exam_unskilled", "failed_exam_academics")
PARAMETERS = (
    P("ladder.assessed_noise", 0.8, 0.2, 1.5, "SD", "judgement", "judgement",
      "chance in the language assessment at three"),
    P("ladder.assessed_skill", 0.6, 0.2, 1.0, "SD per SD", "judgement", "judgement", "skill in the assessment"),
    P("ladder.assessed_danish", 4.2, 2.0, 12.0, "SD", "bleses2010sprog", "observational",
      "Danish from none to full in the assessment; 28/16/56 % general/focused/special of non-western origin",
      ("language_non_western",)),
    P("ladder.assessed_special", -1.38, -2.5, -0.5, "SD", "bleses2010sprog", "observational",
      "below it a special effort; 84/8/8 % of Danish origin", ("language_danish",)),
    P("ladder.assessed_focused", -0.98, -2.0, 0.0, "SD", "bleses2010sprog", "observational",
      "below it a focused effort; 84/8/8 % of Danish origin, by hand: no series of a run counts focused efforts"),
    P("ladder.grade_mean", 6.85, 6.0, 7.5, "7-step scale", "catalogue2015", "catalogue",
      "leaving grade at mean skill and full Danish; 6.7 in the country where some speak it less well"),
    P("ladder.grade_skill", 2.05, 1.0, 2.8, "grade per SD", "recalled", "recalled",
      "skill in the leaving grade; pupils' grades spread by 2.5 (2.2-2.8)"),
    P("ladder.grade_danish", 4.0, 0.0, 10.0, "grade", "gladsaxebladet2020", "observational",
      "Danish from none to full in the leaving grade; 6.2 for bilingual pupils against 7.4 for all in Gladsaxe"),
    P("ladder.grade_agency", 0.3, 0.0, 1.0, "grade per SD", "judgement", "judgement",
      "effort, as far as it follows agency, in the leaving grade"),
    P("ladder.grade_girls", 0.7, 0.4, 1.0, "grade", "uvm2019karakterer", "register",
      "girls' leaving grade over boys' at equal skill"),
    P("ladder.grade_noise", 1.2, 0.5, 2.0, "grade", "judgement", "judgement", "chance in the leaving grade"),
    P("ladder.exam", 3.4, 1.0, 5.0, "logit", "ae_youth2015", "observational",
      "α, 02 in both Danish and mathematics at grade 6.7; 12.5-16 % miss it", EXAM),
    P("ladder.exam_grade", 0.85, 0.5, 2.0, "logit per grade", "ae_youth2015", "observational",
      "grade in that; 14 % miss it among children of the unskilled, 2 % of academics'", EXAM),
)  # fmt: skip


@njit("int64(uint64, uint64)", cache=True)
def months_at_door(stream, key):  # type: ignore[no-untyped-def]
    """Age in months at which a child comes to the door of the nursery: 9-24, mostly about one year."""
    return 9 + np.int64(16.0 * uniform_one(stream, key) ** 3)


@njit(cache=True)
def _entry_age(stream, keys):  # type: ignore[no-untyped-def]
    out = np.empty(len(keys), np.int64)
    for k in range(len(keys)):
        out[k] = months_at_door(stream, keys[k])
    return out


def entry_age(world: World, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """`months_at_door` of children with these keys, shape as `keys`."""
    return np.asarray(_entry_age(draws.stream(world.scenario.seed, "ladder.nursery_age", 0), keys))


def nursery(world: World, persons: Table, households: Table, area: NDArray[np.int32], rows: Rows) -> None:
    """Children who have reached the age come into nursery, or stay at home till kindergarten."""
    if len(rows) == 0:
        return
    logit = (
        world.p("ladder.nursery")
        + world.p("ladder.nursery_danish") * (gates.spoken_at_home(persons, households, rows) - 1.0)
        + door(world, persons, area, rows)
    )
    passes = gates.through(world, persons, households, area, rows, Gate.NURSERY, "ladder.nursery", logit)
    persons.stage[rows[passes]] = Stage.NURSERY


def door(world: World, persons: Table, area: NDArray[np.int32], rows: Rows) -> NDArray[np.float64]:
    """What programmes do to open the door of daycare, where these children live and for their families, in logits."""
    where = area[rows]
    here = np.where(where >= 0, world.levers.value("ladder.daycare_door")[where], 0.0)
    return np.asarray(here + programmes.added(world, persons, "daycare_door", rows))


def turn_three(world: World, persons: Table, households: Table, area: NDArray[np.int32], rows: Rows) -> None:
    """Children of three come into kindergarten, and their language is assessed (*sprogvurdering*)."""
    if len(rows) == 0:
        return
    logit = world.p("ladder.kindergarten") + door(world, persons, area, rows)
    passes = gates.through(world, persons, households, area, rows, Gate.KINDERGARTEN, "ladder.kindergarten", logit)
    persons.stage[rows] = np.where(passes, Stage.KINDERGARTEN, Stage.HOME)
    persons.institution[rows] = -1
    persons.language_group[rows] = assessed(world, persons, rows, world.month)


def assessed(world: World, persons: Table, rows: Rows, month: int) -> NDArray[np.uint8]:
    """The outcome of the language assessment for each of these children, by skill, Danish and chance."""
    return np.asarray(
        marking.assess(
            rows, persons.key, persons.skill, persons.language, *marking.streams(world, "ladder.assessment", month),
            marking.assessment(world.values),
        )
    )  # fmt: skip


def start_school(world: World, persons: Table, households: Table, area: NDArray[np.int32], rows: Rows) -> None:
    """Children who turn six this year start school in August; some need a language effort there."""
    if len(rows) == 0:
        return
    logit = (
        world.p("ladder.school_start")
        + world.p("ladder.school_start_skill") * persons.skill[rows]
        + world.p("ladder.school_start_danish") * (persons.language[rows] - 1.0)
    )
    gates.through(world, persons, households, area, rows, Gate.SCHOOL_START, "ladder.school_start", logit)
    persons.stage[rows] = Stage.SCHOOL
    persons.institution[rows] = -1


def grades(world: World, persons: Table, rows: Rows, month: int) -> NDArray[np.float64]:
    """The mean leaving grade of each of these pupils on the 7-step scale, -3..12."""
    return np.asarray(
        marking.grade(
            rows, persons.key, persons.skill, persons.language, persons.agency, persons.female,
            *marking.streams(world, "ladder.grade", month), marking.grading(world.values),
        )
    )  # fmt: skip


def exam(world: World, persons: Table, households: Table, area: NDArray[np.int32], rows: Rows) -> None:
    """The leaving exam in June of the year in which pupils turn sixteen (*folkeskolens afgangseksamen*)."""
    if len(rows) == 0:
        return
    persons.grade[rows] = grades(world, persons, rows, world.month)
    persons.education[rows] = Education.BASIC
    over = persons.grade[rows] - world.p("ladder.grade_mean")
    logit = world.p("ladder.exam") + world.p("ladder.exam_grade") * over
    gates.through(world, persons, households, area, rows, Gate.EXAM, "ladder.exam", logit)


def turns(world: World, persons: Table, years: int) -> NDArray[np.bool_]:
    """Who turns so many years in this calendar year, shape (persons.capacity,)."""
    born = calendar.year(world.month) - years - calendar.START_YEAR
    return np.asarray(persons.alive & (persons.birth_month // 12 == born))


def of_age(world: World, persons: Table, rows: Rows) -> None:
    """At sixteen a pupil counts as a student; who is out of school counts as without work or benefit."""
    if len(rows) == 0:
        return
    now = persons.status[rows] == Status.CHILD
    rows = rows[now]
    stage = persons.stage[rows]
    studies = (stage == Stage.SCHOOL) | ((stage >= Stage.UPPER_SECONDARY) & (stage <= Stage.HIGHER))
    persons.status[rows] = np.where(studies, Status.STUDENT, Status.UNEMPLOYED)
    persons.status_since[rows] = world.month
