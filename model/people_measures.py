"""Persons and places side by side, once a year: who lives there now, and everybody who ever lived there.

A programme can lift people who then move away: the place stays the same and the persons do not. So every measure of
people is taken of the residents ('estate', 'elsewhere', 'municipality') and of all who ever lived in the estate,
wherever they live now, leavers from the municipality included ('ever_estate').
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.codes import InstitutionKind, Origin
from agents.core.columns import Table
from model.metrics import of_kind
from model.world import World

Row = tuple[str, str, str, float]
Columns = Mapping[str, NDArray[Any]]
BY_ORIGIN = ("daycare_older", "daycare_small", "outside_work", "special_language_effort")
"""Measures that official statistics also give by origin group; taken of the municipality for comparison with them."""
RENAMED = {"passed": "gates_passed", "missed": "gates_missed"}


def columns_of(persons: Table, rows: NDArray[np.int64], month: int, wanted: set[str]) -> dict[str, NDArray[Any]]:
    """The wanted columns of some persons: those of the table, `age` in years, gates and `months_since_conviction`."""
    out: dict[str, NDArray[Any]] = {}
    for name in wanted:
        if name == "age":
            out[name] = (month - persons.birth_month[rows].astype(np.int64)) // 12
        elif name == "months_since_conviction":
            out[name] = month - persons.convicted[rows].astype(np.int64)
        else:
            out[name] = getattr(persons, RENAMED.get(name, name))[rows]
    return out


def measure(world: World) -> Iterator[Row]:
    """(metric, unit, group, value) of every measure of people."""
    metrics = of_kind("people")
    wanted = {name for metric in metrics.values() for name in metric.columns}
    rows = world.persons.rows
    here = columns_of(world.persons, rows, world.month, wanted)
    gone = columns_of(world.away.persons, world.away.persons.rows, world.month, wanted)
    estate = world.in_estate[world.persons.household[rows]]
    ever, ever_away = world.persons.record[rows] >= 0, world.away.persons.record[world.away.persons.rows] >= 0
    persons = {name: np.concatenate([here[name][ever], gone[name][ever_away]]) for name in wanted}
    for unit, people in (
        ("estate", {name: values[estate] for name, values in here.items()}),
        ("elsewhere", {name: values[~estate] for name, values in here.items()}),
        ("municipality", here),
        ("ever_estate", persons),
    ):
        for name, metric in metrics.items():
            yield name, unit, "all", float(metric.function(*(people[column] for column in metric.columns)))
    origin = world.persons.origin[rows]
    for group, code in (("danish", Origin.DANISH), ("non_western", Origin.NON_WESTERN)):
        for name in BY_ORIGIN:
            columns = (here[column][origin == code] for column in metrics[name].columns)
            yield name, "municipality", group, float(metrics[name].function(*columns))
    yield "people_followed", "ever_estate", "here", int(ever.sum())
    yield "people_followed", "ever_estate", "away", int(ever_away.sum())
    yield from _schools(world)


def _schools(world: World) -> Iterator[Row]:
    """Roll, opt-outs' trace and make-up of the named schools of the estate."""
    schools, names = world.institutions, world.institution_names
    for row in np.flatnonzero(schools.alive & (schools.kind == InstitutionKind.SCHOOL) & ~schools.synthetic):
        yield "school_roll", "school", names[row], int(schools.roll[row])
        yield "school_peers", "school", names[row], float(schools.peers[row])
        yield "school_minority", "school", names[row], float(schools.minority[row])
