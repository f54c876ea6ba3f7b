"""After school: tenth grade, upper secondary or vocational school, higher education, and those who come back."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.codes import Education, Gate, Stage, Status
from agents.codes import InstitutionKind as Kind
from agents.core import draws
from agents.core.calendar import month_of_year
from agents.core.columns import Rows, Table
from agents.core.draws import uniform_one
from agents.core.parameter import Parameter
from model.mechanisms.ladder import gates, seats
from model.mechanisms.ladder.gates import chance
from model.world import World

P = Parameter
PARAMETERS = (
    P("youth.tenth", -0.1, -1.5, 1.0, "logit", "uvm2019karakterer", "observational",
      "a tenth year of school at mean grade; 40 % start youth education within 3-9 months of ninth grade, 90 % within "
      "15-27"),
    P("youth.start", 3.2, 1.0, 4.5, "logit", "uvm2019karakterer", "observational",
      "α, starting a youth education in August after school at mean grade; by hand, with the tenth year: no series of "
      "a run tells the time from ninth grade to youth education"),
    P("youth.start_grade", 0.30, 0.0, 0.8, "logit per grade", "judgement", "judgement", "grade in that"),
    P("youth.duty", 2.3, -1.0, 3.5, "logit", "uvm2019karakterer", "observational",
      "starting in an August before 18 for those who did not begin or dropped out, mean grade: those of 15-17 have a "
      "duty to be in education or what comes close (ungepakken 2010); 90 % have begun within 15-27 months"),
    P("youth.later", -1.8, -3.5, 0.0, "logit", "larsen2016unge", "observational",
      "starting in one of the later years to 25, mean grade; 81 % are in or through youth education at 20",
      ("youth_education_municipality",)),
    P("youth.adult", -2.6, -4.0, -1.5, "logit", "judgement", "judgement", "starting between 25 and 30, mean grade"),
    P("youth.gymnasium", 0.9, -0.5, 2.0, "logit", "danske_gymnasier2023", "observational",
      "upper secondary over vocational at grade 6.7 and a mean home"),
    P("youth.gymnasium_grade", 0.75, 0.3, 1.5, "logit per grade", "danske_gymnasier2023", "observational",
      "grade in that; 23 % of those below 5 and 58 % of those at 5-6 begin"),
    P("youth.gymnasium_home", 0.4, 0.0, 1.0, "logit per SD", "judgement", "judgement", "home learning in that"),
    P("youth.gymnasium_bar", 5.0, 4.0, 6.0, "7-step scale", "recalled", "law",
      "grade that opens upper secondary school (gymnasiereformen 2016)"),
    P("youth.below_bar", 0.42, 0.0, 1.0, "share", "danske_gymnasier2023", "observational",
      "let in below the bar all the same, after a talk or to hf; 23 % of those below 5 begin, by hand: no series of a "
      "run counts them"),
    P("youth.vocational_bar", 2.0, 2.0, 4.0, "7-step scale", "recalled", "law",
      "grade that opens vocational school (erhvervsuddannelsesreformen 2014); others by a talk"),
    P("youth.vocational_below", 0.75, 0.0, 1.0, "share", "judgement", "judgement", "let in below that bar"),
    P("youth.gymnasium_drop", -2.0, -3.5, -0.5, "logit", "danske_gymnasier2023", "observational",
      "dropping out of upper secondary school at grade 6.7; about 30 % of entrants below 5 and 22 % at 5-6 do"),
    P("youth.vocational_drop", -0.1, -1.5, 0.8, "logit", "recalled", "recalled",
      "dropping out of vocational school at grade 5; near half do"),
    P("youth.higher_drop", -1.0, -2.0, -0.3, "logit", "recalled", "recalled",
      "dropping out of higher education at mean skill; about a quarter do"),
    P("youth.drop_grade", -0.25, -0.6, 0.0, "logit per grade", "danske_gymnasier2023", "observational",
      "grade in dropping out"),
    P("youth.higher", -1.0, -2.0, 1.0, "logit", "dst_education", "observational",
      "starting higher education in an August after upper secondary school, mean skill; about seven in ten do "
      "before thirty"),
    P("youth.again", 0.1, -1.5, 0.5, "logit", "judgement", "judgement",
      "beginning another higher education for one who left one"),
    P("youth.higher_skill", 0.4, 0.0, 1.0, "logit per SD", "judgement", "judgement", "skill in that"),
    P("youth.higher_after_vocational", -3.6, -5.0, -2.0, "logit", "judgement", "judgement",
      "starting higher education in an August after vocational school, under 30"),
    P("youth.vocational_after_upper", -1.45, -4.5, -1.0, "logit", "judgement", "judgement",
      "beginning a vocational education in an August after upper secondary school, under 30"),
    P("youth.long", -0.4, -1.5, 0.5, "logit", "dst_education", "observational",
      "a long higher education over a medium one at mean skill"),
    P("youth.long_skill", 0.6, 0.0, 1.2, "logit per SD", "judgement", "judgement", "skill in that"),
)  # fmt: skip

LENGTH = {Stage.UPPER_SECONDARY: 34, Stage.VOCATIONAL: 42}
"""Months from August to completion: June of the third year, and three and a half years (law)."""
MEDIUM, LONG = 42, 70
"""Months of a medium and a long higher education as they are taken, delays included (judgement)."""
YEAR = 12


def long_study(world: World, persons: Table, rows: Rows) -> NDArray[np.bool_]:
    """Whose higher education is a long one: the same answer for a person in every month."""
    u = draws.uniform(world.scenario.seed, "youth.long", 0, persons.key[rows])
    return np.asarray(u < chance(world.p("youth.long") + world.p("youth.long_skill") * persons.skill[rows]))


def months_needed(world: World, persons: Table, rows: Rows) -> NDArray[np.int64]:
    """Months that the present education of these students takes from start to completion, shape as `rows`."""
    stage = persons.stage[rows]
    out = np.where(stage == Stage.UPPER_SECONDARY, LENGTH[Stage.UPPER_SECONDARY], LENGTH[Stage.VOCATIONAL])
    higher = stage == Stage.HIGHER
    out[higher] = np.where(long_study(world, persons, rows[higher]), LONG, MEDIUM)
    return out


def marks(world: World, persons: Table, rows: Rows) -> NDArray[np.float64]:
    """Leaving grade less the national mean; those who left school elsewhere are judged by skill."""
    grade = persons.grade[rows].astype(np.float64)
    guess = world.p("ladder.grade_skill") * persons.skill[rows].astype(np.float64)
    return np.asarray(np.where(np.isnan(grade), guess, grade - world.p("ladder.grade_mean")))


def leave(world: World, persons: Table, rows: Rows, stage: Stage) -> None:
    """Out of education and looking for work, if old enough to count; a child again if not."""
    if len(rows) == 0:
        return
    persons.stage[rows] = stage
    persons.institution[rows] = -1
    counts = world.month - persons.birth_month[rows] >= 192
    persons.status[rows[~counts]] = Status.CHILD
    old = rows[counts]
    persons.status[old] = Status.UNEMPLOYED
    persons.status_since[old] = world.month


def begin(world: World, persons: Table, rows: Rows, stage: NDArray[np.integer]) -> None:
    """Into an education, out of whatever work or benefit there was."""
    persons.stage[rows] = stage
    persons.institution[rows] = -1
    persons.status[rows] = Status.STUDENT
    persons.status_since[rows] = world.month
    persons.workplace[rows] = -1
    persons.hours[rows] = 0
    persons.found[rows] = 0


@njit(cache=True)
def _drop(  # type: ignore[no-untyped-def]
    rows, stage, long, mark, shared, key, stream, gymnasium, vocational, higher, by_grade, usual_of_vocational
):
    """Those of these students who drop out; all but the rows and `key` are by place in `rows`."""
    out, n = np.empty(len(rows), np.int64), 0
    for k in range(len(rows)):
        trade = stage[k] == Stage.VOCATIONAL
        alpha = vocational if trade else gymnasium if stage[k] == Stage.UPPER_SECONDARY else higher
        over = mark[k] - (usual_of_vocational if trade else 0.0)
        whole = 1.0 / (1.0 + np.exp(-(alpha + by_grade * over - shared[k])))
        if uniform_one(stream, key[rows[k]]) < 1.0 - (1.0 - whole) ** (3.0 / long[k]):
            out[n] = rows[k]
            n += 1
    return out[:n].copy()


def drop(world: World, persons: Table, households: Table, area: NDArray[np.int32], rows: Rows) -> None:
    """Students who are due this quarter: some drop out.

    A chance for the whole education is spread evenly over its quarters.
    """
    if len(rows) == 0:
        return
    gone = _drop(
        rows, persons.stage[rows], months_needed(world, persons, rows), marks(world, persons, rows),
        gates.shared(world, persons, households, area, rows), persons.key, world.stream("youth.drop"),
        world.p("youth.gymnasium_drop"), world.p("youth.vocational_drop"), world.p("youth.higher_drop"),
        world.p("youth.drop_grade"), 5.0 - world.p("ladder.grade_mean"),
    )  # fmt: skip
    if len(gone) == 0:
        return
    youth = gone[persons.stage[gone] != Stage.HIGHER]
    gates.settle(persons, youth, Gate.YOUTH_DONE, False)
    higher = gone[persons.stage[gone] == Stage.HIGHER]
    gates.settle(persons, higher, Gate.HIGHER_DONE, False)
    leave(world, persons, youth, Stage.BETWEEN)
    leave(world, persons, higher, Stage.LEFT)


def finish(world: World, persons: Table, rows: Rows) -> None:
    """These students complete what they are in."""
    if len(rows) == 0:
        return
    stage = persons.stage[rows]
    long = long_study(world, persons, rows)
    reached = np.where(
        stage == Stage.UPPER_SECONDARY,
        Education.UPPER_SECONDARY,
        np.where(
            stage == Stage.VOCATIONAL,
            Education.VOCATIONAL,
            np.where(long, Education.LONG_HIGHER, Education.MEDIUM_HIGHER),
        ),
    )
    persons.education[rows] = np.maximum(persons.education[rows], reached)
    higher = stage == Stage.HIGHER
    for gate, who in ((Gate.YOUTH_DONE, rows[~higher]), (Gate.HIGHER_DONE, rows[higher])):
        gates.settle(persons, who, gate, True)
    leave(world, persons, rows, Stage.LEFT)


def choose(world: World, persons: Table, households: Table, rows: Rows) -> NDArray[np.uint8]:
    """Which youth education each of these applicants is let into; BETWEEN for those who are refused both."""
    mark = marks(world, persons, rows)
    grade = mark + world.p("ladder.grade_mean")
    logit = (
        world.p("youth.gymnasium")
        + world.p("youth.gymnasium_grade") * mark
        + world.p("youth.gymnasium_home") * households.home_learning[persons.household[rows]]
    )
    wishes = world.uniform("youth.gymnasium", persons.key[rows]) < chance(logit)
    talk = world.uniform("youth.talk", persons.key[rows])
    up = wishes & ((grade >= world.p("youth.gymnasium_bar")) | (talk < world.p("youth.below_bar")))
    work = ~up & ((grade >= world.p("youth.vocational_bar")) | (talk < world.p("youth.vocational_below")))
    return np.where(up, Stage.UPPER_SECONDARY, np.where(work, Stage.VOCATIONAL, Stage.BETWEEN)).astype(np.uint8)


def august(world: World, persons: Table, households: Table, area: NDArray[np.int32]) -> None:
    """The school year turns: out of school, into tenth grade, youth and higher education."""
    age = (world.month - persons.birth_month.astype(np.int64)) / YEAR
    out = persons.alive & ~np.isnan(persons.grade) & (persons.stage == Stage.SCHOOL)
    rows = np.flatnonzero(out)
    born = persons.birth_month // 12
    first = born[rows] == world.month // YEAR - 16
    tenth_logit = world.p("youth.tenth") - 0.1 * marks(world, persons, rows)
    stays = first & (world.uniform("youth.tenth", persons.key[rows]) < chance(tenth_logit))
    leaving = rows[~stays]
    enter(world, persons, households, area, leaving, world.p("youth.start"))
    left = leaving[persons.stage[leaving] == Stage.SCHOOL]
    leave(world, persons, left, Stage.BETWEEN)
    between = persons.alive & (persons.stage == Stage.BETWEEN) & (persons.status != Status.OLD_AGE_PENSION)
    between[left] = False
    minor = np.flatnonzero(between & (age < 18))
    enter(world, persons, households, area, minor, world.p("youth.duty"))
    young = np.flatnonzero(between & (age >= 18) & (age < 25))
    enter(world, persons, households, area, young, world.p("youth.later"))
    adult = np.flatnonzero(between & (age >= 25) & (age < 30))
    enter(world, persons, households, area, adult, world.p("youth.adult"))
    late = np.flatnonzero(persons.alive & (born == world.month // YEAR - 18) & (persons.stage == Stage.BETWEEN))
    gates.settle(persons, late, Gate.YOUTH_START, False)
    persons.stage[between & (age >= 30)] = Stage.LEFT
    higher(world, persons, age)


def enter(world: World, persons: Table, households: Table, area: NDArray[np.int32], rows: Rows, alpha: float) -> None:
    """Those of these who pass the gate begin the youth education they are let into, if a place is found."""
    logit = (
        alpha
        + world.p("youth.start_grade") * marks(world, persons, rows)
        + gates.shared(world, persons, households, area, rows)
    )
    rows = rows[world.uniform("youth.start", persons.key[rows]) < chance(logit)]
    stage = choose(world, persons, households, rows)
    if persons is world.persons:
        stage = refuse_where_full(world, rows, stage)
    going = stage != Stage.BETWEEN
    begin(world, persons, rows[going], stage[going])
    gates.settle(persons, rows[going], Gate.YOUTH_START, True)


def refuse_where_full(world: World, rows: Rows, stage: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Upper secondary schools take applicants while they have room, by lot; the refused try vocational school."""
    table = world.institutions
    kind = table.alive & (table.kind == Kind.UPPER_SECONDARY)
    free = int(np.maximum(seats.capacity(world)[kind] - table.roll[kind], 0).sum())
    wanting = np.flatnonzero(stage == Stage.UPPER_SECONDARY)
    if len(wanting) <= free:
        return stage
    keys = world.persons.key[rows[wanting]]
    order = np.lexsort((keys, world.uniform("youth.lot", keys)))
    out = stage.copy()
    out[wanting[order[free:]]] = Stage.VOCATIONAL
    return out


def higher(world: World, persons: Table, age: NDArray[np.float64]) -> None:
    """Those under thirty with an upper secondary or vocational education who begin a higher one."""
    open_to = persons.alive & (persons.stage == Stage.LEFT) & (age < 30) & (persons.status != Status.OLD_AGE_PENSION)
    upper, skilled = persons.education == Education.UPPER_SECONDARY, persons.education == Education.VOCATIONAL
    dropped = (persons.gates_missed & np.uint8(1 << Gate.HIGHER_DONE)) > 0
    rows = np.flatnonzero(open_to & (upper | skilled))
    alpha = np.where(upper[rows], world.p("youth.higher"), world.p("youth.higher_after_vocational"))
    logit = alpha + world.p("youth.higher_skill") * persons.skill[rows] + world.p("youth.again") * dropped[rows]
    rows = rows[world.uniform("youth.higher", persons.key[rows]) < chance(logit)]
    begin(world, persons, rows, np.full(len(rows), Stage.HIGHER))
    rest = np.flatnonzero(open_to & upper & (persons.stage == Stage.LEFT))
    turns = world.uniform("youth.second", persons.key[rest]) < chance(
        np.full(len(rest), world.p("youth.vocational_after_upper"))
    )
    begin(world, persons, rest[turns], np.full(int(turns.sum()), Stage.VOCATIONAL))


@njit(cache=True)
def _in_turn(students, since, month, least):  # type: ignore[no-untyped-def]
    """Students who may be through by now, and those who end a quarter of study."""
    late, due = np.empty(len(students), np.int64), np.empty(len(students), np.int64)
    n, m = 0, 0
    for i in students:
        months = month - since[i]
        late[n] = due[m] = i
        n += months >= least
        m += (months > 0) & (months % 3 == 0)
    return late[:n], due[:m]


def _studies(stage: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return np.asarray((stage >= Stage.UPPER_SECONDARY) & (stage <= Stage.HIGHER))


def step(world: World, persons: Table, households: Table, area: NDArray[np.int32], students: Rows) -> None:
    """One month of all who are in, or could begin, an education; `students` are those in youth or higher education."""
    late, due = _in_turn(students, persons.status_since, world.month, LENGTH[Stage.UPPER_SECONDARY])
    if len(late):
        finish(world, persons, late[world.month - persons.status_since[late] >= months_needed(world, persons, late)])
    drop(world, persons, households, area, due[_studies(persons.stage[due])])
    if month_of_year(world.month) == 8:
        august(world, persons, households, area)
