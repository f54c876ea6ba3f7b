"""Where everybody stands on the ladder on 1 January 2015, and where those who arrive later stand."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from agents.codes import Education, Gate, Stage, Status
from agents.core import calendar, draws
from agents.core.columns import Rows, Table
from agents.core.draws import normal_one
from agents.core.parameter import Parameter
from model.mechanisms.ladder import early, gates, growth, home, marking, youth
from model.world import World

P = Parameter
PARAMETERS = (
    P("population.agency_from_skill", 0.35, 0.0, 0.7, "SD per SD", "judgement", "judgement",
      "how far agency follows skill at the start"),
    P("population.agency_outside", -0.3, -0.8, 0.0, "SD", "judgement", "judgement",
      "agency of those outside work and education at the start"),
    P("arrivals.begin_study", 0.65, 0.3, 0.9, "share", "judgement", "judgement",
      "arriving students who have come to begin and are in the first year; the others are spread over the years"),
)  # fmt: skip

YEAR = 12


@njit(cache=True)
def _give_agency(rows, key, status, skill, agency, share, by_outside, first, second):  # type: ignore[no-untyped-def]
    chance = np.sqrt(1.0 - share**2)
    for i in rows:
        outside = np.float64(Status.UNEMPLOYED <= status[i] <= Status.DISABILITY_PENSION)
        shown = np.float32(share) * skill[i] + chance * normal_one(first, second, key[i])
        agency[i] = shown + by_outside * (outside - 0.2)


def give_agency(world: World, persons: Table, rows: Rows) -> None:
    """Belief in one's own power to act: by skill, work and chance."""
    _give_agency(
        rows, persons.key, persons.status, persons.skill, persons.agency, world.p("population.agency_from_skill"),
        world.p("population.agency_outside"), *marking.streams(world, "ladder.agency", 0),
    )  # fmt: skip


def born(world: World, rows: Rows) -> None:
    """Newborns: standing at birth half like the mother's, Danish as it is spoken at home, agency in germ."""
    persons = world.persons
    keys, mother = persons.key[rows], persons.mother[rows]
    share = world.p("fertility.agency_from_mother")
    own = world.normal("demography.agency", keys)
    known = np.where(mother >= 0, persons.agency[mother], 0.0)
    persons.agency[rows] = share * known + np.sqrt(1.0 - share**2) * own
    persons.stage[rows] = Stage.HOME
    spoken = world.p("growth.danish_use") * gates.spoken_at_home(persons, world.households, rows)
    persons.language[rows] = np.where(persons.language[rows] < 1.0, spoken, persons.language[rows])


def give_childhood(world: World, rows: Rows) -> None:
    """Skill, Danish and agency of these children as years in their home would have made them.

    The mean and spread that growth by `growth` leads to at each age, in a home as it is now and an ordinary
    institution.
    """
    persons, households, v = world.persons, world.households, world.values
    keys, seed = persons.key[rows], world.scenario.seed
    age = (world.month - persons.birth_month[rows].astype(np.float64)) / YEAR
    mother = persons.mother[rows].astype(np.int64)
    house = persons.household[rows]
    parent = np.where(mother >= 0, mother, households.reference[house])
    known = (parent >= 0) & (parent != rows)
    like = np.where(known, persons.skill[np.maximum(parent, 0)], 0.0)
    left = growth.head_start(v, age)
    share = v["fertility.skill_from_mother"]
    own = draws.normal(seed, "ladder.birth_skill", 0, keys)
    pull = v["growth.catching_up"] + v["growth.peers"]
    chance = draws.normal(seed, "ladder.childhood", 0, keys)
    persons.skill[rows] = (
        left * (share * like + np.sqrt(1.0 - share**2) * own)
        + (1.0 - left) * v["growth.home"] / pull * households.home_learning[house]
        + np.sqrt((1.0 - left**2) * v["growth.chance"] * v["growth.catching_up"] / pull) * chance
    )
    spoken = v["growth.danish_use"] * gates.spoken_at_home(persons, households, rows)
    heard = 1.0 - 0.4 * (1.0 - v["growth.danish_of_minority"])
    near = np.exp(-v["growth.danish_institution"] * np.maximum(age - 1.5, 0.0))
    persons.language[rows] = np.where(
        persons.language[rows] < 1.0, heard - (heard - np.minimum(spoken, heard)) * near, persons.language[rows]
    )
    shown = np.where(known, persons.agency[np.maximum(parent, 0)], 0.0)
    target = (
        v["growth.agency_level"]
        + v["growth.agency_parents"] * shown
        - v["growth.agency_strain"] * households.strain[house]
    )
    persons.agency[rows] = target + 0.9 * draws.normal(seed, "ladder.agency", 0, keys)


def place_children(world: World, area: NDArray[np.int32], rows: Rows) -> None:
    """Stage of these under sixteen by age and calendar, and the gates behind them."""
    persons, households = world.persons, world.households
    months = world.month - persons.birth_month[rows].astype(np.int64)
    turning = calendar_year_age(world, persons, rows)
    schoolyear = turning - (calendar.month_of_year(world.month) < 8)
    young = months < 36
    door = rows[young & (months >= early.entry_age(world, persons.key[rows]))]
    persons.stage[rows] = Stage.HOME
    early.nursery(world, persons, households, area, door)
    older = rows[~young]
    early.nursery(world, persons, households, area, older)
    early.turn_three(world, persons, households, area, older)
    pupils = rows[schoolyear >= 6]
    early.start_school(world, persons, households, area, pupils)


def calendar_year_age(world: World, persons: Table, rows: Rows) -> NDArray[np.int64]:
    """Age that is reached in this calendar year, shape as `rows`."""
    return np.asarray(world.month // YEAR - persons.birth_month[rows].astype(np.int64) // YEAR, dtype=np.int64)


def place_the_young(world: World, area: NDArray[np.int32], rows: Rows) -> None:
    """Grade, gates and stage of these who have left the ninth grade, up to thirty years."""
    persons, households = world.persons, world.households
    keys, seed = persons.key[rows], world.scenario.seed
    early.exam(world, persons, households, area, rows[persons.education[rows] <= Education.BASIC])
    rest = rows[persons.education[rows] > Education.BASIC]
    persons.grade[rest] = early.grades(world, persons, rest, world.month)
    gates.settle(persons, rest, Gate.EXAM, True)
    still_in_school(world, rows)
    student = persons.status[rows] <= Status.STUDENT
    basic = persons.education[rows] <= Education.BASIC
    turned = calendar_year_age(world, persons, rows) - (calendar.month_of_year(world.month) < 8)
    minor = world.month - persons.birth_month[rows] < 18 * YEAR
    u = draws.uniform(seed, "ladder.placed", 0, keys)
    mark = youth.marks(world, persons, rows)
    tenth = minor & (turned == 16) & (u < gates.chance(world.p("youth.tenth") - 0.1 * mark))
    out = minor & ~tenth & (u > gates.chance(world.p("youth.start") - 0.6 + world.p("youth.start_grade") * mark))
    in_youth = ~tenth & ~out & student & basic
    stage = np.where(student & ~basic, Stage.HIGHER, np.where(basic, Stage.BETWEEN, Stage.LEFT))
    persons.stage[rows] = np.where(tenth, Stage.SCHOOL, stage)
    going = rows[in_youth]
    chosen = youth.choose(world, persons, households, going)
    persons.stage[going] = np.where(chosen == Stage.BETWEEN, Stage.VOCATIONAL, chosen)
    idle = rows[out & (persons.status[rows] == Status.STUDENT)]
    persons.status[idle] = Status.UNEMPLOYED
    persons.status[going] = Status.STUDENT
    began = in_youth | ~basic
    gates.settle(persons, rows, Gate.YOUTH_START, began)
    undecided = rows[~began & (turned < 18)]
    persons.gates_missed[undecided] &= np.uint8(0xFF ^ (1 << Gate.YOUTH_START))
    gates.settle(persons, rest, Gate.YOUTH_DONE, True)
    done = rest[persons.education[rest] >= Education.MEDIUM_HIGHER]
    gates.settle(persons, done, Gate.HIGHER_DONE, True)
    since_august(world, persons, rows[in_youth | (student & ~basic)])


def still_in_school(world: World, rows: Rows) -> None:
    """Students too young to have completed upper secondary school are still there, with basic schooling behind them.

    Nobody completes it before June of the year of turning nineteen, and those who took a tenth year a year later.
    """
    persons = world.persons
    turned = calendar_year_age(world, persons, rows) - (calendar.month_of_year(world.month) < 7)
    u = draws.uniform(world.scenario.seed, "ladder.tenth_year", 0, persons.key[rows])
    young = (turned < 19) | ((turned == 19) & (u < 0.5))
    upper = persons.education[rows] == Education.UPPER_SECONDARY
    persons.education[rows[young & upper & (persons.status[rows] == Status.STUDENT)]] = Education.BASIC


def since_august(world: World, persons: Table, rows: Rows) -> None:
    """Students began in an August of the years that their education takes, not before they could.

    Those who arrive after the start have mostly come to begin.
    """
    u = draws.uniform(world.scenario.seed, "ladder.began", 0, persons.key[rows])
    this = (calendar.month_of_year(world.month) - 8) % YEAR
    years = np.ceil((youth.months_needed(world, persons, rows) - this) / YEAR).astype(np.int64)
    most = np.maximum(calendar_year_age(world, persons, rows) - 17, 0)
    back = np.minimum(np.floor(u * years).astype(np.int64), most)
    if world.month > 0:
        first = draws.uniform(world.scenario.seed, "ladder.first_year", 0, persons.key[rows])
        back[(persons.stage[rows] == Stage.HIGHER) & (first < world.p("arrivals.begin_study"))] = 0
    persons.status_since[rows] = world.month - this - YEAR * back


def settle_all(world: World, area: NDArray[np.int32], rows: Rows) -> None:
    """Stage, grade and gates of these persons by age, status and education."""
    persons = world.persons
    turning = calendar_year_age(world, persons, rows)
    left_ninth = turning - (calendar.month_of_year(world.month) < 6)
    age = (world.month - persons.birth_month[rows].astype(np.int64)) / YEAR
    child = (left_ninth < 16) & (age < 18)
    place_children(world, area, rows[child])
    place_the_young(world, area, rows[~child & (age < 30)])
    old = rows[~child & (age >= 30)]
    persons.stage[old] = np.where(persons.status[old] == Status.STUDENT, Stage.HIGHER, Stage.LEFT)
    since_august(world, persons, old[persons.status[old] == Status.STUDENT])
    pupil = (persons.stage[rows] == Stage.SCHOOL) & (age >= 16)
    persons.status[rows[pupil]] = Status.STUDENT


def everybody(world: World) -> None:
    """1 January 2015."""
    persons, households = world.persons, world.households
    rows = persons.rows
    give_agency(world, persons, rows)
    home.take_stock(world, persons, households, rows)
    age = world.month - persons.birth_month[rows].astype(np.int64)
    give_childhood(world, rows[age < 18 * YEAR])
    settle_all(world, world.person_area, rows)
    young = rows[age < 18 * YEAR]
    here = world.in_estate[persons.household[young]]
    lived = world.month - np.maximum(households.since[persons.household[young]], persons.birth_month[young])
    persons.childhood_here[young] = np.where(here, np.clip(lived, 0, 216), 0)


def arrived(world: World) -> None:
    """Those who came to the municipality this month, and those whom a policy or a neighbour sent."""
    rows = world.newcomers
    rows = rows[world.persons.alive[rows]]
    if len(rows) == 0:
        return
    home.take_stock(world, world.persons, world.households, rows)
    give_agency(world, world.persons, rows)
    settle_all(world, world.person_area, rows)
