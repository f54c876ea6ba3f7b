"""What became of those who left: results of nurseries, kindergartens and schools, counted years after a child has gone.

A nursery is told by the language of its former children some time into kindergarten, a kindergarten by their reading in
second grade, and a school by how many began a youth education and never lived by benefits until a given age. Results
follow a child to wherever it lives, as far as the model follows it; they change nobody by themselves.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.codes import Gate, LanguageGroup, Stage
from agents.core.calendar import month_of_year
from agents.core.columns import Rows, Table
from agents.core.parameter import Parameter
from model.mechanisms.ladder import early
from model.mechanisms.ladder.learners import Learners, ages_of_results
from model.world import World

P = Parameter
PARAMETERS = (
    P("results.kindergarten_months", 12.0, 6.0, 24.0, "months", "catalogue2015", "catalogue",
      "time in kindergarten after which the language of a nursery's former children is looked at"),
    P("results.school_year", 9.0, 8.0, 10.0, "years", "catalogue2015", "catalogue",
      "age reached in the calendar year in whose June the reading of a kindergarten's former children is looked at: in "
      "second grade"),
    P("results.reading_bar", 4.8, 3.0, 6.5, "7-step scale", "judgement", "judgement",
      "reading in second grade counts as good when the child is on course for this leaving grade; about four in five "
      "are, as the national aim of 2014 wants"),
    P("results.youth_age", 21.0, 19.0, 25.0, "years", "catalogue2015", "catalogue",
      "age until which a school's former pupils count: youth education begun, and no benefits"),
    P("results.benefit_months", 3.0, 1.0, 12.0, "months", "judgement", "judgement",
      "time without work and education after which somebody of 18 or more counts as having lived by benefits"),
)  # fmt: skip


def years_until(world: World) -> tuple[float, float, float]:
    """Years from leaving a nursery, a kindergarten and a school (after ninth grade) to the result."""
    return (
        world.p("results.kindergarten_months") / 12.0,
        world.p("results.school_year") - 6.0,
        world.p("results.youth_age") - 16.0,
    )


def due(world: World, persons: Table, told: Rows, grown: Rows) -> tuple[Rows, Rows, Rows]:
    """Whose result comes in this month, former children of nurseries, of kindergartens, and former pupils; `told` and
    `grown` are of the age for the first and the last.
    """
    one = told[(persons.nursery[told] >= 0) & (persons.stage[told] == Stage.KINDERGARTEN)]
    three = grown[persons.school[grown] >= 0]
    if month_of_year(world.month) != 6:
        return one, np.empty(0, dtype=np.int64), three
    here = early.turns(world, persons, int(world.p("results.school_year"))) & (persons.stage == Stage.SCHOOL)
    return one, np.flatnonzero(here & (persons.kindergarten >= 0)), three


def is_good(world: World, persons: Table, found: tuple[Rows, Rows, Rows]) -> tuple[NDArray[np.bool_], ...]:
    """Which of those who are `due` have a good result, shapes as the rows."""
    one, two, three = found
    speaks = early.assessed(world, persons, one, world.month) == LanguageGroup.GENERAL
    reads = early.grades(world, persons, two, world.month) >= world.p("results.reading_bar")
    began = (persons.gates_passed[three] & np.uint8(1 << Gate.YOUTH_START)) > 0
    return speaks, reads, began & ~persons.benefit_young[three]


def _of_age(persons: Table, born: int) -> Rows:
    return np.flatnonzero(persons.alive & (persons.birth_month == born))


def count(world: World, young: Learners) -> None:
    """Results of this month by institution: how many came in, and how many are good; `young` live here."""
    table = world.institutions
    table.measured[:] = 0
    table.good[:] = 0
    away = world.away.persons
    told, grown = (_of_age(away, world.month - age) for age in ages_of_results(world))
    for persons, one, three in ((world.persons, young.told, young.grown), (away, told, grown)):
        found = due(world, persons, one, three)
        if not any(map(len, found)):
            continue
        attended = (persons.nursery, persons.kindergarten, persons.school)
        for rows, where, good in zip(found, attended, is_good(world, persons, found), strict=True):
            if len(rows):
                np.add.at(table.measured, where[rows], 1)
                np.add.at(table.good, where[rows[good]], 1)
