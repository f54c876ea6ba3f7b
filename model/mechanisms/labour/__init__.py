"""WORK: people lose and find jobs, fall ill, drift out of the labour market or back, and retire.

A job is found at a base rate times skill, agency and Danish, times the local market, times two channels: openings that
anybody may apply for, where a bad address costs those whom employers turn down for it [@carlsson2018], and openings
that one hears of through people who have a job [@statistik2015jobs].
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.core import calendar
from agents.core.columns import Table
from geodata import labour_market
from model.levers import Lever
from model.mechanisms import programmes
from model.mechanisms.labour import contacts, hazards, hours, month, retirement
from model.mechanisms.labour import start as beginnings
from model.world import World

LEVERS = (
    Lever("labour.hiring_penalty", "share", 0.0, 0.5, "place",
          "openings lost by minority applicants from an area with no good name at all"),
    Lever("labour.finding", "ratio", 0.0, 3.0, "area", "finding a job, for those who live in the area"),
)  # fmt: skip

SHARE_STEP = 0.05


def declare(world: World) -> None:
    """State the levers without any policy: names count only where employers look at origin."""
    penalty = world.p("labour.hiring_penalty") if world.origin_counts else 0.0
    world.levers.base("labour.hiring_penalty", penalty)
    world.levers.base("labour.finding", 1.0)


def slack(world: World) -> float:
    """Unemployment in the country in 2015 over unemployment here this year: above 1 where jobs are easier to find."""
    country = labour_market.unemployment(labour_market.COUNTRY, calendar.START_YEAR)
    return country / labour_market.unemployment(world.place.municipality_name, calendar.year(world.month))


def start(world: World) -> None:
    """The people of 1 January 2015 have hours, a way by which the job was found, and illness."""
    beginnings.give(world, world.persons.rows, weekly=False)


def live(world: World, persons: Table, households: Table, area: NDArray[np.int32]) -> None:
    """One month of work for these people; those whose area is -1 live elsewhere in an ordinary area."""
    v = hazards.numbers(world.values)
    here = persons is world.persons
    easy = slack(world) if here else _country_slack(world)
    place = month.Place(
        world.month,
        world.reputation,
        _own_origin(world),
        world.levers.value("labour.finding"),
        easy**v.market,
        easy**-v.market_loss,
        world.levers.number("labour.hiring_penalty"),
        v.found_by_centre,
    )
    access = contacts.of_jobless(world, area) if here else np.ones(persons.capacity, dtype=np.float32)
    aid = np.empty(0) if programmes.nobody(world, persons) else programmes.times(world, "finding")
    month.month_of_work(
        month.columns(persons), households.strain, area, access, aid, place, v, retirement.numbers(world),
        hours.numbers(world.values),
        (world.stream("labour.month"), world.stream("labour.health"), world.stream("labour.hours")),
    )  # fmt: skip


def _own_origin(world: World) -> NDArray[np.float64]:
    """Non-western share of the neighbours by area, in steps: one mover does not change the Danish of a whole area."""
    share = np.rint(world.minority_share / SHARE_STEP) * SHARE_STEP
    return np.asarray(share if world.origin_counts else np.zeros_like(share))


def _country_slack(world: World) -> float:
    country = labour_market.unemployment(labour_market.COUNTRY, calendar.START_YEAR)
    return country / labour_market.unemployment(labour_market.COUNTRY, calendar.year(world.month))


def step(world: World) -> None:
    """Those who came this month are given what they need, then everybody lives a month of work."""
    if len(world.newcomers):
        beginnings.give(world, world.newcomers)
    live(world, world.persons, world.households, world.person_area)
