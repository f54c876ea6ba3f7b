"""Proposal 11, Borgerbudgettering: residents decide by vote at open meetings what a public pool is spent on.

Only those with the energy and wish to join in come at all (the same wish as that to join an association; 63 % in
deprived areas have neither), from the age of ten. Projects lie where most people came to vote, and act within walking
distance. The more people of an area are active already, the less there is to gain: the catalogue saw little effect in
Dalum and some in Bolbro. The falls in crime it quotes from Manton had no control group and are not used.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.core import draws
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from agents.participation import Subject
from model.mechanisms.ties.clubs import have_energy
from model.policies.policy import Barrier, Offer, Policy, Text
from model.policies.standard import course, schedule
from model.world import World

FloatArray = NDArray[np.float64]
NAME = "participatory_budget"
P = Parameter
CIVIC_STEP = 0.05
"""Shares of active adults are told in steps of this size: one member more moves nothing."""
DESCRIBED_KR = 300000.0
"""The pool and the quick pool of Bolbro in 2015 together, at which the effects are stated."""
PARAMETERS = (
    *schedule(NAME, (3.0, 0.0, 12.0, "catalogue2015", "catalogue")),
    *course(
        NAME,
        months=(60.0, 12.0, 120.0, "judgement", "judgement"),
        uptake=(0.15, 0.02, 0.5, "judgement", "judgement"),
        places=(120.0, 20.0, 400.0, "judgement", "judgement"),
        reach=(0.7, 0.3, 1.0, "judgement", "judgement"),
        dropout=(0.2, 0.0, 0.6, "judgement", "judgement"),
    ),
    P(f"{NAME}.pool_kr", 200000.0, 100000.0, 500000.0, "kr a year", "catalogue2015", "catalogue",
      "the estate's pool; 100,000 in 2014 and 200,000 in 2015 in each of two districts of Odense, 500,000 in Manton"),
    P(f"{NAME}.quick_pool_kr", 100000.0, 0.0, 200000.0, "kr a year", "catalogue2015", "catalogue",
      "pool for small projects of informal groups"),
    P(f"{NAME}.quick_project_kr", 25000.0, 5000.0, 30000.0, "kr", "catalogue2015", "catalogue",
      "most that a project of the quick pool may cost"),
    P(f"{NAME}.project_kr", 50000.0, 20000.0, 100000.0, "kr", "judgement", "judgement",
      "cost of a project of the ordinary pool; start small"),
    P(f"{NAME}.released", 0.85, 0.4, 1.0, "share", "judgement", "judgement",
      "of the pools, what administrations give out in the year"),
    P(f"{NAME}.unregistered", 0.2, 0.0, 0.6, "share", "judgement", "judgement",
      "projects of the ordinary pool lost because the group has no CVR number; the quick pool asks for none"),
    P(f"{NAME}.age_from", 10.0, 8.0, 18.0, "years", "catalogue2015", "catalogue", "youngest who may vote"),
    P(f"{NAME}.makers", 0.25, 0.1, 0.6, "share", "judgement", "judgement",
      "of those who vote, those who carry out a project together"),
    P(f"{NAME}.agency", 0.05, 0.0, 0.15, "SD", "johnson2021", "observational",
      "belief in one's own power to act that those taking part gain over the whole time where nobody is active yet; in "
      "New York their turnout at elections rose by 8.4 points, matched"),
    P(f"{NAME}.order", 0.05, 0.0, 0.15, "SD", "judgement", "judgement",
      "order outdoors gained where nobody is active yet, in spreads between areas"),
    P(f"{NAME}.order_spread", 0.08, 0.04, 0.12, "order per SD", "judgement", "judgement",
      "spread of order between areas"),
    P(f"{NAME}.joining", 0.1, 0.0, 0.5, "share", "judgement", "judgement",
      "more joining of associations where nobody is active yet; a consultancy claims two to four times as many "
      "volunteers"),
    P(f"{NAME}.civic_full", 0.5, 0.35, 0.8, "share", "judgement", "judgement",
      "adults active in associations from which on there is nothing to gain, as in Dalum"),
    P(f"{NAME}.next_door", 0.2, 0.0, 0.5, "share", "judgement", "judgement",
      "of a project's effect, what falls on other areas within walking distance"),
    P(f"{NAME}.walk_m", 1000.0, 400.0, 2500.0, "m", "judgement", "judgement",
      "walking distance between the middles of two areas"),
    P(f"{NAME}.adviser_kr", 35000.0, 10000.0, 80000.0, "kr a month", "judgement", "judgement",
      "local adviser and facilitation of meetings"),
    P(f"{NAME}.notice_kr", 5000.0, 1000.0, 20000.0, "kr a month", "judgement", "judgement",
      "invitations, rooms and counting in public"),
    P(f"{NAME}.association_part", 0.3, 0.0, 1.0, "share", "judgement", "judgement",
      "part paid by the housing association; the municipality pays the rest"),
)  # fmt: skip


def eligible(world: World) -> Rows:
    """Residents of the estate old enough to vote who have the energy and the wish to come."""
    persons = world.persons
    rows = np.flatnonzero(persons.alive & world.lives_in_estate)
    rows = rows[world.month - persons.birth_month[rows].astype(np.int64) >= 12.0 * world.p(f"{NAME}.age_from")]
    return rows[have_energy(world, rows)]


def keeps(world: World, rows: Rows) -> NDArray[np.bool_]:
    """Whoever moves out of the estate votes no more."""
    return np.asarray(world.lives_in_estate[rows])


def money(world: World) -> tuple[float, float]:
    """Kr a year that reach projects at full dose: of the ordinary pool and of the quick pool."""
    released = world.p(f"{NAME}.released")
    ordinary = world.p(f"{NAME}.pool_kr") * released * (1.0 - world.p(f"{NAME}.unregistered"))
    return ordinary, world.p(f"{NAME}.quick_pool_kr") * released


def homes(world: World) -> NDArray[np.int64]:
    """Homes of each area of the estate, 0 elsewhere, shape (n_areas,)."""
    return np.bincount(world.dwellings.area[: world.place.n_estate], minlength=len(world.place.areas))


def group(world: World, rows: Rows) -> NDArray[np.int64]:
    """The project of each who carries one out, with others of the same area; -1 for those who only vote."""
    seed, key = world.scenario.seed, world.persons.key[rows]
    ordinary, quick = money(world)
    projects = ordinary / world.p(f"{NAME}.project_kr") + quick / world.p(f"{NAME}.quick_project_kr")
    area = world.person_area[rows].astype(np.int64)
    of_area = np.maximum(np.rint(projects * homes(world) / world.place.n_estate), 1.0).astype(np.int64)
    which = draws.integer(seed, f"{NAME}.project", 0, key, of_area[area])
    makes = draws.uniform(seed, f"{NAME}.makes", 0, key) < world.p(f"{NAME}.makers")
    return np.where(makes, area * 1000 + which, -1)


def to_gain(world: World) -> FloatArray:
    """What is left to gain by the share of adults who are active already, 0..1, shape (n_areas,)."""
    persons, n = world.persons, len(world.place.areas)
    rows = np.flatnonzero(persons.alive & world.lives_in_estate)
    grown = rows[world.month - persons.birth_month[rows].astype(np.int64) >= 216]
    area = world.person_area[grown]
    adults, active = np.bincount(area, minlength=n), np.bincount(area[persons.club[grown] >= 0], minlength=n)
    share = np.rint(active / np.maximum(adults, 1) / CIVIC_STEP) * CIVIC_STEP
    return np.clip(1.0 - share / world.p(f"{NAME}.civic_full"), 0.0, 1.0)


def votes_per_home(world: World) -> FloatArray:
    """Each area's votes per home over those of the whole estate, from whole votes per hundred homes, (n_areas,)."""
    stock, persons, table = homes(world), world.persons, world.participation.table
    entries = world.participation.entries(NAME, Subject.PERSON)
    row = table.row[entries].astype(np.int64)
    area = world.person_area[row]
    # Who died or left late last month is swept out only later in this one.
    area = area[persons.alive[row] & (persons.key[row] == table.who[entries]) & (area >= 0)]
    came = np.bincount(area, minlength=len(stock))
    here = np.rint(100.0 * came / np.maximum(stock, 1)) * (stock > 0)
    mean = float((here * stock).sum()) / stock.sum()
    return here / mean if mean > 0.0 else np.zeros(len(stock))


def within_walk(world: World) -> NDArray[np.bool_]:
    """Whether two different areas lie within walking distance, shape (n_areas, n_areas)."""
    east, north, n = world.directory.east, world.directory.north, len(world.place.areas)
    far = np.hypot(east[:, None] - east, north[:, None] - north)
    return np.asarray((np.rint(far) <= world.p(f"{NAME}.walk_m")) & ~np.eye(n, dtype=bool))


def reached(world: World) -> FloatArray:
    """How much of the stated effect each area gets by money, votes, what is left to gain and nearness, (n_areas,).

    Money in one place does at most twice what is stated.
    """
    own = votes_per_home(world) * to_gain(world) * sum(money(world)) / DESCRIBED_KR
    near = within_walk(world)
    beside = np.where(near.any(axis=1), world.p(f"{NAME}.next_door"), 0.0)
    spread = near / np.maximum(near.sum(axis=1), 1)[:, None]
    return np.minimum(own * (1.0 - beside) + (own * beside) @ spread, 2.0)


def bend(world: World) -> None:
    """Areas with projects are kept a little better and join more; those who vote gain a little."""
    levers, dose = world.levers, world.p(f"{NAME}.dose")
    share = reached(world)
    order = world.p(f"{NAME}.order") * world.p(f"{NAME}.order_spread")
    levers.bend(NAME, "order.shift", "shift", dose * order * share)
    levers.bend(NAME, "clubs.join", "scale", 1.0 + dose * world.p(f"{NAME}.joining") * share)
    stock = homes(world)
    left = float((to_gain(world) * stock).sum()) / stock.sum()
    yearly = world.p(f"{NAME}.agency") * 12.0 / world.p(f"{NAME}.months")
    levers.bend(NAME, "programme.agency", "shift", yearly * left, world.own_programme(NAME))


def bill(world: World) -> None:
    """Projects once there is somebody to vote for them, adviser and meetings from the start, shared by two payers."""
    dose, part = world.p(f"{NAME}.dose"), world.p(f"{NAME}.association_part")
    voted = sum(money(world)) / 12.0 if world.participation.number(NAME) else 0.0
    running = world.p(f"{NAME}.adviser_kr") + world.p(f"{NAME}.notice_kr")
    for purpose, kr in (("projects", voted), ("adviser and meetings", running)):
        world.costs.book(NAME, purpose, "housing association", dose * kr * part)
        world.costs.book(NAME, purpose, "municipality", dose * kr * (1.0 - part))


POLICY = Policy(
    name=NAME,
    number=11,
    theme="IV",
    title=Text("Participatory budgeting", "Borgerbudgettering"),
    summary=Text(
        "A public pool is given out each year by the votes of residents at open meetings, children from ten included, "
        "to small projects that residents carry out themselves and can see within three months.",
        "En offentlig pulje fordeles hvert år ved afstemning blandt beboerne på åbne møder, også børn fra ti "
        "år, til små projekter, som beboerne selv gennemfører og kan se resultatet af inden for tre måneder.",
    ),
    eligible=Text(
        "Residents of the estate from ten years who have the energy and the wish to take part.",
        "Beboere i området på mindst ti år, der har overskud og lyst til at være med.",
    ),
    actors=("municipality", "housing association", "residents", "associations"),
    payers=("municipality", "housing association"),
    barriers=(
        Barrier(
            Text("Few residents have the energy to come.", "Få beboere har overskud til at møde op."), f"{NAME}.uptake"
        ),
        Barrier(
            Text("Administrations hold on to the money.", "Forvaltningerne holder på pengene."), f"{NAME}.released"
        ),
        Barrier(
            Text(
                "Groups without a CVR number cannot get support.",
                "Grupper uden CVR-nummer kan ikke få støtte.",
            ),
            f"{NAME}.unregistered",
        ),
    ),
    alone=Text(
        "Both, as a free zone of the municipality or in the housing association; most where few are active already.",
        "Begge, som kommunal frizone eller i boligorganisationen; det virker mest, hvor få er aktive i forvejen.",
    ),
    alone_in=("vollsmose", "vaerebro"),
    parameters=PARAMETERS,
    danish={
        "pool_kr": "områdets pulje",
        "quick_pool_kr": "hurtig pulje til uformelle gruppers små projekter",
        "quick_project_kr": "højeste tilladte udgift til et projekt i den hurtige pulje",
        "project_kr": "udgift til et projekt i den almindelige pulje",
        "released": "del af puljerne, som forvaltningerne udbetaler i løbet af året",
        "unregistered": (
            "andel af projekterne i den almindelige pulje, der går tabt, fordi gruppen ikke har CVR-nummer"
        ),
        "age_from": "laveste alder for at stemme",
        "makers": "andel af de stemmende, der gennemfører et projekt sammen",
        "agency": "handlekraft vundet ved hele forløbet, hvor ingen er aktive i forvejen",
        "order": "bedre orden udendørs, hvor ingen er aktive i forvejen, i standardafvigelser",
        "order_spread": "spredning i orden mellem områder",
        "joining": "øget tilgang til foreninger, hvor ingen er aktive i forvejen",
        "civic_full": "andel af aktive voksne, hvor der ikke er mere at vinde, som i Dalum",
        "next_door": "del af et projekts virkning, der falder på andre områder i gåafstand",
        "walk_m": "gåafstand mellem midten af to områder",
        "adviser_kr": "lokal rådgiver og mødeledelse",
        "notice_kr": "indbydelser, lokaler og offentlig optælling",
        "association_part": "boligorganisationens del; kommunen betaler resten",
    },
    bend=bend,
    bill=bill,
    offers=(Offer(Subject.PERSON, eligible, keeps, group=group),),
)
