"""Proposal 14, Samarbejdsdrevet tilflytterstyring: municipalities and housing associations steer in-moving together."""

from __future__ import annotations

import numpy as np

from agents.codes import Rule
from agents.core.parameter import Parameter
from model.policies.policy import Policy
from model.world import World

NAME = "cooperative_letting"
P = Parameter
PARAMETERS = (
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


def treats(world: World) -> bool:
    """Whether the doses chosen reach anybody at all."""
    return any(world.p(f"{NAME}.{dose}") > 0.0 for dose in ("exemption", "worker_share", "neighbour_share"))


def bend(world: World) -> None:
    """The estate is exempt from assignment, the others take its part, and workers come first to the estate's "
    "vacancies."""
    if not treats(world):
        return
    levers, estate = world.levers, world.estate_departments
    homes = world.place.departments["dwellings"].to_numpy(dtype=float)
    exempt = world.p(f"{NAME}.exemption")
    base = world.book.assignment_share
    freed = exempt * float((base * homes)[estate].sum()) / max(float(homes[~estate].sum()), 1.0)
    levers.bend(NAME, "letting.assignment_share", "scale", 1.0 - exempt, estate)
    levers.bend(NAME, "letting.assignment_share", "shift", freed, ~estate)
    levers.bend(NAME, "letting.assignment_share", "cap", world.book.assignment_ceiling)
    levers.bend(NAME, "letting.worker_share", "shift", world.p(f"{NAME}.worker_share"), estate)
    levers.bend(NAME, "platform.neighbour_share", "shift", world.p(f"{NAME}.neighbour_share"))
    levers.bend(NAME, "moving.newcomer", "scale", world.p(f"{NAME}.reception"))
    world.platform_for_need = world.p(f"{NAME}.neighbour_share") > 0.0


def enrol(world: World) -> None:
    """Nobody enrols; last month's placements beyond the others' own part are compensated, and the platform is paid."""
    if not treats(world):
        return
    households = world.households
    placed = households.alive & (households.rule == Rule.ASSIGNMENT) & (households.since == world.month - 1)
    placed &= ~world.in_estate & (world.month > 0)
    estate = world.estate_departments
    homes = world.place.departments["dwellings"].to_numpy(dtype=float)
    extra = world.p(f"{NAME}.exemption") * homes[estate].sum() / homes.sum()
    away = int(world.last_counters.get("platform_moves", 0)) - int(world.last_counters.get("second_chance_platform", 0))
    paid = float(np.count_nonzero(placed)) * extra + away
    world.costs.book(NAME, "compensation to receivers", "municipality", world.p(f"{NAME}.compensation_kr") * paid)
    world.costs.book(NAME, "platform", "municipality", world.p(f"{NAME}.secretariat_kr"))


POLICY = Policy(
    name=NAME,
    number=14,
    theme="V",
    title="Cooperative letting",
    title_da="Samarbejdsdrevet tilflytterstyring",
    summary=(
        "Municipalities and housing associations share the task of housing people in urgent need: the estate is "
        "exempt from "
        "municipal assignment for a time, others take its part and are compensated, and working households come first."
    ),
    summary_da=(
        "Kommuner og boligorganisationer deler opgaven med at skaffe boliger til borgere i akut bolignød: området "
        "fritages "
        "for kommunal anvisning, andre overtager dets del mod kompensation, og husstande i arbejde får fortrin."
    ),
    actors=("municipality", "letting departments", "platform"),
    eligible="vacancies of the estate; households in urgent need are placed in other departments and municipalities",
    payers=("municipality",),
    barriers=(
        "political unwillingness to share",
        "agreement on quotas and compensation",
        "legal and ethical limits to deciding where people live",
    ),
    parameters=PARAMETERS,
    bend=bend,
    enrol=enrol,
)
