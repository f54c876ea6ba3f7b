"""Persons and places side by side, once a year: who lives there now, and everybody who ever lived there.

A programme can lift people who then move away: the place stays the same and the persons do not. So every measure of
people is taken of the residents ('estate', 'municipality'), of all who ever lived in the estate, wherever they live
now, leavers from the municipality included ('ever_estate'), and of those who lived there when the run began and the
children born to its women since ('start_estate'): the same people whatever a proposal does to who comes later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.codes import Education, InstitutionKind, Origin, Stage
from agents.core import calendar
from agents.core.columns import Table
from model.mechanisms.ties import clubs
from model.metrics import of_kind
from model.world import World

Row = tuple[str, str, str, float]
Columns = Mapping[str, NDArray[Any]]
BY_ORIGIN = ("daycare_older", "daycare_small", "outside_work", "special_language_effort")
"""Measures that official statistics also give by origin group; taken of the municipality for comparison with them."""
BY_AGE = (("age_18_29", 18, 30), ("age_30_59", 30, 60), ("age_60", 60, 200))
"""Ages, from and to under, by which official statistics tell how many live with a partner."""
BY_PARENTS = (
    ("parents_basic", Education.BASIC),
    ("parents_vocational", Education.VOCATIONAL),
    ("parents_long_higher", Education.LONG_HIGHER),
)
"""Parents' highest education, by which statistics tell leaving grades: unskilled, skilled, academics."""
RENAMED = {"passed": "gates_passed", "missed": "gates_missed"}
OF_THE_HOME = {"home_learning": "home_learning", "home_strain": "strain"}
"""Columns of households that a measure may ask of persons."""


def columns_of(
    persons: Table, households: Table, rows: NDArray[np.int64] | None, month: int, wanted: set[str]
) -> dict[str, NDArray[Any]]:
    """The wanted columns of some persons: those of the table, `age` in years, gates, `months_since_conviction`, and
    the home's learning environment and strain.

    With rows None the columns are whole, as they stand, and rows not in use have age -1, which no measure asks for.
    """
    chosen: Any = slice(None) if rows is None else rows
    out: dict[str, NDArray[Any]] = {}
    for name in wanted:
        if name == "age":
            age = (month - persons.birth_month[chosen]) // 12
            out[name] = age if rows is not None else np.where(persons.alive, age, -1)
        elif name == "months_since_conviction":
            out[name] = month - persons.convicted[chosen].astype(np.int32)
        elif name in OF_THE_HOME:
            out[name] = getattr(households, OF_THE_HOME[name])[persons.household[chosen]]
        else:
            out[name] = getattr(persons, RENAMED.get(name, name))[chosen]
    return out


def measure(world: World) -> Iterator[Row]:
    """(metric, unit, group, value) of every measure of people."""
    metrics = of_kind("people")
    wanted = {name for metric in metrics.values() for name in metric.columns}
    persons, away, month = world.persons, world.away.persons, world.month
    homes, homes_away = world.households, world.away.households
    everybody = columns_of(persons, homes, None, month, wanted)
    rows = persons.rows
    estate = rows[world.in_estate[persons.household[rows]]]
    here, gone = rows[persons.record[rows] >= 0], away.rows[away.record[away.rows] >= 0]
    of_start = [table.rows[np.isin(table.key[table.rows], world.account.start_keys)] for table in (persons, away)]

    def wherever(inside: NDArray[np.int64], outside: NDArray[np.int64]) -> Columns:
        stayed = columns_of(persons, homes, inside, month, wanted)
        left = columns_of(away, homes_away, outside, month, wanted)
        return {name: np.concatenate([stayed[name], left[name]]) for name in wanted}

    for unit, people in (
        ("estate", columns_of(persons, homes, estate, month, wanted)),
        ("municipality", everybody),
        ("ever_estate", wherever(here, gone)),
        ("start_estate", wherever(of_start[0], of_start[1])),
    ):
        for name, metric in metrics.items():
            yield name, unit, "all", float(metric.function(*(people[column] for column in metric.columns)))
    for group, code in (("danish", Origin.DANISH), ("non_western", Origin.NON_WESTERN)):
        of_origin = {**everybody, "age": np.where(persons.origin == code, everybody["age"], -1)}
        for name in BY_ORIGIN:
            asked = (of_origin[column] for column in metrics[name].columns)
            yield name, "municipality", group, float(metrics[name].function(*asked))
    for group, low, high in BY_AGE:
        of_age = np.where((everybody["age"] >= low) & (everybody["age"] < high), everybody["age"], -1)
        name = "living_with_partner"
        yield name, "municipality", group, float(metrics[name].function(of_age, everybody["partner"]))
    taught = _taught(world)
    for group, highest in BY_PARENTS:
        of_parents = {**everybody, "age": np.where(taught == highest, everybody["age"], -1)}
        for name in ("failed_exam", "leaving_grade"):
            asked = (of_parents[column] for column in metrics[name].columns)
            yield name, "municipality", group, float(metrics[name].function(*asked))
    yield "people_followed", "ever_estate", "here", len(here)
    yield "people_followed", "ever_estate", "away", len(gone)
    estate_adults, adults = (who[world.month - persons.birth_month[who] >= 216] for who in (estate, rows))
    for unit, who in (("estate", estate_adults), ("municipality", adults)):
        if len(who):
            yield "wish_to_join", unit, "all", float(np.mean(clubs.have_energy(world, who)))
    yield from _schools(world)


def _taught(world: World) -> NDArray[np.int64]:
    """The highest education of the mother and her partner, shape (n_persons,); -1 where she is not known."""
    persons = world.persons
    mother = persons.mother.astype(np.int64)
    own = persons.education.astype(np.int64)
    hers = np.where(mother >= 0, own[np.maximum(mother, 0)], -1)
    other = np.where(mother >= 0, persons.partner[np.maximum(mother, 0)].astype(np.int64), -1)
    return np.asarray(np.maximum(hers, np.where(other >= 0, own[np.maximum(other, 0)], -1)))


def school_grades(world: World) -> Iterator[Row]:
    """Mean leaving grade this June of the pupils of the estate's named schools, wherever they live."""
    persons, schools = world.persons, world.institutions
    sixteen = calendar.year(world.month) - 16
    born = calendar.START_YEAR + persons.birth_month // 12
    sat = persons.alive & (persons.stage == Stage.SCHOOL) & ~np.isnan(persons.grade) & (born == sixteen)
    for row in np.flatnonzero(schools.alive & (schools.kind == InstitutionKind.SCHOOL) & ~schools.synthetic):
        grades = np.sort(persons.grade[sat & (persons.institution == row)].astype(np.float64))
        if len(grades):
            yield "school_grade", "school", world.institution_names[row], float(grades.mean())


def _schools(world: World) -> Iterator[Row]:
    """Roll and make-up of the named schools of the estate."""
    schools, names = world.institutions, world.institution_names
    for row in np.flatnonzero(schools.alive & (schools.kind == InstitutionKind.SCHOOL) & ~schools.synthetic):
        yield "school_roll", "school", names[row], int(schools.roll[row])
        yield "school_peers", "school", names[row], float(schools.peers[row])
        yield "school_minority", "school", names[row], float(schools.minority[row])
