"""Shops of the estate's centre live on what residents nearby can spend, and close when they lose for long."""

from __future__ import annotations

import numpy as np

from agents.codes import Sector
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from model.world import World

P = Parameter
PARAMETERS = (
    P("shops.kr_per_visit", 30.0, 15.0, 60.0, "kr", "judgement", "judgement", "gross profit of a visit"),
    P("shops.wage_cost", 22000.0, 15000.0, 32000.0, "kr/month", "judgement", "judgement",
      "cost of a job in a shop, the owner's family included"),
    P("shops.slack", 0.15, 0.0, 0.4, "share", "judgement", "judgement",
      "mean custom above what a shop needs, among those in business"),
    P("shops.noise", 0.08, 0.0, 0.3, "share", "judgement", "judgement", "chance in a month's custom, SD"),
    P("shops.income", 0.5, 0.1, 1.0, "elasticity", "judgement", "judgement",
      "custom by the income of the people of the estate"),
    P("shops.life", 0.4, 0.0, 1.0, "log custom", "judgement", "judgement", "custom by life in the centre, 0 to 1"),
    P("shops.order", 0.2, 0.0, 0.6, "log custom", "judgement", "judgement", "custom by order in the estate, 0 to 1"),
    P("shops.name", 0.3, 0.0, 0.8, "log custom", "judgement", "judgement", "custom by name of the estate, 0 to 1"),
    P("shops.patience", 6.0, 2.0, 18.0, "months", "judgement", "judgement", "losing months before a shop may close"),
    P("shops.close", 0.15, 0.05, 0.5, "per month", "judgement", "judgement", "chance to close from then on"),
    P("shops.quit", 0.004, 0.0, 0.02, "per month", "judgement", "judgement",
      "chance that a shop closes for reasons of its own, such as age"),
    P("shops.open", 0.10, 0.02, 0.3, "per month", "judgement", "judgement",
      "chance that somebody looks at an empty unit; it opens if it can pay"),
    P("shops.rent_cut", 0.02, 0.0, 0.1, "per month", "judgement", "judgement",
      "what the owner of the centre takes off the rent of an empty unit"),
    P("shops.rent_floor", 0.5, 0.2, 1.0, "share", "judgement", "judgement", "lowest rent over the ordinary"),
    P("shops.life_open", 0.6, 0.3, 0.9, "share", "judgement", "judgement",
      "weight of open floor space in the life of the centre; the rest is footfall"),
)  # fmt: skip


def rows_of(world: World) -> Rows:
    """The shops of the centre, empty units included."""
    return np.flatnonzero(world.businesses.alive & (world.businesses.sector == Sector.SHOP))


def needed(world: World, rows: Rows) -> np.ndarray:
    """Visits a month that pay rent and wages at the ordinary rent."""
    table = world.businesses
    rent = table.floor_m2[rows] * world.p("businesses.rent_m2")
    return np.asarray((rent + table.jobs[rows] * world.p("shops.wage_cost")) / world.p("shops.kr_per_visit"))


def pull(world: World) -> float:
    """How much the centre draws this month: the income of the estate, its order, name, and life in the centre.

    Sums that feed back are taken in whole kroner, so that they do not depend on the order of rows.
    """
    households = world.households
    income = int(np.rint(households.income[households.alive & world.in_estate]).astype(np.int64).sum())
    here = world.estate_areas
    log = world.p("shops.income") * np.log(max(income, 1.0))
    log += world.p("shops.life") * world.centre_life
    log += world.p("shops.order") * float(world.order[here].mean())
    log += world.p("shops.name") * float(world.reputation[here].mean())
    return float(np.exp(log))


def settle(world: World) -> None:
    """In the first month every shop is given the custom its site and trade draw, for the pull of that month."""
    table, rows = world.businesses, rows_of(world)
    world.centre_life = _life(world, rows, needed(world, rows) * table.open[rows])
    spare = -np.log1p(-world.uniform("shops.slack", table.key[rows])) * world.p("shops.slack")
    table.custom[rows] = needed(world, rows) * (1.0 + spare) / pull(world)


def act(world: World) -> Rows:
    """One month: visits, profit, closing and opening; returns the shops that closed."""
    table, rows = world.businesses, rows_of(world)
    if len(rows) == 0:
        return rows
    if world.month == 0:
        settle(world)
    drawn = pull(world)
    noise = 1.0 + world.p("shops.noise") * world.normal("shops.custom", table.key[rows])
    visits = table.custom[rows] * drawn * np.maximum(noise, 0.0)
    table.footfall[rows] = np.where(table.open[rows], visits, 0.0)
    ratio = world.levers.number("businesses.rent")
    wages = table.jobs[rows] * world.p("shops.wage_cost")
    profit = table.footfall[rows] * world.p("shops.kr_per_visit") - table.rent[rows] * ratio - wages
    losing = table.open[rows] & (profit < 0.0)
    table.losing[rows] = np.where(losing, np.minimum(table.losing[rows] + 1, 255), 0)
    tired = table.losing[rows] > world.p("shops.patience")
    chance = np.where(tired, world.p("shops.close"), world.p("shops.quit"))
    closing = rows[table.open[rows] & (world.uniform("shops.close", table.key[rows]) < chance)]
    _open(world, rows[~table.open[rows]], drawn, ratio)
    table.open[closing] = False
    table.losing[closing] = 0
    table.since[closing] = world.month
    world.centre_life = _life(world, rows, table.footfall[rows])
    return closing


def _open(world: World, empty: Rows, drawn: float, ratio: float) -> None:
    """The owner of the centre lowers the rent of empty units; who can pay it opens."""
    table = world.businesses
    ordinary = table.floor_m2[empty] * world.p("businesses.rent_m2")
    lower = table.rent[empty] * (1.0 - world.p("shops.rent_cut"))
    table.rent[empty] = np.maximum(lower, world.p("shops.rent_floor") * ordinary)
    come = world.p("shops.open") * world.levers.number("businesses.unit_appeal")
    looks = world.uniform("shops.look", table.key[empty]) < come
    idea = np.exp(world.p("shops.slack") * world.normal("shops.idea", table.key[empty]))
    cost = table.rent[empty] * ratio + table.jobs[empty] * world.p("shops.wage_cost")
    # A new shop meets the custom of the site as it was for those before, more or less by its idea.
    custom = table.custom[empty] * idea
    opens = looks & (custom * drawn * world.p("shops.kr_per_visit") > cost)
    rows = empty[opens]
    table.open[rows] = True
    table.custom[rows] = custom[opens]
    table.since[rows] = world.month


def _life(world: World, rows: Rows, visits: np.ndarray) -> float:
    """Life in the centre, 0..1: floor space in use and footfall against what all units would need."""
    if len(rows) == 0:
        return world.centre_life
    floor = world.businesses.floor_m2[rows]
    share = float(floor[world.businesses.open[rows]].sum() / floor.sum())
    crowd = min(float(visits.sum() / needed(world, rows).sum()), 1.0)
    weight = world.p("shops.life_open")
    return weight * share + (1.0 - weight) * crowd
