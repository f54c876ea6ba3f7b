"""The catalogue's first principle, Skab fælles retning: all who work with a child pull in one direction, c.

The catalogue does not expect any single programme to change the situation; the force is that everybody from parents to
employers adopts one goal. That is its own theory of change, and no study found gives its size: every number here but
the principle itself is a judgement. With c the loss of fragile children at each gate shrinks by the share c.
"""

from __future__ import annotations

import numpy as np

from agents.core.parameter import Parameter
from model.offers import month_of
from model.policies.policy import Barrier, Policy, Text
from model.policies.standard import schedule
from model.world import World

NAME = "common_direction"
P = Parameter
PARAMETERS = (
    *schedule(NAME, (12.0, 0.0, 36.0, "judgement", "judgement")),
    P(f"{NAME}.c", 0.5, 0.0, 1.0, "0..1", "judgement", "judgement",
      "how far those who work with a child come to pull in one direction; less where staff keep to their own task"),
    P(f"{NAME}.years", 5.0, 1.0, 15.0, "years", "judgement", "judgement",
      "until it has grown to the full; longer where budgets are kept by sector and staff change"),
    P(f"{NAME}.coordination_kr", 100.0, 0.0, 400.0, "kr/month and child", "judgement", "judgement",
      "coordinators and shared leadership"),
    P(f"{NAME}.staff_time_kr", 250.0, 0.0, 1000.0, "kr/month and child", "judgement", "judgement",
      "time of staff to meet and to work beyond their own task, about an hour a month"),
    P(f"{NAME}.data_kr", 20.0, 0.0, 100.0, "kr/month and child", "judgement", "judgement",
      "shared data on each step from cradle to job"),
)  # fmt: skip
GROWN = 18 * 12
"""Age in months until which somebody is a child."""


def reached(world: World) -> float:
    """How far it has grown this month: c times dose, in equal steps over the years."""
    first = month_of(world.p(f"{NAME}.from_year")) + np.ceil(world.p(f"{NAME}.start_up"))
    gone = np.clip((world.month + 1 - first) / (12.0 * world.p(f"{NAME}.years")), 0.0, 1.0)
    return float(world.p(f"{NAME}.dose") * world.p(f"{NAME}.c") * gone)


def bend(world: World) -> None:
    """In the estate c is at least what has been reached; what others have reached before is not added to it."""
    world.levers.bend(NAME, "ladder.common_direction", "floor", reached(world), world.estate_areas)


def bill(world: World) -> None:
    """The municipality pays for every child of the estate, from the decision on."""
    persons = world.persons
    child = persons.alive & (world.month - persons.birth_month < GROWN) & world.lives_in_estate
    children = world.p(f"{NAME}.dose") * float(np.count_nonzero(child))
    world.costs.book(NAME, "coordination", "municipality", world.p(f"{NAME}.coordination_kr") * children)
    world.costs.book(NAME, "time of staff", "municipality", world.p(f"{NAME}.staff_time_kr") * children)
    world.costs.book(NAME, "shared data", "municipality", world.p(f"{NAME}.data_kr") * children)


POLICY = Policy(
    name=NAME,
    number=0,
    theme="all",
    title=Text("Common direction", "Fælles retning"),
    summary=Text(
        "Everybody who works with the estate's children agrees on one goal and on each one's part in it, from health "
        "visitor to employer, so that fewer fragile children are lost from one step to the next. This is the "
        "catalogue's own theory of what makes the proposals work together; the evidence for its size is thin.",
        "Alle, der arbejder med områdets børn, bliver enige om ét mål og om hver enkelts del i det, fra "
        "sundhedsplejerske til arbejdsgiver, så færre udsatte børn tabes fra det ene trin til det næste. Det er "
        "katalogets egen teori om, hvad der får forslagene til at virke sammen; der er kun spinkel viden om, hvor "
        "meget det betyder.",
    ),
    eligible=Text(
        "All children of the estate; it counts for those whose homes are under strain.",
        "Alle områdets børn; det gør en forskel for dem, hvis hjem er under pres.",
    ),
    actors=(
        "municipality",
        "health visitors",
        "daycare",
        "schools",
        "youth education",
        "job centre",
        "housing association",
    ),
    payers=("municipality",),
    barriers=(
        Barrier(
            Text(
                "Staff may fear to trespass on private life and keep to their own task.",
                "Medarbejdere kan være bange for at overskride privatlivets grænser og kan holde sig til egen opgave.",
            ),
            f"{NAME}.c",
        ),
        Barrier(
            Text(
                "Budgets by sector reward each manager for his own; it takes longer.",
                "Budgetter, der er delt op på sektorer, belønner hver leder for sit eget; det trækker tiden ud.",
            ),
            f"{NAME}.years",
        ),
        Barrier(
            Text(
                "The political horizon is short: it may be given up before it has grown.",
                "Den politiske horisont er kort: det kan blive opgivet, før det er slået igennem.",
            ),
            f"{NAME}.until_year",
        ),
    ),
    alone=Text(
        "Both: the municipality can begin by itself, but the catalogue expects it to carry the proposals, not to "
        "replace them.",
        "Begge: kommunen kan selv gå i gang, men kataloget forventer, at det bærer forslagene, ikke at det "
        "erstatter dem.",
    ),
    alone_in=("vollsmose", "vaerebro"),
    parameters=PARAMETERS,
    danish={
        "c": "hvor langt de, der arbejder med et barn, kommer til at trække i samme retning",
        "years": "år, til det er slået fuldt igennem",
        "coordination_kr": "koordinatorer og fælles ledelse",
        "staff_time_kr": "medarbejdernes tid til at mødes og række ud over egen opgave, omkring en time om måneden",
        "data_kr": "fælles data om hvert trin fra vugge til job",
    },
    bend=bend,
    bill=bill,
)
