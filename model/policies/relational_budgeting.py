"""Proposal 2, Relationel budgettering: families with many services decide on a common budget, in twelve steps.

A part of the stairways is gone through by the municipality, which screens for the highest draw on its money; the others
door by door, where all willing families under strain take part and meet. What is saved is never booked: it shows in the
ledger, or it does not.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.codes import Status
from agents.core import draws
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from agents.participation import Subject
from model.mechanisms.ledger import booking
from model.mechanisms.ledger.unit_costs import unit_costs
from model.policies.policy import Barrier, Offer, Policy, Text
from model.policies.standard import course, schedule
from model.world import World

NAME = "relational_budgeting"
STEPS = 12.0
AGENCY, SEEKING, NETWORKS = (2.0, 7.0), (6.0, 12.0), (8.0, 10.0)
"""Steps done when a part of the course begins and ends: engagement to opportunity seeking (3-7), from opportunity
seeking on (7-12), outward activities and networks (9-10); relations and relief run through all.
"""
DESCRIBED = 0.8
"""Share of working time with the family in the programme that was described; less of it does less."""
P = Parameter
PARAMETERS = (
    *schedule(NAME, (12.0, 0.0, 36.0, "judgement", "judgement")),
    *course(
        NAME,
        months=(24.0, 12.0, 48.0, "judgement", "judgement"),
        uptake=(0.6, 0.3, 0.9, "judgement", "judgement"),
        places=(10.0, 2.0, 40.0, "judgement", "judgement"),
        reach=(0.7, 0.41, 1.0, "judgement", "judgement"),
        dropout=(0.15, 0.0, 0.5, "judgement", "judgement"),
    ),
    P(f"{NAME}.recruitment", 0.5, 0.0, 1.0, "share", "judgement", "judgement",
      "part of the stairways, and of the places, that the municipality fills by screening; the rest goes block by "
      "block"),
    P(f"{NAME}.draw_from", 15000.0, 5000.0, 40000.0, "kr/month", "judgement", "judgement",
      "benefits and services of a family from which its draw counts as high"),
    P(f"{NAME}.lasting", 12.0, 1.0, 36.0, "months", "judgement", "judgement",
      "time out of work from which a draw is not a passing one"),
    P(f"{NAME}.strained", 0.4, 0.15, 0.8, "0..1", "judgement", "judgement",
      "strain from which a family is asked to join where stairways are gone through door by door"),
    P(f"{NAME}.trust", 0.8, 0.4, 1.0, "share", "judgement", "judgement",
      "families found by screening who do not turn away because it is the municipality that asks"),
    P(f"{NAME}.finding", 1.2, 1.0, 1.6, "ratio", "troubledfamilies2016", "judgement",
      "parents' finding a job from step 7 on; none was seen in England, 0 to 9 % in half a year in Swindon without "
      "comparison"),
    P(f"{NAME}.agency", 0.10, 0.0, 0.3, "SD", "judgement", "judgement",
      "agency that the parents gain over steps 3 to 7, mastery by deciding"),
    P(f"{NAME}.relief", 0.10, 0.0, 0.3, "0..1 per year", "judgement", "judgement", "strain taken from the family"),
    P(f"{NAME}.direction", 0.3, 0.0, 0.8, "0..1", "judgement", "judgement",
      "c of the family: how far those who work with it pull in one direction"),
    P(f"{NAME}.meeting", 3.0, 1.0, 8.0, "ratio", "judgement", "judgement",
      "families of one stairway who come to know each other in steps 9 and 10, over programmes at large"),
    P(f"{NAME}.with_family", 0.8, 0.14, 0.9, "share of working time", "catalogue2015", "catalogue",
      "worker's time with families; 0.14 before, when three quarters went to administration"),
    P(f"{NAME}.families_per_worker", 6.0, 3.0, 12.0, "families", "judgement", "judgement", "to one worker"),
    P(f"{NAME}.worker_kr", 46000.0, 38000.0, 58000.0, "kr a month", "judgement", "judgement", "a worker, all costs"),
    P(f"{NAME}.lead_kr", 80000.0, 0.0, 250000.0, "kr a month", "judgement", "judgement",
      "leader across departments, training and a place to be, from the decision on"),
    P(f"{NAME}.pot_kr", 30000.0, 5000.0, 60000.0, "kr per family", "catalogue2015", "catalogue",
      "budget that a family may decide on"),
    P(f"{NAME}.pot_used", 0.27, 0.1, 1.0, "share", "catalogue2015", "catalogue",
      "of the budget used: just under 8,000 of 30,000 kr in London"),
)  # fmt: skip


def draw(world: World) -> NDArray[np.int64]:
    """What each household draws on the municipality, whole kr a month, shape (households.capacity,).

    Cash benefit and disability pension, the job centre, open social cases, housing benefit and child benefits, whoever
    refunds them, at the unit costs of the ledger.
    """
    persons, households, stock, values = world.persons, world.households, world.dwellings, world.values
    u = unit_costs(values)
    _, children, _, housing, _ = booking.homes(
        persons.alive, persons.household, persons.birth_month, persons.status, persons.income, households.dwelling,
        households.alive, stock.tenure, stock.rent, stock.area_m2, world.month, u,
    )  # fmt: skip
    rows = np.flatnonzero(persons.alive & (world.in_estate[persons.household]))
    status, house = persons.status[rows], persons.household[rows]
    seeking = np.isin(status, (Status.UNEMPLOYED, Status.OUTSIDE))
    kr = np.where(seeking | (status == Status.DISABILITY_PENSION), persons.income[rows].astype(float), 0.0)
    kr += u.job_centre * seeking + u.social_case * persons.open_case[rows]
    out = np.bincount(house, np.rint(kr), minlength=households.capacity)
    return np.asarray(out + np.rint(housing) + np.rint(values["income.child_benefit"]) * children, dtype=np.int64)


def families(world: World) -> Rows:
    """Households of the estate with children that have not been through the course."""
    households = world.households
    rows = np.flatnonzero(households.alive & world.in_estate & (households.children > 0))
    done = world.participation.finished.get(NAME)
    return rows if done is None else rows[~np.isin(households.key[rows], done)]


def screened(world: World, rows: Rows) -> NDArray[np.bool_]:
    """Which of these live in a stairway that is left to the municipality's screening."""
    lot = draws.uniform(world.scenario.seed, f"{NAME}.recruitment", 0, stairway(world, rows).astype(np.uint64))
    return np.asarray(lot < world.p(f"{NAME}.recruitment"))


def stairway(world: World, rows: Rows) -> NDArray[np.int64]:
    """The stairway of these households, shape as `rows`."""
    return np.asarray(world.dwellings.stairway[world.households.dwelling[rows]].astype(np.int64))


def able_to_change(world: World, rows: Rows) -> NDArray[np.bool_]:
    """Where a healthy adult of 18-59 has long been out of work: the draw neither passes by itself nor must stay."""
    persons = world.persons
    age = world.month - persons.birth_month.astype(np.int64)
    long = world.month - persons.status_since.astype(np.int64) >= world.p(f"{NAME}.lasting")
    one = persons.alive & (age >= 18 * 12) & (age < 60 * 12) & long & ~persons.ill
    one &= np.isin(persons.status, (Status.UNEMPLOYED, Status.OUTSIDE))
    found = np.zeros(world.households.capacity, dtype=bool)
    found[persons.household[one]] = True
    return found[rows]


def eligible(world: World) -> Rows:
    """By screening: a high and lasting draw that could change; door by door: families under strain."""
    rows = families(world)
    by_screening = screened(world, rows)
    asked, doors = rows[by_screening], rows[~by_screening]
    asked = asked[(draw(world)[asked] >= world.p(f"{NAME}.draw_from")) & able_to_change(world, asked)]
    trusting = draws.uniform(world.scenario.seed, f"{NAME}.trust", 0, world.households.key[asked])
    asked = asked[trusting < world.p(f"{NAME}.trust")]
    return np.sort(np.concatenate([asked, doors[world.households.strain[doors] >= world.p(f"{NAME}.strained")]]))


def need(world: World, rows: Rows) -> NDArray[np.float64]:
    """The order in which places are filled: by screening the highest draw first, door by door one stairway after the
    other, each kind by its part of the places.
    """
    households, part = world.households, world.participation
    inside = part.entries(NAME, Subject.HOUSEHOLD)
    by_door = int((part.table.group[inside] >= 0).sum())
    by_screening, share = screened(world, rows), world.p(f"{NAME}.recruitment")
    turn = draws.uniform(world.scenario.seed, f"{NAME}.turn", 0, stairway(world, rows).astype(np.uint64))
    first = np.where(by_screening, -draw(world)[rows].astype(float), turn)
    out = np.zeros(len(rows))
    for kind, already, places in ((by_screening, len(inside) - by_door, share), (~by_screening, by_door, 1.0 - share)):
        at = np.flatnonzero(kind)
        order = at[np.lexsort((households.key[rows[at]], first[at]))]
        out[order] = -(already + 0.5 + np.arange(len(order))) / max(places, 1e-9)
    return out


def group(world: World, rows: Rows) -> NDArray[np.int64]:
    """Families found door by door meet those of their stairway."""
    return np.where(screened(world, rows), -1, stairway(world, rows))


def keeps(world: World, rows: Rows) -> NDArray[np.bool_]:
    """The team works in the estate."""
    return np.asarray(world.in_estate[rows])


def bend(world: World) -> None:
    """Relief and one direction all the way, agency, jobs and networks in their steps."""
    levers, own = world.levers, world.own_programme(NAME)
    near = world.p(f"{NAME}.with_family") / DESCRIBED
    years = (AGENCY[1] - AGENCY[0]) / STEPS * world.p(f"{NAME}.months") / 12.0
    levers.bend(NAME, "programme.relief", "shift", near * world.p(f"{NAME}.relief"), own)
    levers.bend(NAME, "programme.direction", "shift", world.p(f"{NAME}.direction"), own)
    levers.bend(NAME, "programme.agency", "shift", near * world.p(f"{NAME}.agency") / years, own)
    levers.bend(NAME, "programme.finding", "shift", near * (world.p(f"{NAME}.finding") - 1.0), own)
    levers.bend(NAME, "programme.meeting", "shift", (world.p(f"{NAME}.meeting") - 1.0), own)
    for lever, (first, last) in (("agency", AGENCY), ("finding", SEEKING), ("meeting", NETWORKS)):
        levers.bend(NAME, f"programme.{lever}_from", "floor", first / STEPS, own)
        levers.bend(NAME, f"programme.{lever}_until", "cap", last / STEPS, own)


def bill(world: World) -> None:
    """Workers, leadership and what families spend of their budgets; benefits and services stay in the ledger."""
    taking_part, book = world.participation.number(NAME), world.costs.book
    workers = taking_part / world.p(f"{NAME}.families_per_worker")
    pot = world.p(f"{NAME}.pot_kr") * world.p(f"{NAME}.pot_used") / world.p(f"{NAME}.months")
    book(NAME, "workers", "municipality", world.p(f"{NAME}.worker_kr") * workers)
    book(NAME, "leadership", "municipality", world.p(f"{NAME}.dose") * world.p(f"{NAME}.lead_kr"))
    book(NAME, "family budgets", "municipality", pot * taking_part)


POLICY = Policy(
    name=NAME,
    number=2,
    theme="I",
    title=Text("Relational budgeting", "Relationel budgettering"),
    summary=Text(
        "Families with many services get one team that works with the whole family, and decide with it on a common "
        "budget, in twelve steps from invitation to independence.",
        "Familier med mange ydelser og indsatser får ét team, der arbejder med hele familien, og er med til at "
        "bestemme over et fælles budget, i tolv trin fra invitation til selvstændighed.",
    ),
    eligible=Text(
        "Families of the estate with children: those with the highest lasting draw on municipal money, or all under "
        "strain, stairway by stairway.",
        "Områdets børnefamilier: dem med det højeste vedvarende træk på kommunens midler, eller alle belastede "
        "familier, opgang for opgang.",
    ),
    actors=("municipality", "job centre", "schools", "daycare", "residents"),
    payers=("municipality",),
    barriers=(
        Barrier(
            Text(
                "Departments, authorities and laws must be coordinated.",
                "Forvaltninger, myndigheder og love skal samordnes.",
            ),
            f"{NAME}.direction",
        ),
        Barrier(
            Text("Families may not trust a municipal team.", "Familier kan mangle tillid til et kommunalt team."),
            f"{NAME}.trust",
        ),
        Barrier(
            Text("Administration takes the workers' time back.", "Administration æder medarbejdernes tid igen."),
            f"{NAME}.with_family",
        ),
        Barrier(Text("Courses are broken off.", "Forløb bliver afbrudt."), f"{NAME}.dropout"),
        Barrier(Text("Parts of it may lack a basis in law.", "Dele af forslaget kan mangle lovhjemmel.")),
    ),
    alone=Text(
        "Both: first bounded in Vollsmose; in Gladsaxe as a pilot in Værebro Park for the whole municipality.",
        "Begge: først i afgrænset form i Vollsmose; i Gladsaxe som forsøg i Værebro Park for hele kommunen.",
    ),
    alone_in=("vollsmose", "vaerebro"),
    parameters=PARAMETERS,
    danish={
        "recruitment": "andel af opgange og pladser, som kommunen fylder ved screening; resten opgang for opgang",
        "draw_from": "beløb, fra hvilket familiens træk regnes for højt",
        "lasting": "måneder uden arbejde, før trækket regnes for vedvarende",
        "strained": "belastning, fra hvilken en familie spørges ved døren",
        "trust": "andel af familier fundet ved screening, der ikke siger nej, fordi det er kommunen, der spørger",
        "finding": "forældres chance for at finde job fra trin 7, i forhold til uden",
        "agency": "handlekraft, som forældrene vinder i trin 3-7",
        "relief": "belastning, der tages fra familien på et år",
        "direction": "fælles retning omkring familien",
        "meeting": "bekendtskaber i opgangens gruppe i trin 9 og 10, i forhold til andre grupper",
        "with_family": "medarbejdernes tid med familierne",
        "families_per_worker": "antal familier pr. medarbejder",
        "worker_kr": "samlet udgift til en medarbejder",
        "lead_kr": "ledelse på tværs, uddannelse og lokaler, fra beslutningen",
        "pot_kr": "budget, som familien er med til at bestemme over",
        "pot_used": "andel af budgettet, der bruges",
    },
    bend=bend,
    bill=bill,
    offers=(Offer(Subject.HOUSEHOLD, eligible, keeps, need, group),),
)
