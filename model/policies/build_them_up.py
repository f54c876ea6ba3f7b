"""Proposal 7, Byg dem op: part of the hours of building on the estate is kept for its jobless young people."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from agents.codes import Education, Stage, Status
from agents.core.columns import Rows
from agents.core.parameter import Parameter
from agents.participation import Subject
from model.mechanisms.businesses import demand, reserved
from model.policies import procurement
from model.policies.policy import Barrier, Offer, Policy, Text
from model.policies.standard import course, schedule
from model.world import World

NAME = "build_them_up"
P = Parameter
PARAMETERS = (
    *schedule(NAME, (12.0, 0.0, 36.0, "judgement", "judgement")),
    *course(
        NAME,
        months=(48.0, 12.0, 60.0, "judgement", "judgement"),
        uptake=(0.5, 0.2, 0.8, "judgement", "judgement"),
        places=(8.0, 2.0, 30.0, "judgement", "judgement"),
        reach=(0.8, 0.4, 1.0, "judgement", "judgement"),
        dropout=(0.25, 0.0, 0.6, "judgement", "judgement"),
    ),
    P(f"{NAME}.share", 0.05, 0.0, 0.2, "share of hours", "catalogue2015", "catalogue",
      "hours of contracts kept for jobless young people of the estate, as in Paris"),
    P(f"{NAME}.from_age", 16.0, 15.0, 20.0, "years", "judgement", "judgement", "youngest who is asked"),
    P(f"{NAME}.to_age", 30.0, 24.0, 35.0, "years", "judgement", "judgement", "age at which nobody is asked any more"),
    P(f"{NAME}.basic_course", 12.0, 6.0, 24.0, "months", "recalled", "law",
      "first part of vocational school, in which an agreement of later practice is offered"),
    P(f"{NAME}.prepare", 3.0, 1.0, 12.0, "months", "judgement", "judgement",
      "mean time from being taken in by the job centre to being presented on a site"),
    P(f"{NAME}.wait", 12.0, 6.0, 24.0, "months", "judgement", "judgement",
      "longest time from being taken in until somebody must have a job or a place at school"),
    P(f"{NAME}.lasting", 0.08, 0.0, 0.2, "share", "card2018", "recalled",
      "more of those on the way to an apprenticeship who have lasting work or education after two years; subsidies of "
      "private jobs gave 6 points in one to two years, summer jobs nothing"),
    P(f"{NAME}.otherwise", 0.4, 0.2, 0.6, "share", "judgement", "judgement",
      "of them who would have it without; 38 % of the jobless of 16-24 in this model"),
    P(f"{NAME}.mentor", 0.1, 0.0, 0.3, "logit", "judgement", "judgement",
      "a mentor's help at every gate while taking part, beside what having a contract does"),
    *procurement.parameters(NAME),
    P(f"{NAME}.secretariat_kr", 60000.0, 0.0, 200000.0, "kr a month", "judgement", "judgement",
      "secretariat that brings builders, job centre, schools and firms together"),
    P(f"{NAME}.support_kr", 3000.0, 500.0, 8000.0, "kr/month and participant", "judgement", "judgement",
      "screening, mentor and work clothes"),
    P(f"{NAME}.subsidy_kr", 12000.0, 6000.0, 16000.0, "kr/month and placement", "recalled", "recalled",
      "wage subsidy (loentilskud) during a placement"),
    P(f"{NAME}.introduction_kr", 15000.0, 0.0, 50000.0, "kr per person taken on", "judgement", "judgement",
      "the firm's time to introduce somebody"),
)  # fmt: skip
MONTHS_OF_SCHOOL, TWO_YEARS = 42.0, 24.0


def eligible(world: World) -> Rows:
    """Young people of the estate who are well, without work or education, or in the basic course of vocational school.

    Whoever is in trouble with the law is asked like the others, and comes first when places are short.
    """
    persons, months = world.persons, world.month - world.persons.birth_month.astype(np.int64)
    rows = np.flatnonzero(persons.alive & world.lives_in_estate & (months >= 12 * world.p(f"{NAME}.from_age")))
    rows = rows[(months[rows] < 12 * world.p(f"{NAME}.to_age")) & (persons.education[rows] <= Education.VOCATIONAL)]
    new = world.month - persons.status_since[rows] < world.p(f"{NAME}.basic_course")
    in_course = (persons.stage[rows] == Stage.VOCATIONAL) & (persons.status[rows] == Status.STUDENT) & new
    return rows[_jobless(world, rows) | in_course]


def _jobless(world: World, rows: Rows) -> NDArray[np.bool_]:
    """Who of these is well and without work and education."""
    persons = world.persons
    return np.asarray(
        np.isin(persons.status[rows], (Status.UNEMPLOYED, Status.OUTSIDE))
        & np.isin(persons.stage[rows], (Stage.BETWEEN, Stage.LEFT))
        & ~persons.ill[rows]
    )


def keeps(world: World, rows: Rows) -> NDArray[np.bool_]:
    """As long as somebody waits for a job and lives here, works in a kept job, or is in vocational school."""
    persons, part = world.persons, world.participation
    entries = part.entries(NAME, Subject.PERSON)
    since = np.full(persons.capacity, world.month, dtype=np.int64)
    since[part.table.row[entries]] = part.table.since[entries]
    waits = np.isin(persons.status[rows], (Status.UNEMPLOYED, Status.OUTSIDE)) & world.lives_in_estate[rows]
    waits &= world.month - since[rows] < world.p(f"{NAME}.wait")
    learns = (persons.stage[rows] == Stage.VOCATIONAL) & (persons.status[rows] == Status.STUDENT)
    return np.asarray(waits | learns | reserved.on_site(world, rows))


def need(world: World, rows: Rows) -> NDArray[np.float64]:
    """The jobless before those in a basic course; those deepest in trouble and longest without work first."""
    persons = world.persons
    years = np.minimum(world.month - persons.status_since[rows].astype(np.int64), TWO_YEARS) / TWO_YEARS
    return 3.0 * _jobless(world, rows) + persons.trouble[rows].astype(np.float64) + years


def share_reached(world: World) -> float:
    """Share of all contract hours that are kept in the end, after procurement."""
    wanted = world.p(f"{NAME}.share")
    return wanted * procurement.reached(world, NAME, wanted)


def begin_apprenticeship(world: World) -> float:
    """Share of those on the way to an apprenticeship who must begin one to give the lasting effect.

    Who begins is still in it after two years with the chance that dropping out of vocational school leaves, and would
    else have had lasting work or education as often as `otherwise` says.
    """
    completes = 1.0 / (1.0 + np.exp(world.p("youth.vocational_drop")))
    still = completes ** (TWO_YEARS / MONTHS_OF_SCHOOL)
    return float(min(world.p(f"{NAME}.lasting") / (still * (1.0 - world.p(f"{NAME}.otherwise"))), 1.0))


def bend(world: World) -> None:
    """Jobs are kept, candidates presented, and those on the way to it become apprentices with a mentor."""
    levers, dose, own = world.levers, world.p(f"{NAME}.dose"), world.own_programme(NAME)
    levers.bend(NAME, "businesses.reserved_share", "shift", dose * share_reached(world))
    levers.bend(NAME, "businesses.apprenticeships", "shift", dose * begin_apprenticeship(world))
    levers.bend(NAME, "businesses.presents", "shift", 1.0 / world.p(f"{NAME}.prepare"), own)
    levers.bend(NAME, "programme.gate", "shift", world.p(f"{NAME}.mentor"), own)


def bill(world: World) -> None:
    """Secretariat, tenders with social terms, support, wage subsidies, and the firms' time for those new on a site."""
    persons, dose, book = world.persons, world.p(f"{NAME}.dose"), world.costs.book
    rows = world.participation.rows(NAME, Subject.PERSON)
    works = rows[reserved.on_site(world, rows)]
    since = world.month - persons.status_since[works].astype(np.int64)
    placed = np.isin(reserved.kinds(world, works), (reserved.Kind.TO_APPRENTICESHIP, reserved.Kind.TO_WORK))
    placed &= since <= world.p("businesses.placement_months")
    began = np.intersect1d(rows, reserved.apprentices(world))
    new = int((since == 1).sum() + (persons.status_since[began] == world.month - 1).sum())
    volume = demand.bent_jobs(world) * world.p(f"{NAME}.kr_per_job_year") / 12.0
    tenders = procurement.bids(world, NAME, volume) * world.p(f"{NAME}.bid_kr")
    book(NAME, "secretariat", "municipality", dose * world.p(f"{NAME}.secretariat_kr"))
    book(NAME, "tenders with social terms", "housing association", dose * tenders)
    book(NAME, "screening, mentor and clothes", "municipality", len(rows) * world.p(f"{NAME}.support_kr"))
    book(NAME, "wage subsidy", "municipality", int(placed.sum()) * world.p(f"{NAME}.subsidy_kr"))
    book(NAME, "introduction", "firm", new * world.p(f"{NAME}.introduction_kr"))


POLICY = Policy(
    name=NAME,
    number=7,
    theme="III",
    title=Text("Build them up", "Byg dem op"),
    summary=Text(
        "Builders keep part of the hours of all building on the estate for its jobless young people; the job centre "
        "prepares and presents them, and the best outcome is an apprenticeship.",
        "Bygherrerne forbeholder en del af timerne i alt byggeri i området de ledige unge dér; jobcentret "
        "forbereder dem og anviser dem til byggepladsen, og det bedste udfald er en læreplads.",
    ),
    eligible=Text(
        "Young people of the estate from 16 to 29 without work and education, those threatened by crime included, and "
        "those in the basic course of vocational school.",
        "Områdets unge på 16-29 år uden arbejde og uddannelse, også kriminalitetstruede, og unge på "
        "erhvervsskolens grundforløb.",
    ),
    actors=("municipality", "housing association", "job centre", "youth education", "contractors"),
    payers=("municipality", "housing association", "firm"),
    barriers=(
        Barrier(
            Text(
                "Procurement law is felt as a barrier; local people may not be asked for as such.",
                "Udbudsreglerne opleves som en barriere; man må ikke stille krav om lokal arbejdskraft som sådan.",
            ),
            f"{NAME}.by_restricted",
        ),
        Barrier(
            Text(
                "Large contracts must be put out to tender in the whole EU, and only parts of them can be steered.",
                "Store kontrakter skal i EU-udbud, og kun dele af dem kan styres.",
            ),
            f"{NAME}.part_share",
        ),
        Barrier(
            Text(
                "Candidates must be ready in time, and some break off.",
                "Kandidaterne skal være klar i tide, og nogle falder fra.",
            ),
            f"{NAME}.dropout",
        ),
        Barrier(
            Text(
                "The job centre has too few candidates who will.",
                "Jobcentret har for få kandidater, der gerne vil.",
            ),
            f"{NAME}.uptake",
        ),
        Barrier(
            Text(
                "Without contracts there is nothing to keep: the effect follows the dates of the building.",
                "Uden byggeri er der intet at forbeholde: virkningen følger byggeriets tidsplan.",
            ),
        ),
    ),
    alone=Text(
        "Vollsmose, where the large renewal of 2018-2030 is carried by a coordination on Funen; in Værebro Park any "
        "renovation can carry a smaller one.",
        "Vollsmose, hvor den store fornyelse 2018-2030 bæres af et fynsk samarbejde; i Værebro Park kan enhver "
        "renovering bære et mindre samarbejde.",
    ),
    alone_in=("vollsmose", "vaerebro"),
    parameters=PARAMETERS,
    danish={
        "share": "kontrakttimer, der forbeholdes områdets ledige unge",
        "from_age": "laveste alder, hvor man spørges",
        "to_age": "alder, fra hvilken man ikke længere spørges",
        "basic_course": "længden af grundforløbet, hvor der tilbydes aftale om senere praktik",
        "prepare": "gennemsnitlig tid fra visitation til anvisning på en byggeplads",
        "wait": "længste tid fra visitation, til man skal have job eller skoleplads",
        "lasting": "fremgang i varigt arbejde eller uddannelse efter to år blandt dem på vej mod en læreplads",
        "otherwise": "andel af dem, der ville have fået det alligevel",
        "mentor": "mentorens hjælp ved hver overgang, ud over hvad en kontrakt betyder",
        "secretariat_kr": "sekretariat, der samler bygherrer, jobcenter, skoler og virksomheder",
        "support_kr": "visitation, mentor og arbejdstøj",
        "subsidy_kr": "løntilskud under praktik",
        "introduction_kr": "virksomhedens tid til at sætte en ny medarbejder i gang",
        **procurement.DANISH,
    },
    bend=bend,
    bill=bill,
    offers=(Offer(Subject.PERSON, eligible, keeps, need),),
)
