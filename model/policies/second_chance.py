"""Proposal 15, Second chance: a voluntary offer of a new start elsewhere for the most vulnerable households."""

from __future__ import annotations

import numpy as np

from agents.codes import Rule, Wish
from agents.core import calendar
from agents.core.parameter import Parameter
from model.policies.policy import Policy
from model.world import World

NAME = "second_chance"
P = Parameter
PARAMETERS = (
    P(f"{NAME}.share", 0.05, 0.0, 0.2, "share of households", "catalogue2015", "catalogue",
      "most vulnerable households of the estate who are offered a new start, judged by five variables"),
    P(f"{NAME}.uptake", 0.40, 0.0, 0.7, "share", "bergman2020", "trial",
      "asked households who want it when supported; 53 % with and 15 % without support moved in Seattle"),
    P(f"{NAME}.years_between", 3.0, 1.0, 10.0, "years", "judgement", "judgement",
      "years before a household is asked again"),
    P(f"{NAME}.reserved_share", 0.05, 0.0, 0.2, "share of vacancies", "judgement", "judgement",
      "vacancies in ordinary departments of the municipality kept for the offer"),
    P(f"{NAME}.neighbour_share", 0.01, 0.0, 0.1, "share of vacancies", "judgement", "judgement",
      "vacancies that neighbouring municipalities open through the platform"),
    P(f"{NAME}.grant_kr", 50000.0, 0.0, 150000.0, "kr per household", "judgement", "judgement",
      "moving and settling grant"),
    P(f"{NAME}.association_part", 0.5, 0.0, 1.0, "share", "catalogue2015", "catalogue",
      "part of the grant paid by the housing association; the municipality pays the rest"),
    P(f"{NAME}.reception_kr", 40000.0, 0.0, 150000.0, "kr per household", "judgement", "judgement",
      "handing over of cases, reception and capacity building in the new home"),
    P(f"{NAME}.reception", 0.8, 0.4, 1.0, "ratio", "judgement", "judgement",
      "moving on in the first two years after a move with a reception plan, over what it else would be"),
    P(f"{NAME}.compensation_kr", 30000.0, 0.0, 150000.0, "kr per household", "judgement", "judgement",
      "paid by the municipality to a neighbouring one that receives a household"),
)  # fmt: skip
BIT = 1


def enrol(world: World) -> None:
    """Each January the most vulnerable households of the estate not asked of late are asked; those who want it "
    "are enrolled."""
    _book(world)
    if calendar.month_of_year(world.month) != 1:
        return
    households = world.households
    rows = np.flatnonzero(households.alive & world.in_estate)
    count = int(np.ceil(world.p(f"{NAME}.share") * len(rows)))
    order = rows[np.lexsort((households.key[rows], -households.score[rows]))]
    most = order[:count]
    period = int(world.p(f"{NAME}.years_between"))
    turn = (calendar.year(world.month) + (households.key[most] % np.uint64(period)).astype(np.int64)) % period == 0
    asked = most[turn | (world.month == 0)]
    asked = asked[households.enrolled[asked] == 0]
    willing = asked[world.uniform(f"{NAME}.uptake", households.key[asked]) < world.p(f"{NAME}.uptake")]
    households.enrolled[willing] = BIT
    settled = willing[households.wish[willing] == Wish.NONE]
    households.wish[settled] = Wish.MOVE
    households.wish_since[settled] = world.month
    world.counters["second_chance_asked"] = len(asked)
    world.counters["second_chance_enrolled"] = len(willing)


def bend(world: World) -> None:
    """Reserve vacancies outside the estate, open the platform, and receive those who come."""
    elsewhere = ~world.estate_departments
    if world.p(f"{NAME}.share") <= 0.0:
        return
    levers = world.levers
    levers.bend(NAME, "letting.second_chance_share", "shift", world.p(f"{NAME}.reserved_share"), elsewhere)
    levers.bend(NAME, "platform.neighbour_share", "shift", world.p(f"{NAME}.neighbour_share"))
    levers.bend(NAME, "moving.newcomer", "scale", world.p(f"{NAME}.reception"), elsewhere)


def _book(world: World) -> None:
    """Costs of last month's moves under the proposal: grant shared, reception and compensation by the municipality."""
    households = world.households
    inside = int(
        (households.alive & (households.rule == Rule.SECOND_CHANCE) & (households.since == world.month - 1)).sum()
    )
    away = int(world.last_counters.get("second_chance_platform", 0))
    moved = inside + away
    world.counters["second_chance_moved"] = moved
    if moved == 0:
        return
    grant, part = world.p(f"{NAME}.grant_kr") * moved, world.p(f"{NAME}.association_part")
    world.costs.book(NAME, "moving grant", "housing association", grant * part)
    world.costs.book(NAME, "moving grant", "municipality", grant * (1.0 - part))
    world.costs.book(NAME, "reception", "municipality", world.p(f"{NAME}.reception_kr") * moved)
    world.costs.book(NAME, "compensation to receivers", "municipality", world.p(f"{NAME}.compensation_kr") * away)


POLICY = Policy(
    name=NAME,
    number=15,
    theme="V",
    title="Second chance",
    title_da="Second chance",
    summary=(
        "The most vulnerable households are offered, of their own free will, a good home outside the estate, with "
        "a moving "
        "grant, handing over of their case and a reception where they come to live."
    ),
    summary_da=(
        "De mest udsatte husstande får et frivilligt tilbud om en god bolig uden for området, med flyttetilskud, "
        "overdragelse af sagen og en modtagelse dér, hvor de skal bo."
    ),
    actors=("municipality", "letting departments", "platform"),
    eligible="the 5 % most vulnerable households of the estate by work, Danish, income, education and open social case",
    payers=("municipality", "housing association"),
    barriers=(
        "needs real alternative homes",
        "receiving departments and municipalities may be unwilling",
        "priority to attractive homes is an ethical question",
        "families with complex problems are hard to move",
    ),
    parameters=PARAMETERS,
    bend=bend,
    enrol=enrol,
)
