"""A phase writes what it declares and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from model.estate_model import PHASES, EstateModel
from model.policies import discover
from model.scenario import Scenario
from model.world import World
from tests.worlds import at_once, table_prints

WIDE = ("neighbour_share", 0.1)
"""Both proposals with an open platform beside all the others."""
PLATFORM = tuple(
    at_once(name, *((WIDE,) if name in ("cooperative_letting", "second_chance") else ())) for name in discover()
)
OFTEN = (("platform.months_between", 1.0),)
SCENARIOS = (
    Scenario(place="vaerebro", policies=PLATFORM, parameters=OFTEN, seed=2),
    Scenario(place="vaerebro", law="dated", behaviour="null", seed=3),
)
TABLES = {"persons", "households", "dwellings", "ties", "reputation", "levers", "record"}
TABLES |= {"away persons", "away households", "lives", "institutions", "businesses", "order", "whereabouts"}
TABLES |= {"participation"}
RARELY = {("deaths", "away persons"), ("deaths", "away households")}
RARELY |= {(name, "lives") for name in ("deaths", "homes wanted", "wishes", "platform")}
"""Children whose last parent dies move to relatives, and newborns leave: not every short run has one."""


SHARES = ("letting.assignment_share", "letting.worker_share", "platform.neighbour_share")
"""Levers of letting, which are stated from the start; the others from the first month on."""


def _prints(world: World) -> dict[str, str]:
    stated = {
        name: world.levers.value(name).tolist() for name in world.levers.declared if world.month or name in SHARES
    }
    account = str(world.account.sums.sum(axis=(0, 1)))
    written = (len(world.record.series()), len(world.record.cells()), len(world.record.offers()), account)
    return {**table_prints(world), "levers": str(stated), "record": str(written)}


def _writes(scenario: Scenario, months: Iterable[int]) -> dict[str, set[str]]:
    """What each phase changed in any of the months watched."""
    model = EstateModel(scenario)
    watched = set(months)
    found: dict[str, set[str]] = {phase.name: set() for phase in PHASES}
    while model.month <= max(watched):
        if model.month not in watched:
            model.step()
            continue
        before = _prints(model.world)
        for phase in PHASES:
            phase.run(model.world)
            after = _prints(model.world)
            found[phase.name] |= {table for table in after if after[table] != before[table]}
            before = after
        model.world.month += 1
    return found


@pytest.fixture(scope="module")
def written() -> list[dict[str, set[str]]]:
    """Months with a December, when the label is judged, and a January, when second chance asks."""
    return [_writes(scenario, (0, 1, 11, 12)) for scenario in SCENARIOS]


@pytest.mark.parametrize("phase", PHASES, ids=lambda phase: phase.name)
def test_a_phase_leaves_alone_what_it_does_not_declare(phase, written) -> None:  # type: ignore[no-untyped-def]
    for found in written:
        assert found[phase.name] <= set(phase.writes)


@pytest.mark.parametrize("phase", PHASES, ids=lambda phase: phase.name)
def test_a_phase_declares_nothing_that_it_never_writes(phase, written) -> None:  # type: ignore[no-untyped-def]
    expected = {table for table in phase.writes if (phase.name, table) not in RARELY}
    assert expected <= set.union(*(found[phase.name] for found in written))


def test_phases_are_named_once_and_speak_of_tables_that_exist() -> None:
    assert len({phase.name for phase in PHASES}) == len(PHASES)
    for phase in PHASES:
        assert set(phase.reads) | set(phase.writes) <= TABLES, phase.name


def test_the_time_of_each_phase_is_kept() -> None:
    model = EstateModel(Scenario())
    model.step()
    assert list(model.phase_seconds) == [phase.name for phase in PHASES]
    assert sum(model.phase_seconds.values()) > 0.0
