"""KEYS, second half: vacancies are handed out by rules and prices, this month's matching from start to end."""

from __future__ import annotations

import numpy as np

from agents.codes import Need, Rule, Tenure, Wish
from agents.core import draws
from agents.core.parameter import Parameter
from model.letting import choice, lists, matching, rulebook
from model.letting.known import UNASKED, known_to
from model.letting.market import brought, choose, offers_of, settle
from model.letting.seekers import Seekers, found_homes, gather
from model.levers import Lever
from model.mechanisms import tenure
from model.mechanisms.moves import move, withdraw
from model.world import World

P = Parameter
PARAMETERS = (
    P("letting.application_share", 0.30, 0.1, 0.8, "share", "judgement", "judgement",
      "departments on whose lists an applicant stands, of all in the municipality"),
    P("letting.max_offers", 15.0, 5.0, 40.0, "offers", "judgement", "judgement",
      "offers made for one vacancy in a month"),
    P("letting.days_per_refusal", 1.0, 0.0, 5.0, "days", "judgement", "judgement",
      "days a home stands empty for each refusal after the notice has run out; 0.26 % of homes stood empty in 2018"),
)  # fmt: skip

LEVERS = (
    Lever("choice.appeal", "logit", -2.0, 2.0, "department",
          "appeal of the department's homes beside rent, rooms, name and who lives there"),
    Lever("letting.assignment_share", "share of vacancies", 0.0, 1.0, "department", "taken by municipal assignment"),
    Lever("letting.internal_share", "share of vacancies", 0.0, 1.0, "department",
      "offered first to tenants of the organisation"),
    Lever("letting.flexible_factor", "ratio", 0.0, 10.0, "department",
      "flexible letting's shares, over the rule-book's"),
    Lever("letting.worker_share", "share of vacancies", 0.0, 1.0, "department",
      "kept for working households beside the rule-book"),
    Lever("letting.supported_share", "share of vacancies", 0.0, 1.0, "department",
      "offered first to households helped to move"),
    Lever("platform.open_to_need", "share", 0.0, 1.0, "place",
          "households in urgent need whom the platform is open to, beside those helped to move"),
    Lever("platform.neighbour_share", "share of vacancies", 0.0, 1.0, "neighbour",
      "social homes other municipalities open to the platform"),
    Lever("market.user_cost", "share of price a year", 0.01, 0.2, "place",
          "cost of owning: interest after tax, property tax, upkeep, less expected gain after tax"),
    Lever("market.price", "ratio", 0.2, 3.0, "place", "price of homes that are bought, over today's"),
    Lever("market.equity", "share of price", 0.0, 1.0, "place", "what an owner keeps when selling"),
)  # fmt: skip

RULE_OF_LIST = np.array([Rule.SECOND_CHANCE, Rule.ASSIGNMENT, Rule.FLEXIBLE, Rule.INTERNAL, Rule.ORDINARY])
RULE_OF_TENURE = np.array([Rule.PURCHASE, Rule.PRIVATE, Rule.COOPERATIVE, Rule.ORDINARY])


def declare(world: World) -> None:
    """Read the rule-book of this month and state the levers of letting without any policy."""
    book = rulebook.read(
        world.values, world.place.municipality_name, world.department_names, tuple(world.estate_departments.tolist()),
        rulebook.reading_month(world.scenario.law, world.month),
    )  # fmt: skip
    world.book = book
    world.levers.base("choice.appeal", 0.0)
    world.levers.base("letting.assignment_share", np.minimum(book.assignment_share, book.assignment_ceiling))
    world.levers.base("letting.internal_share", book.internal_share)
    world.levers.base("letting.flexible_factor", 1.0)
    world.levers.base("letting.worker_share", 0.0)
    world.levers.base("letting.supported_share", 0.0)
    world.levers.base("platform.neighbour_share", 0.0)
    world.levers.base("platform.open_to_need", 0.0)
    world.levers.base("market.user_cost", world.p("market.user_cost"))
    world.levers.base("market.price", 1.0)
    world.levers.base("market.equity", world.p("market.equity"))


def step(world: World) -> None:
    """One month of handing out homes: social lists first, then the market, then the platform; the rest goes on
    waiting.
    """
    found_homes(world)
    seekers = gather(world)
    weights = choice.weights(world.values, world.scenario.behaviour)
    applicants = _applicants(seekers, weights)
    placed = np.zeros(len(seekers), dtype=bool)
    vacant = np.flatnonzero((world.dwellings.household < 0) & (world.dwellings.from_month <= world.month))
    if world.null:
        social, market = vacant[:0], vacant
    else:
        is_social = world.dwellings.tenure[vacant] == Tenure.ALMENE
        social, market = vacant[is_social], vacant[~is_social]
    _let(world, seekers, applicants, weights, placed, social)
    _sell_and_rent(world, seekers, applicants, weights, placed, market)
    withdraw(world, seekers.members)


def _applicants(seekers: Seekers, weights: choice.Weights) -> matching.Applicants:
    unasked = np.full((2, len(seekers)), UNASKED, dtype=np.int64)
    return matching.Applicants(
        seekers.key, seekers.adults, seekers.children, seekers.income, seekers.origin, seekers.waited, seekers.need,
        seekers.groups, seekers.benefit, seekers.outside, seekers.wish != Wish.MOVE,
        choice.cares(seekers.adults, seekers.income, weights), *unasked,
    )  # fmt: skip


def _channels(
    world: World, keys: np.ndarray, department: np.ndarray, rooms: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The list on which each vacancy starts, and the group of flexible letting it is kept for."""
    levers, book = world.levers, world.book
    flexible = book.flexible * levers.value("letting.flexible_factor")[:, None]
    flexible[:, 0] += levers.value("letting.worker_share")
    channel, group = lists.channels(
        keys, department, rooms, levers.value("letting.assignment_share"), levers.value("letting.internal_share"),
        flexible, book.flexible_rooms, world.stream("letting.channel"), world.stream("letting.internal"),
    )  # fmt: skip
    return channel, group


def listed_for_combined_letting(world: World) -> bool:
    """Whether the estate had, last December, the residents and the share outside work that combined letting asks
    for.
    """
    threshold = world.book.combined_threshold[1 if world.residents >= 5000 else 0]
    return world.residents >= 1000 and world.list_history[-1]["outside_work"] > threshold


def _let(
    world: World,
    seekers: Seekers,
    applicants: matching.Applicants,
    weights: choice.Weights,
    placed: np.ndarray,
    social: np.ndarray,
) -> None:
    stock, book = world.dwellings, world.book
    order = np.argsort(draws.bits(world.scenario.seed, "letting.order", world.month, stock.key[social]), kind="stable")
    rows = social[order]
    department = stock.department[rows].astype(np.int64)
    area = stock.area[rows]
    keys = stock.key[rows]
    rooms = stock.rooms[rows].astype(np.int64)
    channel, group = _channels(world, keys, department, rooms)
    combined = book.combined_letting & listed_for_combined_letting(world)
    waiting = lists.draw_up(
        seekers, len(np.unique(world.organisations)), book.internal_years,
        seekers.outside & seekers.benefit & (seekers.need == Need.NONE) & combined.any(),
    )  # fmt: skip
    plan, channels = lists.plan(
        waiting, channel, group, world.organisations[department], stock.youth[rows], rooms >= book.family_rooms,
        world.uniform("letting.second_chance", keys) < world.levers.value("letting.supported_share")[department],
    )  # fmt: skip
    vacancies = matching.Vacancies(
        keys, rooms, tenure.rent_as_let(world, rows), department, world.reputation[area], world.minority_share[area],
        world.levers.value("choice.appeal")[department], rows < world.place.n_estate, group,
    )  # fmt: skip
    kernel_book = matching.Book(
        book.max_rooms_single, book.max_rooms_couple, book.max_persons_per_room, combined,
        book.compulsory_refusal & (world.labelled_years >= 4), world.p("letting.application_share"),
        int(world.p("letting.max_offers")),
    )  # fmt: skip
    winner, found_by, offers, trace = matching.allocate(
        vacancies, applicants, known_to(world, seekers), kernel_book, weights, waiting.starts, waiting.members, plan,
        channels, world.stream("letting.applies", 0), world.stream("letting.accept"),
        40 * max(int(vacancies.traced.sum()), 1),
    )  # fmt: skip
    let = winner >= 0
    placed[winner[let]] = True
    _note_lettings(world, seekers, rows, winner, found_by, offers, trace)
    move(world, seekers.row[winner[let]], rows[let], RULE_OF_LIST[found_by[let]], seekers.members)


def _note_lettings(world, seekers, rows, winner, found_by, offers, trace):  # type: ignore[no-untyped-def]
    let = winner >= 0
    refused = offers - let
    # In a small place there are months in which nobody looks for a home.
    waited, listed = (seekers.waited, seekers.listed) if len(seekers) else (np.zeros(1, np.int64),) * 2
    world.record.note_lettings(
        world,
        dwelling=rows,
        let=let,
        rule=RULE_OF_LIST[np.maximum(found_by, 0)],
        refused=refused,
        waited=waited[np.maximum(winner, 0)],
        listed_months=world.month - listed[np.maximum(winner, 0)],
    )
    if len(trace):
        who = trace[:, 1]
        world.record.note_trace(
            world, rows[trace[:, 0]], trace[:, 2], trace[:, 3], seekers.key[who], seekers.score[who],
            world.month - seekers.listed[who],
        )  # fmt: skip


def _sell_and_rent(world, seekers, applicants, weights, placed, market):  # type: ignore[no-untyped-def]
    stock, persons, households = world.dwellings, world.persons, world.households
    ring = world.uniform("market.ring", stock.key[market])
    order = np.argsort(ring, kind="stable")
    rows, ring = market[order], ring[order]
    lead = households.reference[seekers.row]
    ages = (world.month - persons.birth_month[lead]) / 12.0
    equity = _equity(world, seekers)
    user_cost = world.levers.number("market.user_cost")
    for viewing in range(2):
        offers = offers_of(world, rows, ring)
        bid = choose(
            offers, applicants, ages, equity, ~placed, int(world.p("market.homes_seen")), user_cost,
            world.p("market.credit"), world.p("market.buyer_age"), world.p("market.own_appeal"), weights,
            world.stream(f"market.look_{viewing}"), world.stream(f"market.taste_{viewing}"),
        )  # fmt: skip
        winner = settle(bid, applicants, offers, world.null, world.stream(f"market.luck_{viewing}"))
        sold = winner >= 0
        placed[winner[sold]] = True
        move(world, seekers.row[winner[sold]], rows[sold], RULE_OF_TENURE[stock.tenure[rows[sold]]], seekers.members)
        rows, ring = rows[~sold], ring[~sold]


def _equity(world: World, seekers: Seekers) -> np.ndarray:
    """What each seeker brings from a home sold, kr: owners here, and a share of those who arrive."""
    households, stock = world.households, world.dwellings
    price = brought(
        seekers.row, seekers.key, seekers.wish, seekers.need, households.reference, households.dwelling,
        world.persons.birth_month, stock.tenure, stock.price, world.usual_price, world.month,
        world.p("market.arrive_with_equity"), world.stream("market.arrive_with_equity"),
    )  # fmt: skip
    return np.asarray(price * world.levers.number("market.price") * world.levers.number("market.equity"))
