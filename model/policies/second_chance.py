"""Proposal 15, Second chance: a voluntary offer of a new start elsewhere for the most vulnerable households."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.codes import Rule, Wish
from agents.core import calendar
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from agents.participation import Subject
from model.policies.policy import Barrier, Offer, Policy, Text
from model.policies.standard import schedule
from model.world import World

NAME = "second_chance"
P = Parameter
PARAMETERS = (
    *schedule(NAME, (12.0, 0.0, 36.0, "judgement", "judgement")),
    P(f"{NAME}.share", 0.05, 0.0, 0.2, "share of households", "catalogue2015", "catalogue",
      "most vulnerable households of the estate who are offered a new start, judged by five variables"),
    P(f"{NAME}.uptake", 0.40, 0.0, 0.7, "share", "bergman2020", "trial",
      "asked households who want it when supported; 53 % with and 15 % without support moved in Seattle"),
    P(f"{NAME}.months", 36.0, 6.0, 60.0, "months", "judgement", "judgement",
      "how long a household that said yes is helped to look for a home"),
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


def eligible(world: World) -> Rows:
    """Each January the most vulnerable households of the estate, by five variables."""
    if calendar.month_of_year(world.month) != 1:
        return np.empty(0, dtype=np.int64)
    households = world.households
    rows = np.flatnonzero(households.alive & world.in_estate)
    order = np.lexsort((households.key[rows], -households.score[rows]))
    return rows[order[: int(np.ceil(world.p(f"{NAME}.share") * len(rows)))]]


def keeps(world: World, rows: Rows) -> NDArray[np.bool_]:
    """The offer ends with the move."""
    return np.asarray(world.in_estate[rows])


def joined(world: World, rows: Rows) -> None:
    """Those who say yes look for a home."""
    households = world.households
    settled = rows[households.wish[rows] == Wish.NONE]
    households.wish[settled] = Wish.MOVE
    households.wish_since[settled] = world.month


def bend(world: World) -> None:
    """Reserve vacancies outside the estate, open the platform, help those who said yes, and receive those who come."""
    levers, elsewhere, dose = world.levers, ~world.estate_departments, world.p(f"{NAME}.dose")
    levers.bend(NAME, "programme.supported_move", "shift", 1.0, world.own_programme(NAME))
    levers.bend(NAME, "letting.supported_share", "shift", dose * world.p(f"{NAME}.reserved_share"), elsewhere)
    levers.bend(NAME, "platform.neighbour_share", "shift", dose * world.p(f"{NAME}.neighbour_share"))
    levers.bend(NAME, "moving.newcomer", "scale", 1.0 - dose * (1.0 - world.p(f"{NAME}.reception")), elsewhere)


def bill(world: World) -> None:
    """Costs of last month's moves under the proposal: grant shared, reception and compensation by the municipality."""
    households = world.households
    helped = households.alive & (households.rule == Rule.SECOND_CHANCE) & (households.since == world.month - 1)
    away = world.last_counters.get("supported_platform_moves", 0.0)
    moved = int(helped.sum()) + away
    world.counters["second_chance_moved"] = moved
    grant, part = world.p(f"{NAME}.grant_kr") * moved, world.p(f"{NAME}.association_part")
    world.costs.book(NAME, "moving grant", "housing association", grant * part)
    world.costs.book(NAME, "moving grant", "municipality", grant * (1.0 - part))
    world.costs.book(NAME, "reception", "municipality", world.p(f"{NAME}.reception_kr") * moved)
    world.costs.book(NAME, "compensation to receivers", "municipality", world.p(f"{NAME}.compensation_kr") * away)


POLICY = Policy(
    name=NAME,
    number=15,
    theme="V",
    title=Text("Second chance", "Second chance"),
    summary=Text(
        "The most vulnerable households are offered, of their own free will, a good home outside the estate, with a "
        "moving grant, handing over of their case and a reception where they come to live.",
        "De mest udsatte husstande får et frivilligt tilbud om en god bolig uden for området, med flyttetilskud, "
        "overdragelse af sagen og en modtagelse dér, hvor de skal bo.",
    ),
    eligible=Text(
        "The 5 % most vulnerable households of the estate by work, Danish, income, education and open social case.",
        "De 5 % mest udsatte husstande i området, vurderet på arbejde, dansk, indkomst, uddannelse og åben social sag.",
    ),
    actors=("municipality", "letting departments", "platform"),
    payers=("municipality", "housing association"),
    barriers=(
        Barrier(
            Text("Needs real alternative homes.", "Det kræver reelle alternative boliger."), f"{NAME}.reserved_share"
        ),
        Barrier(
            Text(
                "Receiving departments and municipalities may be unwilling.",
                "Modtagende afdelinger og kommuner kan være uvillige.",
            ),
            f"{NAME}.neighbour_share",
        ),
        Barrier(
            Text(
                "Priority to attractive homes is an ethical question.",
                "Fortrin til attraktive boliger er et etisk spørgsmål.",
            )
        ),
        Barrier(
            Text(
                "Families with complex problems are hard to move.",
                "Familier med sammensatte problemer er svære at flytte.",
            ),
            f"{NAME}.uptake",
        ),
    ),
    alone=Text(
        "Both, in a platform with other municipalities; the catalogue expects most together with cooperative letting.",
        "Begge, i en platform med andre kommuner; kataloget forventer mest af det sammen med tilflytterstyring.",
    ),
    alone_in=("vollsmose", "vaerebro"),
    parameters=PARAMETERS,
    danish={
        "share": "de mest udsatte husstande i området, der får tilbuddet",
        "uptake": "andel af de spurgte husstande, der siger ja, når de får støtte",
        "months": "hvor længe en husstand, der sagde ja, får hjælp til at finde en bolig",
        "reserved_share": "ledige boliger i kommunens øvrige afdelinger, der forbeholdes tilbuddet",
        "neighbour_share": "ledige boliger, som nabokommuner åbner gennem platformen",
        "grant_kr": "tilskud til at flytte og falde til",
        "association_part": "boligorganisationens del af tilskuddet; kommunen betaler resten",
        "reception_kr": "overdragelse af sagen, modtagelse og støtte i den nye bolig",
        "reception": "videreflytning de første to år med en modtagelse, i forhold til uden",
        "compensation_kr": "kommunens betaling til en nabokommune, der modtager en husstand",
    },
    bend=bend,
    bill=bill,
    offers=(Offer(Subject.HOUSEHOLD, eligible, keeps, joined=joined),),
)
