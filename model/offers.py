"""Policies at work in a month: levers bent, people asked and taken in, courses ended, bills paid."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.core import draws
from agents.core.calendar import START_YEAR
from agents.core.columns import Rows
from agents.participation import Subject
from model.participation import DROPPED, ENDED
from model.policies import discover
from model.policies.policy import Offer, Policy
from model.world import World


def month_of(year: float) -> int:
    """The month in which a year begins, or a part of it: 2015.0 is month 0, 2016.5 July 2016."""
    return round((year - START_YEAR) * 12.0)


def decided(world: World, name: str) -> bool:
    """Whether a policy is on this month, be it only preparing."""
    first, last = month_of(world.p(f"{name}.from_year")), month_of(world.p(f"{name}.until_year"))
    return world.p(f"{name}.dose") > 0.0 and first <= world.month < last


def running(world: World, name: str) -> bool:
    """Whether a policy has come so far that it has effects this month."""
    return decided(world, name) and world.month >= month_of(world.p(f"{name}.from_year")) + world.p(f"{name}.start_up")


def chosen(world: World) -> list[Policy]:
    """The policies of this scenario, in the order of the catalogue."""
    names = set(world.scenario.policy_names)
    return [policy for policy in discover().values() if policy.name in names]


def bend(world: World) -> None:
    """Every policy that is running bends its levers."""
    for policy in chosen(world):
        if running(world, policy.name):
            policy.bend(world)


def step(world: World) -> None:
    """Courses end, people are asked and taken in, and every policy that is on pays its bills."""
    part = world.participation
    part.sweep(world)
    for policy in chosen(world):
        if policy.offers:
            _let_go(world, policy)
    for policy in chosen(world):
        if running(world, policy.name):
            for offer in policy.offers:
                take_in(world, policy.name, offer)
    for policy in chosen(world):
        if decided(world, policy.name):
            policy.bill(world)
    for policy in chosen(world):
        if policy.offers:
            world.counters[f"{policy.name} taking part"] = part.number(policy.name)


def _let_go(world: World, policy: Policy) -> None:
    """Courses end with the policy, for those who no longer fit, and where they are broken off."""
    part, name = world.participation, policy.name
    if not running(world, name):
        part.end(world, part.entries(name), ENDED)
        return
    for offer in policy.offers:
        entries = part.entries(name, offer.to)
        if offer.keeps is not None and len(entries):
            fits = offer.keeps(world, part.table.row[entries].astype(np.int64))
            part.end(world, entries[~fits], ENDED)
    if f"{name}.dropout" in world.values:
        entries = part.entries(name)
        broken = 1.0 - np.exp(-world.p(f"{name}.dropout") / 12.0)
        part.end(world, entries[world.uniform(f"{name}.dropout", part.table.who[entries]) < broken], DROPPED)


def willing(world: World, name: str, to: Subject, rows: Rows) -> NDArray[np.bool_]:
    """Who of these would say yes: a lasting answer, by uptake and by how far an offer in Danish reaches them.

    Institutions that take part beside persons or families have an uptake of their own, `institution_uptake`.
    """
    owners = world.participation.subjects(world, to)
    # Where there are no places to be short of, a smaller dose asks fewer.
    asked = 1.0 if f"{name}.places" in world.values else world.p(f"{name}.dose")
    uptake = "institution_uptake" if to == Subject.INSTITUTION and _beside(world, name) else "uptake"
    chance = np.full(len(rows), asked * world.p(f"{name}.{uptake}"))
    if to != Subject.INSTITUTION and f"{name}.reach" in world.values:
        who = rows if to == Subject.PERSON else world.households.reference[rows].astype(np.int64)
        gap = 2.0 * (1.0 - world.persons.language[who].astype(np.float64))
        chance *= np.clip(1.0 - (1.0 - world.p(f"{name}.reach")) * gap, 0.0, 1.0)
    u = draws.uniform(world.scenario.seed, f"{name}.uptake", 0, owners.key[rows])
    return np.asarray(u < chance)


def _beside(world: World, name: str) -> bool:
    """Whether institutions take part beside the persons or families that places are counted for."""
    return f"{name}.institution_uptake" in world.values


def free_places(world: World, name: str) -> int:
    """How many more there is room for now; institutions that take part beside others need no place."""
    part = world.participation
    room = world.p(f"{name}.dose") * world.p(f"{name}.places") * world.place.n_estate / 1000.0
    beside = part.number(name, Subject.INSTITUTION) if _beside(world, name) else 0
    return max(int(np.floor(room)) - part.number(name) + beside, 0)


def take_in(world: World, name: str, offer: Offer) -> None:
    """Ask those who are eligible; those who are willing begin while there is room, the neediest first or by lot."""
    part, owners = world.participation, world.participation.subjects(world, offer.to)
    rows = np.asarray(offer.eligible(world), dtype=np.int64)
    rows = rows[~part.takes_part(world, name, offer.to, rows)]
    rows = rows[willing(world, name, offer.to, rows)]
    key = owners.key[rows]
    first = draws.uniform(world.scenario.seed, f"{name}.lot", 0, key)
    worst = np.zeros(len(rows)) if offer.need is None else offer.need(world, rows)
    rows = rows[np.lexsort((key, first, -worst))]
    if f"{name}.places" in world.values and not (offer.to == Subject.INSTITUTION and _beside(world, name)):
        rows = rows[: free_places(world, name)]
    group = offer.group(world, rows) if offer.group is not None and len(rows) else None
    part.join(world, name, offer.to, rows, world.p(f"{name}.months"), group)
    if offer.joined is not None and len(rows):
        offer.joined(world, rows)
