"""The model's own month reduced to the rules that the Mesa version has, for a comparison of like with like."""

from __future__ import annotations

import dataclasses
from unittest import mock

import numpy as np

from geodata import place as places
from geodata.place import Place
from model.estate_model import PHASES, EstateModel, open_month
from model.mechanisms.businesses import hiring
from model.scenario import Scenario
from model.world import World

NEUTRAL = {
    "institutions.visit_effect": 0.0,
    "institutions.room_growth": 0.0,
    "institutions.quality_by_staff": 0.0,
    "institutions.effort_moved": 0.0,
    "name.label": 0.0,
    "name.centre": 0.0,
}
"""Parameters that switch off what the Mesa version leaves out, each at an end of its range where it does nothing."""
LEFT_OUT = (
    "offers", "programmes", "away", "platform", "ledger", "ledger of those away", "lives", "record",
)  # fmt: skip
"""Phases that the Mesa version has not; without policies they change nobody who lives in the town."""


def seat_the_hired(world: World) -> None:
    """The phase of businesses without shops, contractors and growth: the hired of the month take a workplace."""
    hiring.seat(world, hiring.asking(world, hiring.recount(world)))


SMALL_PHASES = tuple(
    (phase.name, seat_the_hired if phase.name == "businesses" else phase.run)
    for phase in PHASES
    if phase.name not in LEFT_OUT
)
assert SMALL_PHASES[0][1] is open_month


def small_step(model: EstateModel) -> None:
    """Live one month of the phases that both versions have."""
    for _, run in SMALL_PHASES:
        run(model.world)
    model.world.month += 1


def small_place(name: str, households: int, seed: int = 1) -> Place:
    """A place with so many homes that stand: a sample of the estate's stairways and of the homes elsewhere, with the
    numbers of people and of jobs in proportion. Asked for more than there are, the place is as it is.
    """
    place = places.load(name)
    homes = place.dwellings
    share = households / int((homes["from_month"] <= 0).sum())
    if share >= 1.0:
        return place
    alone = homes["stairway"].max() + 1 + np.arange(len(homes))
    unit = np.where(np.arange(len(homes)) < place.n_estate, homes["stairway"], alone)
    kept = (np.random.default_rng(seed).random(int(unit.max()) + 1) < share)[unit]
    targets, facilities = place.targets.copy(), place.facilities.copy()
    counted = (targets["stratum"] == "municipality") & (targets["quantity"] == "population")
    targets.loc[counted, ["value", "low", "high"]] *= kept.mean()
    facilities["jobs"] = np.maximum(np.rint(facilities["jobs"] * share), 1)
    return dataclasses.replace(
        place, dwellings=homes[kept].reset_index(drop=True), n_estate=int(kept[: place.n_estate].sum()),
        targets=targets, facilities=facilities, checksum=f"{place.checksum} {households} {seed}",
    )  # fmt: skip


def built(place: Place, seed: int, neutral: bool = True) -> EstateModel:
    """The model of a place that is not in any file; `neutral` switches off what the Mesa version leaves out."""
    parameters = tuple(sorted(NEUTRAL.items())) if neutral else ()
    with mock.patch.object(places, "load", return_value=place):
        return EstateModel(Scenario(place=place.name, seed=seed, months=240, parameters=parameters))
