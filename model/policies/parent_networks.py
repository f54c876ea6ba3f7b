"""Proposal 3, Forældreuddannelse / forældrenetværk: mixed groups of parents that meet until the child is eight.

Pregnancy is not in the model, so groups begin in the month after the birth. The catalogue's ten expectant parents are
five couples. No controlled study supports its claim of fewer divorces, which is left out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.core import draws
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from agents.participation import Subject
from model.mechanisms.ladder.home import given_for
from model.policies.firstborn import firstborn
from model.policies.policy import Barrier, Offer, Policy, Text
from model.policies.standard import schedule
from model.world import World

NAME = "parent_networks"
P = Parameter
TRIAL = ("familieivaerksaetterne2019", "trial")
GUESSED = ("familieivaerksaetterne2019", "judgement")
"""The trial tells the direction and no size."""
PARAMETERS = (
    *schedule(NAME, (12.0, 0.0, 36.0, "judgement", "judgement")),
    P(f"{NAME}.offered", 1.0, 0.0, 1.0, "share", "catalogue2015", "catalogue",
      "first births of couples in the municipality at which it is offered; all, says the catalogue"),
    P(f"{NAME}.uptake", 0.8, 0.5, 0.95, "share", *TRIAL, "couples who take part when asked, with full Danish"),
    P(f"{NAME}.reach", 0.41, 0.2, 1.0, "ratio", *TRIAL,
      "yes from those who speak half as much Danish; 7 % immigrant mothers among participants, 17 % among mothers"),
    P(f"{NAME}.months", 96.0, 15.0, 120.0, "months", "catalogue2015", "catalogue",
      "how long a group is led; the catalogue ends it when the child is eight, Holstebro did at 15 months"),
    P(f"{NAME}.dropout", 0.08, 0.0, 0.3, "per year", "judgement", "judgement", "couples who stop coming in a year"),
    P(f"{NAME}.couples", 5.0, 3.0, 8.0, "couples", "catalogue2015", "catalogue", "in a group: ten expectant parents"),
    P(f"{NAME}.home", 0.10, 0.0, 0.2, "SD", *GUESSED,
      "home learning, held while the course lasts, of parents without a higher education; family relations gained"),
    P(f"{NAME}.home_higher", -0.01, -0.05, 0.05, "SD", *GUESSED,
      "the same of parents with a higher education, whose family relations lost a little"),
    P(f"{NAME}.ties", 0.5, 0.1, 1.5, "ties per member", *GUESSED,
      "made to others of the group in the whole course; little contact was seen outside meetings"),
    P(f"{NAME}.goes_on", 0.75, 0.3, 0.9, "share", "catalogue2015", "catalogue",
      "groups that go on meeting when the course is over; three of four in Leksand"),
    P(f"{NAME}.family_kr", 300.0, 100.0, 800.0, "kr/month and participant", "judgement", "judgement",
      "those who lead the groups, for each couple on average over the years"),
    P(f"{NAME}.coordinator_kr", 50000.0, 0.0, 150000.0, "kr a month", "judgement", "judgement",
      "coordinator, material and training, from the decision on"),
    P(f"{NAME}.rooms_kr", 60.0, 0.0, 300.0, "kr/month and participant", "judgement", "judgement",
      "rooms that housing associations lend"),
)  # fmt: skip


def eligible(world: World) -> Rows:
    """Couples anywhere in the municipality whose first child was born last month."""
    persons, born = world.persons, firstborn(world)
    born = born[persons.partner[persons.mother[born]] >= 0]
    rows = np.unique(persons.household[born]).astype(np.int64)
    lot = draws.uniform(world.scenario.seed, f"{NAME}.offered", 0, world.households.key[rows])
    return rows[lot < world.p(f"{NAME}.offered")]


def deal(world: World, rows: Rows) -> NDArray[np.int64]:
    """A group for each of these couples, shape as `rows`: equal in size, couples of the estate spread over all.

    Each couple has its own lasting order of the month's groups and takes the first that has room, so that one couple
    more moves few others.
    """
    key = world.households.key[rows]
    groups = max(round(len(rows) / world.p(f"{NAME}.couples")), 1)
    lots = draws.bits(world.scenario.seed, f"{NAME}.group", world.month, key)
    wishes = draws.mix(lots[:, None] ^ draws.mix(np.arange(groups, dtype=np.uint64))[None, :])
    estate = world.in_estate[rows]
    full, full_estate = -(-len(rows) // groups), -(-int(estate.sum()) // groups)
    size, from_estate = np.zeros(groups, dtype=np.int64), np.zeros(groups, dtype=np.int64)
    out = np.empty(len(rows), dtype=np.int64)
    for i in np.lexsort((key, lots, ~estate)).tolist():
        room = (size < full) & (~estate[i] | (from_estate < full_estate))
        chosen = int(min(np.flatnonzero(room).tolist(), key=lambda group: int(wishes[i, group])))
        size[chosen] += 1
        from_estate[chosen] += bool(estate[i])
        out[i] = world.month * 10000 + chosen
    return out


def meeting(world: World) -> float:
    """How readily members come to know each other, over programmes at large, that each makes so many ties in all."""
    others = 2.0 * (world.p(f"{NAME}.couples") - 1.0)
    likely = world.p("ties.near_in_age") * (world.p("ties.same_origin") if world.origin_counts else 1.0)
    rate = -np.log1p(-min(world.p(f"{NAME}.ties") / others, 0.9)) * 12.0 / world.p(f"{NAME}.months")
    return float(rate / likely / world.p("ties.programme_rate"))


def bend(world: World) -> None:
    """Groups meet, parents without a higher education learn most, and most groups go on."""
    levers, own = world.levers, world.own_programme(NAME)
    low, high, months = (world.p(f"{NAME}.{name}") for name in ("home", "home_higher", "months"))
    levers.bend(NAME, "programme.home_learning", "shift", given_for(world.values, low, months), own)
    more = given_for(world.values, high - low, months)
    levers.bend(NAME, "programme.home_learning_higher", "shift", more, own)
    levers.bend(NAME, "programme.meeting", "scale", meeting(world), own)
    levers.bend(NAME, "programme.goes_on", "shift", world.p(f"{NAME}.goes_on"), own)


def bill(world: World) -> None:
    """Those who lead the groups, the coordinator, and rooms lent by housing associations."""
    couples, costs = world.participation.number(NAME), world.costs
    costs.book(NAME, "groups", "municipality", world.p(f"{NAME}.family_kr") * couples)
    costs.book(NAME, "coordination", "municipality", world.p(f"{NAME}.dose") * world.p(f"{NAME}.coordinator_kr"))
    costs.book(NAME, "rooms", "housing association", world.p(f"{NAME}.rooms_kr") * couples)


POLICY = Policy(
    name=NAME,
    number=3,
    theme="I",
    title=Text("Parent networks", "Forældreuddannelse og forældrenetværk"),
    summary=Text(
        "All couples who have their first child are offered a place in a group of ten parents, mixed across districts "
        "and backgrounds, that meets and learns until the child is eight.",
        "Alle par, der får deres første barn, tilbydes plads i en gruppe på ti forældre på tværs af kvarterer og "
        "baggrunde, som mødes og lærer sammen, til barnet er otte år.",
    ),
    eligible=Text(
        "Couples in the whole municipality whose first child is born, both parents.",
        "Par i hele kommunen, der får deres første barn; begge forældre deltager.",
    ),
    actors=("municipality", "health visitors", "daycare", "schools", "housing association"),
    payers=("municipality", "housing association"),
    barriers=(
        Barrier(Text("It takes time for many years.", "Det kræver familiens tid i mange år."), f"{NAME}.dropout"),
        Barrier(
            Text(
                "Strangers may have little in common.", "Forældre, der ikke kender hinanden, kan have lidt til fælles."
            ),
            f"{NAME}.ties",
        ),
        Barrier(
            Text(
                "The word education deters those who are less at home with books.",
                "Ordet uddannelse skræmmer dem, der er mindre boglige.",
            ),
            f"{NAME}.uptake",
        ),
        Barrier(
            Text("Families with little Danish are reached least.", "Familier, der taler lidt dansk, er sværest at nå."),
            f"{NAME}.reach",
        ),
    ),
    alone=Text(
        "Neither estate: groups are mixed across the whole municipality, which is what carries the idea.",
        "Ingen af områderne: grupperne blandes på tværs af hele kommunen, og netop det er den bærende idé.",
    ),
    alone_in=(),
    parameters=PARAMETERS,
    danish={
        "offered": "andel af første fødsler hos par i kommunen, hvor tilbuddet gives",
        "couples": "antal par i en gruppe",
        "home": "løft af hjemmets læringsmiljø under forløbet hos forældre uden videregående uddannelse",
        "home_higher": "det samme hos forældre med videregående uddannelse",
        "ties": "bekendtskaber, som hver deltager får i gruppen i hele forløbet",
        "goes_on": "andel af grupperne, der bliver ved med at mødes, når forløbet er slut",
        "family_kr": "gruppernes ledere, for hvert par i gennemsnit over årene",
        "coordinator_kr": "koordinator, materialer og uddannelse, fra beslutningen",
        "rooms_kr": "lokaler, som boligorganisationer stiller til rådighed",
    },
    bend=bend,
    bill=bill,
    offers=(Offer(Subject.HOUSEHOLD, eligible, group=deal),),
)
