"""Proposal 14, Samarbejdsdrevet tilflytterstyring: municipalities and housing associations steer in-moving together."""

from __future__ import annotations

import numpy as np

from agents.codes import Rule
from agents.core.parameter import Parameter
from model.policies.policy import Barrier, Policy, Text
from model.policies.standard import schedule
from model.world import World

NAME = "cooperative_letting"
P = Parameter
PARAMETERS = (
    *schedule(NAME, (12.0, 0.0, 36.0, "judgement", "judgement")),
    P(f"{NAME}.exemption", 1.0, 0.0, 1.0, "share", "catalogue2015", "catalogue",
      "part of the estate's municipal assignments that other departments take over; 1 exempts the estate"),
    P(f"{NAME}.worker_share", 0.20, 0.0, 0.6, "share of vacancies", "judgement", "judgement",
      "the estate's vacancies kept for working households beside what the rule-book already gives them"),
    P(f"{NAME}.neighbour_share", 0.01, 0.0, 0.1, "share of vacancies", "judgement", "judgement",
      "vacancies that neighbouring municipalities open to households in urgent need"),
    P(f"{NAME}.reception", 0.85, 0.4, 1.0, "ratio", "judgement", "judgement",
      "moving on in the first two years after a placement with a reception plan, over what it else would be"),
    P(f"{NAME}.compensation_kr", 30000.0, 0.0, 150000.0, "kr per household", "judgement", "judgement",
      "paid to the department or municipality that receives an assigned household in the estate's place"),
    P(f"{NAME}.secretariat_kr", 60000.0, 0.0, 300000.0, "kr a month", "judgement", "judgement", "running the platform"),
)  # fmt: skip


def bend(world: World) -> None:
    """The estate is exempt from assignment, the others take its part, and workers come first to its vacancies."""
    levers, estate, dose = world.levers, world.estate_departments, world.p(f"{NAME}.dose")
    homes = world.place.departments["dwellings"].to_numpy(dtype=float)
    exempt = dose * world.p(f"{NAME}.exemption")
    base = world.book.assignment_share
    freed = exempt * float((base * homes)[estate].sum()) / max(float(homes[~estate].sum()), 1.0)
    levers.bend(NAME, "letting.assignment_share", "scale", 1.0 - exempt, estate)
    levers.bend(NAME, "letting.assignment_share", "shift", freed, ~estate)
    levers.bend(NAME, "letting.assignment_share", "cap", world.book.assignment_ceiling)
    levers.bend(NAME, "letting.worker_share", "shift", dose * world.p(f"{NAME}.worker_share"), estate)
    levers.bend(NAME, "platform.neighbour_share", "shift", dose * world.p(f"{NAME}.neighbour_share"))
    levers.bend(NAME, "platform.open_to_need", "floor", dose)
    levers.bend(NAME, "moving.newcomer", "scale", 1.0 - dose * (1.0 - world.p(f"{NAME}.reception")))


def bill(world: World) -> None:
    """Last month's placements beyond the others' own part are compensated, and the platform is paid."""
    households, dose = world.households, world.p(f"{NAME}.dose")
    placed = households.alive & (households.rule == Rule.ASSIGNMENT) & (households.since == world.month - 1)
    placed &= ~world.in_estate & (world.month > 0)
    homes = world.place.departments["dwellings"].to_numpy(dtype=float)
    extra = dose * world.p(f"{NAME}.exemption") * homes[world.estate_departments].sum() / homes.sum()
    last = world.last_counters
    away = last.get("platform_moves", 0.0) - last.get("supported_platform_moves", 0.0)
    paid = float(np.count_nonzero(placed)) * extra + away
    world.costs.book(NAME, "compensation to receivers", "municipality", world.p(f"{NAME}.compensation_kr") * paid)
    world.costs.book(NAME, "platform", "municipality", dose * world.p(f"{NAME}.secretariat_kr"))


POLICY = Policy(
    name=NAME,
    number=14,
    theme="V",
    title=Text("Cooperative letting", "Samarbejdsdrevet tilflytterstyring"),
    summary=Text(
        "Municipalities and housing associations share the task of housing people in urgent need: the estate is exempt "
        "from municipal assignment for a time, others take its part and are compensated, and working households come "
        "first.",
        "Kommuner og boligorganisationer deler opgaven med at skaffe boliger til borgere i akut bolignød: "
        "området fritages for kommunal anvisning, andre overtager dets andel mod kompensation, og husstande i "
        "arbejde får fortrin.",
    ),
    eligible=Text(
        "Vacancies of the estate; households in urgent need are placed in other departments and municipalities.",
        "Områdets ledige boliger; husstande i akut bolignød anvises til andre afdelinger og kommuner.",
    ),
    actors=("municipality", "letting departments", "platform"),
    payers=("municipality",),
    barriers=(
        Barrier(
            Text("Political unwillingness to share.", "Der kan være politisk uvilje mod at dele opgaven."),
            f"{NAME}.exemption",
        ),
        Barrier(
            Text("Agreement on quotas and compensation.", "Der skal opnås enighed om kvoter og kompensation."),
            f"{NAME}.compensation_kr",
        ),
        Barrier(
            Text(
                "Legal and ethical limits to deciding where people live.",
                "Der er juridiske og etiske grænser for at bestemme, hvor folk skal bo.",
            )
        ),
    ),
    alone=Text(
        "Vollsmose can build on the cooperation that exists on Funen; Værebro Park needs the region's municipalities.",
        "Vollsmose kan bygge på det fynske samarbejde; Værebro Park forudsætter regionens kommuner.",
    ),
    alone_in=("vollsmose",),
    parameters=PARAMETERS,
    danish={
        "exemption": "andel af områdets anvisninger, som andre afdelinger overtager",
        "worker_share": "områdets ledige boliger, der forbeholdes husstande i arbejde ud over de gældende regler",
        "neighbour_share": "ledige boliger, som nabokommuner åbner for husstande i akut bolignød",
        "reception": "videreflytning de første to år med en modtagelse, i forhold til uden",
        "compensation_kr": "betaling til den, der modtager en anvist husstand i områdets sted",
        "secretariat_kr": "drift af platformen",
    },
    bend=bend,
    bill=bill,
)
