"""The life record agrees with a slow twin, can be replayed, and goes on for those who left."""

from __future__ import annotations

import numpy as np
import pytest

from agents.codes import Stage, Status
from experiments.lives import LifeBook
from model.estate_model import EstateModel
from model.lives import GONE, NO_GRADE, Happened
from model.scenario import Scenario

SCENARIO = Scenario(place="vaerebro", seed=5)
MONTHS = 20


def _persons(model: EstateModel) -> dict[int, dict[str, object]]:
    """Everybody with a life record who is alive, by key, as plain Python values."""
    world, found = model.world, {}
    tables = ((world.persons, world.households, True), (world.away.persons, world.away.households, False))
    for persons, households, here in tables:
        for row in np.flatnonzero(persons.alive & (persons.record >= 0)).tolist():
            house = int(persons.household[row])
            partner = int(persons.partner[row])
            grade = float(persons.grade[row])
            found[int(persons.key[row])] = {
                "row": row,
                "here": here,
                "home": int(households.dwelling[house]) if here else -2 - int(households.came_from[house]),
                "partner": None if partner < 0 else (int(persons.key[partner]), int(persons.record[partner])),
                "grade": NO_GRADE if grade != grade else round(grade * 10),
                **{
                    name: int(getattr(persons, name)[row])
                    for name in (
                        "stage", "institution", "language_group", "gates_passed", "gates_missed", "education", "status",
                        "workplace", "found", "ill", "open_case", "convicted",
                    )
                },
                "trouble": float(persons.trouble[row]),
            }  # fmt: skip
    return found


def _ties(model: EstateModel, row: int) -> int:
    world = model.world

    def inside(person: int) -> bool:
        area = int(world.person_area[person])
        return area >= 0 and bool(world.estate_areas[area])

    others = [int(world.ties.other[row, j]) for j in range(int(world.ties.count[row]))]
    layers = [int(world.ties.layer[row, j]) for j in range(len(others))]
    held = [min(layers.count(layer), 15) for layer in range(5)]
    held.append(min(sum(inside(other) != inside(row) for other in others), 15))
    return sum(n << (4 * k) for k, n in enumerate(held))


def _expected(model: EstateModel, before: dict, after: dict) -> set[tuple[int, int, int]]:  # type: ignore[type-arg]
    """What a person with a notebook would write: (key, kind, value)."""
    said: set[tuple[int, int, int]] = set()
    for key, was in before.items():
        if key not in after:
            said.add((key, Happened.DIED, 0))
            continue
        now = after[key]

        def note(kind: Happened, value: object, key: int = key) -> None:
            said.add((key, int(kind), int(value)))  # type: ignore[call-overload]

        if was["home"] != now["home"]:
            note(*((Happened.MOVED, now["home"]) if now["here"] else (Happened.LEFT, -2 - now["home"])))
        old, new = was["partner"], now["partner"]
        if (old and old[0]) != (new and new[0]):
            if old:
                note(Happened.ALONE, old[1])
            if new:
                note(Happened.PARTNER, new[1])
        if was["stage"] != now["stage"] or (now["here"] and was["institution"] != now["institution"]):
            note(Happened.STAGE, (now["institution"] + 1) * 16 + now["stage"])
        for kind, name in (
            (Happened.LANGUAGE, "language_group"), (Happened.GRADE, "grade"), (Happened.EDUCATION, "education"),
            (Happened.ILL, "ill"), (Happened.CASE, "open_case"),
        ):  # fmt: skip
            if was[name] != now[name]:
                note(kind, now[name])
        gates = False
        for kind, name in ((Happened.PASSED, "gates_passed"), (Happened.MISSED, "gates_missed")):
            for gate in range(8):
                if now[name] >> gate & 1 and not was[name] >> gate & 1:
                    gates = True
                    note(kind, gate)
        if gates and now["here"]:
            note(Happened.TIES, _ties(model, now["row"]))
        if was["status"] != now["status"]:
            note(Happened.STATUS, now["status"] * 16 + was["status"])
        moved_job = now["workplace"] >= 0 and now["workplace"] != was["workplace"]
        if now["status"] == Status.EMPLOYED and (was["status"] != Status.EMPLOYED or moved_job):
            note(Happened.JOB, (now["workplace"] + 1) * 8 + now["found"])
        if was["convicted"] != now["convicted"]:
            note(Happened.CONVICTED, 0)
    return said


def _written(model: EstateModel, month: int) -> list[tuple[int, int, int]]:
    found = model.record.life_events()
    found = found[(found["month"] == month) & ~found["kind"].isin([Happened.TROUBLE, Happened.OWN_HOME])]
    key = model.record.lives()["key"].to_numpy()[found["life"]]
    return list(zip(key.tolist(), found["kind"].tolist(), found["value"].tolist(), strict=True))


@pytest.fixture(scope="module")
def watched() -> tuple[EstateModel, list[dict], list[tuple[set, list]]]:  # type: ignore[type-arg]
    """A model that has lived, everybody's state at the end of each month, and both accounts of each month."""
    model = EstateModel(SCENARIO)
    states, accounts = [_persons(model)], []
    for month in range(MONTHS):
        model.step()
        states.append(_persons(model))
        accounts.append((_expected(model, states[-2], states[-1]), _written(model, month)))
    return model, states, accounts


def test_the_record_agrees_with_a_notebook(watched) -> None:  # type: ignore[no-untyped-def]
    kinds = set()
    for expected, written in watched[2]:
        assert len(set(written)) == len(written)
        assert set(written) == expected
        kinds |= {kind for _, kind, _ in written}
    assert {Happened.MOVED, Happened.LEFT, Happened.PARTNER, Happened.ALONE, Happened.DIED, Happened.STATUS} <= kinds


def test_whatever_changes_is_written_in_the_month_it_changes() -> None:
    """Columns that seldom change are changed by hand, here and away."""
    model = EstateModel(SCENARIO)
    for _ in range(3):
        model.step()
    world = model.world
    rng = np.random.default_rng(1)
    for _ in range(3):
        before = _persons(model)
        for persons in (world.persons, world.away.persons):
            rows = rng.permutation(np.flatnonzero(persons.alive & (persons.record >= 0)))
            some = [rows[k::7] for k in range(7)]
            persons.grade[some[0]] = rng.uniform(-3, 12, len(some[0]))
            persons.language_group[some[1]] = rng.integers(0, 4, len(some[1]))
            persons.ill[some[2]] ^= True
            persons.open_case[some[3]] ^= True
            persons.convicted[some[4]] = world.month
            persons.gates_passed[some[5]] |= rng.integers(0, 256, len(some[5])).astype(np.uint8)
            persons.gates_missed[some[6]] |= rng.integers(0, 256, len(some[6])).astype(np.uint8)
            persons.status[some[0]] = rng.integers(0, 7, len(some[0]))
            persons.workplace[some[1]] = rng.integers(-1, 9, len(some[1]))
            persons.stage[some[2]] = rng.integers(0, 9, len(some[2]))
        world.lives.step(world)
        expected = _expected(model, before, _persons(model))
        assert len({kind for _, kind, _ in expected}) > 8
        assert set(_written(model, world.month)) == expected
        world.month += 1


def test_trouble_begins_and_ends_once() -> None:
    model = EstateModel(SCENARIO)
    model.step()
    world = model.world
    row = int(np.flatnonzero(world.persons.alive & (world.persons.record >= 0))[0])
    life = int(world.persons.record[row])
    for trouble in (0.0, 1.0, 0.9, 0.0, 0.0):
        world.persons.trouble[row] = trouble
        world.lives.step(world)
        world.month += 1
    events = model.record.life_events()
    own = events[(events["life"] == life) & (events["kind"] == Happened.TROUBLE) & (events["month"] > 0)]
    assert own["value"].tolist()[-2:] == [1, 0]


def test_a_life_replayed_ends_where_the_person_is(watched) -> None:  # type: ignore[no-untyped-def]
    model, states, _ = watched
    tables = {name: getattr(model.record, name)() for name in ("lives", "life_events", "life_names")}
    book = LifeBook.of(tables, MONTHS, model.world.place.n_estate)
    end = np.full(len(book.lives), MONTHS)
    home, stage, status = book.home(end), book.stage(end), book.status(end)
    assert len(book.lives) > 3000
    for life, key in enumerate(book.lives["key"].tolist()):
        now = states[-1].get(key)
        if now is None:
            assert home[life] == GONE and book.death[life] < MONTHS
        else:
            assert (home[life], stage[life], status[life]) == (now["home"], now["stage"], now["status"])
            assert book.death[life] > MONTHS


def test_who_is_born_in_the_estate_has_a_life_from_birth(watched) -> None:  # type: ignore[no-untyped-def]
    lives = watched[0].record.lives()
    born = lives[lives["born_here"]]
    assert len(born) > 10
    assert (born["birth_month"] == born["first_month"]).all() and (born["birth_month"] >= 0).all()
    assert born["mother"].isin(set(lives["key"])).mean() > 0.95


def test_lives_of_the_first_day_are_numbered_by_key() -> None:
    lives = EstateModel(SCENARIO).record.lives()
    assert len(lives) > 2500 and lives["key"].is_monotonic_increasing
    assert not lives["born_here"].any() and (lives["first_month"] == 0).all()


def test_those_away_live_on(watched) -> None:  # type: ignore[no-untyped-def]
    world = watched[0].world
    persons, households = world.away.persons, world.away.households
    rows = persons.rows
    assert len(rows) > 100
    assert households.alive[persons.household[rows]].all()
    assert (np.bincount(persons.household[rows], minlength=households.capacity)[households.rows] > 0).all()
    assert (households.dwelling[households.rows] == -1).all()
    assert (households.came_from[households.rows] >= 0).all()
    for name in ("institution", "workplace", "club", "programme"):
        assert (getattr(persons, name)[rows] == -1).all(), name
    partner = persons.partner[rows]
    assert (persons.partner[partner[partner >= 0]] == rows[partner >= 0]).all()
    assert not np.isin(persons.key[rows], world.persons.key[world.persons.rows]).any()
    age = (world.month - persons.birth_month[rows]) / 12
    assert (persons.stage[rows][(age >= 8) & (age < 14)] == Stage.SCHOOL).all()
    assert (persons.status[rows][age >= 70] == Status.OLD_AGE_PENSION).all()
    assert persons.income[rows][persons.status[rows] == Status.EMPLOYED].min() > 0


def test_a_grown_child_away_gets_a_home_of_its_own() -> None:
    model = EstateModel(SCENARIO)
    world = model.world
    while True:
        model.step()
        away = world.away
        rows = away.persons.rows
        at_home = rows[(away.persons.mother[rows] >= 0) & (away.persons.record[rows] >= 0)]
        if len(at_home):
            break
    child = int(at_home[0])
    mother = int(away.persons.mother[child])
    assert away.persons.household[child] == away.persons.household[mother]
    away.persons.birth_month[child] = world.month - int(12 * world.p("away.own_home_age"))
    key = away.persons.key[child]
    model.step()
    child = away.persons.row_of(int(key))
    mother = int(away.persons.mother[child])
    assert away.persons.household[child] != away.persons.household[mother]
    place = away.households.came_from[away.persons.household[[child, mother]]]
    assert place[0] == place[1]
    events = model.record.life_events()
    told = events[(events["life"] == away.persons.record[child]) & (events["kind"] == Happened.OWN_HOME)]
    assert told["month"].tolist() == [world.month - 1]


def test_the_record_stays_small(watched) -> None:  # type: ignore[no-untyped-def]
    """Under 60 bytes a person of the municipality over 20 years; so far a fraction of it."""
    world = watched[0].world
    away = world.away.persons.nbytes + world.away.households.nbytes
    assert (world.lives.nbytes + away) / len(world.persons) < 20
