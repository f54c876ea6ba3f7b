"""Proposal 9, Epicenter: the half-empty centre of the estate is let to those who give it life and its people jobs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.core import draws
from agents.core.calendar import START_YEAR
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from agents.participation import Subject
from model.mechanisms.businesses import shops
from model.policies.policy import Barrier, Offer, Policy, Text
from model.policies.standard import schedule
from model.world import World

NAME = "epicenter"
P = Parameter
PARAMETERS = (
    *schedule(NAME, (18.0, 0.0, 48.0, "judgement", "judgement")),
    P(f"{NAME}.uptake", 0.5, 0.2, 0.8, "share", "judgement", "judgement",
      "of those asked, with full Danish, who take a leisure job"),
    P(f"{NAME}.months", 24.0, 6.0, 60.0, "months", "judgement", "judgement", "longest time in a leisure job"),
    P(f"{NAME}.dropout", 0.5, 0.2, 1.5, "per year", "judgement", "judgement", "leisure jobs given up in a year"),
    P(f"{NAME}.rent_cut", 0.3, 0.0, 0.7, "share", "judgement", "judgement",
      "rent of the centre's shops that is compensated for a time"),
    P(f"{NAME}.compensated", 36.0, 12.0, 84.0, "months", "judgement", "judgement",
      "how long rents are compensated; then the centre must carry itself"),
    P(f"{NAME}.terms", 0.5, 0.0, 1.0, "share", "judgement", "judgement",
      "shops of the centre bound by their tenancy to hire locally, as far as owners will"),
    P(f"{NAME}.offered", 0.5, 0.0, 1.0, "share", "judgement", "judgement",
      "vacancies of shops so bound offered to jobless people of the estate first"),
    P(f"{NAME}.displacement", 0.7, 0.0, 1.0, "share", "neumark2015", "recalled",
      "jobs so given that people of the estate would have had anyway, or lose elsewhere; place-based policies gave "
      "about nothing net"),
    P(f"{NAME}.appeal", 1.5, 1.0, 3.0, "ratio", "judgement", "judgement",
      "how many come to look at an empty unit: associations, public bodies and firms that are sought out and helped"),
    P(f"{NAME}.volunteers", 1.1, 1.0, 1.4, "ratio", "judgement", "judgement",
      "joining associations, when they have rooms in the centre and use residents as volunteers"),
    P(f"{NAME}.outsiders", 1.02, 1.0, 1.1, "ratio", "judgement", "judgement",
      "meeting of residents and people from outside, who come to the centre"),
    P(f"{NAME}.jobs_per_100_m2", 1.0, 0.5, 1.5, "jobs per 100 m2", "judgement", "judgement",
      "jobs for each 100 m2 let; no evidence found"),
    P(f"{NAME}.leisure_part", 0.3, 0.05, 0.6, "share", "judgement", "judgement",
      "of these jobs, leisure jobs for those of 13-17"),
    P(f"{NAME}.trouble", 0.85, 0.65, 1.0, "ratio", "heller2014", "judgement",
      "trouble of the young with a leisure job; summer jobs cut arrests for violence by 43 % in Chicago"),
    P(f"{NAME}.agency", 0.05, 0.0, 0.15, "SD per year", "judgement", "judgement",
      "agency from a first tie to working life"),
    P(f"{NAME}.gate", 0.05, 0.0, 0.2, "logit", "judgement", "judgement",
      "passing a gate with a leisure job; half the national share of the estates' young had one, and those who had did "
      "better later, which is no proof"),
    P(f"{NAME}.owner_part", 0.4, 0.0, 1.0, "weight", "judgement", "judgement",
      "owner's part of the rent compensation, against the other three"),
    P(f"{NAME}.municipality_part", 0.3, 0.0, 1.0, "weight", "judgement", "judgement", "the municipality's part"),
    P(f"{NAME}.association_part", 0.1, 0.0, 1.0, "weight", "judgement", "judgement", "the housing association's part"),
    P(f"{NAME}.fund_part", 0.2, 0.05, 1.0, "weight", "judgement", "judgement", "funds' and sponsors' part"),
    P(f"{NAME}.administration_kr", 50000.0, 10000.0, 150000.0, "kr a month", "judgement", "judgement",
      "shared unit for administration, and whoever seeks out tenants"),
    P(f"{NAME}.guidance_kr", 800.0, 0.0, 3000.0, "kr/month and participant", "judgement", "judgement",
      "finding leisure jobs and following them up"),
)  # fmt: skip
YOUNGEST, GROWN = 156, 216


def since_start(world: World) -> float:
    """Months since the first effect."""
    first = round((world.p(f"{NAME}.from_year") - START_YEAR) * 12.0)
    return world.month - first - world.p(f"{NAME}.start_up")


def compensation(world: World) -> float:
    """Share of the rents that is compensated this month."""
    within = 0.0 <= since_start(world) < world.p(f"{NAME}.compensated")
    return world.p(f"{NAME}.dose") * world.p(f"{NAME}.rent_cut") if within else 0.0


def leisure_jobs(world: World) -> int:
    """Leisure jobs that the floor space let gives, to the nearest whole one."""
    rows = shops.rows_of(world)
    let = float(world.businesses.floor_m2[rows][world.businesses.open[rows]].sum())
    jobs = let / 100.0 * world.p(f"{NAME}.jobs_per_100_m2")
    return int(np.rint(world.p(f"{NAME}.dose") * jobs * world.p(f"{NAME}.leisure_part")))


def eligible(world: World) -> Rows:
    """Each month as many of the estate's young of 13-17 as there are leisure jobs free, by lot."""
    persons, months = world.persons, world.month - world.persons.birth_month.astype(np.int64)
    free = max(leisure_jobs(world) - world.participation.number(NAME, Subject.PERSON), 0)
    young = persons.alive & (months >= YOUNGEST) & (months < GROWN) & world.lives_in_estate
    rows = np.flatnonzero(young)
    rows = rows[~world.participation.takes_part(world, NAME, Subject.PERSON, rows)]
    lot = world.uniform(f"{NAME}.asked", persons.key[rows])
    return rows[np.lexsort((persons.key[rows], lot))][:free]


def keeps(world: World, rows: Rows) -> NDArray[np.bool_]:
    """Until 18, as long as they live here and there is a job: when shops close, a lot says who loses it."""
    key = world.persons.key[rows]
    lot = draws.uniform(world.scenario.seed, f"{NAME}.kept", 0, key)
    place = np.empty(len(rows), dtype=np.int64)
    place[np.lexsort((key, lot))] = np.arange(len(rows))
    young = world.month - world.persons.birth_month[rows] < GROWN
    return np.asarray(young & world.lives_in_estate[rows] & (place < leisure_jobs(world)))


def bend(world: World) -> None:
    """Rents are compensated for a time, terms bind tenants, empty units are sought out, the young have leisure jobs."""
    levers, dose, own = world.levers, world.p(f"{NAME}.dose"), world.own_programme(NAME)
    net = world.p(f"{NAME}.offered") * (1.0 - world.p(f"{NAME}.displacement"))
    levers.bend(NAME, "businesses.rent", "scale", 1.0 - compensation(world))
    levers.bend(NAME, "businesses.tenancy_terms", "floor", dose * world.p(f"{NAME}.terms"))
    levers.bend(NAME, "businesses.tenancy_offered", "floor", dose * net)
    levers.bend(NAME, "businesses.unit_appeal", "scale", 1.0 + dose * (world.p(f"{NAME}.appeal") - 1.0))
    levers.bend(NAME, "clubs.join", "scale", 1.0 + dose * (world.p(f"{NAME}.volunteers") - 1.0), world.estate_areas)
    levers.bend(NAME, "ties.across", "scale", 1.0 + dose * (world.p(f"{NAME}.outsiders") - 1.0))
    levers.bend(NAME, "programme.trouble", "scale", world.p(f"{NAME}.trouble"), own)
    levers.bend(NAME, "programme.agency", "shift", world.p(f"{NAME}.agency"), own)
    levers.bend(NAME, "programme.gate", "shift", world.p(f"{NAME}.gate"), own)


def bill(world: World) -> None:
    """Rent compensation by owner, municipality, housing association and funds; administration, and guidance."""
    rows, book = shops.rows_of(world), world.costs.book
    rents = int(np.rint(world.businesses.rent[rows][world.businesses.open[rows]]).astype(np.int64).sum())
    weights = {
        payer: world.p(f"{NAME}.{part}_part")
        for payer, part in (
            ("firm", "owner"), ("municipality", "municipality"), ("housing association", "association"),
            ("fund", "fund"),
        )
    }  # fmt: skip
    for payer, weight in weights.items():
        book(NAME, "rent compensation", payer, rents * compensation(world) * weight / sum(weights.values()))
    book(NAME, "shared administration", "fund", world.p(f"{NAME}.dose") * world.p(f"{NAME}.administration_kr"))
    number = world.participation.number(NAME, Subject.PERSON)
    book(NAME, "leisure jobs", "municipality", number * world.p(f"{NAME}.guidance_kr"))


POLICY = Policy(
    name=NAME,
    number=9,
    theme="III",
    title=Text("Epicenter", "Epicenter"),
    summary=Text(
        "The centre of the estate is let to shops, associations and public bodies that hire and use its people; rents "
        "are compensated for a time, small firms share administration, and the young get leisure jobs.",
        "Områdets center udlejes til butikker, foreninger og offentlige tilbud, der ansætter og bruger områdets "
        "beboere; huslejen kompenseres i en periode, små virksomheder deler administration, og de unge får "
        "fritidsjob.",
    ),
    eligible=Text(
        "Tenants of the centre, jobless people of the estate, and its young of 13-17 for leisure jobs.",
        "Centrets lejere, områdets ledige og, til fritidsjob, områdets unge på 13-17 år.",
    ),
    actors=("centre owner", "municipality", "housing association", "shops", "associations", "residents"),
    payers=("firm", "municipality", "housing association", "fund"),
    barriers=(
        Barrier(
            Text(
                "Owners think of the highest rent now, not of social value.",
                "Ejerne tænker på højest mulig husleje nu, ikke på social værdi.",
            ),
            f"{NAME}.terms",
        ),
        Barrier(
            Text(
                "The centre is unattractive; tenants must be sought out.",
                "Centret er uattraktivt; lejerne skal opsøges.",
            ),
            f"{NAME}.appeal",
        ),
        Barrier(
            Text(
                "When the compensation ends the shops must carry themselves, with customers from outside too.",
                "Når kompensationen ophører, skal butikkerne kunne bære sig selv, også med kunder udefra.",
            ),
            f"{NAME}.compensated",
        ),
        Barrier(
            Text(
                "Jobs given here may be lost elsewhere.",
                "Job, der skabes her, kan gå tabt andre steder.",
            ),
            f"{NAME}.displacement",
        ),
    ),
    alone=Text(
        "Both, where the owner of the centre will; the owners differ.",
        "Begge, hvor centrets ejer vil; ejerforholdene er forskellige.",
    ),
    alone_in=("vollsmose", "vaerebro"),
    parameters=PARAMETERS,
    danish={
        "uptake": "andel af de spurgte unge, der tager et fritidsjob, når de taler flydende dansk",
        "months": "længste tid i et fritidsjob",
        "dropout": "hvor mange fritidsjob der opgives på et år for hvert besat fritidsjob",
        "rent_cut": "del af butikkernes husleje, der kompenseres i en periode",
        "compensated": "hvor længe huslejen kompenseres; derefter skal centret bære sig selv",
        "terms": "andel af butikkerne, hvis lejekontrakt forpligter dem til at ansætte lokalt",
        "offered": "andel af disse butikkers ledige job, der først tilbydes områdets ledige",
        "displacement": "andel af de job, som områdets beboere ville have fået alligevel eller mister andre steder",
        "appeal": "hvor mange der ser på et tomt lejemål, i forhold til uden indsatsen",
        "volunteers": "tilgang til foreninger, der har lokaler i centret og bruger frivillige, i forhold til uden",
        "outsiders": "møder mellem beboere og folk udefra, der kommer i centret, i forhold til uden",
        "jobs_per_100_m2": "job for hver 100 m², der udlejes",
        "leisure_part": "andel af disse job, der er fritidsjob til unge på 13-17 år",
        "trouble": "vanskeligheder hos en ung med fritidsjob, i forhold til uden",
        "agency": "handlekraft vundet ved en første tilknytning til arbejdslivet",
        "gate": "hjælp ved hver overgang, når man har et fritidsjob",
        "owner_part": "ejerens del af huslejekompensationen, i forhold til de tre andre",
        "municipality_part": "kommunens del",
        "association_part": "boligorganisationens del",
        "fund_part": "fondes og sponsorers del",
        "administration_kr": "fælles administration og opsøgning af lejere til centret",
        "guidance_kr": "formidling af fritidsjob og opfølgning på dem",
    },
    bend=bend,
    bill=bill,
    offers=(Offer(Subject.PERSON, eligible, keeps),),
)
