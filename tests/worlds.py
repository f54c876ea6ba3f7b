"""Worlds compared: fingerprints of all state, rows told by their keys, and rows dealt anew."""

from __future__ import annotations

import copy
import hashlib

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from agents.core.columns import Table
from agents.participation import Subject
from model.estate_model import EstateModel, declare
from model.scenario import Scenario
from model.world import Costs, World

TABLES = ("persons", "households", "dwellings")
PRINTED = (*TABLES, "institutions", "businesses")
PLACES_IN = {
    ("persons", "household"): "households",
    ("persons", "partner"): "persons",
    ("persons", "mother"): "persons",
    ("households", "reference"): "persons",
    ("households", "host"): "households",
    ("dwellings", "household"): "households",
}
"""Columns that hold a row of another table; dwellings themselves keep their rows for ever."""


def lived(scenario: Scenario, months: int | None = None) -> EstateModel:
    """A model that has lived the months of its scenario, or so many."""
    model = EstateModel(scenario)
    for _ in range(scenario.months if months is None else months):
        model.step()
    return model


def at_once(name: str, *doses: tuple[str, float]) -> tuple[str, tuple[tuple[str, float], ...]]:
    """A policy with these doses that needs no time to start up."""
    return name, (("start_up", 0.0), *doses)


def to_be_bent(start: World) -> World:
    """The same world with levers, numbers and bills of its own, and the levers of today's rules."""
    world = copy.copy(start)
    world.levers, world.values, world.costs = copy.deepcopy(start.levers), dict(start.values), Costs()
    world.levers.clear()
    declare(world)
    return world


def _sha256(*arrays: NDArray[np.generic]) -> str:
    found = hashlib.sha256()
    for array in arrays:
        found.update(np.ascontiguousarray(array).tobytes())
    return found.hexdigest()


def table_prints(world: World) -> dict[str, str]:
    """One fingerprint for each thing a phase may write; room kept for rows not yet in use does not count."""
    found = {}
    for name in PRINTED:
        table = getattr(world, name)
        found[name] = _sha256(table.rows, *(getattr(table, column)[table.rows] for column in table))
    ties = world.ties
    held = np.flatnonzero(ties.count)
    found["ties"] = _sha256(held, *(column[held] for column in ties.columns))
    found["reputation"] = _sha256(world.reputation, world.minority_share)
    found["order"] = _sha256(world.order, world.trouble)
    found["whereabouts"] = _sha256(world.person_area, world.person_stairway)
    lives = world.lives
    found["lives"] = _sha256(*(getattr(lives.slots, column)[: lives.count] for column in lives.slots))
    part = world.participation
    entries = np.concatenate([part.entries(name) for name in part.slots]) if part.slots else np.empty(0, dtype=np.int64)
    found["participation"] = _sha256(*(getattr(part.table, column)[entries] for column in part.table))
    for name in ("persons", "households"):
        table = getattr(world.away, name)
        found[f"away {name}"] = _sha256(table.rows, *(getattr(table, column)[table.rows] for column in table))
    return found


def frame_print(frame: pd.DataFrame) -> str:
    """Fingerprint of a frame, text and numbers, to the bit."""
    return _sha256(pd.util.hash_pandas_object(frame, index=False).to_numpy())


def fingerprint(model: EstateModel) -> str:
    """One fingerprint of all columns and all that was written down."""
    frames = (model.record.series(), model.record.cells(), model.record.flows(), model.record.offers())
    parts = [*table_prints(model.world).values(), *(frame_print(frame) for frame in frames)]
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def by_key(world: World, name: str) -> pd.DataFrame:
    """A table indexed by key, with rows of other tables told by their keys, so that row numbers do not matter."""
    table: Table = getattr(world, name)
    rows = table.rows
    columns = {}
    for column in table:
        values = getattr(table, column)[rows]
        if (name, column) in PLACES_IN:
            keys = getattr(world, PLACES_IN[name, column]).key
            values = np.where(values >= 0, keys[values], np.uint64(0))
        if (name, column) == ("persons", "record"):
            values = np.where(values >= 0, world.lives.slots.key[values], np.uint64(0))
        columns[column] = values
    return pd.DataFrame(columns).set_index("key").sort_index()


def ties_by_key(world: World) -> set[tuple[int, int, int, int]]:
    """Every tie as (person, other, layer, strength), persons told by their keys."""
    key, ties = world.persons.key, world.ties
    row, j = np.nonzero(np.arange(ties.other.shape[1])[None, :] < ties.count[:, None])
    ends = key[row], key[ties.other[row, j]], ties.layer[row, j], ties.strength[row, j]
    return set(zip(*(end.tolist() for end in ends), strict=True))


def differing(one: pd.DataFrame, other: pd.DataFrame) -> set[int]:
    """Keys that only one frame has, or whose rows differ in any bit."""
    alone = one.index.symmetric_difference(other.index)
    both = one.index.intersection(other.index)
    a, b = one.loc[both], other.loc[both]
    apart = np.zeros(len(both), dtype=bool)
    for column in one:
        x, y = a[column].to_numpy(), b[column].to_numpy()
        apart |= ~((x == y) | ((x != x) & (y != y)))
    return {int(key) for key in alone} | {int(key) for key in both[apart]}


def deal_rows_anew(world: World, seed: int) -> None:
    """Give every person and household another row, and everybody who points at them the new one."""
    rng = np.random.default_rng(seed)
    world.ties.ensure(world.persons.capacity)
    new_row = {name: rng.permutation(getattr(world, name).capacity) for name in ("persons", "households")}
    for (name, column), other in PLACES_IN.items():
        held = getattr(getattr(world, name), column)
        held[:] = np.where(held >= 0, new_row[other][held], held)
    for name, place in new_row.items():
        table = getattr(world, name)
        for column in ("alive", *table):
            values = getattr(table, column)
            values[place] = values.copy()
        table._first_free = 0
    for where in (world.person_area, world.person_stairway):
        where[new_row["persons"][: len(where)]] = where.copy()
    part = world.participation.table
    for subject, name in ((Subject.PERSON, "persons"), (Subject.HOUSEHOLD, "households")):
        rows = np.flatnonzero(part.alive & (part.subject == subject))
        part.row[rows] = new_row[name][part.row[rows]]
    ties, place = world.ties, new_row["persons"]
    ties.other[:] = np.where(ties.other >= 0, place[ties.other], -1)
    for held in (ties.slots, ties.count, ties.turn):
        held[place] = held.copy()
    world.touched.everything()
